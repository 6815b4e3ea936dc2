"""What others find in the collection on disk, who open it with Chroma or LangChain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from chromadb import Collection
from langchain_core.documents import Document

from tiaowen.retrieval.build import Index
from tiaowen.retrieval.store import connect, fill_store


def fill(folder: Path, documents: tuple[Document, ...]) -> None:
    vectors = np.eye(len(documents), 16, dtype=np.float32)
    fill_store(folder / "chroma", "made-up", documents, vectors, progress=lambda _done: None)


@pytest.fixture
def collection(tmp_path: Path, documents: tuple[Document, ...]) -> Iterator[Collection]:
    fill(tmp_path, documents)
    with closing(connect(tmp_path / "chroma")) as client:
        yield client.get_collection("made-up", embedding_function=None)


def test_every_record_has_its_text_and_metadata(collection: Collection, documents: tuple[Document, ...]) -> None:
    found = collection.get(ids=[str(document.id) for document in documents])
    kept = dict(zip(found["ids"], zip(found["documents"] or (), found["metadatas"] or (), strict=True), strict=True))
    assert kept == {document.id: (document.page_content, document.metadata) for document in documents}


def test_metadata_and_words_narrow_a_query(collection: Collection) -> None:
    narrowed = collection.query(
        query_embeddings=np.eye(1, 16, dtype=np.float32),
        n_results=16,
        where={"regulation": "xishan"},
        where_document={"$contains": "评估不合格"},
    )
    assert narrowed["ids"] == [["xishan/6"]]
    without = collection.get(where_document={"$not_contains": "评估"}, include=[])
    assert len(without["ids"]) == 14


def test_records_that_others_change_are_found_as_they_are(collection: Collection, tmp_path: Path) -> None:
    one = np.eye(1, 16, dtype=np.float32)
    collection.upsert(ids=["donghai/1"], embeddings=one, documents=["改了。"], metadatas=[{"regulation": "new"}])
    collection.add(ids=["more"], embeddings=one, documents=["评估又一条。"])
    collection.delete(ids=["xishan/6"])
    assert collection.get(where_document={"$contains": "改了"}, include=[])["ids"] == ["donghai/1"]
    assert sorted(collection.get(where_document={"$contains": "评估"}, include=[])["ids"]) == ["donghai/6", "more"]
    assert collection.get(where={"regulation": "new"}, include=[])["ids"] == ["donghai/1"]


def test_langchain_reads_it(open_here: Callable[..., Index]) -> None:
    index = open_here()
    found = index.store.similarity_search("评估不合格的，撤销其称号。", k=1, filter={"regulation": "xishan"})
    assert [(d.id, d.metadata["regulation"]) for d in found] == [("xishan/6", "xishan")]
    assert found[0].page_content == next(d.page_content for d in index.documents if d.id == "xishan/6")


@pytest.mark.parametrize("value", [7, 0.5, True])
def test_metadata_that_are_no_texts_are_kept(documents: tuple[Document, ...], tmp_path: Path, value: Any) -> None:
    last = documents[-1].model_copy(update={"metadata": {"regulation": "xishan", "value": value}})
    fill(tmp_path, (*documents[:-1], last))
    with closing(connect(tmp_path / "chroma")) as client:
        found = client.get_collection("made-up", embedding_function=None).get(ids=["donghai/2", "xishan/8"])
    assert dict(zip(found["ids"], found["metadatas"] or (), strict=True))["xishan/8"] == last.metadata
    assert sorted(found["documents"] or ()) == sorted(d.page_content for d in (documents[1], last))
