"""The index on disk: built on first use, whole or not there, rebuilt when what it was made from changes.

Each build has a folder of its own under ``<data folder>/index``, named after the fingerprint of its sources. What
was opened is never changed: another process, or this one, goes on using it while a new one is built.
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

import chromadb
import jieba
from chromadb.errors import ChromaError
from filelock import FileLock, Timeout
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from tiaowen.errors import IndexUnavailableError
from tiaowen.retrieval.dense import DenseRetriever
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
from tiaowen.retrieval.store import connect, fill_store, open_store

Progress = Callable[[int, int], None]
"""Takes the units of work done and all of them; every document is two, one per half of the index."""

FORMAT = 1
"""Raised when the files, or the way to split into words, change in a way that the texts do not show."""

_STRIDE = 256
# Verifying reads the database beside Chroma's own connection; within one process that must not overlap, see
# https://www.sqlite.org/howtocorrupt.html section 2.2.
_OPENING = threading.Lock()


@dataclass(frozen=True)
class Index:
    """An open index: a retriever over each half, and the Chroma collection as a LangChain store."""

    documents: tuple[Document, ...]
    fingerprint: str
    folder: Path
    store: Chroma
    dense: DenseRetriever
    lexical: LexicalRetriever
    _resources: ExitStack

    def close(self) -> None:
        """Let go of the files; the retrievers must not be used after that."""
        self._resources.close()


@dataclass(frozen=True)
class _Plan:
    documents: tuple[Document, ...]
    embeddings: Embeddings
    tokenizer: jieba.Tokenizer
    fingerprint: str
    root: Path

    @property
    def name(self) -> str:
        return self.fingerprint[:16]

    @property
    def collection(self) -> str:
        return f"tiaowen-{self.name}"


def open_index(  # noqa: PLR0913 - keyword-only parts that only the assistant puts together
    documents: Iterable[Document],
    embeddings: Embeddings,
    *,
    tokenizer: jieba.Tokenizer,
    terms: Iterable[str],
    data_dir: Path,
    progress: Progress | None = None,
    notice: Callable[[str], None] | None = None,
    rebuild: bool = False,
) -> Index:
    """Return the index of ``documents`` in ``data_dir``, built first where it is missing, damaged or out of date.

    ``embeddings`` has a ``fingerprint``; ``terms`` are the words that ``tokenizer`` was given. ``notice`` gets a
    line in Chinese that says why an index is built. Raises :class:`~tiaowen.errors.IndexUnavailableError` where
    it can be neither read nor built.
    """
    kept = tuple(documents)
    fingerprint = to_fingerprint(kept, embeddings=embeddings, terms=terms)
    plan = _Plan(kept, embeddings, tokenizer, fingerprint, data_dir / "index")
    say = notice or (lambda _line: None)
    with _OPENING:
        index, damage = (None, None) if rebuild else _open_existing(plan)
        if index is not None:
            return index
        with _one_builder(plan.root, say):
            if not rebuild:  # another process may have built it while this one waited
                index, damage = _open_existing(plan)
                if index is not None:
                    return index
            say(_reason(damage, rebuild=rebuild))
            folder = _build(plan, progress or (lambda _done, _total: None))
            index, damage = _open_folder(plan, folder)
            if index is None:
                raise IndexUnavailableError(f"刚建好的索引 {folder} 读不出：{damage}。请检查磁盘。")
            _clean(plan, keep=folder)
            return index


def to_fingerprint(documents: Iterable[Document], *, embeddings: Embeddings, terms: Iterable[str]) -> str:
    """Return a hash, 32 hexadecimal digits, over everything that an index is made from.

    Raises :class:`ValueError` where a document has no id or shares one, or where there is no document.
    """
    model = getattr(embeddings, "fingerprint", None)
    if not isinstance(model, str):
        raise TypeError(f"{type(embeddings).__name__} has no fingerprint: an index could not tell models apart")
    digest = hashlib.blake2b(digest_size=16)
    digest.update(json.dumps([FORMAT, chromadb.__version__, model, sorted(set(terms))]).encode())
    ids: set[str] = set()
    for document in documents:
        if not document.id or document.id in ids:
            raise ValueError(f"document id missing or repeated: {document.id!r}")
        ids.add(document.id)
        fields = [document.id, document.page_content, document.metadata]
        digest.update(json.dumps(fields, sort_keys=True).encode())
    if not ids:
        raise ValueError("no documents to index")
    return digest.hexdigest()


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
            client = connect(folder / "chroma")
            stack.callback(client.close)
            collection = client.get_collection(plan.collection, embedding_function=None)
            if collection.count() != len(plan.documents):
                return None, f"应有 {len(plan.documents)} 条，实有 {collection.count()} 条"
            store = open_store(client, plan.collection, plan.embeddings)
            lexical = LexicalRetriever.load(folder / "bm25", plan.documents, plan.tokenizer)
        except (ChromaError, OSError, ValueError, KeyError) as error:
            return None, str(error)
        mark_used(folder)
        dense = DenseRetriever(collection=collection, documents=plan.documents, embeddings=plan.embeddings)
        return Index(plan.documents, plan.fingerprint, folder, store, dense, lexical, stack.pop_all()), None


def _build(plan: _Plan, progress: Progress) -> Path:
    """Return a new whole folder; leave nothing behind where that fails."""
    folder = Path(tempfile.mkdtemp(prefix=f"{plan.name}-", dir=plan.root))
    half = len(plan.documents)

    def counted() -> Iterator[Document]:
        for done, document in enumerate(plan.documents, start=1):
            yield document
            if done % _STRIDE == 0 or done == half:
                progress(half + done, 2 * half)

    try:
        fill_store(
            folder / "chroma",
            plan.collection,
            plan.documents,
            plan.embeddings,
            progress=lambda done: progress(done, 2 * half),
        )
        LexicalRetriever.from_documents(counted(), plan.tokenizer).save(folder / "bm25")
        seal(folder, fingerprint=plan.fingerprint, documents=half)
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
