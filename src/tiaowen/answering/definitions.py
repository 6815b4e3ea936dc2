"""What a word of the law means: 是依托…的实体, 本办法所称…指…, who the 主管部门 is, how 固定人员 are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.fit import Fit
from tiaowen.answering.lists import listings_of
from tiaowen.answering.names import short_names
from tiaowen.answering.select import split_sentences
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.naming import without_cities
from tiaowen.domain import Article, Citation, Part

_ASKED = re.compile(
    r"(?:的|下的?|做的?|怎么|如何)(?:定义|界定|解释为)|定义|所称|是指(?:谁|什么|哪)|指(?:的是)?(?:谁|什么|哪)|是(?:个)?什么(?:意思|东西|性质|机构|单位)?[?？。]?$"
    r"|是哪(?:些|几个|个|家)(?:单位|部门|机构)|登记成|注册(?:成|为)(?:什么|哪)|什么(?:性质|定位|主体)|主体性质|怎么(?:算|界定)|什么叫|何谓"
)
_NOT = re.compile(r"(?:共|有|分)几[类种个样]|条件|流程|程序|材料|职责|要求")
_ASKING = re.compile(
    r"怎么|如何|界定|定义|下的|对|到底|究竟|那个|说的|是哪些单位|是指|指的是|指|谁|什么|哪几样|哪些|可以|的|“|”|\""
)
_IS = re.compile(r"^(?P<who>[^，。；]{2,40}?)(?:（[^）]*）)?是(?P<what>[^。；]+)")
_CALLED = re.compile(r"所称的?(?P<term>[^，。；]{2,20}?)(?:，|仅|是)?指")
_COUNTED = re.compile(r"（(?P<term>[^（）]{2,20}?)以[^（）]+计）")
_GENUS = re.compile(r"是(?:依托|指|面向|依据|聚焦)|(?:实体|机构|平台|部门|单位)[。；，（]?$|指")
_TELLING = 0.1  # a sentence that tells what kind of thing it is counts before one that praises it
_FITS = 0.55


def compose_definition(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft that says what a word means; None where none is asked for, or no text in scope says it."""
    if not _ASKED.search(query.text) or _NOT.search(query.text) or query.found:
        return None
    asked = _ASKING.sub(" ", without_cities(query.text, corpus)).strip()
    notes = Notes(corpus)
    told: dict[str, str] = {}
    for id_ in query.regulations:
        best = max(_scored(asked, id_, query, corpus), key=lambda found: found[0], default=None)
        if best:
            _, part, sentence = best
            told[id_] = f"{sentence.rstrip('。；;')}{notes.mark(part.address, part.own or part.text)}。"
    if not told or (len(told) > 1 and not (query.narrowed or query.comparing)):
        return None
    if len(told) == 1:
        (id_, text), *_ = told.items()
        lines = [text, "", *_entries(notes.citations[0], corpus), notes.sources(1)]
        return Draft(text="\n".join(lines), status="verified", citations=notes.citations)
    names = short_names(tuple(told), corpus)
    lines = [f"**{names[id_]}**：{text}" for id_, text in told.items()]
    return Draft(text="\n\n".join(lines), status="verified", citations=notes.citations)


def _entries(citation: Citation, corpus: Corpus) -> list[str]:
    """Return the list that the sentence cited leads to, nothing where it leads to none."""
    article = corpus.article(citation.address)
    found = [one for one in listings_of(article) if one.lead == citation.quote] if article else []
    entries = [entry.replace("\n", "\n  ") for one in found for _, entry in one.entries]
    return [*(f"- {entry}" for entry in entries), ""] if entries else []


def _scored(asked: str, id_: str, query: Query, corpus: Corpus) -> Iterator[tuple[float, Part, str]]:
    """Yield the defining sentences of a regulation whose term fits what is asked, with how well they do."""
    fit = Fit(asked, corpus, topics=False)
    aliases = _aliases(query, corpus)
    for article in corpus.regulation(id_).articles:
        for part, term, sentence in _defining(article):
            platform = set(corpus.terms.platforms_in(term)) & set(query.platforms)
            score = fit.score(term) / fit.total if fit.total else 0.0
            if platform and len(asked) <= max(map(len, aliases), default=0) + 8 and _starts(term, aliases):
                score = max(score, 1.0)
            score += _TELLING if _GENUS.search(sentence) else 0.0
            if score >= _FITS and _concerns(article, query):
                yield score, part, sentence


def _defining(article: Article) -> Iterator[tuple[Part, str, str]]:
    """Yield each part that defines something, the term, and the sentence: X是…, …是X, 所称X指…, （X以…计）."""
    for part in article.parts():
        for sentence in split_sentences(part.own):
            counted = _COUNTED.search(sentence)
            if counted:
                yield part, counted["term"], counted[0].strip("（）")
            called = _CALLED.search(sentence)
            if called:
                yield part, called["term"], sentence
                continue
            match = _IS.match(sentence)
            if match and "应" not in match["who"]:
                yield part, match["who"], sentence
                office = match["what"].split("，")[0]
                if office.endswith(("部门", "单位", "主体")):
                    yield part, office.rpartition("的")[2], f"{match['who']}是{office}"


def _aliases(query: Query, corpus: Corpus) -> tuple[str, ...]:
    return tuple(name for p in corpus.terms.platforms if p.name in query.platforms for name in (p.name, *p.aliases))


def _starts(term: str, aliases: tuple[str, ...]) -> bool:
    return any(term.removeprefix("市") == alias for alias in aliases)


def _concerns(article: Article, query: Query) -> bool:
    return article.annex is None or any(platform in article.annex for platform in query.platforms)
