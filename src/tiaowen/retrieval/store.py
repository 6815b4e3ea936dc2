"""The Chroma collection of an index: connecting to it, opening it, filling it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import cast

import chromadb
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

_BATCH = 64


def connect(folder: Path) -> Client:
    """Return a client of the database in ``folder``; the caller closes it."""
    # No telemetry, and no .env: what stands in the working folder is not Chroma's to read.
    settings = Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]  # of pydantic-settings
    client = chromadb.PersistentClient(folder, settings=settings)
    return cast(Client, client)  # declared as its interface, which has no close


def open_store(client: Client, name: str, embeddings: Embeddings) -> Chroma:
    """Return the collection ``name`` as a LangChain store."""
    return _to_store(client, name, embeddings, configuration=None)


def fill_store(
    folder: Path,
    name: str,
    documents: Sequence[Document],
    embeddings: Embeddings,
    *,
    progress: Callable[[int], None],
) -> None:
    """Make the collection ``name`` in ``folder``, with cosine distance, and add ``documents`` under their ids.

    ``progress`` gets the number of documents embedded so far.
    """
    with closing(connect(folder)) as client:
        cuts = _equal_cuts(len(documents), client.get_max_batch_size())
        # Chroma saves its graph when this many records are new: here at every addition, the last included. So
        # there is nothing to replay at opening, and the files never change again.
        threshold = max(2, cuts[1])
        configuration: CreateCollectionConfiguration = {
            "hnsw": {"space": "cosine", "sync_threshold": threshold, "batch_size": min(100, threshold)}
        }
        store = _to_store(client, name, _Reporting(embeddings, progress), configuration=configuration)
        for start, end in pairwise(cuts):
            part = list(documents[start:end])
            store.add_documents(part, ids=[str(document.id) for document in part])


class _Reporting(Embeddings):
    """Embeds as ``embeddings`` does, in small batches, and reports after each how many texts it has embedded."""

    def __init__(self, embeddings: Embeddings, progress: Callable[[int], None]) -> None:
        self.embeddings = embeddings
        self.progress = progress
        self.done = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = []
        for start in range(0, len(texts), _BATCH):
            batch = texts[start : start + _BATCH]
            vectors += self.embeddings.embed_documents(batch)
            self.done += len(batch)
            self.progress(self.done)
        return vectors

    def embed_query(self, text: str) -> list[float]:
        return self.embeddings.embed_query(text)


def _equal_cuts(n: int, most: int) -> list[int]:
    """Return where to cut ``n`` things into the fewest parts of at most ``most``; the first is the smallest.

    >>> _equal_cuts(7, 3)
    [0, 2, 4, 7]
    """
    parts = -(-n // most)
    return [n * part // parts for part in range(parts + 1)]


def _to_store(
    client: Client, name: str, embeddings: Embeddings, *, configuration: CreateCollectionConfiguration | None
) -> Chroma:
    return Chroma(
        client=client,
        client_settings=client.get_settings(),  # else it reads the environment once more, 14 ms
        collection_name=name,
        embedding_function=embeddings,
        collection_configuration=configuration,
    )
