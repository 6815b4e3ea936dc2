"""What follows from what was done or left undone: 学术不端怎么处理, 两年没交材料会怎样."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaowen.answering.bans import AGAIN
from tiaowen.answering.causes import AFTER, BAN, goes_on, is_told
from tiaowen.answering.clauses import Clause
from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.fit import Fit
from tiaowen.answering.grades import grades_meant, places_of_lowest, scale_of
from tiaowen.answering.leads import consequence_of, with_lead
from tiaowen.answering.lists import MARK, kind_asked
from tiaowen.answering.names import short_names
from tiaowen.answering.seek import law_words
from tiaowen.answering.select import Passage, split_sentences
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.naming import without_names
from tiaowen.corpus.rules import Role, Rule, plain
from tiaowen.domain import Address
from tiaowen.quantities import Quantity
from tiaowen.rules.check import law_of

_ASKED = re.compile(
    r"怎么(?:处理|处置|处罚|罚|办(?!理)|样)|如何(?:处理|处置|处罚)|会(?:被)?(?:怎么样|怎样|咋)|什么(?:后果|下场|处理|处罚)|有什么后果|会(?:被)?(?:摘牌|撤销?|取消|清退|除名)|(?:没过|未通过).{0,2}呢|不过关?呢|后果|有(?:什么|啥)(?:说法|影响)|受(?:什么|啥)罚"
)
_STRICT = re.compile(r"后果|处罚|受罚|怎么罚|会(?:被)?(?:摘牌|撤销?|取消|清退|除名)")
_EFFECT = re.compile(
    r"有?(?:什么|啥|哪些)?后果|会(?:不会)?被?|怎么(?:处理|处罚|罚|样)|处罚|摘牌|撤[销消]?|取消|清退|除名|称号|资格|[吗呢不]"
)
_SANCTION = re.compile(r"撤[销消]|取消|摘牌|清退|不再列入|放弃|通报|黑名单|问责|不得(?:再次|重新)?申[请报]|限期")
_MOST = 4
_SHORT = 260  # characters of a place that is given whole
_ABOUT = 0.3  # of what was done, a sentence that tells what follows speaks of so much


def compose_consequence(
    query: Query, clauses: Sequence[tuple[Clause, tuple[Passage, ...]]], corpus: Corpus
) -> Draft | None:
    """Return the draft on what the law has follow from a cause that is told; None where none is, or none asked for."""
    another = goes_on(query, corpus)
    if not (another or _ASKED.search(query.text)) or not query.narrowed or query.found or query.comparing:
        return None
    text = query.text if another else f"{query.search} {law_words(query, corpus.terms)}"
    notes = Notes(corpus)
    told = _rules(text, query, clauses, corpus, another=another)
    places = {rule.at: _sentences([r for r in told if r.at == rule.at], corpus, another=another) for rule in told}
    for id_ in query.regulations:
        scale, meant = scale_of(id_, corpus), grades_meant(query, id_, corpus)
        for part, sentence in places_of_lowest(id_, corpus) if scale and scale[-1] in meant else ():
            places.setdefault(part.address, sentence)
    if not places:
        return _silence(query, corpus)
    later = {other for id_ in query.regulations for other in corpus.regulation(id_).told_before}
    ids = sorted(dict.fromkeys(place.regulation for place in places), key=lambda id_: id_ in later)
    names = short_names(ids, corpus)
    lines = []
    for id_ in ids:
        front = f"**{names[id_]}**：" if len(ids) > 1 else ""
        own = sorted((p for p in places if p.regulation == id_), key=lambda p: _order(p, corpus))
        lines += [f"{front}{_word(place, places[place], notes, corpus)}" for place in own]
    lines = lines[:_MOST]
    if AGAIN.search(query.text) and len(ids) == 1 and BAN not in {rule.metric for rule in told}:
        lines.append(f"《{corpus.regulation(ids[0]).title}》对此未规定{BAN}的具体数。")
    lines.append(notes.sources(_MOST))
    return Draft(text="\n\n".join(lines), status="verified", citations=notes.citations)


def _rules(
    text: str,
    query: Query,
    clauses: Sequence[tuple[Clause, tuple[Passage, ...]]],
    corpus: Corpus,
    *,
    another: bool,
) -> list[Rule]:
    """Return the rules on what follows from a grade, a cause or a measure; of ``another`` cause, from it alone."""
    law = law_of(corpus)
    named = {name for match in law.words.said_in(text) for name in match.values}
    graded = [
        rule
        for rule in corpus.rules
        if rule.when.grade and _follows_grade(rule, grades_meant(query, rule.at.regulation, corpus), query)
    ]
    special = [r for r in graded if another and _is_special(r, named, query.turns[-1], corpus)]
    told = [
        rule
        for rule in corpus.rules
        if rule.at.regulation in query.regulations
        and not rule.when.grade
        and rule.role == Role.SANCTION
        and is_told(rule, text, named, corpus)
    ]
    if graded:
        told = [rule for rule in told if is_told(rule, query.text, set(), corpus)]  # not by the law's words alone
    told = [*(special or graded), *told]
    asked = [rule for clause, _ in clauses if clause.wants_figure for rule in clause.rules]
    told += [r for r in asked if told and _goes_with(r, query) and not (another and r.metric != BAN)]
    return told


def _follows_grade(rule: Rule, grades: Sequence[str], query: Query) -> bool:
    """Tell whether ``rule`` lays down what becomes of one of ``grades``, and not how many may have it."""
    is_share = isinstance(rule.value, Quantity) and rule.value.unit == "%"
    in_scope = rule.at.regulation in query.regulations
    return in_scope and rule.when.grade in grades and rule.role in (Role.SANCTION, Role.EVALUATION) and not is_share


def _is_special(rule: Rule, named: set[str], text: str, corpus: Corpus) -> bool:
    """Tell whether more is told than the grade of ``rule``: its cause, or what it is on."""
    metric = next(metric for metric in corpus.terms.metrics if metric.name == rule.metric)
    if rule.when.cause:
        return any(word in text for word in (rule.when.cause, *corpus.terms.causes.get(rule.when.cause, ())))
    return rule.metric in named and rule.when.grade not in metric.aliases and not metric.effect


def _goes_with(rule: Rule, query: Query) -> bool:
    """Tell whether ``rule`` gives a figure on what follows, whatever the cause."""
    return rule.at.regulation in query.regulations and rule.when.cause in AFTER and rule.role != Role.ELIGIBILITY


def _silence(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft that nothing is laid down on what follows, where no sentence on that speaks of what was done."""
    before = query.context or "".join(query.turns[-2:-1])
    done = _EFFECT.sub(" ", query.text) + " " + _EFFECT.sub(" ", without_names(before, corpus))
    fit = Fit(done, corpus)
    if not _STRICT.search(query.text) or kind_asked(query.text) or len(query.regulations) > 1 or not fit.total:
        return None
    regulation = corpus.regulation(query.regulations[0])
    if any(gap.at.regulation == regulation.id and gap.is_asked(query.search) for gap in corpus.gaps):
        return None
    sanctions = (
        part.own + consequence_of(part.lead)
        for article in regulation.articles
        for part in article.parts()
        if part.own and (_SANCTION.search(part.own) or consequence_of(part.lead))
    )
    if max((fit.score(s) for text in sanctions for s in split_sentences(text)), default=0.0) >= _ABOUT * fit.total:
        return None
    text = f"《{regulation.title}》未规定这种情形的后果。可向{regulation.authority}核实。"
    return Draft(text=text, status="declined")


def _order(place: Address, corpus: Corpus) -> int:
    return next(
        n for n, article in enumerate(corpus.regulation(place.regulation).articles) if article.address.covers(place)
    )


def _word(place: Address, sentences: str, notes: Notes, corpus: Corpus) -> str:
    part = next(part for part in corpus.parts(place) if part.address == place)
    return f"{with_lead(MARK.sub('', sentences), place, corpus)}{notes.mark(place, part.own or part.text)}"


def _sentences(rules: list[Rule], corpus: Corpus, *, another: bool) -> str:
    """Return the sentences at the place of ``rules`` that these quote, in order; for a grade all that is done in it.

    Of ``another`` cause in a grade no more is told than what follows from it.
    """
    part = next(part for part in corpus.parts(rules[0].at) if part.address == rules[0].at)
    own = part.own or part.text
    quotes = [plain(rule.quote) for rule in rules]
    chosen = [s for s in split_sentences(own) if any(plain(s) in quote or quote in plain(s) for quote in quotes)]
    narrow = another and any(rule.when.cause for rule in rules)
    whole = rules[0].when.grade and not narrow and len(own) <= _SHORT
    return own if whole else "".join(chosen) or own
