"""The words of a text as terms: pairs of characters, and the metrics and topics of ``terms.yaml`` that it names."""

from __future__ import annotations

import re
from collections.abc import Container
from fractions import Fraction
from functools import lru_cache

from tiaowen.corpus.load import Corpus
from tiaowen.quantities import Quantity, is_comparable
from tiaowen.quantities.view import to_view
from tiaowen.rules.matcher import Match, Matcher
from tiaowen.rules.scope import NameReader

METRIC = "指标:"
"""What the term of a metric begins with."""

_TOPIC, _FORM = "话题:", "式:"
_METRIC_WEIGHT, _FORM_WEIGHT = 2.0, 1.5
_LONGEST = 600  # characters of a text that tell what a claim is of
_RUN = re.compile(r"[\u4e00-\u9fff]+")
# Pairs that tell nothing apart: comparators, words of law, parts of names that stand everywhere.
_STOP = frozenset(
    [
        "以上",
        "以下",
        "以内",
        "超过",
        "高于",
        "多于",
        "大于",
        "小于",
        "少于",
        "低于",
        "不少",
        "不低",
        "不超",
        "不到",
        "不足",
        "不满",
        "不得",
        "不能",
        "至少",
        "至多",
        "最多",
        "最少",
        "最低",
        "最高",
        "少要",
        "要超",
        "左右",
        "大约",
        "达到",
        "规定",
        "要求",
        "求是",
        "的要",
        "应当",
        "必须",
        "需要",
        "可以",
        "没有",
        "其中",
        "一般",
        "原则",
        "原上",
        "根据",
        "按照",
        "办法",
        "管理",
        "本办",
        "情况",
        "单位",
        "第一",
        "第二",
        "第三",
        "市科",
        "科技",
        "技局",
        "局备",
        "工程",
        "程技",
        "技术",
        "术研",
        "研究",
        "究中",
        "中心",
        "术中",
    ]
)
_LATELY, _BARRED = re.compile(r"近|最近|过去|前$"), re.compile(r"不得|不能|不可|禁止")


class Vocabulary:
    """Reads the terms, names and metrics of a corpus in texts as ``to_view`` has them."""

    def __init__(self, corpus: Corpus) -> None:
        terms = corpus.terms
        self.names = NameReader(corpus)
        self._metrics: Matcher[str] = Matcher(
            (to_view(word).text, metric.name) for metric in terms.metrics for word in (metric.name, *metric.aliases)
        )
        self._contraries: Matcher[str] = Matcher(
            (to_view(word).text, metric.name) for metric in terms.metrics for word in metric.contrary
        )
        self._said: Matcher[str] = Matcher(
            (to_view(word).text, metric.name)
            for metric in terms.metrics
            for word in (metric.name, *metric.aliases, *metric.said)
        )
        words = ((word, topic.name) for topic in terms.topics for word in (*topic.asked, *topic.law))
        self._topics: Matcher[str] = Matcher((to_view(word).text, topic) for word, topic in words if len(word) > 1)
        self._units = {metric.name: metric.unit for metric in terms.metrics}
        self._kin: dict[str, set[str]] = {}
        for metric in terms.metrics:
            if metric.part:
                self._kin.setdefault(metric.part, set()).add(metric.name)
                self._kin.setdefault(metric.name, set()).add(metric.part)
        self._remembered = lru_cache(maxsize=4096)(self._read)
        self._named = lru_cache(maxsize=4096)(lambda text: tuple(self._metrics.find(text)))

    def metrics_in(self, text: str) -> tuple[Match[str], ...]:
        """Return the names of metrics in ``text``."""
        return self._named(text)

    def contraries_in(self, text: str) -> tuple[Match[str], ...]:
        """Return the metrics whose contrary ``text`` names."""
        return tuple(self._contraries.find(text))

    def said_in(self, text: str) -> tuple[Match[str], ...]:
        """Return the metrics that an asker may tell of in ``text``, also by words that mean too much elsewhere."""
        return tuple(self._said.find(text))

    def measured_in(self, metric: str, quantity: Quantity) -> set[str]:
        """Return ``metric`` where ``quantity`` can be one of it, else the shares or counts beside it that can."""
        return (
            {metric}
            if self._fits(metric, quantity)
            else {m for m in self._kin.get(metric, ()) if self._fits(m, quantity)}
        )

    def terms_of(self, text: str, *, weight: float = 1.0) -> dict[str, float]:
        """Return the terms of ``text`` with their weights; what names a city, regulation or platform is no term."""
        return {term: held * weight for term, held in self._remembered(text[:_LONGEST])}

    def _fits(self, metric: str, quantity: Quantity) -> bool:
        unit = self._units.get(metric)
        return unit is not None and is_comparable(Quantity(low=Fraction(1), unit=unit), quantity)

    def _read(self, text: str) -> tuple[tuple[str, float], ...]:
        text = self.names.without_places(text)
        terms: dict[str, float] = {}
        for run in _RUN.findall(text):
            terms |= {pair: 1.0 for i in range(len(run) - 1) if (pair := run[i : i + 2]) not in _STOP}
        terms |= {_TOPIC + name: 1.0 for match in self._topics.find(text) for name in match.values}
        terms |= {METRIC + name: _METRIC_WEIGHT for match in self._metrics.find(text) for name in match.values}
        return tuple(terms.items())


def forms_of(text: str, start: int, end: int) -> dict[str, float]:
    """Return terms for the way in which a time at ``text[start:end]`` is meant: of late, every so often, barred."""
    before, after = text[max(0, start - 4) : start], text[end : end + 8]
    forms = {"近": bool(_LATELY.search(before)), "每": before.endswith("每"), "禁": bool(_BARRED.search(after))}
    return {_FORM + form: _FORM_WEIGHT for form, meant in forms.items() if meant}


def is_of_late(terms: Container[str]) -> bool:
    """Tell whether ``terms`` are those of a window such as 近三年."""
    return _FORM + "近" in terms


def is_topic(term: str) -> bool:
    """Tell whether ``term`` stands for a topic."""
    return term.startswith(_TOPIC)
