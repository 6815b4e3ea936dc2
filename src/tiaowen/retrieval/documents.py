"""Articles → LangChain documents, and what every retriever here shares: scores, narrowing, order."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables.config import run_in_executor
from numpy.typing import NDArray

from tiaowen.domain import Address, Article, Regulation

Scored = tuple[Document, float]
"""A document and its score; higher is better, and scales differ from one retriever to another."""

_LONG = 200  # characters; a shorter article is about one thing

_SCOPES = 64  # sets of regulations whose rows are kept

_DIGITS = re.compile(r"(\d+)")


class Part(NamedTuple):
    """An item of a long article: what it is found by, and the id of the article that is found."""

    whole: str
    text: str


class RegulationRows:
    """The rows of the documents of each regulation, in order."""

    def __init__(self, documents: Sequence[Document]) -> None:
        rows: dict[str, list[int]] = {}
        for row, document in enumerate(documents):
            rows.setdefault(document.metadata.get("regulation", ""), []).append(row)
        self._rows = {name: np.array(found, dtype=np.intp) for name, found in rows.items()}
        self.numbers = np.empty(len(documents), dtype=np.intp)
        """A number for each document, the same for those of one regulation."""
        for number, found in enumerate(self._rows.values()):
            self.numbers[found] = number
        self.find = lru_cache(_SCOPES)(self._find)
        """Return the rows of some regulations, ascending; the same few cities are asked about again and again."""

    def _find(self, regulations: tuple[str, ...]) -> NDArray[np.intp]:
        known = [self._rows[name] for name in dict.fromkeys(regulations) if name in self._rows]
        return np.sort(np.concatenate(known)) if known else np.empty(0, dtype=np.intp)


class Searcher(BaseRetriever, ABC):
    """A retriever that gives scores and can be narrowed, as all of ours do."""

    @abstractmethod
    def search(self, query: str, *, k: int | None = None, regulations: tuple[str, ...] | None = None) -> list[Scored]:
        """Return at most ``k`` documents, best first; only those of ``regulations`` unless that is None."""

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        regulations: tuple[str, ...] | None = None,
    ) -> list[Document]:
        return [document for document, _ in self.search(query, k=k, regulations=regulations)]

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        return [document for document, _ in await run_in_executor(None, self.search, query, **kwargs)]


def to_documents(regulations: Iterable[Regulation], *, label: Callable[[Address], str]) -> tuple[Document, ...]:
    """Return one document per article, in corpus order; ``label`` writes an address as people do.

    The id is the address. The content is what is embedded and matched: the headings over the article and its
    text without the number. Metadata are flat texts, empty where the article has no annex or chapter.
    """
    return tuple(
        _to_document(regulation, article, label(article.address))
        for regulation in regulations
        for article in regulation.articles
    )


def to_parts(regulations: Iterable[Regulation]) -> tuple[Part, ...]:
    """Return the items of the long articles of ``regulations``, in order, each under its headings and its lead."""
    return tuple(
        Part(str(article.address), "\n".join(text for text in (*_headings(regulation, article), lead, item) if text))
        for regulation in regulations
        for article in regulation.articles
        if len(article.text) > _LONG
        for lead, item in _items(article)
    )


def _items(article: Article) -> Iterator[tuple[str, str]]:
    items = [(paragraph.text, item.full_text) for paragraph in article.paragraphs for item in paragraph.items]
    yield from items if len(items) > 1 else ()


def _headings(regulation: Regulation, article: Article) -> tuple[str | None, ...]:
    return regulation.title, article.annex, article.chapter


def _to_document(regulation: Regulation, article: Article, label: str) -> Document:
    return Document(
        id=str(article.address),
        page_content="\n".join(part for part in (*_headings(regulation, article), article.text) if part),
        metadata={
            "regulation": regulation.id,
            "title": regulation.title,
            "jurisdiction": regulation.jurisdiction.name,
            "status": regulation.status.value,
            "annex": article.annex or "",
            "chapter": article.chapter or "",
            "article": article.address.article,
            "label": label,
        },
    )


def document_key(document: Document) -> str:
    """Return what tells ``document`` from others: its id or, where a foreign retriever gives none, its content."""
    return document.id or document.page_content


def reading_order(document: Document) -> list[str | int]:
    """Return a sort key that breaks ties between equal scores: by address, article 9 before article 10.

    >>> sorted((Document("", id=i) for i in ("a/10", "a/9", "a/9b")), key=reading_order)[1].id
    'a/9b'
    """
    parts = _DIGITS.split(document_key(document))
    return [int(part) if n % 2 else part for n, part in enumerate(parts)]


def in_regulations(document: Document, regulations: tuple[str, ...] | None) -> bool:
    """Tell whether ``document`` belongs to one of ``regulations``; None does not narrow."""
    return regulations is None or document.metadata.get("regulation") in regulations
