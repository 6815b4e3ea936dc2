"""A query → the articles to read, best first: places named, narrowing, the law's own words, a second look."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.naming import without_names
from tiaowen.corpus.terms import Terms
from tiaowen.domain import Address
from tiaowen.retrieval.documents import Searcher

Found = tuple[Address, float]
"""An article and its score, which orders the articles of one search and means nothing beyond it."""

_DEPTH = 30  # articles ranked at least, of which some go up for their words
_READ = 12  # articles of each regulation that an answer is drawn from
_FEW = 8  # up to so many regulations each is searched by itself
_LITTLE = 1 / 3  # of the score of the best of all regulations: what scores less has hardly a word of the question
_NAMED = 1.0  # of a place that the question names; what is searched for scores less


def seek(query: Query, retriever: BaseRetriever, corpus: Corpus, *, k: int) -> tuple[Found, ...]:
    """Return at most ``k`` articles that fit ``query``, best first.

    Places named in the question come first. Cities, titles and platforms narrow the search where the question names
    any, and annexes for other platforms go last; what that leaves unfilled is filled from all regulations. Where it
    finds little, the others bring theirs in turn. Articles that hold the text word for word go before those that do
    not. Where regulations are to be compared each of them brings its best in turn.
    """
    text = with_law_words(query, corpus.terms)
    scope = query.regulations if query.narrowed or query.platforms else ()
    depth = max(k, _DEPTH)
    ranked = _narrowed(retriever, text, depth, scope, comparing=query.comparing) if scope else []
    phrase = without_names(query.search, corpus).strip()
    ranked = _in_turn(ranked, _look_again(query, phrase, retriever, corpus, scope)) if scope else ranked
    if len(ranked) < k:
        ranked += _search(retriever, text, depth + len(ranked), None)
    ranked.sort(key=lambda found: (_is_for_others(found[0], query, corpus.terms), not _holds(found[0], phrase, corpus)))
    named = [(address.whole, _NAMED) for address in query.found if corpus.article(address)]
    first: dict[Address, float] = {}
    least = _NAMED
    for address, score in (*named, *ranked):
        least = min(least, score)  # what was ranked by more than the score keeps its place by it
        first.setdefault(address, least)
    return tuple(list(first.items())[:k])


def seek_in_scope(query: Query, retriever: BaseRetriever, corpus: Corpus) -> tuple[Address, ...]:
    """Return the articles of the regulations in scope to answer ``query`` from, of each of them the best in turn.

    Beyond the scope there is no second look: of what another city rules, nothing may be said of the one asked about.
    """
    text = with_law_words(query, corpus.terms)
    scope = query.regulations
    found = _each(retriever, text, _READ, scope) if len(scope) <= _FEW else _search(retriever, text, _READ, scope)
    return tuple(dict.fromkeys(address.whole for address, _ in found))


def with_law_words(query: Query, terms: Terms) -> str:
    """Return the text to search with: what is asked, and the law's words for the topics it is about."""
    return f"{query.search} {law_words(query, terms)}".rstrip()


def law_words(query: Query, terms: Terms) -> str:
    """Return the law's words for the topics that ``query`` is about."""
    return " ".join(word for topic in terms.topics if topic.name in query.topics for word in topic.law)


def _narrowed(retriever: BaseRetriever, text: str, k: int, scope: tuple[str, ...], *, comparing: bool) -> list[Found]:
    together = _search(retriever, text, k, scope)
    if not comparing or len(scope) == 1:
        return together
    order = {address.regulation: n for n, (address, _) in reversed(list(enumerate(together)))}
    return _each(retriever, text, k, sorted(scope, key=lambda id_: order.get(id_, k)))


def _each(retriever: BaseRetriever, text: str, k: int, scope: Sequence[str]) -> list[Found]:
    """Return the best ``k`` of each of ``scope``, one of each in turn, so that none is crowded out."""
    return _in_turn(*(_search(retriever, text, k, (id_,)) for id_ in scope))


def _in_turn(*rankings: Sequence[Found]) -> list[Found]:
    return [found for row in zip_longest(*rankings) for found in row if found is not None]


def _look_again(
    query: Query, phrase: str, retriever: BaseRetriever, corpus: Corpus, scope: tuple[str, ...]
) -> list[Found]:
    """Return what other regulations have on the matter of ``query`` where those of ``scope`` have little, else nothing.

    Judged without the names, which every article of a city shares, and only where the retriever gives scores.
    """
    if not phrase or not isinstance(retriever, Searcher) or len(scope) == len(corpus.regulations):
        return []
    everywhere = _search(retriever, f"{phrase} {law_words(query, corpus.terms)}", 2 * _DEPTH, None)
    inside = max((score for address, score in everywhere if address.regulation in scope), default=0.0)
    if not everywhere or inside >= _LITTLE * everywhere[0][1]:
        return []
    return [found for found in everywhere if found[0].regulation not in scope]


def _is_for_others(address: Address, query: Query, terms: Terms) -> bool:
    """Tell whether ``address`` lies in an annex for a platform that ``query``, which names others, does not name."""
    annex = (address.annex or "").removeprefix("附件-")
    known = any(annex == platform.name for platform in terms.platforms)
    return bool(query.platforms) and known and annex not in query.platforms


def _holds(address: Address, phrase: str, corpus: Corpus) -> bool:
    article = corpus.article(address)
    return bool(phrase) and article is not None and phrase in article.text


def _search(retriever: BaseRetriever, text: str, k: int, regulations: tuple[str, ...] | None) -> list[Found]:
    scored: list[tuple[Document, float]]
    if isinstance(retriever, Searcher):
        scored = retriever.search(text, k=k, regulations=regulations)
    else:  # any LangChain retriever: it ranks and gives no scores
        documents = [d for d in retriever.invoke(text) if regulations is None or _regulation(d) in regulations]
        scored = [(document, 1 / (rank + 1)) for rank, document in enumerate(documents[:k], 1)]
    return [(Address.parse(document.id), score) for document, score in scored if document.id]


def _regulation(document: Document) -> str:
    return Address.parse(document.id).regulation if document.id else ""
