"""The chain over the five texts, retrieved lexically: nothing on disk, no embedding."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus, load_corpus
from tiaowen.retrieval.documents import to_documents
from tiaowen.retrieval.lexical import LexicalRetriever
from tiaowen.retrieval.words import tokenizer_with

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return load_corpus(REPOSITORY / "corpus")


@pytest.fixture(scope="session")
def retriever(corpus: Corpus) -> LexicalRetriever:
    documents = to_documents(corpus.regulations, label=corpus.label)
    return LexicalRetriever.from_documents(documents, tokenizer_with(corpus.terms.words()))


@pytest.fixture(scope="session")
def assistant(corpus: Corpus, retriever: LexicalRetriever) -> Assistant:
    return Assistant(corpus, retriever=retriever)
