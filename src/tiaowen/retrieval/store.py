"""The Chroma collection of an index: connecting to it, on disk or on a server, opening it, filling it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb import Collection
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration, CreateHNSWConfiguration
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from tiaowen.errors import IndexUnavailableError
from tiaowen.retrieval.vectors import Vectors

if TYPE_CHECKING:
    from langchain_chroma import Chroma

FAULTS = (ChromaError, httpx.HTTPError, KeyError)
"""What reading a collection raises where the folder or the server is not what it was."""

# Chroma's own 100 and 100 take 1.4 times the work to build, and find 0.987 of the nearest 30 of 64,665 where these find
# 0.993, in about the same time.
_GRAPH: CreateHNSWConfiguration = {"space": "cosine", "ef_construction": 64, "ef_search": 200}
_PATIENCE = httpx.Timeout(30.0, connect=3.0)  # seconds; Chroma's own client waits for ever
_SERVER_BATCH = 1_000  # records a request, some MB


def connect(folder: Path) -> Client:
    """Return a client of the database in ``folder``; the caller closes it."""
    return cast(Client, chromadb.PersistentClient(folder, settings=_settings()))  # an interface that has no close


def connect_server(url: str) -> Client:
    """Return a client of the Chroma server at ``url``, for :func:`close_server` in the end.

    Raises :class:`~tiaowen.errors.IndexUnavailableError` where ``url`` is none or no server answers.
    """
    try:
        parts = urlsplit(url)
        ssl = parts.scheme == "https"
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise ValueError(url)
        port = parts.port or (443 if ssl else 8000)
    except ValueError as error:
        raise IndexUnavailableError(
            f"TIAOWEN_CHROMA_URL 的值 {url!r} 不是服务器地址。请写成 http://主机:端口，例如 http://127.0.0.1:8000。"
        ) from error
    try:
        client = chromadb.HttpClient(host=parts.hostname, port=port, ssl=ssl, settings=_settings())
    except (ValueError, *FAULTS) as error:  # a ValueError is how Chroma says that nobody answers
        raise server_down(url) from error
    for session in _sessions_of(client):
        session.timeout = _PATIENCE
    return cast(Client, client)


def close_server(client: Client) -> None:
    """Close ``client`` and its connections, which Chroma's own ``close`` leaves open."""
    sessions = _sessions_of(client)
    client.close()
    for session in sessions:
        session.close()


def _sessions_of(client: object) -> tuple[httpx.Client, ...]:
    """Return the sessions of ``client``: its own, and that by which it looked for its tenant."""
    holders = (client, getattr(client, "_admin_client", None))
    sessions = (getattr(getattr(holder, "_server", None), "_session", None) for holder in holders)
    return tuple(session for session in sessions if isinstance(session, httpx.Client))


def server_down(url: str) -> IndexUnavailableError:
    """Return the error for a server that does not answer."""
    return IndexUnavailableError(
        f"Chroma 服务器 {url} 连不上。请检查它是否在运行（chroma run --path 文件夹 --port 端口），"
        "以及 TIAOWEN_CHROMA_URL 的主机和端口；不设置 TIAOWEN_CHROMA_URL 时索引存放在本机。"
    )


def open_store(client: Client, name: str, embeddings: Embeddings) -> Chroma:
    """Return the collection ``name`` as a LangChain store."""
    from langchain_chroma import Chroma  # nothing here searches with it, and it takes a fifth of a second

    return Chroma(
        client=client,
        client_settings=client.get_settings(),  # else it reads the environment once more, 14 ms
        collection_name=name,
        embedding_function=embeddings,
    )


def fill_store(
    folder: Path, name: str, documents: Sequence[Document], vectors: Vectors, *, progress: Callable[[int], None]
) -> None:
    """Make the collection ``name`` in ``folder``, with cosine distance: ``documents`` and their ``vectors``.

    ``progress`` gets the number of documents added so far.
    """
    with closing(connect(folder)) as client:
        cuts = _equal_cuts(len(documents), client.get_max_batch_size())
        # Chroma saves its graph when this many records are new: here at every addition, the last included. So
        # there is nothing to replay at opening, and the files never change again.
        threshold = max(2, cuts[1])
        configuration: CreateCollectionConfiguration = {
            "hnsw": {**_GRAPH, "sync_threshold": threshold, "batch_size": min(100, threshold)}
        }
        collection = client.create_collection(name, configuration=configuration, embedding_function=None)
        for start, end in pairwise(cuts):
            _add(collection, documents[start:end], vectors[start:end])
            progress(end)


def fill_server(
    client: Client, name: str, documents: Sequence[Document], vectors: Vectors, *, progress: Callable[[int], None]
) -> None:
    """Make the collection ``name`` on a server hold ``documents``; what it has already is not sent again."""
    configuration: CreateCollectionConfiguration = {"hnsw": {**_GRAPH}}
    collection = client.get_or_create_collection(name, configuration=configuration, embedding_function=None)
    size = min(_SERVER_BATCH, client.get_max_batch_size())
    for start in range(0, len(documents), size):
        part = documents[start : start + size]
        there = set(collection.get(ids=[str(d.id) for d in part], include=[])["ids"])
        rows = [n for n, document in enumerate(part) if document.id not in there]
        if rows:
            _add(collection, [part[n] for n in rows], vectors[start : start + size][rows])
        progress(start + len(part))


def find_collection(client: Client, name: str, count: int) -> Collection | None:
    """Return the collection ``name`` where it is there and holds ``count`` records, else None."""
    try:
        collection = client.get_collection(name, embedding_function=None)
    except NotFoundError:
        return None
    return collection if collection.count() == count else None


def _add(collection: Collection, documents: Sequence[Document], vectors: Vectors) -> None:
    # Not through LangChain, which makes lists of the vectors, and looks for every id before it adds it.
    collection.upsert(
        ids=[str(document.id) for document in documents],
        embeddings=vectors,
        documents=[document.page_content for document in documents],
        metadatas=[document.metadata for document in documents],
    )


def _settings() -> Settings:
    # No telemetry, and no .env: what stands in the working folder is not Chroma's to read.
    return Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]  # of pydantic-settings


def _equal_cuts(n: int, most: int) -> list[int]:
    """Return where to cut ``n`` things into the fewest parts of at most ``most``; the first is the smallest.

    >>> _equal_cuts(7, 3), _equal_cuts(0, 3)
    ([0, 2, 4, 7], [0])
    """
    parts = -(-n // most)
    if not parts:
        return [0]
    return [n * part // parts for part in range(parts + 1)]
