"""The index on disk: built on first use, whole or not there, rebuilt when what it was made from changes.

Each build has a folder of its own under ``<data folder>/index``, named after the fingerprint of its sources. What
was opened is never changed: another process, or this one, goes on using it while a new one is built. A text that an
index here has embedded already, or a build that was cut short, is not embedded again. With a Chroma server the
collection is there, and the folder holds the rest.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import chromadb
from chromadb import Collection
from chromadb.api.client import Client
from chromadb.errors import ChromaError
from filelock import FileLock, Timeout
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from tiaowen.errors import IndexUnavailableError
from tiaowen.retrieval.dense import DenseRetriever
from tiaowen.retrieval.documents import Part
from tiaowen.retrieval.folders import (
    find_damage,
    lock_for_use,
    mark_used,
    remove_unused,
    seal,
    unlock,
    whole_folders,
)
from tiaowen.retrieval.lexical import LexicalRetriever
from tiaowen.retrieval.server import ServerCollection
from tiaowen.retrieval.store import close_server, connect, connect_server, fill_store, open_store
from tiaowen.retrieval.vectors import Vectors, embed_texts, forget_log, load_vectors, save_vectors
from tiaowen.retrieval.words import Tokenizer

if TYPE_CHECKING:
    from langchain_chroma import Chroma

Progress = Callable[[int, int], None]
"""Takes the units of work done and all of them; a document is three: embedded, stored, split into words."""

FORMAT = 3
"""Raised when the files, or the way to split into words, change in a way that the texts do not show."""

_STRIDE = 256
# Verifying reads the database beside Chroma's own connection; within one process that must not overlap, see
# https://www.sqlite.org/howtocorrupt.html section 2.2.
_OPENING = threading.Lock()


@dataclass(frozen=True)
class Index:
    """An open index: a retriever over each half; ``server`` is where the collection is, None for this machine."""

    documents: tuple[Document, ...]
    fingerprint: str
    folder: Path
    dense: DenseRetriever
    lexical: LexicalRetriever
    server: ServerCollection | None
    _connect: Callable[[], Client]
    _resources: ExitStack

    @property
    def store(self) -> Chroma:
        """The Chroma collection as a LangChain store."""
        return open_store(self._connect(), f"tiaowen-{self.fingerprint[:16]}", self.dense.embeddings)

    def close(self) -> None:
        """Let go of the files; the retrievers must not be used after that."""
        self._resources.close()


@dataclass(frozen=True)
class _Plan:
    documents: tuple[Document, ...]
    parts: tuple[Part, ...]
    embeddings: Embeddings
    tokenizer: Tokenizer
    fingerprint: str
    root: Path
    server: str | None

    @property
    def name(self) -> str:
        return self.fingerprint[:16] + ("s" if self.server else "") + "-"

    @property
    def collection(self) -> str:
        return f"tiaowen-{self.fingerprint[:16]}"

    @property
    def texts(self) -> tuple[str, ...]:
        return (*(document.page_content for document in self.documents), *(part.text for part in self.parts))

    @property
    def model(self) -> str:
        return hashlib.blake2b(_model_of(self.embeddings).encode(), digest_size=8).hexdigest()


def open_index(  # noqa: PLR0913 - keyword-only parts that only the assistant puts together
    documents: Iterable[Document],
    embeddings: Embeddings,
    *,
    tokenizer: Tokenizer,
    terms: Iterable[str],
    data_dir: Path,
    parts: Iterable[Part] = (),
    server: str | None = None,
    progress: Progress | None = None,
    notice: Callable[[str], None] | None = None,
    rebuild: bool = False,
) -> Index:
    """Return the index of ``documents`` in ``data_dir``, built first where it is missing, damaged or out of date.

    ``embeddings`` has a ``fingerprint``; ``terms`` are the words that ``tokenizer`` was given; ``parts`` are what else
    the documents are found by; ``server`` is the address of a Chroma server. ``notice`` gets a line in Chinese that
    says why an index is built, or that the server is away. Raises :class:`~tiaowen.errors.IndexUnavailableError` where
    the index can be neither read nor built, or the server is away and there is no index here.
    """
    kept, items = tuple(documents), tuple(parts)
    fingerprint = to_fingerprint(kept, embeddings=embeddings, terms=terms, parts=items)
    plan = _Plan(kept, items, embeddings, tokenizer, fingerprint, data_dir / "index", server)
    say = notice or (lambda _line: None)
    index = _open_or_build(plan, progress or (lambda _done, _total: None), say, rebuild=rebuild)
    if index.server is not None:
        try:
            index.server.join()
        except IndexUnavailableError as error:
            say(f"{error}\n在它恢复之前，没有限定法规的检索只按词进行。")
    return index


def _open_or_build(plan: _Plan, progress: Progress, say: Callable[[str], None], *, rebuild: bool) -> Index:
    with _OPENING:
        index, damage = (None, None) if rebuild else _open_existing(plan)
        if index is not None:
            return index
        with _one_builder(plan.root, say):
            if not rebuild:  # another process may have built it while this one waited
                index, damage = _open_existing(plan)
                if index is not None:
                    return index
            if plan.server:
                close_server(connect_server(plan.server))  # before the work, to say that nobody answers
            say(_reason(damage, rebuild=rebuild))
            folder = _build(plan, progress)
            index, damage = _open_folder(plan, folder)
            if index is None:
                raise IndexUnavailableError(f"刚建好的索引 {folder} 读不出：{damage}。请检查磁盘。")
            _clean(plan, keep=folder)
            forget_log(plan.root)
            return index


def to_fingerprint(
    documents: Iterable[Document], *, embeddings: Embeddings, terms: Iterable[str], parts: Iterable[Part] = ()
) -> str:
    """Return a hash, 32 hexadecimal digits, over everything that an index is made from.

    Raises :class:`ValueError` where a document has no id or shares one, or where there is no document.
    """
    digest = hashlib.blake2b(digest_size=16)
    digest.update(json.dumps([FORMAT, chromadb.__version__, _model_of(embeddings), sorted(set(terms))]).encode())
    ids: set[str] = set()
    for document in documents:
        if not document.id or document.id in ids:
            raise ValueError(f"document id missing or repeated: {document.id!r}")
        ids.add(document.id)
        fields = [document.id, document.page_content, document.metadata]
        digest.update(json.dumps(fields, sort_keys=True).encode())
    if not ids:
        raise ValueError("no documents to index")
    for part in parts:
        digest.update(json.dumps(part).encode())
    return digest.hexdigest()


def _model_of(embeddings: Embeddings) -> str:
    model = getattr(embeddings, "fingerprint", None)
    if not isinstance(model, str):
        raise TypeError(f"{type(embeddings).__name__} has no fingerprint: an index could not tell models apart")
    return model


def _reason(damage: str | None, *, rebuild: bool) -> str:
    if rebuild:
        return "正在按要求重建索引。"
    if damage:
        return f"索引已损坏（{damage}），正在重建。"
    return "没有可用的索引（首次使用、法规或模型有变化，或索引已被删除），正在建立。"


def _open_existing(plan: _Plan) -> tuple[Index | None, str | None]:
    """Return the index, or None and what is wrong with the one that is there."""
    damage = None
    for folder in whole_folders(plan.root):
        if folder.name.startswith(plan.name):
            index, damage = _open_folder(plan, folder)
            if index is not None:
                return index, None
    return None, damage


def _open_folder(plan: _Plan, folder: Path) -> tuple[Index | None, str | None]:
    with ExitStack() as stack:
        stack.callback(unlock, lock_for_use(folder))
        damage = find_damage(folder, fingerprint=plan.fingerprint, documents=len(plan.documents))
        if damage:
            return None, damage
        try:
            vectors = load_vectors(folder / "vectors", len(plan.documents) + len(plan.parts))
            lexical = LexicalRetriever.load(folder / "bm25", plan.documents, plan.tokenizer, parts=plan.parts)
            connected = _connect(plan, folder, vectors, stack)
        except (ChromaError, OSError, ValueError, KeyError) as error:
            return None, str(error)
        if isinstance(connected, str):
            return None, connected
        collection, connect_again = connected
        mark_used(folder)
        dense = DenseRetriever(
            collection=collection,
            documents=plan.documents,
            embeddings=plan.embeddings,
            vectors=vectors,
            parts=plan.parts,
        )
        server = collection if isinstance(collection, ServerCollection) else None
        index = Index(plan.documents, plan.fingerprint, folder, dense, lexical, server, connect_again, stack.pop_all())
        return index, None


def _connect(
    plan: _Plan, folder: Path, vectors: Vectors, stack: ExitStack
) -> tuple[Collection | ServerCollection, Callable[[], Client]] | str:
    """Return the collection and what connects to its database, or what is wrong with the one in ``folder``."""
    if plan.server:
        remote = ServerCollection(plan.server, plan.collection, plan.documents, vectors)
        stack.callback(remote.close)
        return remote, remote.client
    client = connect(folder / "chroma")
    stack.callback(client.close)
    collection = client.get_collection(plan.collection, embedding_function=None)
    if collection.count() != len(plan.documents):
        return f"应有 {len(plan.documents)} 条，实有 {collection.count()} 条"
    return collection, lambda: client


def _build(plan: _Plan, progress: Progress) -> Path:
    """Return a new whole folder; leave nothing behind where that fails but what was embedded."""
    folder = Path(tempfile.mkdtemp(prefix=plan.name, dir=plan.root))
    texts, n = plan.texts, len(plan.documents)
    total = len(texts) + 2 * n

    def counted() -> Iterator[Document]:
        for done, document in enumerate(plan.documents, start=1):
            yield document
            if done % _STRIDE == 0 or done == n:
                progress(len(texts) + n + done, total)

    try:
        vectors, digests = embed_texts(
            texts,
            plan.embeddings,
            root=plan.root,
            folders=[known / "vectors" for known in whole_folders(plan.root)],
            model=plan.model,
            progress=lambda done: progress(done, total),
        )
        save_vectors(folder / "vectors", vectors, digests)
        if plan.server is None:
            fill_store(
                folder / "chroma",
                plan.collection,
                plan.documents,
                vectors[:n],
                progress=lambda done: progress(len(texts) + done, total),
            )
        LexicalRetriever.from_documents(counted(), plan.tokenizer, parts=plan.parts).save(folder / "bm25")
        seal(folder, fingerprint=plan.fingerprint, documents=n)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


@contextmanager
def _one_builder(root: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the build lock under ``root``; turn what the disk and Chroma raise into a message for people."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(root / "build.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            say("另一个程序正在建立索引，请稍候。")
            lock.acquire()
        try:
            yield
        finally:
            lock.release()
    except (OSError, ChromaError) as error:
        raise IndexUnavailableError(
            f"索引无法建立在 {root}（{error}）。请检查这个文件夹能否写入、磁盘是否已满，"
            "或用环境变量 TIAOWEN_DATA 指定另一个文件夹。"
        ) from error


def _clean(plan: _Plan, *, keep: Path) -> None:
    """Remove broken builds and all old indexes but the last used; what somebody reads stays."""
    old = [folder for folder in whole_folders(plan.root) if not folder.name.startswith(plan.name)]
    kept = {keep, *old[:1]}
    with suppress(OSError):
        for folder in plan.root.iterdir():
            if folder.is_dir() and folder not in kept:
                remove_unused(folder)
