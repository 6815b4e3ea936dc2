"""What may be asked next: questions that the regulation in question answers, in the order of a platform's course."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tiaowen.answering.draft import Draft
from tiaowen.answering.lists import Kind, listings_of
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Regulation

MOST = 3


class _Step(NamedTuple):
    """One thing in the course of a platform: its topic, the question on it, the kind of list that answers."""

    topic: str
    question: str
    kind: Kind | None = None


_COURSE = (
    _Step("申报条件", "{name}要满足哪些条件？", "条件"),
    _Step("申报材料", "{name}要交哪些材料？", "材料"),
    _Step("申报程序", "申报{name}分几步？", "程序"),
    _Step("扶持资助", "{name}给多少扶持资助？"),
    _Step("年度报告", "{name}的年度报告什么时候交？"),
    _Step("绩效评估", "{name}多久评估一次？"),
    _Step("撤销资格", "{name}有哪些情形会被撤销资格？", "情形"),
    _Step("重新申报", "{name}被撤销后多久可以重新申报？"),
)


def suggest_questions(query: Query, draft: Draft, corpus: Corpus) -> tuple[str, ...]:
    """Return at most three questions that fit what was asked, each of which the corpus answers.

    Where the draft asks back for the city, they are the cities; nothing where several regulations are in question
    or none is.
    """
    cited = tuple(dict.fromkeys(citation.address.regulation for citation in draft.citations))
    cities = tuple(dict.fromkeys(corpus.regulation(id_).jurisdiction.name for id_ in cited))
    if draft.status == "clarify":
        return cities[:MOST] if len(cities) > 1 else ()
    ids = cited or (query.regulations if query.narrowed else ())
    if not ids or len(cities) > 1:
        return ()
    regulation = corpus.regulation(ids[0])
    platform = _platform(query, regulation)
    if platform is None:
        return ()
    name = regulation.jurisdiction.short + platform
    at = max((n for n, step in enumerate(_COURSE) if step.topic in query.topics), default=-1)
    course = [*_COURSE[at + 1 :], *_COURSE[: at + 1]]
    held = _held(regulation.id, platform, corpus)
    open_ = [step for step in course if step.topic not in query.topics and (step.kind or step.topic) in held]
    return tuple(step.question.format(name=name) for step in open_[:MOST])


def _platform(query: Query, regulation: Regulation) -> str | None:
    named = [platform for platform in regulation.platforms if platform in query.platforms]
    possible = named or list(regulation.platforms)
    return possible[0] if len(possible) == 1 else None


@lru_cache(maxsize=512)
def _held(regulation: str, platform: str, corpus: Corpus) -> frozenset[str]:
    """Return the kinds of lists that ``regulation`` has for ``platform``, and the topics that it has a figure on."""
    articles = (a for a in corpus.regulation(regulation).articles if a.annex is None or platform in a.annex)
    lists = {listing.kind for article in articles for listing in listings_of(article) if listing.entries}
    metrics = {r.metric for r in corpus.rules if r.at.regulation == regulation and platform in r.platforms}
    topics = {topic.name for topic in corpus.terms.topics if not metrics.isdisjoint(topic.metrics)}
    return frozenset(topics | {kind for kind in lists if kind})
