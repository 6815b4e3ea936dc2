"""What people say of answers, kept in one SQLite file: what they sent, and nothing else.

No address, no name, no session: a record is the question, the answer, the judgement, the reason and the time.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from tiaowen.app.render import feedback as words
from tiaowen.domain import Answer, AnswerStatus, Value
from tiaowen.errors import FeedbackError, QuestionError

FILE = "feedback.sqlite3"
Judgement = Literal["right", "wrong"]

LONGEST_REASON = 2000
MOST = 200_000  # records; a page that anybody can reach must not fill the disk
_SCHEMA = 1
_WAIT = 10.0  # seconds for other writers
_TABLE = """\
CREATE TABLE IF NOT EXISTS feedback (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  judgement TEXT NOT NULL CHECK (judgement IN ('right', 'wrong')),
  why TEXT NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  status TEXT NOT NULL,
  cited TEXT NOT NULL,
  mode TEXT NOT NULL
) STRICT"""
_COLUMNS = "id, at, judgement, why, question, answer, status, cited, mode"


class Feedback(Value):
    """One record: ``at`` is the time in UTC, ``cited`` the addresses that the answer cites."""

    id: int
    at: str
    judgement: Judgement
    why: str
    question: str
    answer: str
    status: AnswerStatus
    cited: tuple[str, ...]
    mode: str


class FeedbackStore:
    """The file at ``path``, made when the first feedback comes. Many threads and processes may write to it at once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, question: str, answer: Answer, judgement: Judgement, why: str = "") -> int:
        """Keep what somebody said of ``answer``; return the number of the record.

        ``question`` is what was asked, in a conversation a line for each turn. Raises
        :class:`~tiaowen.errors.QuestionError` where ``why`` is too long and
        :class:`~tiaowen.errors.FeedbackError` where the file cannot keep it; nothing that is there is ever changed.
        """
        why = why.strip()
        if len(why) > LONGEST_REASON:
            raise QuestionError(words.too_long(len(why), LONGEST_REASON))
        record = (judgement, why, question, answer.text, answer.status, _join(answer), answer.mode)
        with self._open(write=True) as connection, connection:
            if (connection.execute("SELECT max(id) FROM feedback").fetchone()[0] or 0) >= MOST:
                raise FeedbackError(words.full(self.path, MOST))
            made = connection.execute(
                "INSERT INTO feedback (judgement, why, question, answer, status, cited, mode) VALUES (?,?,?,?,?,?,?)",
                tuple(map(_storable, record)),
            )
            return int(made.lastrowid or 0)

    def read(self) -> tuple[Feedback, ...]:
        """Return all records, oldest first; none where nothing was ever sent.

        Raises :class:`~tiaowen.errors.FeedbackError` where the file cannot be read.
        """
        if not self.path.exists():
            return ()
        with self._open(write=False) as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM feedback ORDER BY id").fetchall()
        names = _COLUMNS.split(", ")
        return tuple(
            Feedback.model_validate({**dict(zip(names, row, strict=True)), "cited": tuple(row[7].split())})
            for row in rows
        )

    @contextmanager
    def _open(self, *, write: bool) -> Iterator[sqlite3.Connection]:
        """Yield a connection, faults of the file turned into sentences."""
        try:
            if write:
                self._make()
            with closing(sqlite3.connect(self.path, timeout=_WAIT)) as connection:
                if _version(connection) > _SCHEMA:
                    raise FeedbackError(words.newer(self.path))
                if write and _version(connection) < _SCHEMA:
                    self._set_up(connection)
                yield connection
        except Timeout as error:
            raise FeedbackError(words.busy(self.path)) from error
        except sqlite3.DatabaseError as error:
            raise FeedbackError(_explain(error, self.path)) from error
        except OSError as error:
            raise FeedbackError(words.unwritable(self.path, error.strerror or str(error))) from error

    def _set_up(self, connection: sqlite3.Connection) -> None:
        """Make the table, one writer at a time: a change of the journal waits for nobody and fails at once."""
        with FileLock(f"{self.path}.lock", timeout=_WAIT, mode=0o600):
            if _version(connection) < _SCHEMA:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute(_TABLE)
                connection.execute(f"PRAGMA user_version = {_SCHEMA}")

    def _make(self) -> None:
        """Make the file where there is none, for its owner alone; SQLite gives its helper files the same mode."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _explain(error: sqlite3.DatabaseError, path: Path) -> str:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:  # the rest says more than there is to do about it
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return words.damaged(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return words.busy(path)
        case _:
            return words.unwritable(path, str(error))


def _join(answer: Answer) -> str:
    return " ".join(dict.fromkeys(str(citation.address) for citation in answer.citations))


def _storable(text: str) -> str:
    """Return ``text`` without halves of surrogate pairs, which no file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
