"""Runs: cases → records. A case that crashes is that case's failure, recorded, and the others go on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from typing import Literal, TypeVar

import tiaowen
from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.naming import city_names
from tiaowen.domain import Answer, Value
from tiaowen.errors import SuiteError
from tiaowen.evals.boundaries import generate_boundaries
from tiaowen.evals.cases import (
    AnyCase,
    Case,
    ClaimCase,
    Conversation,
    EligibilityCase,
    LookupCase,
    RetrievalCase,
    SuiteName,
    VariationCase,
)
from tiaowen.evals.eligibility import judge_case
from tiaowen.evals.fingerprints import find_fingerprints
from tiaowen.evals.grounding import find_groundless
from tiaowen.evals.lookups import generate_lookups
from tiaowen.evals.mutation import generate_mutations
from tiaowen.evals.record import (
    AnswerRecord,
    ClaimRecord,
    ConversationRecord,
    EligibilityRecord,
    Header,
    LookupRecord,
    Outcome,
    Ranked,
    Record,
    Reply,
    RetrievalRecord,
    Run,
    VariationRecord,
)
from tiaowen.evals.suite import Suites
from tiaowen.evals.variations import generate_variations

SUITES: tuple[SuiteName, ...] = (
    "answers",
    "conversations",
    "retrieval",
    "claims",
    "eligibility",
    "variations",
    "mutations",
    "boundaries",
    "lookups",
)
SEED = 1
DEPTH = 20
"""Articles and parts of articles that are kept of what was retrieved."""

Progress = Callable[[int, int], None]
Result = TypeVar("Result")


class Task(Value):
    """A case and the suite that it is run for."""

    suite: SuiteName
    case: AnyCase


def plan_run(
    written: Suites, corpus: Corpus, suites: Sequence[SuiteName] = SUITES, *, seed: int = SEED
) -> tuple[Task, ...]:
    """Return the cases of ``suites``: those that are ``written``, and those made from them or ``corpus`` with ``seed``.

    Raises :class:`SuiteError` where a suite that is named, all of them not being asked for, has no case.
    """
    made: dict[SuiteName, Callable[[], Iterable[AnyCase]]] = {
        "variations": lambda: generate_variations(written.answers, corpus, seed=seed),
        "mutations": lambda: generate_mutations(corpus, seed=seed),
        "boundaries": lambda: generate_boundaries(corpus),
        "lookups": lambda: generate_lookups(corpus),
    }
    tasks: list[Task] = []
    for suite in suites:
        cases = tuple(made[suite]()) if suite in made else getattr(written, suite)
        if not cases and suites != SUITES:
            raise SuiteError(f"{suite}：这里没有考题。请检查文件夹。")
        tasks += (Task(suite=suite, case=case) for case in cases)
    return tuple(tasks)


def run_tasks(assistant: Assistant, tasks: Sequence[Task], *, command: str, progress: Progress | None = None) -> Run:
    """Return what ``assistant`` makes of ``tasks``; ``progress`` is told how many of how many are done."""
    header = Header(
        command=command,
        version=tiaowen.__version__,
        fingerprints=find_fingerprints(assistant, (task.model_dump_json() for task in tasks)),
        suites=tuple(dict.fromkeys(task.suite for task in tasks)),
        cities=tuple(city_names(assistant.corpus)),
        labels={regulation.id: regulation.title for regulation in assistant.corpus.regulations},
    )
    records: list[Record] = []
    plain = lru_cache(maxsize=1)(partial(_reply, assistant, depth=0))  # the variations of a question follow one another
    for task in tasks:
        records.append(_run_task(assistant, task, plain))
        if progress is not None:
            progress(len(records), len(tasks))
    return Run(header=header, records=tuple(records))


def _run_task(assistant: Assistant, task: Task, plain: Callable[[tuple[str, ...]], Reply]) -> Record:  # noqa: PLR0911
    """Return the record of one case; ``plain`` gives the reply to a question that is varied, as it was written."""
    match task.case:
        case Case() as case:
            return AnswerRecord(case=case, reply=_reply(assistant, case.turns))
        case Conversation() as talk:
            return ConversationRecord(case=talk, replies=tuple(_reply(assistant, one.turns) for one in talk.cases()))
        case VariationCase() as varied:
            return VariationRecord(case=varied, plain=plain(varied.plain.turns), reply=_reply(assistant, varied.turns))
        case RetrievalCase() as search:
            return _retrieve(assistant, search)
        case ClaimCase() as claim:
            verdicts, outcome = _attempt(lambda: assistant.verify(claim.answer, claim.question, claim.cited))
            suite: Literal["claims", "mutations"] = "mutations" if task.suite == "mutations" else "claims"
            return ClaimRecord(suite=suite, case=claim, verdicts=verdicts or (), **dict(outcome))
        case EligibilityCase() as applicant:
            found, outcome = _attempt(lambda: judge_case(applicant, assistant.corpus))
            kind: Literal["eligibility", "boundaries"] = "boundaries" if task.suite == "boundaries" else "eligibility"
            return EligibilityRecord(suite=kind, case=applicant, eligibility=found, **dict(outcome))
        case LookupCase() as lookup:
            places, outcome = _attempt(lambda: assistant.find(lookup.text))
            return LookupRecord(case=lookup, found=places or (), **dict(outcome))


def _reply(assistant: Assistant, turns: Sequence[str], *, depth: int = DEPTH) -> Reply:
    from tiaowen.evals.trace import listening

    with listening() as listener:
        told, outcome = _attempt(lambda: _ask(assistant, turns))
    answer, first = told or (None, 0.0)
    groundless: tuple[str, ...] = ()
    if answer is not None:  # a run file holds what the JSON contract has, and is read back as it was
        answer = answer.model_copy(update={"followups": (), "rewritten": ""})
        groundless = find_groundless(answer, turns, assistant.corpus, mend=assistant.mend)
    passages = listener.passages(depth)
    return Reply(answer=answer, passages=passages, groundless=groundless, first_ms=first, **dict(outcome))


def _ask(assistant: Assistant, turns: Sequence[str]) -> tuple[Answer, float]:
    """Return the answer, and the milliseconds until its first checked words, 0 where no model worded it."""
    if assistant.chat_model is None:
        return assistant.ask(turns), 0.0
    start, first = time.perf_counter(), 0.0
    answer = Answer(question="", text="", status="declined")
    for answer in assistant.stream(turns):
        if answer.text and not first:
            first = round((time.perf_counter() - start) * 1000, 3)
    return answer, first


def _retrieve(assistant: Assistant, case: RetrievalCase) -> RetrievalRecord:
    hits, outcome = _attempt(lambda: assistant.search(case.question, DEPTH))
    ranked = tuple(Ranked(address=hit.address, score=round(hit.score, 6)) for hit in hits or ())
    reply = _reply(assistant, (case.question,))
    error = outcome.error or reply.error
    return RetrievalRecord(case=case, hits=ranked, passages=reply.passages, error=error, elapsed_ms=outcome.elapsed_ms)


def _attempt(call: Callable[[], Result]) -> tuple[Result | None, Outcome]:
    start = time.perf_counter()
    result, error = None, None
    try:
        result = call()
    except Exception as caught:  # noqa: BLE001  one crash must not end the run; it is recorded as this case's failure
        error = f"{type(caught).__name__}: {caught}".rstrip(": ")
    return result, Outcome(elapsed_ms=round((time.perf_counter() - start) * 1000, 3), error=error)
