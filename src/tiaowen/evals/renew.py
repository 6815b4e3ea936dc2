"""A run whose cases are those of the suites as they are now: expectations may have changed, questions may not."""

from __future__ import annotations

from typing import NamedTuple

from tiaowen.evals.cases import AnyCase, Case, ClaimCase, Conversation, EligibilityCase, RetrievalCase, SuiteName
from tiaowen.evals.record import Record, Run, VariationRecord
from tiaowen.evals.suite import WRITTEN, Suites


class Renewed(NamedTuple):
    """A run with its cases renewed; how many were, and the ids of those whose question has changed or gone."""

    run: Run
    renewed: int
    kept: tuple[str, ...]


def renew_cases(run: Run, suites: Suites) -> Renewed:
    """Return ``run`` with the expectations that ``suites`` have now, wherever the same is asked under the same id."""
    now: dict[tuple[str, str], AnyCase] = {(name, case.id): case for name in WRITTEN for case in getattr(suites, name)}
    records: list[Record] = []
    renewed, kept = 0, []
    for record in run.records:
        suite, before = _written(record)
        case = now.get((suite, before.id))
        if suite not in WRITTEN:
            records.append(record)
        elif case is not None and _asked(case) == _asked(before):
            records.append(_renew(record, case))
            renewed += 1
        else:
            records.append(record)
            kept.append(record.case.id)
    return Renewed(run.model_copy(update={"records": tuple(records)}), renewed, tuple(kept))


def _written(record: Record) -> tuple[SuiteName, AnyCase]:
    """Return the suite and the case that people wrote: of a variation, the question that it varies."""
    if isinstance(record, VariationRecord):
        return "answers", record.case.plain
    return record.suite, record.case


def _renew(record: Record, case: AnyCase) -> Record:
    renewed = record.case.model_copy(update={"plain": case}) if isinstance(record, VariationRecord) else case
    return record.model_copy(update={"case": renewed})


def _asked(case: AnyCase) -> object:
    """Return what of ``case`` is put to the program."""
    match case:
        case Case():
            return case.turns
        case Conversation():
            return tuple(turn.ask for turn in case.turns)
        case RetrievalCase():
            return case.question
        case ClaimCase():
            return case.question, case.answer, case.cited
        case EligibilityCase():
            return case.model_copy(update={"note": "", "source": "", "kind": "x", "outcome": None, "criteria": ()})
        case _:
            return case
