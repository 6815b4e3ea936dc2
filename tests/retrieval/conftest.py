"""The made-up city indexed in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document
from made_up import TERMS, HashedEmbeddings, made_up_documents

from tiaowen.retrieval.build import Index, open_index
from tiaowen.retrieval.words import Tokenizer, tokenizer_with


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return tokenizer_with(TERMS)


@pytest.fixture(scope="session")
def documents() -> tuple[Document, ...]:
    """Sixteen documents: eight articles of 东海市 and the same eight of 西山市."""
    return made_up_documents()


@pytest.fixture
def embeddings() -> HashedEmbeddings:
    return HashedEmbeddings()


@pytest.fixture
def other_embeddings() -> HashedEmbeddings:
    return HashedEmbeddings("hashed-2")


@pytest.fixture(scope="session")
def many_documents() -> Callable[[int], tuple[Document, ...]]:
    return lambda articles: made_up_documents(articles=articles)


@pytest.fixture
def open_here(
    tmp_path: Path, tokenizer: Tokenizer, documents: tuple[Document, ...], embeddings: HashedEmbeddings
) -> Iterator[Callable[..., Index]]:
    """Open an index in ``tmp_path`` with parts that can be replaced one by one; all are closed at the end."""
    with ExitStack() as stack:

        def open_(**parts: Any) -> Index:
            parts = {
                "documents": documents,
                "embeddings": embeddings,
                "tokenizer": tokenizer,
                "terms": TERMS,
                "data_dir": tmp_path,
                **parts,
            }
            index = open_index(**parts)
            stack.callback(index.close)
            return index

        yield open_


@pytest.fixture(scope="session")
def index(
    tmp_path_factory: pytest.TempPathFactory, tokenizer: Tokenizer, documents: tuple[Document, ...]
) -> Iterator[Index]:
    """An open index of ``documents`` that no test changes."""
    folder = tmp_path_factory.mktemp("data")
    index = open_index(documents, HashedEmbeddings(), tokenizer=tokenizer, terms=TERMS, data_dir=folder)
    yield index
    index.close()
