"""How few people more are enough, where counts and shares of counts are required together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

_MOST = 1_000  # people that are looked through


class Share(NamedTuple):
    """``part`` must be at least ``least`` (above it, where ``open``) of ``whole``."""

    part: str
    whole: str
    least: Fraction
    open: bool = False


def fewest_more(
    counts: Mapping[str, int], least: Mapping[str, int], shares: Sequence[Share], nested: Sequence[tuple[str, str]] = ()
) -> dict[str, int] | None:
    """Return how many more of each count are enough, the fewest new people in all; None where no number is.

    ``counts`` are those known, ``least`` what each must reach. A new person may count in several of them at once:
    in 8 people of whom 7 have a degree, one more with a degree counts in both. ``nested`` are pairs (part, whole)
    that are no share but count together all the same.

    >>> fewest_more({"人": 7, "本科": 5}, {"人": 8}, [Share("本科", "人", Fraction(80))])
    {'人': 3, '本科': 3}
    """
    pairs = [*((share.part, share.whole) for share in shares), *nested]
    wholes = {whole for _, whole in pairs}
    most = max([_MOST, *(least.get(name, 0) for name in counts)])
    for more in range(most + 1):
        added = {name: more for name in counts if name in wholes}
        for name in counts:
            if name not in wholes:
                added[name] = _needed(name, counts, added, least, shares)
        if all(_enough(name, counts, added, least, shares, more=more) for name in counts):
            return {name: n for name, n in added.items() if n}
    return None


def _needed(
    name: str,
    counts: Mapping[str, int],
    added: Mapping[str, int],
    least: Mapping[str, int],
    shares: Sequence[Share],
) -> int:
    floors = [least.get(name, 0)]
    for share in shares:
        if share.part == name and share.whole in counts:
            exact = share.least / 100 * (counts[share.whole] + added[share.whole])
            floors.append(math.floor(exact) + 1 if share.open else math.ceil(exact))
    return max(0, max(floors) - counts[name])


def _enough(  # noqa: PLR0913 - the problem and a try at it
    name: str,
    counts: Mapping[str, int],
    added: Mapping[str, int],
    least: Mapping[str, int],
    shares: Sequence[Share],
    *,
    more: int,
) -> bool:
    return added[name] <= more and _needed(name, counts, {**added, name: 0}, least, shares) <= added[name]
