"""The vectors of an index on disk, a row per text: embedded once, whatever is built again or was cut short.

A text is known by a digest of itself and its model. Known are the texts of the whole indexes that are there, and what
a build that never ended had embedded: it is written to a log as it comes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

VECTORS, DIGESTS = "vectors.npy", "digests.npy"

Vectors = NDArray[np.float32]

_BATCH = 256
_DIGEST_BYTES, _HEAD = 16, 4
_LOG = "embedded-"


def embed_texts(  # noqa: PLR0913 - keyword-only parts that only a build puts together
    texts: Sequence[str],
    embeddings: Embeddings,
    *,
    root: Path,
    folders: Sequence[Path],
    model: str,
    progress: Callable[[int], None],
) -> tuple[Vectors, NDArray[np.void]]:
    """Return the vectors of ``texts``, scaled to length 1 where they have one, and the digests of the texts.

    Only texts that neither the indexes in ``folders`` nor the log under ``root`` know are embedded, in batches, each
    logged when it is done. ``progress`` gets the number of texts done.
    """
    digests = _to_digests(texts, model)
    log = root / f"{_LOG}{model}.log"
    known = dict(_read_known(folders))
    known.update(_read_log(log))
    vectors = _gather(digests, known)
    new = [row for row, digest in enumerate(digests) if digest not in known]
    known.clear()
    done = len(texts) - len(new)
    for start in range(0, len(new), _BATCH):
        rows = new[start : start + _BATCH]
        batch = _embed([texts[row] for row in rows], embeddings)
        _append(log, [digests[row] for row in rows], batch)
        if vectors is None:
            vectors = np.empty((len(texts), batch.shape[1]), dtype=np.float32)
        vectors[rows] = batch
        done += len(rows)
        progress(done)
    if not new:
        progress(done)
    if vectors is None:
        raise ValueError("no texts to embed")
    return vectors, np.array(digests, dtype=f"V{_DIGEST_BYTES}")


def save_vectors(folder: Path, vectors: Vectors, digests: NDArray[np.void]) -> None:
    """Write ``vectors`` and the digests of their texts to ``folder``."""
    folder.mkdir(parents=True)
    np.save(folder / VECTORS, vectors)
    np.save(folder / DIGESTS, digests)


def load_vectors(folder: Path, rows: int) -> Vectors:
    """Return the vectors in ``folder``, left on disk until read; raise ValueError unless there are ``rows``."""
    vectors: Vectors = np.load(folder / VECTORS, mmap_mode="r")
    if vectors.ndim != 2 or len(vectors) != rows:
        raise ValueError(f"{folder}: vectors of shape {vectors.shape} for {rows} texts")
    return vectors


def forget_log(root: Path) -> None:
    """Remove what builds that never ended had embedded: it is in an index now."""
    for log in root.glob(f"{_LOG}*.log"):
        with suppress(OSError):
            log.unlink()


def _gather(digests: Sequence[bytes], known: dict[bytes, Vectors]) -> Vectors | None:
    """Return a row per digest, those of ``known`` filled in; None where none is known."""
    rows = [row for row, digest in enumerate(digests) if digest in known]
    if not rows:
        return None
    vectors = np.empty((len(digests), len(known[digests[rows[0]]])), dtype=np.float32)
    for row in rows:
        vectors[row] = known[digests[row]]
    return vectors


def _embed(texts: list[str], embeddings: Embeddings) -> Vectors:
    encode = getattr(embeddings, "encode", None)  # ours gives an array, which lists would cost a second per 50,000
    vectors = np.asarray(encode(texts) if encode else embeddings.embed_documents(texts), dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = np.divide(vectors, lengths, out=vectors.copy(), where=lengths > 0)
    return scaled


def _to_digests(texts: Sequence[str], model: str) -> list[bytes]:
    key = hashlib.blake2b(model.encode(), digest_size=16).digest()
    return [
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES, key=key).digest()
        for text in texts
    ]


def _read_known(folders: Sequence[Path]) -> Iterator[tuple[bytes, Vectors]]:
    for folder in folders:
        with suppress(OSError, ValueError):  # a damaged index is passed over here and replaced elsewhere
            digests = np.load(folder / DIGESTS)
            yield from zip((digest.tobytes() for digest in digests), load_vectors(folder, len(digests)), strict=True)


def _read_log(log: Path) -> Iterator[tuple[bytes, Vectors]]:
    """Yield what ``log`` holds; a last record that was cut short is left out."""
    try:
        content = log.read_bytes()
    except OSError:
        return
    if len(content) < _HEAD:
        return
    size = int.from_bytes(content[:_HEAD], "little")
    record = np.dtype([("digest", f"V{_DIGEST_BYTES}"), ("vector", np.float32, (size,))])
    count = (len(content) - _HEAD) // record.itemsize
    records = np.frombuffer(content, dtype=record, count=count, offset=_HEAD)
    yield from zip((digest.tobytes() for digest in records["digest"]), records["vector"], strict=True)


def _append(log: Path, digests: Sequence[bytes], vectors: Vectors) -> None:
    size = vectors.shape[1]
    width = 4 * size + _DIGEST_BYTES
    with log.open("ab") as file:
        # A record that was cut short would shift all that come after it.
        file.truncate(_HEAD + (file.tell() - _HEAD) // width * width if file.tell() >= _HEAD else 0)
        file.seek(0, os.SEEK_END)
        if file.tell() == 0:
            file.write(size.to_bytes(_HEAD, "little"))
        for digest, vector in zip(digests, vectors, strict=True):
            file.write(digest + vector.tobytes())
