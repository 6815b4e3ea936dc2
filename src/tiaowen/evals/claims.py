"""Suites of claims: texts labelled accept or reject, and how well a checker tells them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

from tiaowen.corpus.files import read_yaml
from tiaowen.domain import Address, Value, Verdict
from tiaowen.errors import CorpusError, SuiteError
from tiaowen.evals.run import Share
from tiaowen.evals.suite import Words

Checker = Callable[[str, str, tuple[Address, ...]], Sequence[Verdict]]
"""From a text, the question that it answers and the places that it cites to a verdict on every claim in it."""


class Planted(Value):
    """A mistake put into a text: where, of which kind, and what would be right."""

    span: Words
    type: Words
    right: str = ""


class ClaimCase(Value):
    """A text that answers a question, its citations, and whether it may leave."""

    id: Words
    question: str
    answer: Words
    cited: tuple[Address, ...] = ()
    label: Literal["accept", "reject"]
    errors: tuple[Planted, ...] = ()
    note: str = ""


class ClaimResult(Value):
    """A case with the verdicts on it."""

    case: ClaimCase
    verdicts: tuple[Verdict, ...]

    @property
    def right(self) -> bool:
        """Whether the text was let through exactly where it may leave."""
        return all(verdict.released for verdict in self.verdicts) == (self.case.label == "accept")

    def locates(self, planted: Planted) -> bool:
        """Tell whether a verdict that stops the text lies on ``planted``."""
        answer, start = self.case.answer, self.case.answer.find(planted.span)
        stopped = [v.text for v in self.verdicts if not v.released and v.text]
        return any(_overlaps(answer, words, start, start + len(planted.span)) for words in stopped)


class ClaimRun(Value):
    """The results of all cases, in their order."""

    results: tuple[ClaimResult, ...]

    @property
    def accepted(self) -> Share:
        """The texts that may leave and do."""
        return self._share("accept")

    @property
    def rejected(self) -> Share:
        """The texts that may not leave and do not."""
        return self._share("reject")

    @property
    def balanced_accuracy(self) -> float | None:
        """The mean of the two recalls; None where a label has no case."""
        values = (self.accepted.value, self.rejected.value)
        return None if None in values else sum(v for v in values if v is not None) / 2

    @property
    def located(self) -> dict[str, Share]:
        """For each kind of mistake, how many of those planted a verdict lies on."""
        found: dict[str, list[bool]] = {}
        for result in self.results:
            for planted in result.case.errors:
                found.setdefault(planted.type, []).append(result.locates(planted))
        return {kind: Share(hits=sum(hits), n=len(hits)) for kind, hits in sorted(found.items())}

    def _share(self, label: str) -> Share:
        right = [result.right for result in self.results if result.case.label == label]
        return Share(hits=sum(right), n=len(right))


def load_claims(folder: Path) -> tuple[ClaimCase, ...]:
    """Return the cases of every ``claims/*.yaml`` under the evals ``folder``, by file name, in file order.

    Raises :class:`SuiteError`, with file and line, for a mistake in a file or where there is no case.
    """
    cases: list[ClaimCase] = []
    for path in sorted((folder / "claims").glob("*.yaml")):
        try:
            cases += read_yaml(path, tuple[ClaimCase, ...])
        except CorpusError as error:
            raise SuiteError(str(error)) from error
    if not cases:
        raise SuiteError(f"{folder / 'claims'}：这里没有考题。")
    return tuple(cases)


def run_claims(checker: Checker, cases: Iterable[ClaimCase]) -> ClaimRun:
    """Return the results of ``checker`` on ``cases``."""
    return ClaimRun(
        results=tuple(
            ClaimResult(case=case, verdicts=tuple(checker(case.answer, case.question, case.cited))) for case in cases
        )
    )


def _overlaps(text: str, words: str, start: int, end: int) -> bool:
    at = text.find(words)
    while at >= 0:
        if at < end and start < at + len(words):
            return True
        at = text.find(words, at + 1)
    return False
