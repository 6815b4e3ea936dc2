"""The texts and metadata of a new Chroma collection on disk, written in one transaction.

Chroma takes each text with several statements, each handed from one thread to another, and indexes every three
characters of it for substring searches: eight times the work of adding its vector. Here the first record is Chroma's
own, and the others are rows like those it wrote. In place of the substring index stands a view of the texts, so that
``where_document`` finds the same, by reading them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from langchain_core.documents import Document

_DOCUMENT = "chroma:document"

_WRITTEN = "SELECT id, key, string_value, int_value, float_value, bool_value FROM embedding_metadata ORDER BY id, key"
_INSERT = "INSERT INTO embedding_metadata (id, key, string_value) VALUES (?, ?, ?)"
_VIEW = (
    "DROP TABLE embedding_fulltext_search",
    "CREATE VIEW embedding_fulltext_search (rowid, string_value) AS "
    f"SELECT id, string_value FROM embedding_metadata WHERE key = '{_DOCUMENT}'",
    # What Chroma adds or removes later shows in the view without its help.
    "CREATE TRIGGER no_insert INSTEAD OF INSERT ON embedding_fulltext_search BEGIN SELECT 1; END",
    "CREATE TRIGGER no_delete INSTEAD OF DELETE ON embedding_fulltext_search BEGIN SELECT 1; END",
)

_Row = tuple[int, str, str]


def write_records(folder: Path, documents: Sequence[Document]) -> bool:
    """Write text and metadata of all but the first of ``documents`` to the closed database in ``folder``.

    It holds the ids of all of them and, of the first, everything. Returns False, and changes nothing, where Chroma has
    written the first in another way than is known here, or metadata are not texts.
    """
    if not all(isinstance(value, str) for document in documents for value in document.metadata.values()):
        return False
    path = folder / "chroma.sqlite3"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as database, database:
            database.execute("BEGIN")
            ids = dict(database.execute("SELECT embedding_id, id FROM embeddings"))
            if not _is_known(database, documents[0], ids):
                return False
            database.executemany(_INSERT, (row for document in documents[1:] for row in _rows(document, ids)))
            for statement in _VIEW:
                database.execute(statement)
    except (sqlite3.Error, KeyError):
        return False
    return True


def _is_known(database: sqlite3.Connection, document: Document, ids: dict[str, int]) -> bool:
    written = database.execute(_WRITTEN).fetchall()
    indexed = database.execute("SELECT rowid, string_value FROM embedding_fulltext_search").fetchall()
    return written == [(*row, None, None, None) for row in sorted(_rows(document, ids))] and indexed == [
        (ids[str(document.id)], document.page_content)
    ]


def _rows(document: Document, ids: dict[str, int]) -> Iterator[_Row]:
    row = ids[str(document.id)]
    yield row, _DOCUMENT, document.page_content
    yield from ((row, key, value) for key, value in document.metadata.items())
