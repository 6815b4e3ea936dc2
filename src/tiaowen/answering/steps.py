"""How to apply, in steps, and with what: the list of the procedure or of the materials, numbered in order."""

from __future__ import annotations

import re

from tiaowen.answering.counts import CHANGES
from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.lists import MARK, Listing, best_listings, find_listings, heading_of, kind_asked
from tiaowen.answering.names import short_names
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus

_OTHER = re.compile(
    r"更名|改名|换|变更|搬|迁|整改|改正|验收|重组|评估|考核|绩效|撤|年报|年度|假"
)  # procedures of their own
_HOW = re.compile(r"手续|怎么[办弄走报]|怎样办|流程|程序|找谁|谁.{0,3}[批审]|报谁|要不要批|审批|经过谁|论证")
_CHANGED = re.compile(r"(?:更名|变更|调整|重组).{0,60}(?:报|批)")
_OFFICIAL = re.compile(r"申请|审核|论证|批准|批复|报送?.{0,8}(?:局|部门)|建议报告")
_PEOPLE = re.compile(r"负责人|主任|人员|委员")  # a change of these is another matter
_MOST = 2


def compose_steps(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft of a procedure in steps, or of materials; None where none is asked, or the law lists none."""
    if query.found or len(query.regulations) > _MOST:
        return None
    if CHANGES.search(query.text) and _HOW.search(query.text):
        return _change(query, corpus)
    kind = kind_asked(query.text)
    if kind not in {"程序", "材料", "内容"}:
        return None
    if kind != "内容" and (_OTHER.search(query.text) or "grade" in query.cases):
        return None
    listings = best_listings(query, kind, corpus) or _only(query, kind, corpus)
    if not listings or not all(listing.entries or kind != "材料" for listing in listings):
        return None
    notes = Notes(corpus)
    names = short_names(query.regulations, corpus)
    lines: list[str] = []
    for listing in listings:
        name = names[listing.address.regulation] if len(listings) > 1 else ""
        lines += [*_words(listing, name, notes, corpus), ""]
    return Draft(text="\n".join(lines).strip(), status="verified", citations=notes.citations)


def _change(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft on how a change is made: the sentence that tells who proposes, reviews and approves."""
    notes = Notes(corpus)
    names = short_names(query.regulations, corpus)
    lines = []
    for id_ in query.regulations:
        for part in (p for article in corpus.regulation(id_).articles for p in article.parts() if p.own):
            if _CHANGED.search(part.own) and len(_OFFICIAL.findall(part.own)) > 1:
                name = f"**{names[id_]}**：" if len(query.regulations) > 1 else ""
                lines.append(f"{name}{MARK.sub('', part.own).rstrip('。')}{notes.mark(part.address, part.own)}。")
                break
        else:
            regulation = corpus.regulation(id_)
            if not query.narrowed or _PEOPLE.search(query.text):
                continue
            lines.append(f"《{regulation.title}》未规定变更的程序。可向{regulation.authority}核实。")
    if not lines:
        return None
    if not notes.citations:
        return Draft(text="\n\n".join(lines), status="declined")
    lines.append(notes.sources())
    return Draft(text="\n\n".join(lines), status="verified", citations=notes.citations)


def _only(query: Query, kind: str, corpus: Corpus) -> tuple[Listing, ...]:
    """Return the list of ``kind`` where there is but one in scope."""
    found = tuple(one for one in find_listings(query, corpus) if one.kind == kind and one.entries)
    return found if len(found) == 1 else ()


def _words(listing: Listing, name: str, notes: Notes, corpus: Corpus) -> list[str]:
    mark = notes.mark(listing.address, corpus.text(listing.address) or listing.lead)
    front = f"**{name}**：" if name else ""
    if not listing.entries:
        article = corpus.article(listing.address) if listing.kind == "程序" else None
        return [f"{front}{(article.text if article else listing.lead).rstrip('。')}{mark}。"]
    heads = [head for _, entry in listing.entries if (head := heading_of(entry))]
    short = f"依次是{'→'.join(heads)}{mark}。" if len(heads) == len(listing.entries) else ""
    lead = listing.lead.rsplit("。", 1)[-1].rstrip("：:")
    lines = [front + (short or f"{lead}{mark}："), ""]
    return lines + [
        f"{n}. {MARK.sub('', entry)}".replace("\n", "\n   ") for n, (_, entry) in enumerate(listing.entries, 1)
    ]
