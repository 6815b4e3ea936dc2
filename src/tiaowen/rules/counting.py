"""How many things a text or an article lists: 共四档, 六种情形, 三类材料."""

from __future__ import annotations

import re

from tiaowen.rules.claims import Claim, Read
from tiaowen.rules.record import Record
from tiaowen.rules.senses import COUNTS_TOLD, Sense

_LISTED = re.compile(r"([^，。；：:（）()]{3,120})，?(?:共|等|这|一共|总共)$")
_BREAKS = re.compile(r"[：:，。；？?（）()]")
_CLAUSE_BREAK = re.compile(r"[，,][^，。；]{3,}")
_PARTS = re.compile(r"[、]|和|与|及|以及|，")


def counts_nearby(record: Record, claim: Claim, read: Read) -> set[int]:
    """Return the numbers of things listed around ``claim``: in its sentence, after its line, in the places cited."""
    text = read.segment.text
    listed = _LISTED.search(text, 0, claim.mention.start)
    if listed and listed[1].count("、") > 1:
        return {len(_PARTS.split(listed[1]))}
    counts = {len(_PARTS.split(part)) for part in re.split(r"[：:，。；（）(]", text) if "、" in part}
    counts |= {text.count("、") + 1 + (text.count("和") > 0), text.count("、") + 1} if "、" in text else set()
    for other in record.reads[max(0, claim.segment - 12) : claim.segment]:
        if "、" in other.segment.text:
            counts |= {
                len(_PARTS.split(part)) for part in re.split(r"[：:，。；（）(]", other.segment.text) if "、" in part
            }
    counts |= _entries_after(record, claim, read) | _entries_before(record, claim, read)
    counts |= {len(record.facts)} if len(record.facts) > 1 else set()
    counts |= {len(_PARTS.split(part)) for part in _BREAKS.split(record.question) if "、" in part}
    counts.add(len({c.quantity for c in read.claims if c.sense is Sense.LAW}))
    places = {a.whole for c in read.cited for a in c.addresses}
    if not places:
        places = set(record.places)
    for place in sorted(places, key=str):
        for part in record.law.corpus.parts(place):
            items = part.text.count("\n")
            if items:
                counts.add(items)
        article = record.law.corpus.article(place)
        if article:
            counts |= {len(p.items) for p in article.paragraphs if p.items}
    return counts


def heads_list(record: Record, claim: Claim, read: Read) -> bool:
    """Tell whether ``claim`` ends the line that leads to a list: 有五项要求：."""
    leads = read.segment.text.rstrip().endswith((":", "：")) and not _BREAKS.search(
        read.segment.text.rstrip(" :："), claim.mention.end
    )
    return leads and bool(_entries_after(record, claim, read))


def counts_meant(record: Record, claim: Claim, read: Read) -> bool:
    """Tell whether ``claim`` counts what can be counted: entries that follow it, a list in its words, a place cited."""
    text = read.segment.text
    leads = not _CLAUSE_BREAK.search(
        text, claim.mention.end
    )  # 都是四档，前三档相同： leads to a list of something else
    if (leads and _entries_after(record, claim, read)) or _LISTED.search(text, 0, claim.mention.start):
        return True
    if not COUNTS_TOLD.search(text[max(0, claim.mention.start - 8) : claim.mention.start]):
        return False
    after = text[claim.mention.end :].split("。")[0]
    return "、" in after or any(c.start < claim.mention.start for c in read.cited if c.addresses)


def sum_before(record: Record, claim: Claim) -> int | None:
    """Return what the bare numbers in the table before ``claim`` add up to, None where there are none."""
    numbers: list[int] = []
    for other in reversed(record.reads[max(0, claim.segment - 60) : claim.segment]):
        if other.segment.kind not in {"cell", "heading"}:
            break
        if other.segment.kind == "cell" and other.segment.text.strip().isdecimal():
            numbers.append(int(other.segment.text))
    return sum(numbers) if len(numbers) > 1 else None


def _entries_before(record: Record, claim: Claim, read: Read) -> set[int]:
    """Return how many entries the list before the line of ``claim`` has."""
    lines: set[int] = set()
    for other in reversed(record.reads[max(0, claim.segment - 60) : claim.segment]):
        if other.segment.entry or other.segment.kind == "cell":
            lines.add(other.segment.line)
        elif other.segment.kind == "heading":
            continue
        elif lines or other.segment.line != read.segment.line:
            break
    return {len(lines)} if lines else set()


def _entries_after(record: Record, claim: Claim, read: Read) -> set[int]:
    """Return how many entries, by depth, and how many rows of a table follow the line of ``claim``."""
    depths: dict[int, set[int]] = {}
    rows: set[int] = set()
    for other in record.reads[claim.segment + 1 : claim.segment + 200]:
        segment = other.segment
        if segment.line == read.segment.line:
            continue
        if segment.entry > read.segment.entry:
            depths.setdefault(segment.entry, set()).add(segment.line)
        elif segment.kind == "cell":
            rows.add(segment.line)
        elif depths or rows:
            break
    return {len(lines) for lines in depths.values()} | ({len(rows)} if rows else set())
