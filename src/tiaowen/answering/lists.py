"""The lists of the law: what introduces them, their entries, and what kind of list they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from tiaowen.answering.fit import Fit
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Article, Value
from tiaowen.numerals import parse_numeral

Kind = Literal["程序", "材料", "条件", "职责", "情形", "等级", "类别", "内容"]

# How a lead tells its kind, and how people ask for a list of that kind; the first that fits counts.
_LEADS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("材料", re.compile(r"材料[:：]?$")),
    ("程序", re.compile(r"程序|步骤")),
    ("情形", re.compile(r"情形|情况之一|行为之一")),
    ("内容", re.compile(r"(?:内容|指标|方面)(?:主要)?(?:包括|有|为|是)")),
    ("等级", re.compile(r"等级|评估结果分为|考评结果分为|等次")),
    ("条件", re.compile(r"条件")),
    ("职责", re.compile(r"职责|任务|主要工作")),
    ("类别", re.compile(r"[类种]|所称.{0,12}指")),
)
_ASKED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "材料",
        re.compile(
            r"(?:哪些|什么|啥|[几多]少?[样种项类份]|哪几).{0,6}(?:材料|资料|表格)|(?:材料|资料|表格).{0,4}(?:哪些|什么|啥|清单|有|几|列)"
            r"|(?:要交|提交|准备|带)(?:些)?(?:什么|哪些|啥)|申报材料[?？。]?$"
        ),
    ),
    (
        "内容",
        re.compile(
            r"哪些方面|哪几个?方面|(?:看|考察?|评估?|打量|查)(?:些|都)?(?:哪些|什么|啥)(?!时候|程序|材料)|评[价估](?:内容|指标)"
        ),
    ),
    (
        "程序",
        re.compile(
            r"流程|程序|步骤|[几多]少?[步关道]|哪[二两三四五几]步|步走|环节|先后|顺序|怎么(?:申请|申报|报|走|办(?=理|手续|下来))|如何(?:申请|申报)|从.{1,8}到.{1,8}(?:挂牌|发牌|授牌|认定|备案|批)"
        ),
    ),
    ("职责", re.compile(r"职责|任务|干什么|管什么|做什么|做些什么|负责(?:什么|哪些|啥)|管哪些|分工")),
    ("等级", re.compile(r"等级|等次|[几多]少?[档级]|档次")),
    (
        "情形",
        re.compile(r"情形|(?:什么|哪些|哪种|哪几种|啥|几种|多少种|的)情况|哪些事|什么事|出了.{1,6}事|哪些行为|一出就"),
    ),
    ("条件", re.compile(r"条件|门槛|要求|资格")),
    ("类别", re.compile(r"[几多哪]少?[类种样]|指哪|各是什么")),
)
MARK = re.compile(r"^(?:[（(][^）)]{1,3}[）)]|\d+[、．.])\s*")
_SEQUENCE = re.compile(r"(?:[^，。；：、“”]{2,24}、)+[^，。；：、“”]{2,24}")
_TOLD = re.compile(r"([二两三四五六七八九十]|\d{1,2}) ?(?:个?步骤|[种类档级项]|个?等级|个?环节)")


class Listing(Value):
    """A list of the law: its place, the sentence that introduces it, its entries with their places.

    A list inside a sentence (按申报、评审、认定三个步骤) has no entries of its own; ``count`` is how many it names and
    ``told`` whether it says that number itself.
    """

    address: Address
    lead: str
    entries: tuple[tuple[Address, str], ...] = ()
    count: int
    told: bool = False

    @property
    def kind(self) -> Kind | None:
        """The kind that the lead tells, None where it tells none."""
        return next((kind for kind, words in _LEADS if words.search(self.lead)), None)


def kind_asked(text: str) -> Kind | None:
    """Return the kind of list that ``text`` asks for, None where it asks for none.

    >>> kind_asked("要交哪些东西"), kind_asked("分几步走")
    ('材料', '程序')
    """
    return next((kind for kind, words in _ASKED if words.search(text)), None)


def listings_of(article: Article) -> Iterator[Listing]:
    """Yield the lists of ``article``: of items, then those inside a sentence of three entries or more."""
    for paragraph in article.paragraphs:
        if not paragraph.items:
            yield from _inside(article, paragraph.text)
            continue
        way = paragraph.number
        entries = tuple(
            (p.address, p.text)
            for p in article.parts()
            if len(p.path) == 2 and p.path[0].number == way and p.path[1].kind == "项"
        )
        yield Listing(address=_place(article, way), lead=paragraph.text, entries=entries, count=len(entries))


def find_listings(query: Query, corpus: Corpus) -> tuple[Listing, ...]:
    """Return every list of the regulations in scope, those of the annexes only for the platforms in question."""
    return tuple(
        listing
        for id_ in query.regulations
        for article in corpus.regulation(id_).articles
        if _concerns(article, query)
        for listing in listings_of(article)
    )


def best_listings(query: Query, kind: Kind | None, corpus: Corpus) -> tuple[Listing, ...]:
    """Return for each regulation in scope the list of ``kind`` that fits the question best, in order of scope."""
    fit = Fit(query.search, corpus)
    all_found = [one for one in find_listings(query, corpus) if not kind or one.kind == kind]
    sole = Counter(one.address.regulation for one in all_found if one.entries)
    best: dict[str, tuple[tuple[bool, float], Listing]] = {}
    for listing in all_found:
        alone = bool(kind and listing.entries) and sole[listing.address.regulation] == 1
        score = fit.score(listing.lead) + alone  # the only list of its kind is meant, whatever the words
        rank = (bool(listing.entries), score) if kind else (False, score)
        id_ = listing.address.regulation
        if score and (id_ not in best or rank > best[id_][0]):
            best[id_] = (rank, listing)
    return tuple(listing for _, listing in best.values())


def _inside(article: Article, text: str) -> Iterator[Listing]:
    for sentence in re.split(r"(?<=[。；])", text):
        match = _SEQUENCE.search(sentence)
        if match and match[0].count("、") > 1:
            told = _TOLD.search(sentence, match.start() - 12 if match.start() > 12 else 0)
            number = (parse_numeral(told[1].replace("两", "二")) if told else None) or match[0].count("、") + 1
            yield Listing(address=article.address, lead=sentence, count=number, told=told is not None)


def _place(article: Article, paragraph: int) -> Address:
    return article.address.child("款", paragraph) if len(article.paragraphs) > 1 else article.address


def _concerns(article: Article, query: Query) -> bool:
    return article.annex is None or any(platform in article.annex for platform in query.platforms)


def heading_of(entry: str) -> str:
    """Return the heading that ``entry`` begins with, empty where it has none.

    >>> heading_of("（二）推荐申报。主管部门审核，择优推荐。")
    '推荐申报'
    """
    words = MARK.sub("", entry).split("。")
    return words[0] if len(words) > 2 and len(words[0]) <= 10 and "，" not in words[0] else ""
