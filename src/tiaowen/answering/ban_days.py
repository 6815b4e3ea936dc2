"""When an application is open again: the ban that the law has for what happened, counted from the day told.

The day of that number is the last of a ban (民法典 art. 200-202). What no ban is laid down for, or for more than is
told, is said to be so: another period, such as that of evaluation, never stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tiaowen.answering.causes import BAN
from tiaowen.answering.dates import is_over, later, word_day
from tiaowen.answering.draft import Draft, Notes, word_rule
from tiaowen.answering.leads import with_lead
from tiaowen.answering.names import in_order, short_names
from tiaowen.answering.openings import word_gap
from tiaowen.answering.understand import Query
from tiaowen.corpus.gaps import Gap
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.domain import Value
from tiaowen.quantities import Quantity, find_quantities, to_base
from tiaowen.rules.calendar import Day, find_dates
from tiaowen.rules.check import law_of

_LOSS = re.compile(r"撤|取消|摘|清退|移出|除名|踢出|不再列入|放弃")
_LOST = re.compile(_LOSS.pattern + r"|退出|造假|作假|假材料")
_AGAIN = re.compile(
    r"(?:再|重新).{0,3}(?:报|申|备案|认定|参评|来|有?资格)|重[报申]|(?:禁|不[得能准让许])[^，。]{0,4}[报申]"
)
_APPLIES = re.compile(r"(?:能|可以|才|又)[^，。]{0,4}(?:报|申请|备案)")
_WHEN = re.compile(r"什么时候|哪|几|何|多[久会]|最[快早]")
_FIRST = re.compile(r"[，,。；;？?\n]")
# what happens on a day from which no ban runs
_BEFORE = re.compile(r"成立|注册|登记|获批|授牌|挂牌|(?:认定|备案)(?:的|了|成功|$)|开始|启动|通知")
_LEAST = 0.4  # of the words of a cause: 安全事故 is 安全生产事故


class _Told(Value):
    """The days that the asker tells: of the ``event``, and the one ``asked`` of."""

    event: Day | None = None
    asked: Day | None = None


def asks_again(query: Query) -> bool:
    """Tell whether it is asked when an application may be made again."""
    return bool(_AGAIN.search(query.text) or (_LOST.search(query.search) and _APPLIES.search(query.text)))


def tells_loss(query: Query) -> bool:
    """Tell whether the asker tells of a title lost, or of what costs it."""
    return bool(_LOST.search(query.search))


def compose_ban_days(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft on the bans of the regulations in scope; None where no day is told."""
    told = _read_days(query.said)
    if told is None:
        return None
    notes = Notes(corpus)
    names = short_names(query.regulations, corpus)
    lines = []
    for id_ in in_order(query.regulations, corpus):
        name = f"**{names[id_]}**：" if len(query.regulations) > 1 else ""
        lines += [f"{name}{line}" if n == 0 else line for n, line in enumerate(_lines(id_, query, told, notes))]
    if not query.narrowed and len({corpus.regulation(id_).jurisdiction for id_ in query.regulations}) > 1:
        return Draft(
            text="\n\n".join([*lines, "各地规定不同，请问您在哪个城市？"]), status="clarify", citations=notes.citations
        )
    return Draft(text="\n\n".join(lines), status="verified", citations=notes.citations)


def _read_days(said: str) -> _Told | None:
    """Return the day that a ban runs from and the one asked of, as far as they can be told; None where none is told."""
    found = find_dates(said)
    if not found:
        return None
    starts = [at for at, _ in found]
    parts = [said[start:end] for start, end in zip(starts, [*starts[1:], len(said)], strict=True)]
    clauses = [(day, _FIRST.split(part)[0]) for (_, day), part in zip(found, parts, strict=True)]
    asked = [day for day, clause in clauses if _is_asked_of(clause)]
    events = [day for day, clause in clauses if not (_is_asked_of(clause) or _is_before(clause))]
    event = events[0] if len(events) == 1 and events[0].month else None
    return _Told(event=event, asked=asked[0] if len(asked) == 1 else None)


def _is_asked_of(clause: str) -> bool:
    """Tell whether a day is asked of, and none on which something happened: 2024年6月1日能再申请吗."""
    applies = _AGAIN.search(clause) or _APPLIES.search(clause)
    return bool(applies) and not _LOST.search(clause) and not _WHEN.search(clause)


def _is_before(clause: str) -> bool:
    """Tell whether on a day something else happened than the loss: 2020年1月5日认定，后来被撤销."""
    return bool(_BEFORE.search(clause)) and not _LOST.search(clause)


def _lines(id_: str, query: Query, told: _Told, notes: Notes) -> Iterator[str]:
    """Yield what one regulation has on it: its ban, or several where the cause is not told, or that it has none."""
    corpus = notes.corpus
    bans = [rule for rule in law_of(corpus).rules_of(BAN) if rule.at.regulation == id_]
    gap = next((gap for gap in corpus.gaps if any(gap.at == rule.at for rule in bans)), None)
    covering = _covering(bans, gap, query, corpus)
    if not covering:
        if not _is_of_another(id_, query, corpus):
            yield from _silent(id_, gap, query, notes)
        return
    if told.event is None:
        yield from (f"{_word(rule, notes)}。" for rule in covering)
        yield "请告诉我从哪一天起算，才能推算哪天期满。"
        return
    if len(covering) == 1:
        yield _line(covering[0], told.event, told.asked, notes)
        return
    yield "要看是因为什么，期限不一样："
    for rule in covering:
        end = later(told.event, _months(rule))
        yield f"- {_word(rule, notes)}：从{word_day(told.event)}起算，{_after(end)}。"


def _covering(bans: Sequence[Rule], gap: Gap | None, query: Query, corpus: Corpus) -> list[Rule]:
    """Return the bans for what happened; all of them where it is not told why; none where that is left open."""
    losses = set(_LOSS.findall(query.said))
    general = [rule for rule in bans if _LOSS.search(rule.when.cause or "")]
    if general and len(general) == len(bans):
        open_ = gap is not None and gap.is_asked(query.search)
        return [] if open_ else [r for r in _distinct(general) if losses & set(_LOSS.findall(r.when.cause or ""))]
    return _distinct([rule for rule in bans if _is_told(rule, query, corpus)] or (bans if losses else []))


def _is_told(rule: Rule, query: Query, corpus: Corpus) -> bool:
    """Tell whether the cause of ``rule`` is told, in its own words or as a topic named by them."""
    law, cause = law_of(corpus), rule.when.cause or ""
    return law.tells(query.said, cause, least=_LEAST) or any(law.tells(topic, cause) for topic in query.topics)


def _is_of_another(id_: str, query: Query, corpus: Corpus) -> bool:
    """Tell whether a title is lost by a word that one in scope has and ``id_`` has not: 清退, where it says 撤销."""
    law, losses = law_of(corpus), _LOSS.findall(query.said)
    return not law.holds(id_, losses) and any(law.holds(other, losses) for other in query.regulations)


def _silent(id_: str, gap: Gap | None, query: Query, notes: Notes) -> Iterator[str]:
    """Yield what the regulation has follow from what is told, and that it lays down no ban for it."""
    corpus = notes.corpus
    regulation = corpus.regulation(id_)
    follows = next((r for r in corpus.rules if r.at.regulation == id_ and _follows(r, query, corpus)), None)
    asked = f"{query.search} {regulation.title} {' '.join(regulation.aliases)}"
    gap = gap or next((g for g in corpus.gaps if g.at.regulation == id_ and _is_of_bans(g) and g.is_asked(asked)), None)
    none = f"《{regulation.title}》没有规定这种情形多久以后可以再申请。可向{regulation.authority}核实。"
    yield word_gap(gap, notes) if gap else none
    if follows:
        yield f"条文写的是：{_with_lead(follows, notes)}。"


def _follows(rule: Rule, query: Query, corpus: Corpus) -> bool:
    """Tell whether ``rule`` has something follow from the cause or the grade that is told."""
    if rule.role not in {Role.SANCTION, Role.EVALUATION} or rule.metric == BAN or rule.value is False:
        return False
    if rule.when.cause:
        return law_of(corpus).tells(query.said, rule.when.cause)
    is_of_another = rule.value.unit == "%" if isinstance(rule.value, Quantity) else bool(find_quantities(rule.quote))
    return rule.when.grade in query.cases.get("grade", ()) and not is_of_another


def _with_lead(rule: Rule, notes: Notes) -> str:
    return f"{with_lead(word_rule(rule), rule.at, notes.corpus).removesuffix('。')}{notes.mark_rule(rule)}"


def _is_of_bans(gap: Gap) -> bool:
    return bool(_AGAIN.search(gap.says))


def _line(rule: Rule, event: Day, asked: Day | None, notes: Notes) -> str:
    end = later(event, _months(rule))
    why = f"{_word(rule, notes)}，从{word_day(event)}起算"
    over = is_over(end, asked) if asked else None
    if over:
        return f"这一期限已满：{why}，{_after(end)}；是否符合申报条件，另要核对。"
    return f"{'**还不能**：' if over is False else ''}{_after(end)}：{why}，到这{'一天' if end.day else '个月'}期满。"


def _after(end: Day) -> str:
    """Return from when one may apply again: 之后 makes the check hold the day against the law's period."""
    return f"**{word_day(end)}**之后{'（次日起）' if end.day else ''}才可以再申请"


def _word(rule: Rule, notes: Notes) -> str:
    """Return what ``rule`` says, its cause in front where its words do not tell it."""
    words, cause = word_rule(rule), rule.when.cause or ""
    told = law_of(notes.corpus).tells(words, cause) or _LOSS.search(cause)
    return f"{'' if told else f'{cause}的，'}{words}{notes.mark_rule(rule)}"


def _distinct(rules: Sequence[Rule]) -> list[Rule]:
    """Return ``rules`` without those that have the same time at the same place."""
    return list({(rule.at, rule.value): rule for rule in reversed(rules)}.values())[::-1]


def _months(rule: Rule) -> int:
    base = to_base(rule.value) if isinstance(rule.value, Quantity) else None
    return int((base and (base.high or base.low)) or 0)
