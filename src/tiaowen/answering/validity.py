"""How far a regulation is in force: from when, for how long, who interprets it, what it repeals, what is to follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.names import short_names
from tiaowen.answering.select import split_sentences
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Regulation, Status


class _Facet(NamedTuple):
    """One thing that is asked of a regulation's validity, how people ask it, and how the law says it."""

    name: str
    asked: re.Pattern[str]
    law: re.Pattern[str]


_FACETS = (
    _Facet(
        "施行",
        re.compile(
            r"生效|起算|哪天起(?![^，。]{0,3}(?:可以|能|才|再|重))|施行(?!几)|(?<!组建)实施(?!细则|方案|意见|几)|正式(?:文件|执行|施行|实施)|执法依据"
            r"|算(?:不算)?(?:试行|正式)|有效吗|有没有效|还有效|是不是有效"
        ),
        re.compile(r"起(?:开始)?(?:施行|实施|试行|生效|执行)"),
    ),
    _Facet("解释", re.compile(r"解释(?:权|归|的)?"), re.compile(r"负责解释|解释权")),
    _Facet(
        "有效期",
        re.compile(
            r"有效期|(?:施行|实施|有效|执行)[多少几]+[年久]|(?:办法|规定|文件|这[套份部个]|条例)[^，。]{0,4}(?:管|用)[多少几]+[年久]|到期时间|什么时候到期|几时到期|何时(?:到期|失效)"
        ),
        re.compile(r"期限 ?[\d一二三四五六七八九十]+ ?年|有效期"),
    ),
    _Facet(
        "废止",
        re.compile(
            r"作废|废止|废了|(?:办法|文件|意见|规定).{0,12}还算数|还能用|能不能用|还管用|失效|取代|停止执行|不再执行"
        ),
        re.compile(r"作废|废止|停止执行|失效"),
    ),
    _Facet(
        "细则",
        re.compile(r"(?:考评|评估|考核|评价|绩效|实施|操作)(?:的)?(?:细则|办法在)|细则"),
        re.compile(r"另行(?:发布|制定|规定|公布)"),
    ),
)
_STATES = {Status.DRAFT: "征求意见稿", Status.TRIAL: "试行", Status.INTERIM: "暂行"}


def asks_validity(text: str) -> bool:
    """Tell whether ``text`` asks how far a regulation is in force.

    >>> asks_validity("这份办法由谁解释"), asks_validity("主任由谁聘")
    (True, False)
    """
    return any(facet.asked.search(text) for facet in _FACETS)


def compose_validity(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft on the validity of the regulations in scope; None where nothing of the kind is asked.

    Where nothing else is asked and the texts' own gaps speak of it, that is left to them.
    """
    facets = [facet for facet in _FACETS if facet.asked.search(_without_titles(query, corpus))]
    if not facets:
        return None
    gaps = any(gap.at.regulation in query.regulations and gap.is_asked(query.search) for gap in corpus.gaps)
    draft = any(corpus.regulation(id_).status == Status.DRAFT for id_ in query.regulations)
    draft = draft and facets[0].name == "施行"  # that it is none yet comes before what it leaves open
    if gaps and len(facets) == 1 and query.narrowed and len(query.regulations) == 1 and not draft:
        return None
    notes = Notes(corpus)
    regulations = [corpus.regulation(id_) for id_ in query.regulations]
    told = {(r.id, f.name): _find(r, f, notes) for r in regulations for f in facets}
    if not any(told.values()):
        return None
    if len(regulations) == 1:
        text = "\n\n".join(_sentence(regulations[0], facet, told) for facet in facets)
    else:
        text = _table(regulations, facets, told, corpus)
    return Draft(text=text, status="verified", citations=notes.citations)


def _without_titles(query: Query, corpus: Corpus) -> str:
    text = query.text
    for id_ in query.regulations:
        for title in (corpus.regulation(id_).title, *corpus.regulation(id_).aliases):
            text = text.replace(title, "")
    return text


def _find(regulation: Regulation, facet: _Facet, notes: Notes) -> str:
    """Return the sentence by which ``regulation`` says it, marked; empty where none does."""
    for article in reversed(regulation.articles):
        for part in article.parts():
            for sentence in split_sentences(part.own):
                if facet.law.search(sentence):
                    return f"{sentence.rstrip('。；;')}{notes.mark(part.address, part.own)}"
    return ""


def _sentence(regulation: Regulation, facet: _Facet, told: dict[tuple[str, str], str]) -> str:
    words = told[regulation.id, facet.name]
    state = _STATES.get(regulation.status, "")
    if not words:
        return f"《{regulation.title}》未规定{_noun(facet)}。可向{regulation.authority}核实。"
    if facet.name != "施行" or not state:
        return f"{words}。"
    if regulation.status == Status.DRAFT:
        return f"**尚未施行**，这是征求意见稿，还不是正式文件，施行日期尚未确定：{words}。"
    return f"{words}。标题写明是{state}办法。"


def _noun(facet: _Facet) -> str:
    return {"解释": "由谁解释", "施行": "施行日期", "废止": "废止哪个文件", "细则": "细则"}.get(facet.name, facet.name)


def _table(
    regulations: Sequence[Regulation], facets: Sequence[_Facet], told: dict[tuple[str, str], str], corpus: Corpus
) -> str:
    names = short_names([r.id for r in regulations], corpus)
    lines = [f"| 办法 | {' | '.join(f.name for f in facets)} |", f"|---|{'---|' * len(facets)}"]
    for regulation in regulations:
        cells = [told[regulation.id, facet.name] or "未规定" for facet in facets]
        lines.append(f"| {names[regulation.id]} | {' | '.join(cells)} |")
    return "\n".join(lines)
