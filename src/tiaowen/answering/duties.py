"""Who does what: the office that a duty is given to, and the duties that an office has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.fit import Fit
from tiaowen.answering.leads import office_of, with_lead
from tiaowen.answering.lists import Listing, find_listings
from tiaowen.answering.names import short_names
from tiaowen.answering.select import split_sentences
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.naming import without_names
from tiaowen.domain import Part

_WHO = re.compile(
    r"谁(?!知道)|哪个(?:部门|单位|机构)|哪家(?:部门|单位|机构)|什么(?:部门|单位)|归哪|责任.{0,6}(?:主体|哪)"
)
_DUTIES = re.compile(r"职责|(?:干|管|做|负责)些?(?:什么|啥|哪些)|要做的事|分工|该做什么|主要任务")
_CLAUSE = re.compile(r"[，,。？?；;！!\s]+|和(?=谁)")
_ASKING = re.compile(
    r"谁|来(?=[聘任批管审选])|哪个|哪家|什么|啥|怎么|部门|责任|压在|身上|这块|负责|由|归|别搞混|平台|办法|主要|职责|要做些?|做些?|干些?|管些?|这一级|的|得"
)
_ELSE = re.compile(r"多少|几|怎[么样]|吗|多久|什么|啥|哪|时候|不$")  # what a clause asks beside 谁
_VERBS = {"批": "批准审批", "审": "审核审查", "聘": "聘任", "签": "签字", "验": "验收", "推荐": "推荐", "任命": "任命"}
_KNOWN = 0.5  # so much of what is asked is spoken of anywhere
_FITS = 0.45  # of the weight of what is asked, a sentence that answers holds so much
_MOST_CITIES = 2


def compose_duty(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft on who does what is asked, or on the duties of an office; None where neither is asked."""
    if not query.narrowed or len(query.regulations) > _MOST_CITIES or query.found:
        return None
    if _WHO.search(query.text):
        return _who(query, corpus)
    return _what(query, corpus) if _DUTIES.search(query.text) else None


def _who(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft that names the office for each 谁 of the question; None where one is not found."""
    notes = Notes(corpus)
    clauses = [c for c in _CLAUSE.split(without_names(query.text, corpus)) if c]
    asked = [clause for clause in clauses if _WHO.search(clause)]
    if any(_ELSE.search(clause) for clause in clauses if clause not in asked):
        return None
    context = " ".join(clause for clause in clauses if clause not in asked)
    lines: list[str] = []
    names = short_names(query.regulations, corpus)
    for id_ in query.regulations:
        parts = list(_parts(id_, query, corpus))
        own = []
        for clause in asked:
            found = _best(clause, context, parts, corpus)
            if found is None:
                return None
            part, sentence = found
            text = with_lead(_without_mark(sentence), part.address, corpus)
            own.append(f"{text.rstrip('；;。')}{notes.mark(part.address, part.own)}。")
        prefix = f"{names[id_]}：" if len(query.regulations) > 1 else ""
        lines += [prefix + line for line in dict.fromkeys(own)]
    lines.append(notes.sources())
    return Draft(text="\n\n".join(lines), status="verified", citations=notes.citations)


def _best(clause: str, context: str, parts: list[Part], corpus: Corpus) -> tuple[Part, str] | None:
    """Return the sentence that fits ``clause`` best, and its part; None where none fits well."""
    verbs = " ".join(words for verb, words in _VERBS.items() if verb in clause)
    fit = Fit(_ASKING.sub(" ", clause) + verbs, corpus, topics=False)
    if fit.known < _KNOWN:
        return None
    near = Fit(_ASKING.sub(" ", context), corpus, topics=False)
    wide = Fit(_ASKING.sub(" ", clause), corpus)
    best: tuple[float, Part, str] | None = None
    for part in parts:
        for sentence in split_sentences(part.own):
            own = fit.score(sentence)
            score = own + 0.6 * near.score(sentence + part.lead) + 0.3 * wide.score(sentence)
            if own >= _FITS * fit.total and own > 0 and (best is None or score > best[0]):
                best = (score, part, sentence)
    return (best[1], best[2]) if best else None


def _what(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft on the duties of the office named: its list, else the sentence that gives them."""
    notes = Notes(corpus)
    best = find_duties(query.text, query, corpus)
    if best is not None:
        lines = _duties(best, notes, corpus)
        return Draft(text="\n".join(lines), status="verified", citations=notes.citations)
    fit = _office_fit(query.text, corpus)
    enough = _FITS * fit.total
    parts = [p for id_ in query.regulations for p in _parts(id_, query, corpus) if "负责" in p.own or "会同" in p.own]
    own = max(parts, key=lambda p: fit.score(p.own[:20]), default=None)
    if own is None or not fit.total or fit.score(own.own[:20]) < enough:
        return None
    text = f"{own.own.rstrip('。')}{notes.mark(own.address, own.own)}。"
    return Draft(text=f"{text}\n\n{notes.sources()}", status="verified", citations=notes.citations)


def find_duties(text: str, query: Query, corpus: Corpus) -> Listing | None:
    """Return the list of the duties of the office that ``text`` names; None where no list is of one that fits."""
    fit = _office_fit(text, corpus)
    lists = [one for one in find_listings(query, corpus) if office_of(one.lead)]
    lists = _of_level(text, lists, corpus) or lists
    best = max(lists, key=lambda one: fit.score(office_of(one.lead)), default=None)
    fits = best is not None and fit.total and fit.score(office_of(best.lead)) >= _FITS * fit.total
    return best if fits or (best and _of_level(text, [best], corpus)) else None


def _of_level(text: str, lists: list[Listing], corpus: Corpus) -> list[Listing]:
    """Return those of ``lists`` whose office has the law's words for what ``text`` names: 县区 is no 市科技局."""
    law = {word for topic in corpus.terms.topics if any(word in text for word in topic.asked) for word in topic.law}
    return [one for one in lists if any(word in office_of(one.lead) for word in law)]


def _office_fit(text: str, corpus: Corpus) -> Fit:
    return Fit(_ASKING.sub(" ", _DUTIES.sub(" ", without_names(text, corpus))), corpus)


def _duties(listing: Listing, notes: Notes, corpus: Corpus) -> list[str]:
    mark = notes.mark(listing.address, corpus.text(listing.address) or listing.lead)
    lead = listing.lead.rstrip("：:")
    return [f"{lead}{mark}：", "", *(f"- {entry}".replace("\n", "\n  ") for _, entry in listing.entries)]


def _parts(id_: str, query: Query, corpus: Corpus) -> Iterator[Part]:
    for article in corpus.regulation(id_).articles:
        if article.annex is None or any(platform in article.annex for platform in query.platforms):
            yield from (part for part in article.parts() if part.own)


def _without_mark(text: str) -> str:
    return re.sub(r"^(?:[（(][^）)]{1,3}[）)]|\d+[、．.])\s*", "", text)
