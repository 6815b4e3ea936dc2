"""Look-ups of every address of a corpus, in four ways of writing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address
from tiaowen.evals.cases import LookupCase
from tiaowen.numerals import to_numeral


def generate_lookups(corpus: Corpus) -> tuple[LookupCase, ...]:
    """Return a case for each writing of each address of ``corpus``, way by way, in corpus order.

    A writing that fits several places, as a city with two regulations makes it, means all of them.
    """
    ways: dict[str, Callable[[Address], str]] = {
        "address": str,
        "label": corpus.label,
        "spoken": lambda address: _write_spoken(address, corpus),
        "digits": lambda address: _write_digits(address, corpus),
    }
    return tuple(case for kind, write in ways.items() for case in _cases(kind, write, corpus))


def _cases(kind: str, write: Callable[[Address], str], corpus: Corpus) -> Iterator[LookupCase]:
    means: dict[str, list[Address]] = {}
    for regulation in corpus.regulations:
        for article in regulation.articles:
            for part in article.parts():
                means.setdefault(write(part.address), []).append(part.address)
    for n, (text, places) in enumerate(means.items(), 1):
        yield LookupCase(id=f"{kind}-{n}", kind=kind, source="corpus", text=text, places=tuple(places))


def _write_spoken(address: Address, corpus: Corpus) -> str:
    """Return how people say it, by the city and in Chinese numerals: 柳州办法第九条第三项."""
    steps = "".join(f"第{to_numeral(n)}{kind}" for kind, n in address.steps)
    city = corpus.regulation(address.regulation).jurisdiction.short
    return f"{city}{_annex(address, corpus) or '办法'}{_article(address, to_numeral)}{steps}"


def _write_digits(address: Address, corpus: Corpus) -> str:
    """Return how people type it, by the city and a short title: 柳州工程技术研究中心管理办法第9条(3)."""
    regulation = corpus.regulation(address.regulation)
    steps = "".join(f"第{n}款" if kind == "款" else f"({n})" for kind, n in address.steps)
    title = regulation.aliases[0] if regulation.aliases else regulation.title
    return f"{regulation.jurisdiction.short}{title}{_annex(address, corpus)}{_article(address, str)}{steps}"


def _article(address: Address, number: Callable[[int], str]) -> str:
    article, suffix = address.number
    return f"第{number(article)}条" + (f"之{number(suffix)}" if suffix else "")


def _annex(address: Address, corpus: Corpus) -> str:
    article = corpus.article(address)
    if article is None or article.annex is None:
        return ""
    return f"附件{article.annex.removeprefix(corpus.regulation(address.regulation).jurisdiction.name)}"
