"""The self-check as the interface takes and gives it: facts by metric in, conditions with their outcome out."""

from __future__ import annotations

from collections.abc import Iterator

from tiaowen.app.api.models import ChangeRecord, EligibilityRecord, EligibilityRequest, Told
from tiaowen.app.api.problems import INVALID, ProblemError
from tiaowen.app.render.api import words
from tiaowen.app.render.exports.selfcheck import support_words
from tiaowen.app.render.page.changes import change_words
from tiaowen.assistant import Assistant
from tiaowen.rules.facts import Fact
from tiaowen.rules.fields import NO, YES, Field, Form, read_reply

_SAID = {"是": YES, "有": YES, "符合": YES, "true": YES, "否": NO, "没有": NO, "不符合": NO, "false": NO}


def judge(assistant: Assistant, request: EligibilityRequest) -> EligibilityRecord:
    """Return how the facts of ``request`` stand to the conditions of its platform.

    Raises :class:`~tiaowen.errors.QuestionError` for a regulation, platform, case or value that cannot be, and
    :class:`~tiaowen.app.api.problems.ProblemError` for a metric that no condition is on.
    """
    form = assistant.form(
        request.regulation,
        request.platform,
        category=request.category,
        applicant=request.applicant,
        holds=request.holds,
        fails=request.fails,
    )
    made = assistant.assess(
        request.regulation,
        request.platform,
        tuple(_facts(form, request.facts)),
        category=request.category,
        applicant=request.applicant,
        holds=request.holds,
        fails=request.fails,
    )
    return EligibilityRecord(
        id=request.id,
        eligibility=made.eligibility,
        changes=tuple(
            ChangeRecord(metric=change.metric, text=change_words(assistant.corpus, change), rules=change.rules)
            for change in made.changes
        ),
        attest=made.attest,
        open_questions=made.open_questions,
        support=tuple(support_words(made.support)),
    )


def _facts(form: Form, told: tuple[Told, ...]) -> Iterator[Fact]:
    for one in told:
        field, unit = _find(form, one)
        said = str(one.value).strip()
        fact = read_reply(field, (_SAID.get(said.lower(), said) if field.kind == "yes_no" else said, unit))
        if fact is not None:
            yield fact


def _find(form: Form, told: Told) -> tuple[Field, str]:
    """Return the field that ``told`` fills, and the unit it is in; a count may be told by its own name."""
    for field in form.fields:
        if field.metric == told.metric:
            return field, told.unit
    for field in form.fields:
        for measure in field.measures:
            if measure.metric == told.metric:
                return field, told.unit or measure.unit
    raise ProblemError(INVALID, words.no_metric(told.metric, [field.metric for field in form.fields]))
