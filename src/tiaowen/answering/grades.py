"""The grades of an evaluation: the scale of each regulation, and grades that a regulation does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.select import split_sentences
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.terms import find_longest
from tiaowen.domain import Part

_SCALE = re.compile(r"结果分为|分为[^，。；]{2,24}(?:等级|等次)")
_FEWEST = 3  # grades of a scale
_LOWEST = "最低等级"
_GIVEN = r"(?:评|拿|得|考|定|给|等[级次]|结果|成绩)[^，。？?；;]{{0,8}}[“\"]?{grade}|{grade}(?:等[级次]|档|的)"
_ELSE = re.compile(r"几[类种等档级]|等级|等次|哪些|多少[类种等档级]|比例|占比|多少分|几分|合格线|及格")


@lru_cache(maxsize=64)
def scale_of(regulation: str, corpus: Corpus) -> tuple[str, ...]:
    """Return the grades of ``regulation`` from best to worst as its text lists them; none where it lists none."""
    for article in corpus.regulation(regulation).articles:
        for part in article.parts():
            for sentence in split_sentences(part.own):
                grades = tuple(dict.fromkeys(find_longest(sentence, corpus.cases.get("grade", ()))))
                if _SCALE.search(sentence) and len(grades) >= _FEWEST:
                    return grades
    return ()


def grades_meant(query: Query, regulation: str, corpus: Corpus) -> tuple[str, ...]:
    """Return the grades of ``regulation`` that ``query`` names; 最差 and the last of another scale are its own last."""
    told, scale = query.cases.get("grade", ()), scale_of(regulation, corpus)
    if not scale:
        return told
    lasts = {scale_of(r.id, corpus)[-1] for r in corpus.regulations if scale_of(r.id, corpus)}
    strange = any(grade in lasts and grade not in scale for grade in told)
    lowest = strange or (_LOWEST in query.topics and not told)
    return (*(grade for grade in told if grade in scale), *((scale[-1],) if lowest else ()))


def places_of_lowest(regulation: str, corpus: Corpus) -> Iterator[tuple[Part, str]]:
    """Yield the sentences that say what becomes of the last grade of ``regulation``, with the parts that hold them."""
    scale = scale_of(regulation, corpus)
    for article in corpus.regulation(regulation).articles if scale else ():
        for part in article.parts():
            for sentence in split_sentences(part.own):
                names = set(find_longest(sentence, scale))
                if f"{scale[-1]}的" in sentence and names and "%" not in sentence and "％" not in sentence:
                    yield part, sentence


def compose_strange_grade(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft that a grade asked about is none of the regulation in scope; None where it may be one."""
    told = [grade for grade in query.cases.get("grade", ()) if grade not in _words(corpus)]
    if not told or not query.narrowed or len(query.regulations) != 1 or query.found or _ELSE.search(query.text):
        return None
    if not any(re.search(_GIVEN.format(grade=grade), query.text) for grade in told):
        return None
    regulation = corpus.regulation(query.regulations[0])
    scale = scale_of(regulation.id, corpus)
    known = scale or tuple({r.when.grade for r in corpus.rules if r.at.regulation == regulation.id and r.when.grade})
    strange = [grade for grade in told if grade not in known]
    if len(strange) < len(told) or (not scale and known):
        return None
    named = "、".join(f"“{grade}”" for grade in strange)
    if not scale:
        text = f"《{regulation.title}》未规定考核或评估的等级，也没有写评为{named}的有什么结果。"
        text += f"可向{regulation.authority}核实。"
        return Draft(text=text, status="declined")
    notes = Notes(corpus)
    part = next(p for a in regulation.articles for p in a.parts() if _SCALE.search(p.own) and scale[0] in p.own)
    mark = notes.mark(part.address, part.own)
    text = f"《{regulation.title}》没有{named}这个等级，未规定它的结果；评估结果分为{'、'.join(scale)}{mark}。"
    return Draft(text=text, status="verified", citations=notes.citations)


@lru_cache(maxsize=4)
def _words(corpus: Corpus) -> frozenset[str]:
    """Return the names of measures, among which a grade's name is a word like any other: 整改."""
    return frozenset(alias for metric in corpus.terms.metrics for alias in metric.aliases)
