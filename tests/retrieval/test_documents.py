from __future__ import annotations

import json

import pytest
from langchain_core.documents import Document

from tiaowen.domain import Address, Article, Jurisdiction, Paragraph, Regulation, Status
from tiaowen.retrieval.documents import document_key, in_regulations, reading_order, to_documents

ANNEX = Article(
    address=Address.parse("donghai/附件-云台实验室/3"),
    mark="第三条",
    annex="东海市云台实验室",
    paragraphs=(Paragraph(number=1, text="面积不少于三百平方米。"), Paragraph(number=2, text="人员不少于八人。")),
)
REGULATION = Regulation(
    id="donghai",
    title="东海市科技平台管理办法",
    jurisdiction=Jurisdiction(name="东海市"),
    authority="东海市科学技术局",
    status=Status.TRIAL,
    platforms=("云台实验室",),
    articles=(
        Article(
            address=Address.parse("donghai/1"),
            mark="第一条",
            chapter="第一章　总则",
            paragraphs=(Paragraph(number=1, text="为规范管理，制定本办法。"),),
        ),
        ANNEX,
    ),
)


def test_one_document_per_article_in_corpus_order() -> None:
    documents = to_documents([REGULATION], label=lambda address: f"《办法》{address.local_label()}")
    assert [d.id for d in documents] == ["donghai/1", "donghai/附件-云台实验室/3"]
    assert documents[1].metadata["label"] == "《办法》第三条"


def test_content_is_headings_and_text_without_the_number() -> None:
    first, annex = to_documents([REGULATION], label=str)
    assert first.page_content == "东海市科技平台管理办法\n第一章　总则\n为规范管理，制定本办法。"
    assert annex.page_content == "东海市科技平台管理办法\n东海市云台实验室\n面积不少于三百平方米。\n人员不少于八人。"


def test_metadata_are_flat_texts() -> None:
    for document in to_documents([REGULATION], label=str):
        assert all(isinstance(value, str) for value in document.metadata.values())
        assert json.loads(json.dumps(document.metadata)) == document.metadata
        assert document.metadata["regulation"] == "donghai"
        assert document.metadata["status"] == "trial"


def test_reading_order_follows_numbers_not_digits() -> None:
    ids = ["a/10", "a/9(3)", "b/1", "a/120-1", "a/9", "a/120", "a/8b", "a/8a"]
    ordered = sorted((Document("", id=i) for i in ids), key=reading_order)
    assert [d.id for d in ordered] == ["a/8a", "a/8b", "a/9", "a/9(3)", "a/10", "a/120", "a/120-1", "b/1"]


def test_a_document_without_id_is_known_by_its_content() -> None:
    assert document_key(Document("甲")) == "甲"
    assert sorted([Document("乙"), Document("1"), Document("", id="a/1")], key=reading_order)


@pytest.mark.parametrize(
    ("regulations", "inside"), [(None, True), (("donghai",), True), (("xishan",), False), ((), False)]
)
def test_narrowing_by_metadata(regulations: tuple[str, ...] | None, inside: bool) -> None:
    assert in_regulations(Document("", metadata={"regulation": "donghai"}), regulations) is inside
