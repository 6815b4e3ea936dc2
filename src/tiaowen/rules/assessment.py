"""All that a self-check tells of one application."""

from __future__ import annotations

from collections.abc import Iterable

from tiaowen.corpus.load import Corpus
from tiaowen.domain import Citation, Eligibility, Value
from tiaowen.rules.attest import find_open_conditions
from tiaowen.rules.eligibility import judge_eligibility
from tiaowen.rules.facts import Application, Fact
from tiaowen.rules.fields import conditions_of
from tiaowen.rules.nearest import Change, find_changes
from tiaowen.rules.support import Support, find_support


class OpenQuestion(Value):
    """What the text leaves open about the conditions, in a sentence, and where."""

    says: str
    citation: Citation


class Assessment(Value):
    """The criteria, the least to change, what is left to attest or open in the text, and the money that may follow."""

    application: Application
    eligibility: Eligibility
    changes: tuple[Change, ...]
    attest: tuple[Citation, ...]
    open_questions: tuple[OpenQuestion, ...]
    support: Support


def assess(facts: Iterable[Fact], application: Application, corpus: Corpus) -> Assessment:
    """Return how ``facts`` stand to the conditions of ``application``."""
    told = tuple(facts)
    regulation, platform = application.regulation, application.platform
    articles = {rule.at.whole for rule in conditions_of(regulation, platform, corpus)}
    return Assessment(
        application=application,
        eligibility=judge_eligibility(told, application, corpus),
        changes=find_changes(told, application, corpus),
        attest=find_open_conditions(regulation, platform, corpus),
        open_questions=tuple(
            OpenQuestion(says=gap.says, citation=corpus.cite(gap.at, ""))
            for gap in corpus.gaps
            if gap.at.whole in articles
        ),
        support=find_support(regulation, platform, corpus),
    )
