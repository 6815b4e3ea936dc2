"""A draft without a language model: the sentences that answer, in front, in the law's own words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tiaowen.answering.asker import read_asker
from tiaowen.answering.bans import compose_ban
from tiaowen.answering.clauses import Clause
from tiaowen.answering.days import compose_days
from tiaowen.answering.draft import Draft, Notes, word_case, word_rule
from tiaowen.answering.figures import find_rules
from tiaowen.answering.kinds import compose_named
from tiaowen.answering.leads import with_lead
from tiaowen.answering.lists import kind_asked, listings_of
from tiaowen.answering.lookups import compose_places
from tiaowen.answering.openings import compose_gaps
from tiaowen.answering.portions import compose_portion
from tiaowen.answering.premises import compose_premise
from tiaowen.answering.select import Passage
from tiaowen.answering.sums import compose_sum
from tiaowen.answering.tenures import compose_tenure
from tiaowen.answering.understand import Query
from tiaowen.answering.verdict import asks_verdict, compose_verdict
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule
from tiaowen.domain import Address, AnswerStatus, Regulation
from tiaowen.quantities import Quantity, format_quantity

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_MARK = re.compile(r"^(?:[（(][一二三四五六七八九十百零]+[）)]|\d+[、．.])\s*")
_NEAR = 0.8  # a further passage counts when it fits nearly as well as the best
_RELEVANT = 0.5  # a regulation or clause that fits less than half as well as the best is left out
_LIST = 4.0  # where a list is asked for, the sentence that introduces one counts more
_MOST_FIGURES = 5  # figures told in one line
_PAIRED = "分别"  # 良好、优秀的分别给予60、70万元
_FEW = 6  # figures of other cases that are told
_SHORT = 200  # of a place that is given whole
_AT_ONCE = 60  # characters that are read at a glance
_MOST_PASSAGES = 4  # passages of one regulation in one answer


Clauses = Sequence[tuple[Clause, tuple[Passage, ...]]]
"""The clauses of a question, each with the passages that fit it, best first."""


def compose(query: Query, clauses: Clauses, corpus: Corpus) -> Draft:
    """Return the draft for ``query``: places named are quoted, what is not held is declined, else passages answer."""
    asker = read_asker(query.turns, query.regulations, query.platforms, corpus)
    judges = asks_verdict(query, asker)
    placed = query.found and not query.missing and judges
    answered = (compose_verdict(query, asker, corpus) if placed else None) or _without_passages(query, corpus)
    if answered is not None:
        return answered
    told = judges and any(isinstance(fact.value, Quantity) for fact in asker.facts)
    counted = None if query.uncovered else compose_portion(query, corpus) or compose_sum(query, corpus)
    counted = counted or compose_tenure(query, corpus) or compose_ban(query, corpus, before=True)
    named = counted or (None if told else compose_named(query, clauses, corpus))
    if named is not None:
        return named
    worked_out = (
        compose_premise(query, corpus)
        or compose_days(query, corpus)
        or (compose_verdict(query, asker, corpus) if judges else None)
        or compose_gaps(query, corpus)
    )
    if worked_out is not None:
        return worked_out
    if not clauses or not _CHINESE.search(query.question):
        return _unclear(query, corpus)
    unknown = tuple(dict.fromkeys(word for clause, _ in clauses for word in clause.unknown))
    understood = query.topics or any(clause.wants_figure for clause, _ in clauses)
    if not understood and len(unknown) * 2 > sum(len(clause.own) for clause, _ in clauses):
        return _outside(unknown, corpus)
    said = {id_: found for id_ in query.regulations if (found := _choose(query, id_, clauses))}
    if said and not (query.narrowed or query.comparing):
        best = max(found[0].score for found in said.values())
        said = {id_: found for id_, found in said.items() if found[0].score >= _RELEVANT * best}
    return _answer(query, clauses, said, corpus) if said else _silence(query, clauses, corpus)


def _without_passages(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft for what is looked up by address, or is not held at all; None for anything else."""
    if query.elsewhere:
        place = "、".join(query.elsewhere)
        return _decline(f"这里没有收录{place}的规定，不能回答{place}的情况。", corpus)
    if query.found or query.missing:
        return compose_places(query, corpus)
    if query.subjects:
        return _outside(query.subjects, corpus)
    return None if query.regulations else _uncovered(query, corpus)


def _choose(query: Query, regulation: str, clauses: Clauses) -> tuple[Passage, ...]:
    """Return the passages of ``regulation`` that answer, for each clause its best.

    Where a clause asks for a figure, only passages with that figure do; where a list is asked for, its introduction
    counts before its entries.
    """
    chosen: dict[Address, Passage] = {}
    for _, passages in clauses:
        own = [p for p in passages if p.answers and p.address.regulation == regulation and _fits_platform(p, query)]
        if query.listing:
            own.sort(key=lambda p: -p.score * (_LIST if p.introduces else 1.0))
        near = _RELEVANT if query.comparing else _NEAR if len(clauses) == 1 else 1.0
        for passage in own:
            if passage.exact or passage.score >= near * own[0].score:
                before = chosen.get(passage.address)
                chosen[passage.address] = passage if before is None else before.joined(passage)
    best = max((p.score for p in chosen.values()), default=0.0)
    most = _MOST_PASSAGES * (2 if query.comparing else 1)
    return tuple(p for p in chosen.values() if p.exact or p.score >= _RELEVANT * best)[:most]


def _unsaid(query: Query, regulation: str, clauses: Clauses) -> tuple[str, ...]:
    """Return the metrics of which a figure is asked for and ``regulation`` gives none, one for each such clause."""
    return tuple(
        dict.fromkeys(
            _metric_of(clause)
            for clause, passages in clauses
            if clause.wants_figure
            and not any(p.answers and p.address.regulation == regulation and _fits_platform(p, query) for p in passages)
        )
    )


def _gives(regulation: Regulation, metrics: Sequence[str], query: Query, corpus: Corpus) -> bool:
    """Tell whether ``regulation`` gives one of ``metrics`` in a case that is named, in words that were found."""
    cases = {value for values in query.cases.values() for value in values}
    return any(
        rule.at.regulation == regulation.id and rule.metric in metrics and {rule.when.grade, rule.when.level} & cases
        for rule in corpus.rules
    )


def _metric_of(clause: Clause) -> str:
    """Return the metric that ``clause`` asks for: that of the rules in question, where they are on one."""
    metrics = {rule.metric for rule in clause.rules}
    return metrics.pop() if len(metrics) == 1 else clause.asked.metrics[0]


def _says_nothing(regulation: Regulation, metrics: Sequence[str], query: Query) -> str:
    told = {f: [v for v in vs if not any(v in m for m in metrics)] for f, vs in query.cases.items()}
    kinds = {"category": "{}类的"}
    cases = "".join(kinds.get(f, "{}情形下").format("、".join(values)) for f, values in told.items() if values)
    what = f"{cases}{'、'.join(metrics)}的具体数" if metrics else "这一点"
    return f"《{regulation.title}》未规定{what}"


def _fits_platform(passage: Passage, query: Query) -> bool:
    annex = passage.address.annex
    return not query.platforms or annex is None or any(platform in annex for platform in query.platforms)


def _answer(query: Query, clauses: Clauses, said: dict[str, tuple[Passage, ...]], corpus: Corpus) -> Draft:
    notes = Notes(corpus)
    cities = dict.fromkeys(corpus.regulation(id_).jurisdiction.name for id_ in said)
    everyone = query.narrowed or query.comparing
    asks_back = not everyone and len(cities) > 1
    lines = []
    for id_ in _in_order(said, corpus):
        name = f"**{_name(id_, said, corpus)}**：" if len(said) > 1 else ""
        first = [] if query.listing else _figures_first(query, said[id_], name, clauses, notes)
        body = _body(query, said[id_], "" if first else name, notes, corpus)
        lines += [*first, *(_quoted(paragraph) if first else paragraph for paragraph in body.split("\n\n"))]
    for regulation in (corpus.regulation(id_) for id_ in query.regulations if everyone):
        unsaid = _unsaid(query, regulation.id, clauses)
        if (unsaid or regulation.id not in said) and not _gives(regulation, unsaid, query, corpus):
            told = _only_in_other_cases(regulation, query, clauses, notes)
            lines.append(told or f"{_says_nothing(regulation, unsaid, query)}。")
    if query.uncovered:
        lines.append(_uncovered_sentence(query))
    if asks_back:
        lines.append(f"各地规定不同，请问您在哪个城市？（收录的有{'、'.join(cities)}）")
    status: AnswerStatus = "clarify" if asks_back else "verified"
    return Draft(text="\n\n".join(lines), status=status, citations=notes.citations)


def _in_order(said: dict[str, tuple[Passage, ...]], corpus: Corpus) -> list[str]:
    """Return the ids best first; within a city a regulation stands before those that it is to be told before."""
    later = {other for id_ in said for other in corpus.regulation(id_).told_before}
    city = {id_: corpus.regulation(id_).jurisdiction.name for id_ in said}
    best = {name: max(found[0].score for id_, found in said.items() if city[id_] == name) for name in city.values()}
    return sorted(said, key=lambda id_: (-best[city[id_]], city[id_], id_ in later))


def _name(id_: str, said: dict[str, tuple[Passage, ...]], corpus: Corpus) -> str:
    regulation = corpus.regulation(id_)
    city = regulation.jurisdiction.name
    same_city = sum(corpus.regulation(other).jurisdiction.name == city for other in said)
    return f"{city}《{regulation.title}》" if same_city > 1 else city


def _body(query: Query, found: Sequence[Passage], name: str, notes: Notes, corpus: Corpus) -> str:
    """Return what one regulation says, ``name`` in front of each passage, so that none is read as another's."""
    if query.listing:
        whole = _whole_list(found, query, notes, corpus)
        if whole:
            return name + whole
    parts = []
    for passage in found:
        mark = notes.mark(passage.address, passage.text)
        parts.append(
            f"{name}{_of_annex(passage, query)}{with_lead(_excerpt(passage, query), passage.address, corpus)}{mark}"
            f"\n\n依据：{corpus.label(passage.address)}。"
        )
    return "\n\n".join(parts)


def _quoted(paragraph: str) -> str:
    """Return ``paragraph`` as a quotation; the line that says where it stands stays as it is."""
    return paragraph if paragraph.startswith("依据：") else f"> {paragraph}"


def _figures_first(query: Query, found: Sequence[Passage], name: str, clauses: Clauses, notes: Notes) -> list[str]:
    """Return the figures asked for in one line, where they stand in much text; nothing where they are read at once."""
    places = {passage.address: passage for passage in found if passage.exact}
    rules = {r.id: r for clause, _ in clauses if clause.wants_figure for r in clause.rules if r.at in places}
    long = sum(len(_excerpt(passage, query)) for passage in found)
    paired = bool(query.cases) and any(_PAIRED in rule.quote for rule in rules.values())
    if not rules or len(rules) > _MOST_FIGURES or (not query.platforms and _annexes(rules)):
        return []
    if long < _AT_ONCE and not paired:
        return []
    words = dict.fromkeys(f"{_in_case(r)}{notes.mark(r.at, places[r.at].text)}" for r in rules.values())
    return [f"{name}{'；'.join(words)}。"]


def _in_case(rule: Rule) -> str:
    """Return what ``rule`` says, the case that it is for in front where its words do not name it."""
    words, case = word_rule(rule), word_case(rule)
    return words if case in words else case + words


def _annexes(rules: Mapping[str, Rule]) -> bool:
    return len({rule.at.annex for rule in rules.values() if rule.at.annex}) > 1


def _of_annex(passage: Passage, query: Query) -> str:
    """Return the platform that an annex is for, to be said in front where the asker named none."""
    annex = passage.address.annex
    return f"{annex.removeprefix('附件-')}：" if annex and not query.platforms else ""


def _excerpt(passage: Passage, query: Query) -> str:
    """Return the sentences that answer; where all of something is asked for, a short place as a whole."""
    whole = query.listing and len(passage.text) <= _SHORT and not passage.text.endswith(("：", ":"))
    return _MARK.sub("", passage.text if whole else "".join(passage.sentences))


def _whole_list(found: Sequence[Passage], query: Query, notes: Notes, corpus: Corpus) -> str:
    """Return the whole list that the best passage is an entry or the introduction of; empty where there is none.

    One entry of a list of another kind than is asked for answers by itself: how 整改 is accepted, among the grades.
    """
    article = corpus.article(found[0].address)
    if article is None or not any(p.items for p in article.paragraphs):
        return ""
    kind = kind_asked(query.text)
    if kind and not found[0].introduces and kind not in {one.kind for one in listings_of(article)}:
        return ""
    mark = notes.mark(article.address, article.text)
    lines = [f"{corpus.label(article.address)}{mark}："]
    for paragraph in article.paragraphs:
        lines.append(paragraph.text)
        lines += [f"- {item.full_text}" for item in paragraph.items]
    return "\n\n".join(line.replace("\n", "\n  ") for line in lines if line)


def _uncovered_sentence(query: Query) -> str:
    return "".join(f"收录的规定里没有{city}的{platform}。" for city, platform in query.uncovered)


def _uncovered(query: Query, corpus: Corpus) -> Draft:
    elsewhere = [
        f"《{r.title}》" for r in corpus.regulations if any(platform in r.platforms for platform in query.platforms)
    ]
    text = _uncovered_sentence(query)
    if elsewhere:
        text += f"{'、'.join(query.platforms)}只在{'、'.join(elsewhere)}里有规定，不能套用到别的城市。"
    return _decline(text, corpus)


def _silence(query: Query, clauses: Clauses, corpus: Corpus) -> Draft:
    """Return the draft for a question that the regulations in scope do not answer, with what stands nearby."""
    notes = Notes(corpus)
    passages = tuple(passage for _, found in clauses for passage in found)
    parts: list[str] = []
    answered = False
    for id_ in query.regulations:
        regulation = corpus.regulation(id_)
        others = _only_in_other_cases(regulation, query, clauses, notes)
        if others:
            parts.append(others)
            answered = True
            continue
        sentence = _says_nothing(regulation, _unsaid(query, id_, clauses), query)
        own = (p for p in passages if p.address.regulation == id_ and _fits_platform(p, query))
        near = next((p for p in own if p.near), None)
        if near is not None:
            place = corpus.label(near.address).removeprefix(f"《{regulation.title}》")
            sentence += f"；相关的是{place}：“{_excerpt(near, query)}”{notes.mark(near.address, near.text)}"
        parts.append(f"{sentence}。可向{regulation.authority}核实。")
    status: AnswerStatus = "verified" if answered else "declined"
    return Draft(text="\n\n".join(parts), status=status, citations=notes.citations)


def _only_in_other_cases(regulation: Regulation, query: Query, clauses: Clauses, notes: Notes) -> str:
    """Return that ``regulation`` gives the figures asked for to other grades or levels only: to 优秀, not to 合格."""
    fields = {"grade", "level"} & query.cases.keys()
    asked = [clause.asked for clause, _ in clauses if clause.wants_figure] if fields else []
    rules = (rule for one in asked for rule in find_rules(one, {}, query.platforms, notes.corpus))
    told = [r for r in rules if r.at.regulation == regulation.id and any(getattr(r.when, field) for field in fields)]
    words = dict.fromkeys(
        f"{word_case(rule)}{format_quantity(rule.value)}{notes.mark_rule(rule)}"
        for rule in told[:_FEW]
        if isinstance(rule.value, Quantity)
    )
    cases = "、".join(value for field in sorted(fields) for value in query.cases[field])
    return f"《{regulation.title}》没有写{cases}的；写了的是：{'；'.join(words)}。" if words else ""


def _unclear(query: Query, corpus: Corpus) -> Draft:
    """Return the draft that asks what is meant: a greeting, names alone, or no Chinese at all."""
    titles = "、".join(f"《{r.title}》" for r in corpus.regulations if r.id in query.regulations)
    if not _CHINESE.search(query.question):
        return Draft(text=f"请用中文提问。这里可以查问{titles}。", status="clarify")
    text = f"请说明想问什么，例如申报条件、扶持资助、年度报告或绩效评估。这里可以查问{titles}。"
    return Draft(text=text, status="clarify")


def _outside(unknown: Sequence[str], corpus: Corpus) -> Draft:
    return _decline(f"收录的规定里没有提到“{'”“'.join(unknown)}”，不能回答。", corpus)


def _decline(sentence: str, corpus: Corpus) -> Draft:
    titles = "、".join(f"《{r.title}》" for r in corpus.regulations)
    return Draft(text=f"{sentence}\n\n目前收录：{titles}。", status="declined")
