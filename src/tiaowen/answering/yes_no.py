"""What the asker says yes or no to: 首席技术官一直没设, 二甲医院, 注册地在呼和浩特, 三年前有过一次失信."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from tiaowen.answering.doubts import is_not_yet
from tiaowen.answering.fit import pairs_of
from tiaowen.answering.past import lies_within
from tiaowen.answering.spots import ARTICLE, CLAUSE
from tiaowen.corpus.rules import Rule
from tiaowen.quantities import find_quantities
from tiaowen.quantities.view import to_view
from tiaowen.rules.facts import SEATS, Fact
from tiaowen.rules.law import Law
from tiaowen.rules.propositions import is_negated

UNSURE = re.compile(r"要不要|需不需要|需要|是否|有没有(?:要求|规定)|必须|用不用|还?没统计|没算|没数|不清楚|不知道")
_PROBLEM = re.compile(r"有没有问题|有问题[吗没]|没问题吧")
_ASKS = re.compile(r"[吗么呢]$|(?:行|成|可|能|够)不$|[吗么]")
_STATES = re.compile(r"没有?(?!问题)|无|未|不是|一直|已经?|签了|有了|出过|发生过|[一二三]级?[甲乙]|在")
_NO_AFTER = re.compile(r"[^，。；]{0,6}?(?:没[有设办签做建到]?|未|还没|空缺|缺|不到位|不是)")
_LACKS = re.compile(
    r"(?:也|都)没有?$|没(?!有?(?:问题|超|记错|事|断|中断)|有?$)|(?<!免)未(?!来)|(?<!是)不(?:是|带|具备|属于|在|含|想|愿|设|签|做|搞)|缺|无(?!论)"
)
_LACKS_NOTHING = re.compile(
    r"有没有|多一[\u4e00-\u9fff]{1,3}(?:都|也)没有?|不是(?:高校|大学|院校|企业|公司|科研院所)|一点(?:都|也)没多|没有?多"
)
_CLOSING = re.compile(r"(?:(?:可不可以|行不行|能不能行?|成不成|可以|行|成|好)[吗么嘛吧不]?|[吗么嘛呢吧])[?？!！\s]*$")
_THOUGH = re.compile(r"不过|不仅|不但|不光|不只")
_EITHER = re.compile(r"(?<![（(个])或者?(?!几)")  # one of two is enough
_SHOWN = 24  # characters of a clause that are shown as what was said
_SCARCELY = 3  # characters after a negation that say no more of what is denied
_NAMED = 4  # characters of a name of something else that stands for a side of a choice


class YesNo:
    """Reads yes and no to the conditions among ``rules``.

    ``unread`` are the words that lack something of which it cannot be told what, ``open`` the conditions of which
    too little is said: one side of a choice denied, a misdeed at a time that may lie within the window or before it.
    ``replaced`` are those denied for which the law lays down what holds instead (没有土地证的 …).
    """

    def __init__(self, rules: Sequence[Rule], held: Collection[str], law: Law) -> None:
        self._law = law
        self._held = held
        self._conditions = {rule.metric: rule for rule in rules if isinstance(rule.value, bool)}
        self._choices = {name: sides for name, rule in self._conditions.items() if len(sides := _sides_of(rule)) > 1}
        self._paths = {cause for rule in rules if (cause := rule.when.cause)}
        self._denied: dict[str, set[int]] = {}
        self.unread: dict[str, None] = {}
        self.open: dict[str, None] = {}
        self.replaced: dict[str, None] = {}

    def facts(self, turn: str) -> Iterator[Fact]:
        """Yield what one turn says yes or no to."""
        seen: set[str] = set()
        for clause in CLAUSE.finditer(turn):
            words = clause[0]
            against = dict.fromkeys(n for m in self._law.words.contraries_in(words) for n in m.values)
            against = {name: None for name in against if name in self._held}
            shown = ARTICLE.sub("", words).strip()[:_SHOWN]
            seen |= against.keys()
            yield from (Fact(metric=name, value=False, words=_CLOSING.sub("", shown) or shown) for name in against)
            if UNSURE.search(words) or _PROBLEM.search(words) or (_ASKS.search(words) and not _STATES.search(words)):
                continue
            named = [(start, end, name) for start, end, name in self._named(words) if name not in against]
            if not named and not against and self._lacks(words):
                undone = next((name for name in seen if name[-2:] in words and name in self._conditions), None)
                if undone:  # 设了首席技术官，还没去备案
                    yield Fact(metric=undone, value=False, words=shown)
                else:
                    self.unread[shown] = None
            for start, end, name in named:
                holds = self._holds(words, start, end, name)
                if name in seen and not (holds and _EITHER.search(self._conditions[name].quote)):
                    continue
                if holds is None or (holds and not name.startswith("无") and is_not_yet(words)):
                    instead = f"没有{words[start:end]}" in self._paths
                    (self.replaced if instead else self.open)[name] = None
                    continue
                seen.add(name)
                yield Fact(metric=name, value=holds, words=shown)

    def is_about(self, words: str) -> bool:
        """Tell whether ``words`` name one of the conditions."""
        return next(self._named(words), None) is not None

    def states(self, text: str, name: str) -> bool | None:
        """Tell whether ``text`` says that the asker is or has ``name``; None where it does not speak of it."""
        name = to_view(name).text
        for clause in CLAUSE.finditer(text):
            words = _THOUGH.sub("", clause[0])
            length = next((n for n in range(len(name), _NAMED - 1, -1) if name[:n] in words), 0)
            start = words.find(name[:length])
            end = start + length
            inside = any(m.start <= start and end < m.end for m in self._law.words.metrics_in(words))
            if length and not inside and not UNSURE.search(words):
                missing = _NO_AFTER.match(words, end)
                return not (is_negated(words[:start]) or (missing and len(words) - missing.end() <= _SCARCELY))
        return None

    def _lacks(self, words: str) -> bool:
        if any(self._law.tells(words, cause) for cause in self._paths):
            return False  # it tells of a case that the law speaks of
        words = _LACKS_NOTHING.sub("", words)
        return bool(_LACKS.search(words)) and not find_quantities(ARTICLE.sub("", words))

    def _named(self, words: str) -> Iterator[tuple[int, int, str]]:
        """Yield the conditions named, by their own names or by those of a side of a choice, and where."""
        for match in self._law.words.metrics_in(words):
            yield from ((match.start, match.end, name) for name in match.values if name in self._conditions)
            text = words[match.start : match.end]
            for name, sides in self._choices.items():
                if name not in match.values and len(text) >= _NAMED and any(text in side for side in sides):
                    yield match.start, match.end, name

    def _holds(self, clause: str, start: int, end: int, name: str) -> bool | None:
        """Tell whether a condition is met, as ``clause`` names it at ``start`` to ``end``; None for not to be told."""
        rule = self._conditions[name]
        so = self._says(clause, start, end, rule)
        if rule.metric.startswith("无"):
            within = lies_within(clause, rule.window)
            return so if so or within is True else None if within is None else True
        text = clause[start:end]
        sides = self._choices.get(name, ())
        if so:
            own = text in {name, *self._names(name)}
            return True if own or not sides or pairs_of(clause) & _beside(text, sides) else None
        if f"没有{text}" in self._paths:
            return None
        if not sides:
            return False
        denied = self._denied.setdefault(name, set())
        denied |= _sides_named(text, sides) if text != name else set(range(len(sides)))
        return False if len(denied) >= len(sides) else None

    def _names(self, name: str) -> Iterator[str]:
        metric = next((m for m in self._law.corpus.terms.metrics if m.name == name), None)
        yield from (to_view(alias).text for alias in (metric.aliases if metric else ()))

    def _says(self, clause: str, start: int, end: int, rule: Rule) -> bool:
        """Tell whether ``clause`` says yes to ``rule``; of a misdeed, that there was none."""
        choices = self._law.contrasts.read(clause)
        if choices and self._law.contrasts.conflict(choices, [to_view(rule.quote).text]):
            return False
        city = self._law.city_of(rule)
        places = [place.values[0] for place in self._law.places_in(clause, 0, len(clause))]
        seat = [place.values[0] for place in self._law.places_in(clause, start, len(clause))]
        if rule.metric in SEATS and places and city not in (seat or places):
            return False
        if rule.metric in SEATS and re.search(f"不[在是]{city.removesuffix('市')}", clause):
            return False
        so = not (is_negated(_THOUGH.sub("", clause[:start])) or _NO_AFTER.match(clause, end))
        return so != rule.metric.startswith("无")


def _sides_of(rule: Rule) -> tuple[str, ...]:
    """Return the sides of the choice that ``rule`` gives; its words alone where it gives none."""
    quote = to_view(rule.quote).text
    return (quote,) if rule.metric in SEATS else tuple(_EITHER.split(quote))


def _sides_named(text: str, sides: Sequence[str]) -> set[int]:
    """Return which of ``sides`` the name ``text`` is of: all that have as much of it as any."""
    shared = [len(pairs_of(text) & pairs_of(side)) for side in sides]
    return {at for at, count in enumerate(shared) if count == max(shared)}


def _beside(text: str, sides: Sequence[str]) -> frozenset[str]:
    """Return the pairs of characters by which the side that names ``text`` says what is done with it."""
    return frozenset(pair for side in sides if text in side for pair in pairs_of(side.replace(text, "，")))
