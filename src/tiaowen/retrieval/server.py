"""A collection on a Chroma server: filled where it is not there, joined again after the server was away."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from chromadb import Collection, QueryResult
from chromadb.api.client import Client
from chromadb.errors import NotFoundError
from langchain_core.documents import Document

from tiaowen.errors import IndexUnavailableError
from tiaowen.retrieval.store import FAULTS, close_server, connect_server, fill_server, find_collection, server_down
from tiaowen.retrieval.vectors import Vectors


class ServerCollection:
    """The collection ``name`` on the server at ``url``, holding ``documents`` with their ``vectors``.

    Every call raises :class:`~tiaowen.errors.IndexUnavailableError` while the server does not answer, and goes on when
    it does again.
    """

    def __init__(
        self,
        url: str,
        name: str,
        documents: Sequence[Document],
        vectors: Vectors,
        *,
        progress: Callable[[int], None] = lambda _done: None,
    ) -> None:
        self.url, self.name = url, name
        self._documents, self._vectors, self._progress = documents, vectors, progress
        self._lock = threading.Lock()
        self._client: Client | None = None
        self._collection: Collection | None = None

    def join(self) -> Collection:
        """Return the collection, filled first where the server does not hold it whole."""
        with self._lock:
            if self._collection is None:
                self._client = self._client or connect_server(self.url)
                try:
                    self._collection = self._open(self._client)
                except FAULTS as error:
                    raise server_down(self.url) from error
            return self._collection

    def client(self) -> Client:
        """Return the client, for who wants the collection by another way."""
        self.join()
        if self._client is None:
            raise AssertionError("joined without a client")
        return self._client

    def query(self, query_embeddings: Vectors, n_results: int, include: list[str]) -> QueryResult:
        """Return what :meth:`chromadb.Collection.query` does."""
        for last in (False, True):
            collection = self.join()
            try:
                return collection.query(query_embeddings=query_embeddings, n_results=n_results, include=include)  # type: ignore[arg-type]  # a closed set of names
            except NotFoundError:
                if last:
                    raise
                self._collection = None  # a server that lost it, or another one at the same place: fill it again
            except FAULTS as error:
                raise server_down(self.url) from error
        raise AssertionError("the second round returns or raises")

    def close(self) -> None:
        """Let go of the connection."""
        if self._client is not None:
            with suppress(*FAULTS):
                close_server(self._client)

    def _open(self, client: Client) -> Collection:
        found = find_collection(client, self.name, len(self._documents))
        if found is not None:
            return found
        fill_server(client, self.name, self._documents, self._vectors, progress=self._progress)
        filled = find_collection(client, self.name, len(self._documents))
        if filled is None:
            raise IndexUnavailableError(f"Chroma 服务器 {self.url} 上的集合 {self.name} 条数不对。请删除它再试。")
        return filled
