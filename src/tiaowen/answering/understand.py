"""A conversation → what is asked: of which cities, platforms, regulations and places, about what, in which unit.

What is not understood is not guessed: a name that the corpus does not hold is reported, never replaced.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.lookup import Places, find_places
from tiaowen.corpus.naming import Names, city_names, find_elsewhere, find_scope, read_names
from tiaowen.domain import Address, Regulation, Value

_DEPENDENT = re.compile(r"^\W*(那|要是|如果|假如|还有|它|这|其|里面|里头|另外|然后|上面|刚才)")
_ENOUGH = 8  # characters of a turn that can stand by itself
_VISIBLE = {"Cc": " ", "Zs": " ", "Zl": " ", "Zp": " ", "Cf": "", "Cs": "", "Co": "", "Cn": ""}
_LISTING = re.compile(
    r"哪些|哪几|流程|程序|步骤|[几多]少?[步关样]|怎么(?:申请|申报|报|走|办)|如何(?:申请|申报)|材料|条件|门槛|职责|"
    r"什么情况|哪种情况|情形|分别|列出|列表|全部|所有|按顺序|干什么|做什么"
)
_COMPARING = re.compile(
    r"对比|比较|分别|分开说|各(?:个|部|家|地|市|办法)|[两二三四五]个(?:办法|市|城市|地方)|哪个办法|哪部|区别|不同"
)


class Query(Value):
    """What a conversation asks.

    ``said`` is all that the asker wrote; ``search`` is the text to retrieve with; ``regulations`` are the ids in
    scope, and ``narrowed`` says whether the asker named them. ``uncovered`` holds pairs of city and platform that
    no regulation covers, ``elsewhere`` the places and ``subjects`` the subjects that the corpus does not
    hold. ``listing`` asks for a whole list,
    ``comparing`` for every regulation in scope side by side.
    """

    question: str
    said: str
    search: str
    cities: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    regulations: tuple[str, ...] = ()
    narrowed: bool = False
    found: tuple[Address, ...] = ()
    missing: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    uncovered: tuple[tuple[str, str], ...] = ()
    subjects: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    listing: bool = False
    comparing: bool = False


def understand(turns: Sequence[str], corpus: Corpus) -> Query:
    """Return what the last of ``turns`` asks, completed by the earlier ones where it depends on them."""
    names = Names()
    search = ""
    for turn in turns:
        text = clean(turn)
        own = read_names(text, corpus)
        names = Names(
            cities=own.cities or names.cities,
            platforms=own.platforms or names.platforms,
            titles=own.titles or (() if own.cities else names.titles),
        )
        search = _complete(text, search, corpus)
    text = clean(turns[-1])
    scope, uncovered = find_scope(names, corpus)
    places = find_places(text, corpus, scope if scope else corpus.regulations, names.platforms)
    terms = corpus.terms
    return Query(
        question=turns[-1],
        said="\n".join(turns),
        search=search,
        cities=names.cities,
        platforms=names.platforms,
        regulations=tuple(r.id for r in scope),
        narrowed=bool(names.cities or names.titles),
        found=places.found,
        missing=_missing(places, scope),
        elsewhere=() if names.cities or names.titles else find_elsewhere(text, corpus),
        uncovered=uncovered,
        subjects=tuple(subject for subject in corpus.terms.subjects if subject in text),
        topics=tuple(t.name for t in terms.topics if any(word in search for word in t.asked)),
        listing=bool(_LISTING.search(text)),
        comparing=bool(_COMPARING.search(text)),
    )


def clean(text: str) -> str:
    r"""Return ``text`` in NFKC, control characters and runs of white space as one space.

    >>> clean("柳州　要８人\x07 吗？")
    '柳州 要8人 吗?'
    """
    text = unicodedata.normalize("NFKC", text)
    text = "".join(_VISIBLE.get(unicodedata.category(c), c) for c in text)
    return " ".join(text.split())


def _missing(places: Places, scope: tuple[Regulation, ...]) -> tuple[str, ...]:
    """Return the sentences about places that do not exist, one of a kind where no regulation was named."""
    if places.missing and not scope:
        return ("没有这一条。",)
    return places.missing


def _complete(text: str, before: str, corpus: Corpus) -> str:
    """Return ``text``, joined to what it depends on where it says too little by itself."""
    if not before:
        return text
    rest = _without_cities(text, corpus)
    topical = any(word in rest for topic in corpus.terms.topics for word in topic.asked)
    if topical and not _DEPENDENT.match(text) and len(rest) > _ENOUGH:
        return text
    return f"{_without_cities(before, corpus) if rest != text else before} {text}"


def _without_cities(text: str, corpus: Corpus) -> str:
    for name in sorted(city_names(corpus), key=len, reverse=True):
        text = text.replace(name, "")
    return text
