"""What the texts leave open, said so: 条文没有说明以谁为基数."""

from __future__ import annotations

from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.understand import Query
from tiaowen.corpus.gaps import Gap
from tiaowen.corpus.load import Corpus

_NOT_LAID_DOWN, _SILENT, _UNCLEAR = "没有规定", "未规定", "未明确"


def compose_gaps(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft that says what a text in scope leaves open; None where nothing of the kind is asked."""
    gaps = [gap for gap in corpus.gaps if gap.at.regulation in query.regulations and gap.is_asked(query.search)]
    left_open = {gap.at.regulation for gap in gaps}
    if not gaps or (not query.narrowed and (len(left_open) > 1 or len(query.regulations) > 1)):
        return None
    notes = Notes(corpus)
    text = "\n\n".join(word_gap(gap, notes) for gap in gaps)
    return Draft(text=text, status="verified", citations=notes.citations)


def word_gap(gap: Gap, notes: Notes) -> str:
    """Return that the text leaves ``gap`` open, marked, and who can be asked."""
    corpus = notes.corpus
    regulation = corpus.regulation(gap.at.regulation)
    part = next((p for p in corpus.parts(gap.at) if p.address == gap.at), None)
    mark = notes.mark(gap.at, part.own or part.text if part else "")
    open_ = _SILENT if _NOT_LAID_DOWN in gap.says else _UNCLEAR
    says = gap.says.removesuffix("。")
    return f"《{regulation.title}》{open_}：{says}{mark}。可向{regulation.authority}核实。"
