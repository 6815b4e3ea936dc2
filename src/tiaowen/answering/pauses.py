"""What is typed without a pause → clauses, as its writer would have paused: 研发10人本科8个够吗.

A text that has marks, or spaces for them, is left as it is. A pause is set only where what follows begins anew: a
measure with its figure, a second question, a word that opens a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.naming import city_names
from tiaowen.quantities import Mention, find_quantities
from tiaowen.rules.check import law_of
from tiaowen.rules.matcher import Match

_PAUSED = re.compile(r"[，,、。；;：:！!？?\n\s（）()](?=.)")
_SHORT = 12  # characters of a text that is said in one breath
_APART = 2  # characters between two pauses at least

_OPENS = re.compile(
    r"(?<=[啊呀嘛啦吗])(?=.{2})|(?<=[^什怎那多要这]么)(?![样多])(?=.{2})"
    r"|(?=要是|如果|假如|万一|另外|别的都|其[他它](?:先|都|没)|可不可以|[行成]不[行成])"
    r"|(?=这[几两三四五]个?[数条项]|这样|这条件|帮[我看忙]|剩下|最后(?!期限|一))"
    r"|(?<=[个人名位])(?=里[头面]|其中)|(?<=年)(?=单位)"
)
_ASKS = re.compile(r"谁|几[篇档年平岁天分次届]|多[久大]|多长(?:时间)?|多少(?:[人平万天分]|万?钱)?|怎么(?:处理|办)")
_ASKED = re.compile(r"[谁几多哪怎啥吗呢没不]")
_GOES_ON = re.compile(r"[的才就以内里能可算合够行要是为前后左右上下吗呢啊呀吧么钱个家项年啦了之地]|一[次回块遍]")
_AFTER_ALL = 4  # characters that follow a question, or part two
_GAP = 3  # characters between a measure and its figure: 面积有整三百平
_ADDED = 4  # characters in which a measure is led up to: 21个|专门搞研发的10个
_TAIL = 10
_ROUNDED = re.compile(r"(?:整|多|左右|以上|以下|以内|上下|出头)?")
_WINDOW = re.compile(r"(?:近|前|最近|过去)[一二两三四五\d]年")
_BESIDE = re.compile(r"[的是]?")
_PEOPLE = re.compile(r"(?<=个)人(?=[员数头这跟手])")  # 带头人1个人员这条


class Pauses:
    """Sets pauses; what is measured is known from the terms of ``corpus``."""

    def __init__(self, corpus: Corpus) -> None:
        self._words = law_of(corpus).words
        self._names = tuple(dict.fromkeys([*city_names(corpus), *(p.name for p in corpus.terms.platforms)]))
        cities = "|".join(map(re.escape, sorted(city_names(corpus), key=len, reverse=True)))
        self._cities = re.compile(rf"^(?:{cities})(?=[我咱])|(?<=[0-9][w万元%个人平])(?={cities})")

    def set(self, text: str) -> str:
        """Return ``text`` with commas for the pauses that it lacks."""
        if len(text) <= _SHORT or _PAUSED.search(text):
            return text
        found = {match.end() for pattern in (_OPENS, self._cities) for match in pattern.finditer(text)}
        found |= {*self._of_figures(text), *self._of_questions(text)}
        places: list[int] = []
        for at in sorted(found):
            if 1 < at < len(text) and at - (places[-1] if places else -_APART) >= _APART:
                places.append(at)
        return "".join(f"，{c}" if at in places else c for at, c in enumerate(text))

    def _of_figures(self, text: str) -> Iterator[int]:
        """Yield where a measure with its figure begins or ends: 10人，本科8个，场地."""
        windows = [match.span() for match in _WINDOW.finditer(text)]
        mentions = [m for m in find_quantities(text) if not any(start < m.start < end for start, end in windows)]
        names = [n for n in self._words.said_in(text) if not any(m.start <= n.start < m.end for m in mentions)]
        taken = loose = 0
        for n, mention in enumerate(mentions):
            end = mention.end - bool(_PEOPLE.match(text, mention.end - 1))
            led = [m for m in names if taken <= m.start and m.end <= mention.start <= m.end + _GAP]
            lead = next((m for m in reversed(led) if self._measures(m, mention)), None)
            if lead is None:
                beside = _BESIDE.match(text, end)
                after = next((m for m in names if beside and m.start == beside.end()), None)
                after = after if after and self._measures(after, mention) else None
                taken, loose = (after.end, loose) if after else (taken, end)
                continue
            start = _first(names, lead.start, max(taken, loose))
            if loose > taken:
                if start - loose <= _ADDED:
                    yield start
            elif taken:
                window = next((at for at, _ in windows if taken <= at < start), start)
                yield taken if window - taken <= _ADDED else window
            rounded = _ROUNDED.match(text, end)
            taken = rounded.end() if rounded else end
            more = n + 1 < len(mentions) or len(text) - taken <= _TAIL
            if any(text.startswith(name, taken) for name in self._names) or (
                more and any(m.start == taken for m in names)
            ):
                yield taken

    def _measures(self, name: Match[str], mention: Mention) -> bool:
        return any(self._words.measured_in(metric, mention.quantity) for metric in name.values)

    def _of_questions(self, text: str) -> Iterator[int]:
        """Yield where a second question begins: 最多多少，一届多长; 谁做考核，谁管."""
        asked = 0
        for match in _ASKS.finditer(text):
            if match[0] == "谁":
                if asked and match.start() - asked > _AFTER_ALL:
                    yield match.start()
            elif self._is_over(text, match):
                yield match.end()
            asked = match.end()

    def _is_over(self, text: str, match: re.Match[str]) -> bool:
        """Tell whether a question ends with ``match``: something else is asked after it, and nothing belongs to it."""
        rest = text[match.end() :]
        named = match[0] == "多大" and any(m.start == 0 for m in self._words.said_in(rest))
        return len(rest) >= _AFTER_ALL and bool(_ASKED.search(rest)) and not (_GOES_ON.match(rest) or named)


def _first(names: Sequence[Match[str]], start: int, since: int) -> int:
    """Return where the names that touch the one at ``start`` begin."""
    for name in reversed([n for n in names if since <= n.start < start]):
        if name.end != start:
            break
        start = name.start
    return start
