"""What is known of a text while its claims are judged: its segments, the asker's facts, the law, outcomes so far."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from tiaowen.domain import Address, ClaimOutcome, Verdict
from tiaowen.quantities import Quantity
from tiaowen.rules.calendar import Day
from tiaowen.rules.claims import Claim, Fact, Read
from tiaowen.rules.law import Law
from tiaowen.rules.provisions import Provision

RECENT = 40
"""How many results and claims are looked back upon: judging stays linear in the length of the text."""

_LINE = 120  # claims of a line that are looked back upon
_IN_SENTENCE = 0.3  # the weight of terms that stand in the claim's own sentence
_OTHER_METRIC = 0.5
_OTHER_CAUSE = 0.5
_FOREIGN = 0.3  # a provision that shares no word with the claim's own clause fits by its surroundings only
_CITED = 1.25  # provisions of articles that the text cites fit better
_QUOTED = 60  # characters of the law in a reason

GOOD = frozenset({ClaimOutcome.SUPPORTED, ClaimOutcome.DERIVED})


class Finding(NamedTuple):
    """A verdict and the place in the text that it is about."""

    start: int
    end: int
    verdict: Verdict


class Judged(NamedTuple):
    """A claim with its outcome and the provision it was matched to."""

    claim: Claim
    outcome: ClaimOutcome
    reason: str
    provision: Provision | None = None

    @property
    def good(self) -> bool:
        """Whether it may leave."""
        return self.outcome in GOOD


class Ranked(NamedTuple):
    """A provision and how well it fits a claim."""

    provision: Provision
    score: float


class Record:
    """The state of judging one text. ``places`` are the articles that it cites, ``results`` those of its sums,
    ``dates`` the calendar dates worked out so far.
    """

    def __init__(  # noqa: PLR0913 - all that a text is judged by
        self,
        text: str,
        question: str,
        reads: Sequence[Read],
        facts: Sequence[Fact],
        *,
        cited: Iterable[Address],
        law: Law,
    ) -> None:
        self.text = text
        self.question = question
        self.reads = reads
        self.facts = facts
        self.law = law
        self.cited = tuple(cited)
        named = (address for read in reads for c in read.cited for address in c.addresses)
        self.places = frozenset(a.whole for a in (*self.cited, *named))
        self.judged: list[Judged] = []
        self.results: list[Fraction] = []
        self.dates: list[Day] = []
        self._by_line: dict[int, deque[Judged]] = {}
        self._ranked: dict[tuple[int, int, bool], list[Ranked]] = {}

    def add(self, judged: Judged, read: Read) -> None:
        """Add the outcome of a claim of ``read``."""
        self.judged.append(judged)
        self._by_line.setdefault(read.segment.line, deque(maxlen=_LINE)).append(judged)

    def line_of(self, read: Read) -> Sequence[Judged]:
        """Return what was judged last in the line of ``read``, in order."""
        return tuple(self._by_line.get(read.segment.line, ()))

    def before(self, claim: Claim, read: Read) -> list[Judged]:
        """Return what was judged before in the segment of ``claim``."""
        return [judged for judged in self.line_of(read) if judged.claim.segment == claim.segment]

    def finding(
        self, read: Read, span: tuple[int, int], outcome: ClaimOutcome, reason: str, provision: Provision | None = None
    ) -> Finding:
        """Return the finding on the part ``span`` of the text of ``read``."""
        start, end = read.segment.span(*span)
        basis = provision.basis if provision else None
        return Finding(start, end, Verdict(text=self.text[start:end], outcome=outcome, basis=basis, reason=reason))

    def label(self, provision: Provision) -> str:
        """Return where ``provision`` stands, as people write it."""
        return self.law.corpus.label(provision.at)

    def rank(self, claim: Claim, *, everywhere: bool = False) -> list[Ranked]:
        """Return the provisions of the claim's scope, best first; those of any scope where ``everywhere``."""
        key = (claim.segment, claim.mention.start, everywhere)
        if key not in self._ranked:
            found = _by_cause(list(self._rank(claim, everywhere=everywhere)), claim)
            self._ranked[key] = sorted(found, key=lambda r: (-r.score, r.provision.place))
        return self._ranked[key]

    def _rank(self, claim: Claim, *, everywhere: bool) -> Iterable[Ranked]:
        regulations = self.law.names.regulations(claim.scope)
        named, own = self.named(claim), claim.own if claim.says_something else frozenset()
        for index, score in self.law.scores(claim.terms).items():
            provision = self.law.provisions[index]
            if not everywhere and not provision.fits(claim.scope, regulations):
                continue
            boost = _CITED if provision.at.whole in self.places else 1.0
            if own and own.isdisjoint(provision.known):
                boost *= _FOREIGN
            if named and provision.rule and provision.metric not in named:
                boost *= _OTHER_METRIC
            yield Ranked(provision, score * boost)

    def named(self, claim: Claim, *, counted: bool = False) -> frozenset[str]:
        """Return the metrics that the claim's own clause names, of those measured in its unit.

        Where it is ``counted``, what is counted is part of the name: 三个步骤.
        """
        words = claim.clause if counted else claim.words
        metrics = {name for match in self.law.words.metrics_in(words) for name in match.values}
        return frozenset(m for metric in metrics for m in self.law.words.measured_in(metric, claim.quantity))


def bounds_of(quantity: Quantity) -> list[Fraction]:
    """Return the bounds of ``quantity``, each once."""
    return list(dict.fromkeys(b for b in (quantity.low, quantity.high) if b is not None))


def quote(provision: Provision) -> str:
    """Return the beginning of the words of ``provision``, without white space."""
    words = "".join(provision.words.split())
    return words if len(words) <= _QUOTED else words[:_QUOTED] + "…"


def _by_cause(ranked: Sequence[Ranked], claim: Claim) -> list[Ranked]:
    """Return ``ranked`` with those lowered whose cause is not told, where another's of the same metric is."""
    near = {t: w for t, w in claim.terms.items() if w >= _IN_SENTENCE}
    told = {r.provision.place: sum(near.get(t, 0.0) for t in r.provision.cause) for r in ranked}
    best: dict[str | None, float] = {}
    for r in ranked:
        best[r.provision.metric] = max(best.get(r.provision.metric, 0.0), told[r.provision.place])
    return [
        r._replace(score=r.score * _OTHER_CAUSE)
        if r.provision.cause and told[r.provision.place] < 0.5 * best[r.provision.metric]
        else r
        for r in ranked
    ]
