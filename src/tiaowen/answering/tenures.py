"""Whether a head or a member may be appointed again: of each only what the law says of that very office."""

from __future__ import annotations

import re
from typing import Literal

from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.names import short_names
from tiaowen.answering.select import split_sentences
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Part

_ASKED = re.compile(
    r"连任|连续任职|[连着续]{1,2}干|连.{0,3}届|最多.{0,8}届|接着干|再干|(?:还|再)能?.{0,2}(?:当|任)[吗不么一]|[一二两三四1-4]届.{0,8}(?:还|再|能|可以|继续)|续聘"
)
_COMMITTEE = re.compile(r"委员会|专家委|专委会|管委会|技术委|指导委")
_AGAIN = re.compile(r"连任|连续任职")
_POINTS = re.compile(r"这个?|该|他|她")
_HEAD = re.compile(r"主任|任主")  # as it is typed in haste
_CLAUSE = re.compile(r"[，,。；;？?！!\s]+")
_ELSE = re.compile(r"多少|几(?!届)|什么|啥|怎|哪|谁|比例|占比|最[多少高低]")
_TERM = re.compile(r"任期")

Office = Literal["委员会主任", "中心主任", "委员"]


def compose_tenure(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft on whether the office named may be held again; None where that is not asked, or no city told."""
    office = _office_in("".join(query.turns) if _POINTS.search(query.text) else query.search)
    asking = [clause for clause in _CLAUSE.split(query.text) if _ASKED.search(clause) or _ELSE.search(clause)]
    if (
        not asking
        or not all(map(_ASKED.search, asking))
        or office is None
        or not query.narrowed
        or query.found
        or query.uncovered
    ):
        return None
    notes = Notes(corpus)
    names = short_names(query.regulations, corpus)
    lines = []
    for id_ in query.regulations:
        again, term = _find(id_, office, _AGAIN, corpus), _find(id_, office, _TERM, corpus)
        told = again or term
        said = f"{told[1].rstrip('。；;')}{notes.mark(told[0].address, told[0].own)}" if told else ""
        title = f"《{corpus.regulation(id_).title}》"
        front = f"**{names[id_]}**：" if len(query.regulations) > 1 else ""
        if not again:
            lines.append(f"{title}未规定{office}能否连任。")
        lines += [f"{front}{said}。"] if said else []
    if notes.citations:
        lines.append(notes.sources())
    return Draft(
        text="\n\n".join(lines), status="verified" if notes.citations else "declined", citations=notes.citations
    )


def _office_in(text: str) -> Office | None:
    """Return the office that ``text`` speaks of: 专家委主任 is another than 中心主任, and than a member."""
    if _HEAD.search(text):
        return "委员会主任" if _COMMITTEE.search(text) else "中心主任"
    return "委员" if "委员" in _COMMITTEE.sub("", text) or _COMMITTEE.search(text) else None


def _find(id_: str, office: Office, what: re.Pattern[str], corpus: Corpus) -> tuple[Part, str] | None:
    """Return the sentence in which ``id_`` says ``what`` of ``office``, and its part."""
    for article in corpus.regulation(id_).articles:
        for part in article.parts():
            for sentence in split_sentences(part.own):
                if what.search(sentence) and _office_in(sentence) == office:
                    return part, sentence
    return None
