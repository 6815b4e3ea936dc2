"""The checker over claims made from the rules: how many wrong ones it finds, how many right ones it stops, by kind.

``python -m tiaowen.evals.mutation --seed 1`` prints the table and the first mistakes of each kind.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tiaowen.corpus.load import Corpus, load_corpus
from tiaowen.domain import Value
from tiaowen.evals.generate import Claim, generate_claims
from tiaowen.evals.run import Share
from tiaowen.rules.check import accepts, check_text
from tiaowen.settings import Settings

Checker = Callable[[Claim], bool]


class Judged(Value):
    """A claim, and whether the checker took it; None where it crashed with ``error``."""

    claim: Claim
    accepted: bool | None
    error: str | None = None

    @property
    def correct(self) -> bool:
        """Whether the checker was right about the claim."""
        return self.accepted is self.claim.right


class KindShare(Value):
    """How many claims of one kind the checker was right about."""

    kind: str
    right: bool
    share: Share


class MutationRun(Value):
    """All claims as they were judged, in order."""

    judged: tuple[Judged, ...]

    @property
    def detection(self) -> Share:
        """The wrong claims that were stopped."""
        return _share(one for one in self.judged if not one.claim.right)

    @property
    def false_alarms(self) -> Share:
        """The right claims that were stopped."""
        right = [one for one in self.judged if one.claim.right]
        return Share(hits=sum(not one.correct for one in right), n=len(right))

    @property
    def kinds(self) -> tuple[KindShare, ...]:
        """The share judged correctly of each kind, the wrong ones first."""
        kinds = dict.fromkeys((one.claim.right, one.claim.kind) for one in self.judged)
        return tuple(
            KindShare(
                kind=kind,
                right=right,
                share=_share(one for one in self.judged if (one.claim.right, one.claim.kind) == (right, kind)),
            )
            for right, kind in sorted(kinds)
        )

    @property
    def mistakes(self) -> tuple[Judged, ...]:
        """The claims that were judged wrongly, in order."""
        return tuple(one for one in self.judged if not one.correct)


def run_mutation(claims: Iterable[Claim], checker: Checker) -> MutationRun:
    """Return the run of ``checker``, which tells whether a claim may leave, over ``claims``."""
    return MutationRun(judged=tuple(_judge(claim, checker) for claim in claims))


def checker_for(corpus: Corpus) -> Checker:
    """Return the checker that answers pass through, over ``corpus``."""
    return lambda claim: accepts(check_text(claim.text, question=claim.question, cited=claim.cited, corpus=corpus))


def render_run(run: MutationRun, *, mistakes: int = 3) -> Iterator[str]:
    """Yield the lines of a table of ``run``, and the first ``mistakes`` of each kind."""
    yield f"{'kind':<24}{'correct':>12}{'share':>9}   95 % interval"
    for row in run.kinds:
        yield _row(f"{'right' if row.right else 'wrong'}: {row.kind}", row.share)
    yield _row("detection", run.detection)
    yield _row("false alarms", run.false_alarms)
    for row in run.kinds:
        own = [one for one in run.mistakes if (one.claim.right, one.claim.kind) == (row.right, row.kind)]
        for one in own[:mistakes]:
            where = "、".join(map(str, one.claim.cited))
            yield f"\n[{'right' if row.right else 'wrong'}: {row.kind}] {one.claim.rule} ({where}) {one.error or ''}"
            yield f"  问：{one.claim.question}\n  答：{one.claim.text}"


def _judge(claim: Claim, checker: Checker) -> Judged:
    try:
        return Judged(claim=claim, accepted=checker(claim))
    except Exception as caught:  # noqa: BLE001  one crash must not end the run; it is recorded as a mistake
        return Judged(claim=claim, accepted=None, error=f"{type(caught).__name__}: {caught}")


def _share(judged: Iterable[Judged]) -> Share:
    judged = tuple(judged)
    return Share(hits=sum(one.correct for one in judged), n=len(judged))


def _row(name: str, share: Share) -> str:
    low, high = share.interval
    value = "–" if share.value is None else f"{share.value:.2%}"
    return f"{name:<24}{f'{share.hits}/{share.n}':>12}{value:>9}   {low:.2%} – {high:.2%}"


def main(arguments: list[str] | None = None) -> None:
    """Print the table for a seed and a corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=None, help="the corpus; by default the one of the settings")
    parser.add_argument("--wrong", type=int, default=2400)
    parser.add_argument("--right", type=int, default=800)
    parser.add_argument("--mistakes", type=int, default=3, help="how many mistakes of each kind to show")
    options = parser.parse_args(arguments)
    corpus = load_corpus(options.corpus or Settings().corpus)
    claims = generate_claims(corpus, seed=options.seed, wrong=options.wrong, right=options.right)
    run = run_mutation(claims, checker_for(corpus))
    sys.stdout.write("\n".join(render_run(run, mistakes=options.mistakes)) + "\n")


if __name__ == "__main__":
    main()
