"""Names in a text: cities, platforms, titles; and the regulations that they leave in question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.terms import find_longest
from tiaowen.domain import Regulation

_NOT_MEANT = re.compile(r"(?:不要|不用|不看|别管|不含|不是|除了)[^，,。；;？?\s]{2,16}(?=$|[，,。；;？?\s])")


class Names(NamedTuple):
    """What a text names, in the corpus' own words; ``titles`` are titles and short titles.

    ``pairs`` are the cities with the platform named beside each, where each has its own.
    """

    cities: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


class Scope(NamedTuple):
    """The regulations in question, and the pairs of city and platform that no regulation covers."""

    regulations: tuple[Regulation, ...]
    uncovered: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=4)
def city_names(corpus: Corpus) -> dict[str, str]:
    """Return every way of writing a city of the corpus, with the city's full name."""
    return {
        written: r.jurisdiction.name
        for r in corpus.regulations
        for written in (r.jurisdiction.name, r.jurisdiction.short, *r.jurisdiction.aliases)
    }


def read_names(text: str, corpus: Corpus) -> Names:
    """Return the cities, platforms and titles that ``text`` names, in order, brackets full or half as wide."""
    text = _NOT_MEANT.sub("", unicodedata.normalize("NFKC", text))
    cities = city_names(corpus)
    titles = {unicodedata.normalize("NFKC", t): t for r in corpus.regulations for t in (r.title, *r.aliases)}
    return Names(
        cities=tuple(dict.fromkeys(cities[name] for name in find_longest(text, cities))),
        platforms=corpus.terms.platforms_in(text),
        titles=tuple(dict.fromkeys(titles[name] for name in find_longest(text, titles))),
        pairs=_read_pairs(text, cities, corpus),
    )


def _read_pairs(text: str, cities: dict[str, str], corpus: Corpus) -> tuple[tuple[str, str], ...]:
    """Return each city with its platform where ``text`` names them in turn: 柳州的工程中心和聊城的技创中心."""
    platforms = {name: p.name for p in corpus.terms.platforms for name in (p.name, *p.aliases)}
    named = list(find_longest(text, {**cities, **platforms}))
    pairs = list(zip(named[::2], named[1::2], strict=False))
    in_turn = len(named) == 2 * len(pairs) and all(a in cities and b in platforms for a, b in pairs)
    told = tuple((cities[a], platforms[b]) for a, b in pairs) if in_turn and len(pairs) > 1 else ()
    return told if len({city for city, _ in told}) == len({platform for _, platform in told}) == len(told) else ()


def without_names(text: str, corpus: Corpus) -> str:
    """Return ``text`` in NFKC, with the cities, platforms and titles that it names taken out."""
    names = [*city_names(corpus), *(t for r in corpus.regulations for t in (r.title, *r.aliases))]
    names += [name for platform in corpus.terms.platforms for name in (platform.name, *platform.aliases)]
    return _without(text, names)


def without_cities(text: str, corpus: Corpus) -> str:
    """Return ``text`` in NFKC, with the cities that it names taken out."""
    return _without(text, city_names(corpus))


def find_elsewhere(text: str, corpus: Corpus) -> tuple[str, ...]:
    """Return the places that ``text`` names and the corpus does not hold."""
    held = {r.jurisdiction.short for r in corpus.regulations}
    return tuple(place for place in corpus.terms.places if place in text and place not in held)


def find_scope(names: Names, corpus: Corpus) -> Scope:
    """Return the regulations that ``names`` leave in question: all, where nothing is named."""
    scope = tuple(r for r in corpus.regulations if not names.cities or r.jurisdiction.name in names.cities)
    titled = {r.id: any(t in (r.title, *r.aliases) for t in names.titles) for r in scope}
    told = {r.jurisdiction.name for r in scope if titled[r.id]}  # a title chooses among those of its own city
    others = names.cities if told else ()
    scope = tuple(r for r in scope if titled[r.id] or r.jurisdiction.name in set(others) - told) or scope
    if not names.platforms:
        return Scope(scope)
    fitting = tuple(r for r in scope if any(p in r.platforms for p in names.platforms))
    covered = {(r.jurisdiction.name, p) for r in corpus.regulations for p in r.platforms}
    pairs = names.pairs or tuple((city, platform) for city in names.cities for platform in names.platforms)
    if names.pairs:
        fitting = tuple(r for r in fitting if any((r.jurisdiction.name, p) in names.pairs for p in r.platforms))
    return Scope(fitting, tuple(pair for pair in pairs if pair not in covered))


def _without(text: str, names: Iterable[str]) -> str:
    text = unicodedata.normalize("NFKC", text)
    for name in sorted({unicodedata.normalize("NFKC", name) for name in names}, key=len, reverse=True):
        text = text.replace(name, "")
    return text
