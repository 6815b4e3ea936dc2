"""Whether 以上 and 以下 include the number: what the texts say of it, which is nothing, and how the law reads them."""

from __future__ import annotations

import re

from tiaowen.answering.draft import Draft
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus

_ASKED = re.compile(r"(?:含不含|包不包[含括]|是否包[含括]|算不算|[包]?含|包括)本数|本数")
_WORDS = re.compile(r"以[上下内]|不[少低高多]于|不超过|超过|高于")
_LAW = re.compile(r"[包不]?[含括]?本数")


def compose_inclusive(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft on whether a comparator includes its number; None where that is not asked or a text says it.

    The usual reading is that of 民法典 art. 1259.
    """
    if not _ASKED.search(query.text) or not _WORDS.search(query.text):
        return None
    titles = [f"《{corpus.regulation(id_).title}》" for id_ in query.regulations]
    if any(_LAW.search(article.text) for id_ in query.regulations for article in corpus.regulation(id_).articles):
        return None
    text = (
        f"{'、'.join(titles)}{'都' if len(titles) > 1 else ''}未规定“以上”“以下”是否包含本数。"
        "按民法典的通常用法，“以上”“以下”“以内”包括本数，“超过”“高于”“不满”不包括本数。"
    )
    if len(titles) > 2:
        text = "收录的各部办法都" + text[text.index("未规定") :]
    return Draft(text=text, status="verified")
