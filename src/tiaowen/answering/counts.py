"""How many things the law lists: the number first, then the list."""

from __future__ import annotations

import re

from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.duties import find_duties
from tiaowen.answering.fit import Fit
from tiaowen.answering.lists import Listing, best_listings, heading_of, kind_asked, listings_of
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address
from tiaowen.numerals import parse_numeral

_COUNTS = re.compile(
    r"(?<!第)[几多]少?(?:[种样道步关档]|个?(?:步骤|环节|情形|职责|方面))|(?<!第)(?:几|多少)[项类条](?!以上|项目|专利|成果|标准|论文|案例)|数一数|数数|哪几[类种样项]"
)
_KINDLESS = re.compile(r"数一数|数数|多少项|(?<!第)几项|几样|几[类种]|哪几[类种样项]|(?<!第)几条|几个")
_WHICH = re.compile(r"哪[一]?[项条款](?:是?专?门?)?(?:讲|说|写|管|谈|关于|规定)的?(?:是)?([^，,。？?、；;]{2,16})")
_NTH = re.compile(r"第([一二两三四五六七八九十\d]{1,3})(?:样|种|类|个|步|道)")
_ASKING = re.compile(r"讲的|说的|[的吗呢]$")
CHANGES = re.compile(r"更名|改名|改个名|[换变改搬迁].{0,2}(?:名|地址|注册|依托单位|单位|负责人)|变更|搬家|迁址|重组")
"""Words of changes, which have a procedure of their own."""
_NEVER_MEASURED = {"程序", "材料", "职责", "情形"}  # kinds of which no rule gives a number of one's own
_FITS = 0.4  # of the weight of what is asked, the sentence that lists holds so much
_OPENING = 24  # characters of an entry that tell what it is about


def asks_count(text: str) -> bool:
    """Tell whether ``text`` asks how many things are listed.

    >>> asks_count("一共几种情形"), asks_count("要几个人")
    (True, False)
    """
    return bool(_COUNTS.search(text))


def compose_count(query: Query, corpus: Corpus, *, figure: bool = False) -> Draft | None:
    """Return the draft that counts a list of the law; None where none is asked to be counted or none is found.

    ``figure`` tells that a rule of the law gives a figure asked for: then that is what is meant (要几个案例).
    """
    if (
        not asks_count(query.text)
        or CHANGES.search(query.text)
        or (figure and kind_asked(query.text) not in _NEVER_MEASURED)
    ):
        return None
    if query.found:
        listings = [found for address in query.found[:1] if (found := listing_at(address, corpus))]
    else:
        kind = kind_asked(query.text)
        if kind is None and not _KINDLESS.search(query.text):
            return None
        duties = find_duties(query.text, query, corpus) if kind == "职责" else None
        best = (duties,) if duties else best_listings(query, kind, corpus)
        listings = [found for found in best if _is_meant(found, query, corpus)]
    if not listings or len(listings) > 1:
        return None
    listing = listings[0]
    notes = Notes(corpus)
    lines = word_listing(listing, query.text, notes, corpus)
    return Draft(text="\n".join(lines), status="verified", citations=notes.citations)


def word_listing(listing: Listing, text: str, notes: Notes, corpus: Corpus) -> list[str]:
    """Return the lines that say how many entries ``listing`` has, which of them are asked for, and the list."""
    quote = corpus.text(listing.address) or listing.lead
    mark = notes.mark(listing.address, quote)
    if not listing.entries:
        return [f"**{listing.count}{_unit(text)}**：{listing.lead.rstrip('。；')}{mark}。"]
    lead = listing.lead.rstrip("：:")
    heads = [head for _, entry in listing.entries if (head := heading_of(entry))]
    answers = [*_which(listing, text, corpus), *_nth(listing, text)]
    if len(heads) == len(listing.entries) and not answers:
        answers = [f"依次是{'、'.join(heads)}。"]
    lines = [f"共**{len(listing.entries)}{_unit(text)}**。" + "".join(answers), ""]
    lines += [f"{lead}{mark}：", ""]
    return lines + [f"- {entry}".replace("\n", "\n  ") for _, entry in listing.entries]


def _is_meant(listing: Listing, query: Query, corpus: Corpus) -> bool:
    """Tell whether ``listing`` is what is to be counted: a list inside a sentence only where it says its number."""
    fit = Fit(query.text, corpus, topics=False)
    if listing.entries:
        return True
    return listing.told and fit.score(listing.lead) >= _FITS * fit.total


def listing_at(address: Address, corpus: Corpus) -> Listing | None:
    """Return the list that stands at ``address``, or inside it."""
    article = corpus.article(address)
    found = [found for found in listings_of(article) if found.entries] if article else []
    return next((one for one in found if address.covers(one.address) or one.address.covers(address)), None)


def _which(listing: Listing, text: str, corpus: Corpus) -> list[str]:
    """Return which entry is about each thing of which that is asked: 哪一项专讲企业."""
    answers = []
    for match in _WHICH.finditer(text):
        subject = _ASKING.sub("", match[1])
        fit = Fit(subject, corpus, topics=False)
        scored = [
            (fit.score(entry[:_OPENING]) or 0.5 * fit.score(entry), -n) for n, (_, entry) in enumerate(listing.entries)
        ]
        score, n = max(scored)
        if score > 0:
            answers.append(f"讲{subject}的是{_mark(listing.entries[-n])}。")
    return answers


def _nth(listing: Listing, text: str) -> list[str]:
    """Return the entry that is asked for by its number: 第二样叫什么."""
    numbers = (parse_numeral(match[1].replace("两", "二")) for match in _NTH.finditer(text))
    return [
        f"第{n}{_unit(text)}是：{_bare(listing.entries[n - 1][1])}。"
        for n in numbers
        if n and n <= len(listing.entries)
    ]


def _mark(entry: tuple[Address, str]) -> str:
    address = entry[0]
    return address.local_label().removeprefix(address.whole.local_label())


def _bare(entry: str) -> str:
    return re.sub(r"^(?:[（(][^）)]+[）)]|\d+[、．.])\s*", "", entry.split("\n", maxsplit=1)[0]).rstrip("；;。")


def _unit(text: str) -> str:
    """Return the measure word in which is counted: that of the question where it has one."""
    match = re.search(r"[几多]少?(?:个)?([项种类条步道档样])", text)
    return {"道": "步", "样": "项", "条": "项"}.get(match[1], match[1]) if match else "项"
