"""Regulations, or the platforms of one, side by side: a row for each, 未规定 where a text says nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tiaowen.answering.clauses import Clause
from tiaowen.answering.draft import Draft, Notes, word_case, word_rule
from tiaowen.answering.fit import Fit, pairs_of
from tiaowen.answering.leads import with_lead
from tiaowen.answering.lists import best_listings, kind_asked
from tiaowen.answering.names import short_names
from tiaowen.answering.select import Passage
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule
from tiaowen.domain import Address
from tiaowen.quantities import Quantity, format_quantity
from tiaowen.rules.eligibility import word_required

_Column = tuple[Clause, tuple[Passage, ...]]
Clauses = Sequence[_Column]

_SIDE_BY_SIDE = re.compile(
    r"对比|比较|分别|分开说|横向|逐[个一份部]|挨[个份]|各(?:个|部|家|地|市|自|办法|文件|城市)|[两二三四五六]个?(?:份|部|办法|市|城市|地方|文件)|新旧|哪[份部个](?:文件|办法|市|城市)?"
    r"|都有[么吗]|是不是一[个样]|区别|不同|差异|哪[几一二两三四五六]类|哪类平台|[六各]类平台|列(?:个|成)?表|哪边|各多少|各几|各[是要]|差多少|差在哪|差别|谁.{0,4}[多少高低大小严宽]|一样[多高大长严]?[吗么]|一不一样|是不是一样|一个标准"
)
_PLATFORMS = re.compile(r"[二三四五六七八各每哪][几个]?类(?:平台)?|各(?:个)?平台|哪几?[类种]平台")
_DIFFERS = re.compile(r"差(?:多少|几|额)|相差|多多少|少多少")
_NEAR = 0.6  # of the best score, a passage that answers has so much
_FEW = 3  # metrics of a topic that are shown together
_FITS = 0.45  # or it holds so much of what is asked


class _Row(NamedTuple):
    """What a row is about: its name, whether a place belongs to it, and the platform that it is for, if for one."""

    name: str
    holds: Callable[[Address], bool]
    platform: str | None = None

    def rules_of(self, clause: Clause) -> list[Rule]:
        """Return the rules of ``clause`` that belong here."""
        own = (rule for rule in clause.rules if self.holds(rule.at))
        return [rule for rule in own if self.platform is None or self.platform in rule.platforms]

    def is_meant(self, words: str, corpus: Corpus) -> bool:
        """Tell whether ``words`` of a place that belongs here are not on other platforms alone."""
        named = corpus.terms.platforms_in(words)
        return self.platform is None or not named or self.platform in named


def compose_table(query: Query, clauses: Clauses, corpus: Corpus) -> Draft | None:
    """Return the draft that sets the regulations in scope side by side; None where that is not asked."""
    if not _SIDE_BY_SIDE.search(query.text) or not clauses:
        return None
    rows = _rows(query, corpus)
    if len(rows) < 2:
        return None
    notes = Notes(corpus)
    columns = _columns(clauses)
    cells = [[_cell(row, column, query, notes, corpus) for column in columns] for row in rows]
    if not any(cell for line in cells for cell in line):
        return None
    heads = [_head(column, query, corpus) for column in columns]
    lines = _in_short(rows, columns, cells, query, corpus)
    lines += [f"| | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    for row, line in zip(rows, cells, strict=True):
        lines.append(f"| {row.name} | {' | '.join(cell or '未规定' for cell in line)} |")
    return Draft(text="\n".join(lines), status="verified", citations=notes.citations)


def _in_short(rows: list[_Row], columns: Clauses, cells: list[list[str]], query: Query, corpus: Corpus) -> list[str]:
    """Return what the table says in a line: the figures where each row has one, else who says something at all."""
    silent = [row.name for row, line in zip(rows, cells, strict=True) if not any(line)]
    told = [f"{row.name}{figure}" for row in rows if (figure := _sole_figure(row, columns, query, corpus))]
    said = [row.name for row in rows if row.name not in silent]
    none = f"{'、'.join(silent)}**未规定**" if silent else ""
    if len(columns) == 1 and len(told) == len(said) > 0:
        figures = {_sole_figure(row, columns, query, corpus) for row in rows} - {""}
        same = "数字一样：" if len(figures) == 1 and len(told) > 1 and not silent else ""
        gap = _difference(rows, columns, query, corpus) if _DIFFERS.search(query.text) else ""
        return [f"{same}{'；'.join(part for part in (*told, none, gap) if part)}。", ""]
    return [f"有规定的是{'、'.join(said)}；{none}。", ""] if silent else []


def _difference(rows: list[_Row], columns: Clauses, query: Query, corpus: Corpus) -> str:
    """Return by how much the lower bounds of two rows differ; empty where these are not two of one kind."""
    bounds = [rule.value for row in rows for rule in _sole_rules(row, columns, query, corpus)]
    if len(rows) != 2 or len(bounds) != 2:
        return ""
    one, two = bounds
    if isinstance(one, bool) or isinstance(two, bool) or one.low is None or two.low is None or one.unit != two.unit:
        return ""
    gap = abs(one.low - two.low)
    return f"相差{format_quantity(Quantity(low=gap, high=gap, unit=one.unit))}" if gap else ""


def _sole_rules(row: _Row, columns: Clauses, query: Query, corpus: Corpus) -> list[Rule]:
    metrics = _metrics(columns[0], query, corpus) if _is_figure(columns[0][0]) else ()
    rules = [rule for rule in row.rules_of(columns[0][0]) if rule.metric in metrics]
    return [rule for rule in rules if not isinstance(rule.value, bool)]


def _sole_figure(row: _Row, columns: Clauses, query: Query, corpus: Corpus) -> str:
    """Return the metric and figure of ``row`` where it has one in the first column; empty where it has none or more."""
    words = {f"{rule.metric}{word_required(rule)}" for rule in _sole_rules(row, columns, query, corpus)}
    return words.pop() if len(words) == 1 else ""


def _rows(query: Query, corpus: Corpus) -> list[_Row]:
    """Return a row for each platform of the one regulation whose platforms are compared, else for each regulation."""
    if len(query.platforms) > 1 and len({corpus.regulation(id_).jurisdiction for id_ in query.regulations}) == 1:
        return [_Row(name, _of_platform(name, query.regulations, corpus), name) for name in query.platforms]
    annexed = [corpus.regulation(id_) for id_ in query.regulations if corpus.regulation(id_).annexes]
    if _PLATFORMS.search(query.text) and len(annexed) == 1 and not query.platforms:
        return [_Row(name, _in_annex(name), name) for name in annexed[0].platforms]
    names = short_names(query.regulations, corpus)
    return [_Row(names[id_], _in_regulation(id_, query.platforms)) for id_ in query.regulations]


def _of_platform(platform: str, regulations: tuple[str, ...], corpus: Corpus) -> Callable[[Address], bool]:
    """Return what tells the places for one platform: in its annex or, outside of annexes, of a rule on it."""
    places = {rule.at for rule in corpus.rules if platform in rule.platforms and rule.at.regulation in regulations}
    return lambda address: address in places


def _in_annex(platform: str) -> Callable[[Address], bool]:
    return lambda address: address.annex is not None and platform in address.annex


def _in_regulation(id_: str, platforms: tuple[str, ...]) -> Callable[[Address], bool]:
    def holds(address: Address) -> bool:
        fits = not platforms or address.annex is None or any(platform in address.annex for platform in platforms)
        return address.regulation == id_ and fits

    return holds


def _columns(clauses: Clauses) -> Clauses:
    """Return the clauses that ask: those that want a figure, else the one of which most is known."""
    figures = [pair for pair in clauses if _is_figure(pair[0])]
    if figures:
        return list({tuple(clause.rules): (clause, passages) for clause, passages in figures}.values())
    best = max(clauses, key=lambda pair: max((p.score for p in pair[1]), default=0.0))
    return [best]


def _head(column: _Column, query: Query, corpus: Corpus) -> str:
    clause, _ = column
    return "、".join(_metrics(column, query, corpus)) if _is_figure(clause) else "规定"


def _metrics(column: _Column, query: Query, corpus: Corpus) -> tuple[str, ...]:
    """Return the metrics of the figures asked for; of a topic with many, those whose names come nearest."""
    clause, _ = column
    known = tuple(dict.fromkeys(rule.metric for rule in clause.rules if not isinstance(rule.value, bool)))
    topics = [set(t.metrics) for t in corpus.terms.topics if any(word in query.search for word in t.asked)]
    chosen = {m for topic in topics for m in _nearest([m for m in known if m in topic], query, corpus)}
    return tuple(metric for metric in known if metric in chosen) or _nearest(known, query, corpus)


def _nearest(metrics: Sequence[str], query: Query, corpus: Corpus) -> tuple[str, ...]:
    """Return those of ``metrics`` whose names share most with the question, all where there are few or none does."""
    if len(metrics) <= _FEW:
        return tuple(metrics)
    said = pairs_of(query.search)
    names = {
        m.name: pairs_of("，".join((m.name, *m.aliases))) & said for m in corpus.terms.metrics if m.name in metrics
    }
    held = Counter(pair for pairs in names.values() for pair in pairs)  # a pair that all of them hold tells nothing
    near = {metric: sum(1 / held[pair] for pair in names[metric]) for metric in metrics}
    return tuple(metric for metric in metrics if near[metric] == max(near.values()))


def _is_figure(clause: Clause) -> bool:
    return bool(clause.asked.metrics) and any(not isinstance(rule.value, bool) for rule in clause.rules)


def _cell(row: _Row, column: _Column, query: Query, notes: Notes, corpus: Corpus) -> str:
    """Return what the texts of ``row`` say on ``column``: the rules in question, else the sentence that fits best."""
    clause, passages = column
    if _is_figure(clause):
        metrics = _metrics(column, query, corpus)
        rules = [rule for rule in row.rules_of(clause) if rule.metric in metrics]
        return "；".join(dict.fromkeys(figure_words(rule, rules) + notes.mark_rule(rule) for rule in rules)) or (
            _listed(row, query, notes, corpus)
        )
    fit = Fit(" ".join(clause.own), corpus, topics=False)
    share = {p.address: fit.score(p.text) / fit.total if fit.total else 0.0 for p in passages}
    best = max((p.score for p in passages), default=0.0)
    own = [p for p in passages if row.holds(p.address) and (p.score >= _NEAR * best or share[p.address] >= _FITS)]
    own.sort(key=lambda p: -p.score * (0.5 + share[p.address]))
    told = ((p, s) for p in own for s in p.sentences or (p.text,) if row.is_meant(s, corpus))
    passage, sentence = next(told, (None, ""))
    return _words(sentence, passage, corpus) + notes.mark(passage.address, passage.text) if passage else ""


def _listed(row: _Row, query: Query, notes: Notes, corpus: Corpus) -> str:
    """Return the sentence that names the grades without saying how many, where grades are asked for."""
    if kind_asked(query.text) != "等级":
        return ""
    found = [one for one in best_listings(query, "等级", corpus) if row.holds(one.address) and one.lead.endswith("。")]
    marks = [notes.mark(one.address, corpus.text(one.address) or one.lead) for one in found[:1]]
    return found[0].lead.rstrip("。") + marks[0] if found else ""


def figure_words(rule: Rule, others: Sequence[Rule]) -> str:
    """Return what ``rule`` says, and for whom it is where others in the cell are for someone else."""
    platforms = "、".join(rule.platforms)
    told_apart = len({r.platforms for r in others}) > 1
    words = word_rule(rule)
    case = word_case(rule) if len({word_case(r) for r in others}) > 1 and word_case(rule) not in words else ""
    return (f"{platforms}：" if told_apart and not all(p in words for p in rule.platforms) else "") + case + words


def _words(sentence: str, passage: Passage, corpus: Corpus) -> str:
    text = re.sub(r"^(?:[（(][^）)]{1,3}[）)]|\d+[、．.])\s*", "", sentence)
    return with_lead(text, passage.address, corpus).rstrip("。；;").replace("|", "／")
