"""The n-th entry of a list: of the one that the question names, else of the one that was asked for before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaowen.answering.counts import listing_at
from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.duties import find_duties
from tiaowen.answering.leads import consequence_of, with_lead
from tiaowen.answering.lists import MARK, Listing, best_listings, kind_asked
from tiaowen.answering.names import short_names
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.lookup import find_places
from tiaowen.numerals import parse_numeral

_NTH = re.compile(
    r"(?:倒数)?第([一二两三四五六七八九十\d]{1,3})(?:个?(?:情形|情况|步骤|环节)|[种样步道条点个]|项(?!目))"
)
_LAST = re.compile(r"(?:倒数第[一1]|最后[一1]?)(?:个?(?:情形|情况|步骤|环节)|[种样步道条点个]|项(?!目))")
_FROM_END = "倒数"
_WORDS = re.compile(r"原文|原话|逐字|一字不")
_MOST = 2


def compose_entry(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft that gives the entry asked for by its number; None where none is, or it is of no list known."""
    numbers = _numbers(query.text)
    if not numbers or query.found or query.missing or not query.narrowed:
        return None
    listings = _meant(query, corpus)
    if not listings or len(listings) > _MOST:
        return None
    notes = Notes(corpus)
    names = short_names([one.address.regulation for one in listings], corpus)
    lines = []
    for listing in listings:
        front = f"**{names[listing.address.regulation]}**：" if len(listings) > 1 else ""
        lines += [front + _word(listing, number, query, notes, corpus) for number in numbers]
    if notes.citations:
        lines.append(notes.sources())
    return Draft(text="\n\n".join(lines), status="verified", citations=notes.citations)


def _numbers(text: str) -> list[int]:
    """Return the numbers of the entries that ``text`` asks for, those counted from the end below zero."""
    told = [(match[0], parse_numeral(match[1].replace("两", "二"))) for match in _NTH.finditer(text)]
    numbers = [-number if words.startswith(_FROM_END) else number for words, number in told if number]
    return numbers or ([-1] if _LAST.search(text) else [])


def _meant(query: Query, corpus: Corpus) -> Sequence[Listing]:
    """Return the lists of which an entry may be asked for: of each regulation in scope the one that fits best."""
    regulations = [corpus.regulation(id_) for id_ in query.regulations]
    places = find_places(query.context, corpus, regulations, query.platforms).found
    if places:
        return [found for address in places[-1:] if (found := listing_at(address, corpus))]
    text = _NTH.sub("", query.text) if kind_asked(_NTH.sub("", query.text)) else query.context
    kind = kind_asked(text)
    if kind is None:
        return ()
    duties = find_duties(text, query, corpus) if kind == "职责" else None
    return (duties,) if duties else [one for one in best_listings(query, kind, corpus) if one.entries]


def _word(listing: Listing, number: int, query: Query, notes: Notes, corpus: Corpus) -> str:
    count = len(listing.entries)
    if abs(number) > count:
        mark = notes.mark(listing.address, corpus.text(listing.address) or listing.lead)
        return f"没有第{number}项，一共{count}项{mark}。"
    index = number - 1 if number > 0 else count + number
    address, entry = listing.entries[index]
    mark = notes.mark(address, entry)
    if _WORDS.search(query.text):
        return f"第{index + 1}项的原文：\n\n> {entry.replace(chr(10), ' ')}{mark}"
    words = MARK.sub("", entry)
    words = with_lead(words, address, corpus) if consequence_of(listing.lead) else words
    return f"第{index + 1}项是：{words.rstrip('；;。')}{mark}。"
