"""A made-up city with made-up regulations, hashed embeddings, and an index over them in a temporary folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any

import jieba
import pytest
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_tests.integration_tests import RetrieversIntegrationTests

from tiaowen.domain import Address, Article, Jurisdiction, Paragraph, Regulation, Status
from tiaowen.retrieval.build import Index, open_index
from tiaowen.retrieval.documents import to_documents
from tiaowen.retrieval.words import tokenizer_with

# LangChain leaves it to its users to say that this standard test runs under pytest-asyncio.
pytest.mark.asyncio(RetrieversIntegrationTests.test_ainvoke_returns_documents)

TERMS = ("云台实验室", "固定研发人员")
SENTENCES = (
    "云台实验室的固定研发人员不少于八人。",
    "云台实验室由市科学技术局认定。",
    "科研用房面积不少于三百平方米。",
    "申请材料于每年六月底前报送。",
    "市财政对通过认定的单位给予资助。",
    "评估不合格的，撤销其称号。",
    "每年提交年度工作报告。",
    "本办法自发布之日起施行。",
)


class HashedEmbeddings(Embeddings):
    """Counts hashed pairs of characters in 64 dimensions; a text without pairs is all zeros."""

    def __init__(self, fingerprint: str = "hashed-1") -> None:
        self.fingerprint = fingerprint
        self.embedded = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += len(texts)
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = [0.0] * 64
        for a, b in pairwise(text):
            pair = (a + b).encode("utf-8", "surrogatepass")
            vector[hashlib.blake2b(pair, digest_size=1).digest()[0] % 64] += 1.0
        return vector


def made_up_regulation(id_: str, city: str, *, articles: int = len(SENTENCES)) -> Regulation:
    return Regulation(
        id=id_,
        title=f"{city}云台实验室管理办法",
        jurisdiction=Jurisdiction(name=city),
        authority=f"{city}科学技术局",
        status=Status.TRIAL,
        platforms=("云台实验室",),
        articles=tuple(
            Article(
                address=Address(regulation=id_, article=str(n)),
                mark=f"第{n}条",
                chapter="第一章　总则" if n == 1 else None,
                paragraphs=(Paragraph(number=1, text=SENTENCES[(n - 1) % len(SENTENCES)] + "补" * ((n - 1) // 8)),),
            )
            for n in range(1, articles + 1)
        ),
    )


def made_up_documents(*, articles: int = len(SENTENCES)) -> tuple[Document, ...]:
    regulations = (made_up_regulation("donghai", "东海市", articles=articles), made_up_regulation("xishan", "西山市"))
    return to_documents(regulations, label=str)


@pytest.fixture(scope="session")
def tokenizer() -> jieba.Tokenizer:
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
    tmp_path: Path, tokenizer: jieba.Tokenizer, documents: tuple[Document, ...], embeddings: HashedEmbeddings
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
    tmp_path_factory: pytest.TempPathFactory, tokenizer: jieba.Tokenizer, documents: tuple[Document, ...]
) -> Iterator[Index]:
    """An open index of ``documents`` that no test changes."""
    folder = tmp_path_factory.mktemp("data")
    index = open_index(documents, HashedEmbeddings(), tokenizer=tokenizer, terms=TERMS, data_dir=folder)
    yield index
    index.close()
