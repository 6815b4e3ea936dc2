"""Articles → LangChain documents, and what every retriever here shares: scores, narrowing, order."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables.config import run_in_executor

from tiaowen.domain import Address, Article, Regulation

Scored = tuple[Document, float]
"""A document and its score; higher is better, and scales differ from one retriever to another."""

_DIGITS = re.compile(r"(\d+)")


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


def _to_document(regulation: Regulation, article: Article, label: str) -> Document:
    headings = (regulation.title, article.annex, article.chapter)
    return Document(
        id=str(article.address),
        page_content="\n".join(part for part in (*headings, article.text) if part),
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
