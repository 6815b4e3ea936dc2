"""Expectations that nothing can meet: places, rules and words that the corpus does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address
from tiaowen.evals.cases import AnyCase, Case, ClaimCase, Conversation, EligibilityCase, Expectation, RetrievalCase
from tiaowen.evals.matching import normalise, stands_in
from tiaowen.evals.silence import find_silence
from tiaowen.quantities import find_quantities

Location = tuple[int | str, ...]


class Fault(NamedTuple):
    """What is wrong at ``location`` of a case, and what to do."""

    location: Location
    problem: str
    advice: str


def find_faults(case: AnyCase, corpus: Corpus, wording: str) -> Iterator[Fault]:
    """Yield what ``corpus``, whose ``wording`` is that of :func:`find_wording`, makes impossible in ``case``.

    A list of ``must`` is possible where one of its strings stands in the corpus or in the question, says that the
    texts are silent, or is among those marked as derived.
    """
    match case:
        case Case():
            yield from _of_expectation(case, "\n".join(case.turns), corpus, wording, ())
        case Conversation():
            for n, turn in enumerate(case.turns):
                asked = "\n".join(before.ask for before in case.turns[: n + 1])
                yield from _of_expectation(turn, asked, corpus, wording, ("turns", n))
        case RetrievalCase():
            yield from _of_places(case.articles, corpus, ("articles",))
        case ClaimCase():
            if case.label == "accept":  # what may not leave may well cite what is not there
                yield from _of_places(case.cited, corpus, ("cited",))
        case EligibilityCase():
            yield from _of_eligibility(case, corpus)
        case _:
            return


def _of_expectation(expected: Expectation, asked: str, corpus: Corpus, wording: str, at: Location) -> Iterator[Fault]:
    sayable = wording + "\n" + normalise(asked)
    yield from _of_places(expected.gold_articles, corpus, (*at, "gold_articles"))
    yield from _of_places(expected.acceptable_articles, corpus, (*at, "acceptable_articles"))
    ids = {regulation.id for regulation in corpus.regulations}
    for n, id_ in enumerate(expected.docs):
        if id_ not in ids:
            yield Fault((*at, "docs", n), f"没有 {id_} 这部法规。", f"可以写：{'、'.join(sorted(ids))}。")
    for n, any_of in enumerate(expected.must):
        if not any(words in expected.derived or _can_be_said(words, sayable) for words in any_of):
            problem = f"必答内容“{' / '.join(any_of[:3])}”在条文和问题里都没有。"
            yield Fault((*at, "must", n), problem, "请核对；确是推算出来的，把它写进 derived。")


def _of_places(places: Iterable[Address], corpus: Corpus, at: Location) -> Iterator[Fault]:
    for n, place in enumerate(places):
        if corpus.text(place) is None:
            yield Fault((*at, n), f"没有 {place} 这个地址。", "请用 tiaowen show 核对。")


def _of_eligibility(case: EligibilityCase, corpus: Corpus) -> Iterator[Fault]:
    regulation = next((r for r in corpus.regulations if r.id == case.regulation), None)
    if regulation is None:
        yield Fault(("regulation",), f"没有 {case.regulation} 这部法规。", "")
    elif case.platform not in regulation.platforms:
        platforms = "、".join(regulation.platforms)
        yield Fault(("platform",), f"{case.regulation} 不管{case.platform}。", f"可以写：{platforms}。")
    metrics = {name for m in corpus.terms.metrics for name in (m.name, m.part, m.whole)}  # also what shares are of
    rules = {rule.id for rule in corpus.rules}
    for n, said in enumerate(case.facts):
        if said.metric not in metrics:
            yield Fault(("facts", n, "metric"), f"terms.yaml 里没有指标“{said.metric}”。", "")
        if isinstance(said.value, str) and len(find_quantities(said.value)) != 1:
            yield Fault(("facts", n, "value"), f"“{said.value}”不是一个数量。", "请写成 7人、约300平方米。")
    for n, name in enumerate(case.asked):
        if name not in metrics:
            yield Fault(("asked", n), f"terms.yaml 里没有指标“{name}”。", "")
    for n, expected in enumerate(case.criteria):
        if expected.rule not in rules:
            yield Fault(("criteria", n, "rule"), f"没有 {expected.rule} 这条规则。", "请用 tiaowen rules 核对。")


def _can_be_said(words: str, sayable: str) -> bool:
    return stands_in(sayable, words) or find_silence(f"办法{words}。", cities=()) is not None


def find_wording(corpus: Corpus) -> str:
    """Return all that ``corpus`` says, normalised, a line each: titles, cities, dates, notices, labels and articles."""
    parts: list[str] = []
    for r in corpus.regulations:
        parts += (r.title, r.jurisdiction.name, r.authority, r.effective or "", r.term or "", *r.notices, *r.numbering)
        for article in r.articles:
            parts += (article.chapter or "", corpus.label(article.address), article.text)
    return "\n".join(map(normalise, parts))
