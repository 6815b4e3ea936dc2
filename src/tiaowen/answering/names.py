"""Short names of regulations, for tables and lists in which several stand side by side."""

from __future__ import annotations

from collections.abc import Collection

from tiaowen.corpus.load import Corpus
from tiaowen.domain import Regulation


def short_names(ids: Collection[str], corpus: Corpus) -> dict[str, str]:
    """Return the city of each regulation; where a city has several, with what the regulation is called there."""
    regulations = [corpus.regulation(id_) for id_ in ids]
    cities = [regulation.jurisdiction.short for regulation in regulations]
    return {
        r.id: r.jurisdiction.short
        if cities.count(r.jurisdiction.short) == 1
        else r.jurisdiction.short + _called(r, corpus)
        for r in regulations
    }


def _called(regulation: Regulation, corpus: Corpus) -> str:
    """Return the first alias that no other regulation of the city has, else the title without the city."""
    others = {
        alias
        for other in corpus.regulations
        if other.id != regulation.id and other.jurisdiction == regulation.jurisdiction
        for alias in other.aliases
    }
    own = [alias for alias in regulation.aliases if alias.endswith("办法") and alias not in others]
    return own[0] if own else regulation.title.removeprefix(regulation.jurisdiction.name)


def in_order(ids: Collection[str], corpus: Corpus) -> list[str]:
    """Return ``ids`` city by city, those last in theirs that others are told before."""
    cities = [corpus.regulation(id_).jurisdiction for id_ in ids]
    after = {other for id_ in ids for other in corpus.regulation(id_).told_before}
    return sorted(ids, key=lambda id_: (cities.index(corpus.regulation(id_).jurisdiction), id_ in after))
