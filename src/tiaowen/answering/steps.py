"""How to apply, in steps, and with what: the list of the procedure or of the materials, numbered in order."""

from __future__ import annotations

import re

from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.lists import Listing, best_listings, find_listings, kind_asked
from tiaowen.answering.names import short_names
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus

_OTHER = re.compile(
    r"更名|改名|换|变更|搬|迁|整改|改正|验收|重组|评估|考核|绩效|撤|年报|年度|假"
)  # procedures of their own
_MOST = 2
_MARK = re.compile(r"^(?:[（(][^）)]{1,3}[）)]|\d+[、．.])\s*")


def compose_steps(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft of a procedure in steps, or of materials; None where none is asked, or the law lists none."""
    kind = kind_asked(query.text)
    if kind not in {"程序", "材料", "内容"} or query.found or len(query.regulations) > _MOST:
        return None
    if kind != "内容" and _OTHER.search(query.text):
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
    heads = [head for _, entry in listing.entries if (head := _head(entry))]
    short = f"依次是{'→'.join(heads)}{mark}。" if len(heads) == len(listing.entries) else ""
    lead = listing.lead.rsplit("。", 1)[-1].rstrip("：:")
    lines = [front + (short or f"{lead}{mark}："), ""]
    return lines + [
        f"{n}. {_MARK.sub('', entry)}".replace("\n", "\n   ") for n, (_, entry) in enumerate(listing.entries, 1)
    ]


def _head(entry: str) -> str:
    """Return the heading that ``entry`` begins with (推荐申报。主管部门对…), empty where it has none."""
    words = _MARK.sub("", entry).split("。")
    return words[0] if len(words) > 2 and len(words[0]) <= 10 and "，" not in words[0] else ""
