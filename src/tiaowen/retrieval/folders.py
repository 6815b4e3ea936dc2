"""Index folders on disk: whole or not, damaged or not, in use or not.

A folder is whole when it has a manifest, which is written last. Whoever reads a folder holds a shared lock on it;
it is removed only under an exclusive one. Windows has no such locks, but refuses to remove files that are open.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

from pydantic import ValidationError

from tiaowen.domain import Value

MANIFEST = "manifest.json"

_SQLITE_MAGIC = b"SQLite format 3\0"
_QUICK_CHECK_BYTES = 16 << 20  # takes 12 ms; above that, the header and the size have to do
_SAMPLES, _SAMPLE_BYTES = 64, 16 << 10


class FileState(Value):
    """Size in bytes of a file and the digest of its samples; ``digest`` is None where Chroma rewrites the file."""

    size: int
    digest: str | None


class Manifest(Value):
    """What a whole index folder holds: how many documents, of which fingerprint, in which files."""

    fingerprint: str
    documents: int
    files: dict[str, FileState]


def seal(folder: Path, *, fingerprint: str, documents: int) -> None:
    """Declare ``folder`` whole: write its manifest, in one step."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = {path.relative_to(folder).as_posix(): _state(path) for path in paths}
    manifest = Manifest(fingerprint=fingerprint, documents=documents, files=files)
    draft = folder / f"{MANIFEST}.draft"
    with draft.open("w", encoding="utf-8") as file:
        file.write(manifest.model_dump_json())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / MANIFEST)


def find_damage(folder: Path, *, fingerprint: str, documents: int) -> str | None:
    """Return in Chinese what is wrong with the sealed ``folder``, or None; takes milliseconds at any size."""
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return f"{MANIFEST} 读不出"
    if (manifest.fingerprint, manifest.documents) != (fingerprint, documents):
        return f"{MANIFEST} 与条文不符"
    for name, state in manifest.files.items():
        damage = _find_file_damage(folder / name, state)
        if damage:
            return f"{name} {damage}"
    return None


def whole_folders(root: Path) -> list[Path]:
    """Return the whole index folders under ``root``, the last used first."""
    found = []
    for manifest in root.glob(f"*/{MANIFEST}"):
        with suppress(OSError):  # another process may be removing it
            found.append((-manifest.stat().st_mtime_ns, manifest.parent))
    return [folder for _, folder in sorted(found)]


def mark_used(folder: Path) -> None:
    """Note that ``folder`` was used now; does nothing where it cannot be written."""
    with suppress(OSError):
        os.utime(folder / MANIFEST)


def lock_for_use(folder: Path) -> int | None:
    """Take the shared lock on ``folder``, after whoever is removing it; return what :func:`unlock` takes.

    That is None where the file system has no such locks or the folder is gone.
    """
    return _lock(folder, shared=True)


def unlock(lock: int | None) -> None:
    """Give a lock back."""
    if lock is not None:
        os.close(lock)


def remove_unused(folder: Path) -> bool:
    """Remove ``folder`` unless another reader has it; return whether it is gone."""
    lock = _lock(folder, shared=False)
    if lock is None and sys.platform != "win32":
        return not folder.exists()
    try:
        (folder / MANIFEST).unlink(missing_ok=True)  # first, so that nobody opens what is half removed
        shutil.rmtree(folder)
    except OSError:
        return False
    finally:
        unlock(lock)
    return True


def _lock(folder: Path, *, shared: bool) -> int | None:
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _state(path: Path) -> FileState:
    return FileState(size=path.stat().st_size, digest=None if _is_rewritten(path) else _digest(path))


def _is_rewritten(path: Path) -> bool:
    # Chroma writes a line to its database at every start, pads the list of lengths with whatever it finds, and
    # makes the graph anew where it was never saved, which is so for a single record.
    unsaved = path.suffix == ".bin" and not (path.parent / "index_metadata.pickle").exists()
    return unsaved or path.suffix == ".sqlite3" or path.name == "length.bin"


def _digest(path: Path) -> str:
    """Return a hash of the whole file, or of evenly spaced samples with both ends where it is large."""
    size = path.stat().st_size
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        if size <= _SAMPLES * _SAMPLE_BYTES:
            digest.update(file.read())
        else:
            for n in range(_SAMPLES):
                file.seek((size - _SAMPLE_BYTES) * n // (_SAMPLES - 1))
                digest.update(file.read(_SAMPLE_BYTES))
    return digest.hexdigest()


def _find_file_damage(path: Path, state: FileState) -> str | None:
    try:
        size = path.stat().st_size
        if path.suffix == ".sqlite3":
            return _find_database_damage(path, size, state.size)
        if size != state.size:
            return "大小不符"
        if state.digest is not None and _digest(path) != state.digest:
            return "内容不符"
    except OSError:
        return "缺失或读不出"
    return None


def _find_database_damage(path: Path, size: int, least: int) -> str | None:
    with path.open("rb") as file:
        if size < least or file.read(len(_SQLITE_MAGIC)) != _SQLITE_MAGIC:
            return "残缺"
    if size > _QUICK_CHECK_BYTES:
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as database:
            answer = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        busy = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
        return None if busy else "损坏"
    return None if answer == ("ok",) else "损坏"
