"""A turn that only names something else → the question before, asked of that: 那柳州呢, 良好的呢, 专家指导委员会呢."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.naming import read_names, without_cities
from tiaowen.corpus.terms import find_longest

_LEFT = re.compile(
    r"(?:那么?|还有|换成|换到|换|改成|如果|假如|在|的|又|是|类|级|评上?|评到|拿|得|呢|呀|啊|哦|噢|吗|嘛|吧|怎么[样说]?|如何|咋样?|里[面头]?|多少|[搞说弄打看]错了?|不对|不是|不好意思|"
    r"其实|应该|应当|我们?|我司|咱们?|这边|那边|对了|报|申报|问|想|要|\W)*"
)
_FIELDS = ("grade", "level", "category")


def resolve(text: str, before: str, corpus: Corpus) -> str | None:
    """Return the question ``before`` asked of what ``text`` names in its place; None where ``text`` says more.

    Cities take the place of cities, a name that of another of its class: platforms, grades, offices.
    """
    if not before:
        return None
    rest = without_cities(_without_titles(text, corpus), corpus)
    named = [(name, members) for members in _classes(corpus) for name in find_longest(rest, members)]
    for name, _ in named:
        rest = rest.replace(name, " ")
    names = read_names(text, corpus)
    if not (named or names.cities or names.titles) or not _LEFT.fullmatch(rest):
        return None
    platforms = set(next(_classes(corpus)))
    for name, members in named:
        others = tuple(find_longest(before, members))
        if not others and name not in platforms:
            return None
        before = before.replace(others[0], name, 1) if others else f"{name}{before}"
    if not (names.cities or names.titles):
        return before
    if names.titles:
        before = _without_titles(before, corpus)
    return f"{''.join(names.cities)}{''.join(f'《{title}》' for title in names.titles)}{without_cities(before, corpus)}"


def _without_titles(text: str, corpus: Corpus) -> str:
    text = unicodedata.normalize("NFKC", text)
    for title in sorted((t for r in corpus.regulations for t in (r.title, *r.aliases)), key=len, reverse=True):
        text = text.replace(unicodedata.normalize("NFKC", title), "")
    return text


def _classes(corpus: Corpus) -> Iterator[tuple[str, ...]]:
    """Yield the classes of names that take the place of one another."""
    yield tuple(name for platform in corpus.terms.platforms for name in (platform.name, *platform.aliases))
    for groups in corpus.terms.contrasts:
        yield tuple(word for words in groups for word in words)
    for field in _FIELDS:
        yield tuple({value: None for rule in corpus.rules if (value := getattr(rule.when, field))})
