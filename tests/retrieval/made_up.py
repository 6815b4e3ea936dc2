"""A made-up city with made-up regulations, and embeddings that are hashes."""

from __future__ import annotations

import hashlib
from itertools import pairwise

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from tiaowen.domain import Address, Article, Jurisdiction, Paragraph, Regulation, Status
from tiaowen.retrieval.documents import to_documents

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
