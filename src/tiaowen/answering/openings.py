"""What the texts leave open, said so: 条文没有说明以谁为基数."""

from __future__ import annotations

from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus


def compose_gaps(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft that says what a text in scope leaves open; None where nothing of the kind is asked."""
    gaps = [gap for gap in corpus.gaps if gap.at.regulation in query.regulations and gap.is_asked(query.search)]
    if not gaps or (not query.narrowed and len({gap.at.regulation for gap in gaps}) > 1):
        return None
    notes = Notes(corpus)
    lines = []
    for gap in gaps:
        regulation = corpus.regulation(gap.at.regulation)
        part = next((p for p in corpus.parts(gap.at) if p.address == gap.at), None)
        mark = notes.mark(gap.at, part.own or part.text if part else "")
        lines.append(
            f"《{regulation.title}》未明确：{gap.says.removesuffix('。')}{mark}。可向{regulation.authority}核实。"
        )
    return Draft(text="\n\n".join(lines), status="verified", citations=notes.citations)
