"""Where the figures of an answer come from, found without the checker: places of the law, or the asker's own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from tiaowen.corpus.load import Corpus
from tiaowen.domain import Answer, ClaimOutcome
from tiaowen.quantities import Mention, Quantity, find_quantities, is_comparable, to_base

_SPACE = re.compile(r"\s+")


class _Bound(NamedTuple):
    """One end of a quantity: a point, or the lower or upper end, which may be left out itself."""

    value: Fraction
    side: str
    is_open: bool


def find_groundless(
    answer: Answer, turns: Sequence[str], corpus: Corpus, *, mend: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Return the figures in the text of ``answer`` that have no ground, in the answer's own words.

    A figure is grounded where it stands in an article that is cited, or named in full, or in ``turns``: the same bound
    or, as 不足8人 is of 不少于8人, just what that leaves; or where it stands in a claim that was worked out. ``mend``
    mends the turns as they were mended for the answer: 设备40万队伍6个人 is read as 设备40万，队伍6个人.
    """
    derived = [claim.text for claim in answer.claims if claim.outcome == ClaimOutcome.DERIVED]
    typed = [*turns, *map(mend, turns)]
    sources = [q for text in (*typed, *(_SPACE.sub("，", t) for t in typed)) for q in _quantities(text, bare=True)]
    sources += [quantity for text in _law_of(answer, corpus) for quantity in _quantities(text)]
    worked_out = [quantity for text in derived for quantity in _quantities(text)]
    return tuple(
        mention.text
        for mention in find_quantities(answer.text)
        if not _is_held(mention, sources) and not _is_held(mention, worked_out)
    )


def _law_of(answer: Answer, corpus: Corpus) -> Iterator[str]:
    cited = {citation.address.whole for citation in answer.citations}
    for regulation in corpus.regulations:
        for article in regulation.articles:
            if article.address in cited or corpus.label(article.address) in answer.text:
                yield article.text


def _quantities(text: str, *, bare: bool = False) -> tuple[Quantity, ...]:
    return tuple(to_base(mention.quantity) for mention in find_quantities(text, bare=bare))


def _is_held(mention: Mention, sources: Iterable[Quantity]) -> bool:
    """Tell whether every bound of ``mention`` is one of ``sources``, a range by one or by two of them.

    A number that the asker left without a unit is of any: 专职研究的20.
    """
    own = to_base(mention.quantity)
    comparable = [source for source in sources if is_comparable(own, source) or not source.unit]
    held = [bound for source in comparable for bound in _bounds(source)]
    return all(any(_agree(bound, other) for other in held) for bound in _bounds(own))


def _bounds(quantity: Quantity) -> tuple[_Bound, ...]:
    if quantity.is_point and quantity.low is not None:
        return (_Bound(quantity.low, "point", False),)
    ends = (("low", quantity.low, quantity.low_open), ("high", quantity.high, quantity.high_open))
    return tuple(_Bound(value, side, is_open) for side, value, is_open in ends if value is not None)


def _agree(one: _Bound, other: _Bound) -> bool:
    """Tell whether two bounds are one figure: equal, what the other leaves, or one of them without a comparator."""
    if one.value != other.value:
        return False
    if "point" in {one.side, other.side}:
        return True
    return (one.side == other.side) == (one.is_open == other.is_open)
