"""Records → scores, without asking again: what was right, how well, and why, in one sentence each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from pydantic import Field, ValidationError

from tiaowen.domain import Address, Value
from tiaowen.errors import SuiteError
from tiaowen.evals.cases import Case, ClaimCase, SuiteName
from tiaowen.evals.claims import score_label, score_located
from tiaowen.evals.eligibility import score_criteria, score_outcome
from tiaowen.evals.record import (
    AnswerRecord,
    ClaimRecord,
    ConversationRecord,
    EligibilityRecord,
    Fingerprints,
    LookupRecord,
    Record,
    Reply,
    RetrievalRecord,
    Run,
    VariationRecord,
)
from tiaowen.evals.retrieval import score_rankings
from tiaowen.evals.scorers import score_answer, score_grounded
from tiaowen.evals.shares import Score
from tiaowen.evals.variations import EXAMPLES

ENOUGH = 5
"""A search is right where all that answers is among so many articles."""


class CaseScore(Value):
    """The scores of one case by measure; ``why`` says why it is right or wrong, ``length`` is that of the answer.

    ``counted`` is false where the case can be neither: the variation of a question that was wrong as it was written.
    """

    suite: SuiteName
    id: str
    kind: str
    regulations: tuple[str, ...]
    right: bool
    why: str
    crashed: bool = False
    counted: bool = True
    length: int | None = None
    scores: dict[str, Score] = Field(default_factory=dict)
    turns: tuple[CaseScore, ...] = ()

    @property
    def groundless(self) -> bool:
        """Whether an answer has a figure from nowhere, or a claim that may not leave."""
        grounded = self.scores.get("grounded")
        return grounded is not None and grounded.value == 0


class Scoring(Value):
    """The scores of a run: nothing in it tells how long it took, so that it repeats byte for byte."""

    format: int = 1
    command: str
    version: str
    fingerprints: Fingerprints
    labels: dict[str, str]
    cases: tuple[CaseScore, ...]


def score_run(run: Run) -> Scoring:
    """Return the scores of ``run``."""
    header = run.header
    ranked = score_rankings(run.records)
    return Scoring(
        command=header.command,
        version=header.version,
        fingerprints=header.fingerprints,
        labels=header.labels,
        cases=tuple(_score(record, ranked, header.cities) for record in run.records),
    )


def read_scoring(path: Path) -> Scoring:
    """Return the scores in ``path``; raise :class:`SuiteError` where it holds none."""
    try:
        return Scoring.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise SuiteError(f"{path}：不是 tiaowen eval score 写的。") from error


def _score(  # noqa: PLR0911  a suite a line
    record: Record, ranked: dict[str, dict[str, Score]], cities: Collection[str]
) -> CaseScore:
    match record:
        case AnswerRecord(case=case, reply=reply):
            return _score_reply("answers", case, reply, ranked, cities)
        case ConversationRecord():
            return _score_conversation(record, ranked, cities)
        case VariationRecord():
            return _score_variation(record, cities)
        case RetrievalRecord():
            return _score_retrieval(record, ranked)
        case ClaimRecord():
            return _score_claim(record)
        case EligibilityRecord():
            return _score_eligibility(record)
        case LookupRecord():
            return _score_lookup(record)


def _score_reply(
    suite: SuiteName, case: Case, reply: Reply, ranked: dict[str, dict[str, Score]], cities: Collection[str]
) -> CaseScore:
    scored = score_answer(case, reply.answer, cities=cities)
    scores = {name: getattr(scored, name) for name in type(scored).model_fields if name != "right"}
    return CaseScore(
        suite=suite,
        id=case.id,
        kind=case.kind,
        regulations=_regulations(case),
        right=scored.right,
        why=_crash(reply.error) or _join(scored.deciding, right=scored.right),
        crashed=reply.answer is None,
        length=len(reply.answer.text) if reply.answer else None,
        scores=scores | {"grounded": score_grounded((reply,))} | ranked.get(f"{suite}/{case.id}", {}),
    )


def _score_conversation(
    record: ConversationRecord, ranked: dict[str, dict[str, Score]], cities: Collection[str]
) -> CaseScore:
    case = record.case
    turns = tuple(
        _score_reply("conversations", one, reply, ranked, cities)
        for one, reply in zip(case.cases(), record.replies, strict=True)
    )
    wrong = [(n, turn) for n, turn in enumerate(turns, 1) if not turn.right]
    why = "；".join(f"第 {n} 句：{turn.why.rstrip('。')}" for n, turn in wrong)
    return CaseScore(
        suite="conversations",
        id=case.id,
        kind=case.kind,
        regulations=tuple(dict.fromkeys(r for turn in turns for r in turn.regulations)),
        right=not wrong,
        why=f"{why}。" if wrong else f"{len(turns)} 句都对。",
        crashed=any(turn.crashed for turn in turns),
        scores={"grounded": score_grounded(record.replies)},
        turns=turns,
    )


def _score_variation(record: VariationRecord, cities: Collection[str]) -> CaseScore:
    """Score whether the question keeps its result: right as it was written, it is right in other words as well."""
    case = record.case
    before = score_answer(case.plain, record.plain.answer, cities=cities)
    after = score_answer(case.plain.model_copy(update={"turns": case.turns}), record.reply.answer, cities=cities)
    if before.right:
        why = _crash(record.reply.error) or _join(after.deciding, right=after.right)
        kept = Score(value=float(after.right), reason=why)
    else:
        kept = Score(value=None, reason="原来的问法也没有答对，不计。")
    return CaseScore(
        suite="variations",
        id=case.id,
        kind=case.kind,
        regulations=_regulations(case.plain),
        right=kept.value != 0,
        why=kept.reason,
        crashed=record.reply.answer is None,
        counted=before.right,
        scores={
            "of_examples" if case.source in EXAMPLES else "of_others": kept,
            "grounded": score_grounded((record.reply,)),
        },
    )


def _score_retrieval(record: RetrievalRecord, ranked: dict[str, dict[str, Score]]) -> CaseScore:
    case, scores = record.case, ranked[f"retrieval/{record.case.id}"]
    enough = scores[f"article recall@{ENOUGH}"]
    return CaseScore(
        suite="retrieval",
        id=case.id,
        kind=case.kind,
        regulations=_ids(case.articles),
        right=enough.value == 1 and record.error is None,
        why=_crash(record.error) or enough.reason,
        crashed=record.error is not None,
        scores=scores,
    )


def _score_claim(record: ClaimRecord) -> CaseScore:
    case = record.case
    label, located = score_label(case, record.verdicts), score_located(case, record.verdicts)
    if record.error is not None:
        label = Score(value=0, reason=_crash(record.error))
    return CaseScore(
        suite=record.suite,
        id=case.id,
        kind=case.group,
        regulations=_of_claim(case),
        right=label.value == 1,
        why=label.reason,
        crashed=record.error is not None,
        scores={f"{case.label}ed": label, "located": located},
    )


def _score_eligibility(record: EligibilityRecord) -> CaseScore:
    case = record.case
    if record.eligibility is None:
        outcome = criteria = Score(value=0, reason=_crash(record.error))
    else:
        outcome, criteria = score_outcome(case, record.eligibility), score_criteria(case, record.eligibility)
    right = all(score.value in {None, 1} for score in (outcome, criteria))
    return CaseScore(
        suite=record.suite,
        id=case.id,
        kind=case.kind,
        regulations=(case.regulation,),
        right=right,
        why=_join((outcome, criteria), right=right),
        crashed=record.eligibility is None,
        scores={"outcome": outcome, "criteria": criteria},
    )


def _score_lookup(record: LookupRecord) -> CaseScore:
    case = record.case
    right = set(record.found) == set(case.places)
    wanted, found = ("、".join(map(str, places)) for places in (case.places, record.found))
    return CaseScore(
        suite="lookups",
        id=case.id,
        kind=case.kind,
        regulations=_ids(case.places),
        right=right,
        why=_crash(record.error)
        or (f"找到 {found}。" if right else f"应找到 {wanted}，找到的是 {found or '（没有）'}。"),
        crashed=record.error is not None,
    )


def _regulations(case: Case) -> tuple[str, ...]:
    return tuple(dict.fromkeys(case.docs)) or _ids(case.gold_articles)


def _of_claim(case: ClaimCase) -> tuple[str, ...]:
    return _ids(case.cited) or ((case.source.partition(":")[0],) if ":" in case.source else ())


def _ids(places: Iterable[Address]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.regulation for place in places))


def _join(scores: Iterable[Score], *, right: bool) -> str:
    """Return the reasons that made a case wrong or, where it is right, all that speak for it."""
    chosen = [s.reason for s in scores if s.value is not None and (s.value == 1) == right]
    return "".join(chosen) or "没有可评的内容。"


def _crash(error: str | None) -> str:
    return f"程序出错：{error.rstrip('。')}。" if error is not None else ""
