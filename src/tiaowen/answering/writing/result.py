"""What is worked out before a model is asked, and whether its words agree with it: outcome, premise, sums, silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from tiaowen.answering.draft import Draft
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule
from tiaowen.domain import Address, ClaimOutcome, CriterionOutcome
from tiaowen.quantities import Mention, find_quantities
from tiaowen.rules.calendar import Day, find_dates
from tiaowen.rules.check import find_claims

Says = Literal["yes", "no", "open"]

_MARKS = re.compile(r"〔\d+〕")
_BASIS = re.compile(r"\n*依据：[^\n]*")
_OPEN = re.compile(
    r"(?:还|暂|尚)?(?:不能|无法|没法|难以|不好|未能)(?:直接)?(?:判断|判定|确定|下结论|得出结论|认定(?:是否|能否))"
    r"|取决于|还要(?:看|知道)|还需要?(?:知道|了解|确认|补充|说明)|请(?:补充|说明|告知|告诉)|信息不(?:足|够|全)|资料不(?:足|够|全)|不确定"
)
_NO = re.compile(
    r"不(?:完全)?(?:符合|满足|达标|够|足|行|可以|能(?!少于|低于|超过|高于|小于|大于|早于|晚于)|合格|具备)|未(?:能)?(?:达到|满足|达标|符合)|没有?(?:达到|达标|满足)"
    r"|达不到|差(?:了)?[\d一二两三四五六七八九十百千]|缺(?:少|口)?[\d一二两三四五六七八九十百千]|(?:低于|少于|短于)(?:了)?(?:规定|要求|标准|条件|[^，。；]{0,12}的(?:要求|标准|规定|条件|下限|上限|门槛))|无法(?!判断|确定)|否[，。]"
)
_YES = re.compile(
    r"(?<![不未没])(?<!是否)(?:符合|满足|达到|达标|合格)(?!.{0,6}(?:才|方可))|(?<!不)可以(?=[，。；：:]|[^，。；不]{0,4}(?:申[报请]|备案|认定|推荐|通过)|$)|(?<![不可只才方])能(?:够)?(?=[，。；]|[^，。；不]{0,4}(?:申[报请]|备案|认定|推荐|通过)|$)"
    r"|(?<![不没能])够(?:了|用|格)?(?=[，。；：:]|$)|没问题|^\W*(?:行|能|可以|够|是的|对)[，。,：]"
)
_WHOLE = re.compile(
    r"均已?|全部|各项|所有|硬性|结论|综上|总体|整体|总的|因此|所以|总之|由此|综合|(?:申报|申请|认定|备案|参评|推荐|报)(?:条件|资格|要求)"
)
_LIMITED = re.compile(
    r"[这那以所][几上列]?[^，。；]{0,4}项|您说的|就[^，。；]{1,10}(?:看|来说|而言)|其余|其他|另外|没有核对"
)
_ENTRY = re.compile(r"\s*(?:[-*+•|#]|\d{1,2}[.、)）])")
_SILENT = re.compile(
    r"(?:没有?|未|并未|尚未|均未|也未)(?:[^，。；？]{0,12}?)(?:规定|明确|写|列(?!入)|给出|列出|提到|提及|涉及|说明|载明|设定|具体数|要求|限制)"
    r"|(?:没有|无)(?:[^，。；？]{0,14}?)(?:规定|条款|要求|限制|标准|依据|数额|期限|下限|上限)|不作(?:要求|规定)|(?:查|找)不到"
)
_TEXTS_SILENT = re.compile(r"未规定|未明确|没有规定|没有给出")
_RIGHT = re.compile(r"^\W*(?:对(?!于|照|应)|是的|没错|正确|准确|属实|无误|您说得对|记得没错|没有?(?:记|说|搞)错)")
_WRONG = re.compile(
    r"不对|不是|有误|不正确|不准确|(?<!没)(?<!没有)错(?!过)|并非|不属实|应为|应当是|而是|与[^，。；]{0,10}不(?:符|一致)"
)
_OPENING = 60  # characters in which a premise is judged


class Result(NamedTuple):
    """What was worked out. ``words`` tell it to the model; the rest is what its wording has to agree with.

    ``outcome`` is that of the eligibility, ``premise`` whether what the asker takes for granted is so, ``silent``
    that the texts leave open what is asked first, ``figures`` are sums and differences, ``days`` dates.
    ``asked`` are the figures of the rules that give the very figure asked for: one of them has to be told.
    """

    words: str = ""
    outcome: Says | None = None
    premise: Literal["right", "wrong"] | None = None
    silent: bool = False
    figures: tuple[Mention, ...] = ()
    days: tuple[Day, ...] = ()
    asked: tuple[Mention, ...] = ()

    @property
    def decides(self) -> bool:
        """Whether there is a conclusion that the model has to agree with."""
        return bool(self.outcome or self.premise or self.silent or self.figures or self.days)

    def concludes(self, piece: str, *, first: bool) -> bool:
        """Tell whether ``piece`` draws the conclusion, as the ``first`` sentence or as a summary."""
        if self.outcome:
            opens = first and not _ENTRY.match(piece)
            return says(piece) is not None and (opens or bool(_WHOLE.search(piece)))
        return first and self.decides

    def denied_by(self, piece: str, *, first: bool) -> str | None:
        """Return why ``piece`` does not agree with what was worked out; None where it does or says nothing of it."""
        if self.outcome and self.concludes(piece, first=first):
            told = says(piece)
            limited = self.outcome == "open" and told == "yes" and _LIMITED.search(piece)
            if told != self.outcome and not limited:
                return _REASONS[self.outcome]
        if self.premise == "wrong" and first and _RIGHT.search(piece) and not _WRONG.search(piece):
            return "提问人说的数与条文不一致，不能说对。"
        if self.premise == "right" and first and _WRONG.search(piece[:_OPENING]):
            return "提问人说的数与条文一致，不能说不对。"
        return None

    def lacks(self, text: str) -> str | None:
        """Return what ``text`` does not say yet of what was worked out; None where it says all."""
        decided = self.outcome in {"yes", "no"}  # that nothing can be judged yet need not be said, only not denied
        if self.outcome and decided and not any(says(line) == self.outcome for line in re.split(r"[\n。]", text)):
            return _REASONS[self.outcome]
        if self.silent and not _SILENT.search(text):
            return "条文没有规定的，要说没有规定。"
        if self.premise == "wrong" and not _WRONG.search(text):
            return "提问人说的数与条文不一致，要说不对。"
        return self._lacks_figure(text)

    def _lacks_figure(self, text: str) -> str | None:
        told, days = find_quantities(text), [day for _, day in find_dates(text)]
        if not all(any(_same(figure, one) for one in told) for figure in self.figures):
            return "算好的数没有写出来。"
        if self.asked and not any(_same(figure, one) for figure in self.asked for one in told):
            return "所问的数没有写出来。"
        if not all(any(_is_day(day, one) for one in days) for day in self.days):
            return "算好的日期没有写出来。"
        return None


_REASONS: dict[Says, str] = {
    "yes": "核算的结论是符合，回答与它不一致。",
    "no": "核算的结论是不符合，回答与它不一致。",
    "open": "核算的结论是还不能判断，回答与它不一致。",
}


def says(sentence: str) -> Says | None:
    """Return the conclusion that ``sentence`` draws, if any.

    >>> says("您的条件符合要求。"), says("还不符合，差1人。"), says("还不能判断，缺面积。"), says("年报12月底前交。")
    ('yes', 'no', 'open', None)
    """
    plain = _MARKS.sub("", sentence).replace("*", "")
    if _OPEN.search(plain):
        return "open"
    if _NO.search(plain):
        return "no"
    return "yes" if _YES.search(plain) else None


def is_silent(sentence: str) -> bool:
    """Tell whether ``sentence`` says that the texts do not say: the checker holds that against what they do say.

    >>> is_silent("该条没有规定撤销后几年内不得再申请。")
    True
    """
    return bool(_SILENT.search(sentence))


def read_result(composed: Draft, query: Query, corpus: Corpus, *, exact: Sequence[Address] = ()) -> Result:
    """Return what ``composed`` has worked out of ``query``; nothing for what it only quotes.

    ``exact`` are places with a rule that gives the very figure asked for.
    """
    text = _BASIS.sub("", composed.text)
    eligibility = composed.eligibility
    if eligibility and all(c.outcome is CriterionOutcome.NOT_COVERED for c in eligibility.criteria):
        return Result(words=_plain(text), silent=True)
    if eligibility is not None:
        outcome: dict[str, Says] = {"pass": "yes", "fail": "no", "unknown": "open"}
        return Result(words=_plain(text), outcome=outcome[eligibility.outcome])
    findings = find_claims(text, question=query.said, cited=[c.address for c in composed.citations], corpus=corpus)
    places = [citation.address for citation in composed.citations]
    quoted = [m for rule in corpus.rules if _fits(rule, places, query) for m in find_quantities(rule.quote)]
    end = len(text.split("\n\n")[0])  # what is asked first is answered first; the rest may be told otherwise
    derived = [f.verdict.text for f in findings if f.verdict.outcome is ClaimOutcome.DERIVED and f.start < end]
    told = [mention for words in derived for mention in find_quantities(words)]
    known = (*quoted, *find_quantities(query.said))
    figures = tuple(m for m in told if m.year is None and not any(_same(m, other) for other in known))
    asked = [day for _, day in find_dates(query.said)]
    days = tuple({day: None for words in derived for _, day in find_dates(words) if day not in asked})
    opening = _plain(text)[:_OPENING]
    premise: Literal["right", "wrong"] | None = None
    if opening.startswith("不对"):
        premise = "wrong"
    elif opening.startswith("对。"):
        premise = "right"
    silent = bool(_TEXTS_SILENT.search(_outside_quotes(text[:end])))
    decides = premise or figures or days or silent
    given = [place for place in places if place in exact]
    asked_for = () if decides else tuple(_figures_at(given, query, corpus))
    words = _plain(text) if decides else ""
    return Result(words, premise=premise, silent=silent, figures=figures, days=days, asked=asked_for)


def _is_day(day: Day, told: Day) -> bool:
    """Tell whether ``told`` is ``day``, or the month it lies in."""
    return (told.year, told.month) == (day.year, day.month) and (told.day in {None, day.day} or day.day is None)


def _figures_at(places: Sequence[Address], query: Query, corpus: Corpus) -> Iterator[Mention]:
    for rule in corpus.rules:
        if not isinstance(rule.value, bool) and _fits(rule, places, query):
            yield from find_quantities(rule.quote)


def _fits(rule: Rule, places: Sequence[Address], query: Query) -> bool:
    """Tell whether ``rule`` stands at one of ``places`` and is for a platform asked about."""
    asked = not query.platforms or bool(set(query.platforms) & set(rule.platforms))
    return asked and any(place.covers(rule.at) for place in places)


def _same(one: Mention, other: Mention) -> bool:
    """Tell whether two figures are one: the same day or amount, whatever bound it is told as."""
    bounds = [{bound for bound in (m.quantity.low, m.quantity.high) if bound is not None} for m in (one, other)]
    return one.quantity.unit == other.quantity.unit and one.year == other.year and bool(bounds[0] & bounds[1])


def _outside_quotes(text: str) -> str:
    return re.sub(r"“[^”]*”|「[^」]*」", "", text)


def _plain(text: str) -> str:
    return _MARKS.sub("", text).replace("**", "").strip()
