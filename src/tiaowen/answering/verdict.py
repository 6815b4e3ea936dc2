"""Whether the asker qualifies, worded: the conclusion first, then a line for each condition spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tiaowen.answering.asker import Asker
from tiaowen.answering.draft import UNMET, Draft, Notes, word_requirement
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.domain import Criterion, CriterionOutcome, Eligibility, Regulation
from tiaowen.quantities import Quantity, find_quantities
from tiaowen.rules.eligibility import LIFTED, judge_eligibility

_ABLE = re.compile(
    r"够|行不行|能不能|可不可以|可以[吗吧不么]|能.{0,24}[吗不么吧]|卡不卡|会不会卡|[oO][kK]|符合|达标|过得|过[吗么嘛]|还[差缺]|满足|过不过|过关|能过|行[吗不么]|成[不吗么]|合格|合规|没问题吧|够格|[过够][了]?没|过线|会被卡|有戏|差[多什]"
    r"|怎么样|[差缺](?:点|些|了)?(?:啥|什么|哪)|[哪几][条项点个样]不[行够符合过达]|超了?没|有没有超|超不超|够线|踩线|算过"
    r"|哪里不|该推荐|该退|能认|报不了|还能|没超|算.{0,4}[吗么不]|列入|有资格|够资格|中不中|要得不|要不要得|使得不"
)
_APPLIES = re.compile(r"(?:能|想|要|打算|准备|可以)[^，。？?]{0,14}(?:报|申请|备案|申报|牵头)|这个?情况")
_ELSE = re.compile(r"材料|流程|程序|步骤|谁|什么|怎么|哪|啥|何时|手续")
_WHETHER = re.compile(
    r"(?:吗|么|嘛|不|没有?|否|吧)[呀啊哦?？。!！]*$|有没有(?:问题|毛病|妨碍|影响|戏)|这[几两三]?[条样项块点]呢"
)
_WHETHER_AT_ALL = re.compile(r"有没有(?:毛病|妨碍|影响|戏)")
_ASKED = re.compile(r"[吗么呢]$|能不能|可不可以|行不行|能否|可否|是不是")
_PART = re.compile(
    r"这[几三两四五些条点项块]|人员|人数|数字|光看|单看|只看|比例|结构|时间|面积|场地|家数|等级|职称|注册这|算不算|强度|经费|这个"
)
_WHOLE = re.compile(
    r"(?:能|可以|可不可以|想|成不|有戏|该).{0,14}(?:备案|申报|申请|报|认定|上|牵头|推荐|批)|备案.{0,8}[成行]"
)
_ALL = re.compile(r"都|全|所有|一共|整体|总的|这[几两三四]|其他|别的|[两三四]块|[和跟与、]")
_MET, _UNMET = CriterionOutcome.MET, CriterionOutcome.UNMET
_UNKNOWN, _NOT_COVERED = CriterionOutcome.UNKNOWN, CriterionOutcome.NOT_COVERED
_RULE = re.compile(
    r"多少|(?<![前好这近])几(?![乎经])|什么|怎|哪|谁|啥|何|为什么|要不要|需要|规定|要求|是不是|还是|有没有|[吗么吧]|多[久大长]|流程|材料|条件|意思|解释|说明"
)
_WANTS_RULE = re.compile(
    r"(?:^|[，,；;。])(?![^，,；;。]*(?:[够差缺还]|符合|行不|算))[^，,；;。]*(?:要|需要?|得|应)[^，,；;。]{0,6}(?:多少|几[个名人家项篇平年])[^，,；;。]{0,4}$"
)
_FIGURE = re.compile(r"多少|几[个名人家项篇年万]|多久|多大|哪")
_ORDER = (_UNMET, _UNKNOWN, _MET, _NOT_COVERED)
_FEW = 3  # conditions not spoken of that are told one by one
_OTHERS = 6  # further conditions that are named


class _Target(NamedTuple):
    """What is applied for, and what came of it."""

    regulation: Regulation
    platform: str
    eligibility: Eligibility


def asks_verdict(query: Query, asker: Asker) -> bool:
    """Tell whether the conversation asks if the asker's own facts are enough: now, or before with others (那8个呢)."""
    told = any(isinstance(fact.value, Quantity) for fact in asker.facts)
    if _WANTS_RULE.search(query.text):
        return False
    applies = _APPLIES.search(query.text) and not _ELSE.search(query.text)
    whether = _WHETHER.search(query.text) and (told or (asker.facts and _WHETHER_AT_ALL.search(query.text)))
    asked = bool(_ABLE.search(query.text)) or bool((applies or whether) and not _FIGURE.search(query.text))
    earlier = any(_ABLE.search(turn) and find_quantities(turn) for turn in query.turns[:-1])
    goes_on = earlier and not _FIGURE.search(query.text) and bool(find_quantities(query.text))
    elliptic = told and query.text != query.turns[-1]
    alone = bool(asker.new or elliptic) and not _RULE.search(query.text)
    return bool(asker.facts or asker.unread) and (asked or goes_on or alone) and not query.comparing


def compose_verdict(query: Query, asker: Asker, corpus: Corpus) -> Draft | None:
    """Return the draft on whether the asker qualifies; None where no platform in scope is asked about."""
    targets = _judged(query, asker, corpus)
    if not targets:
        return None
    notes = Notes(corpus)
    cities = tuple(dict.fromkeys(target.regulation.jurisdiction.name for target in targets))
    if not query.narrowed and len(cities) > 1:
        return _ask_city(targets, asker, cities, notes, corpus)
    first = targets[0]
    rules = {rule.id: rule for rule in corpus.rules}
    side_by_side = [target for target in targets if target.regulation.id == first.regulation.id]
    lifted = _lifted(first, notes, rules)
    lines, conclusions = [], []
    for target in side_by_side:
        conclusion = _conclusion(target, notes, rules)
        conclusions.append(conclusion)
        lines.append(f"**{target.platform}**：{conclusion}" if len(side_by_side) > 1 else conclusion)
        lines += [] if _lifted(target, notes, rules) else _lines(target, notes, rules, corpus)
        lines += _open(target, corpus) if len(side_by_side) > 1 else []
    lines += _unread(asker)
    lines += _open(first, corpus) if len(side_by_side) == 1 else []
    for target in targets:
        if target not in side_by_side:
            lines.append(f"另一部《{target.regulation.title}》：{_brief(target)}。")
    return Draft(
        text="\n\n".join(_joined(lines)),
        status="declined" if _says_nothing(first) and not lifted else "verified",
        citations=notes.citations,
        eligibility=first.eligibility,
        conclusions=tuple(conclusions),
    )


def _joined(lines: Sequence[str]) -> list[str]:
    """Return ``lines`` as paragraphs, the entries of a list in one."""
    out: list[str] = []
    for line in lines:
        if out and line.startswith("- ") and out[-1].startswith("- "):
            out[-1] += f"\n{line}"
        else:
            out.append(line)
    return out


def _judged(query: Query, asker: Asker, corpus: Corpus) -> list[_Target]:
    """Return what came of each platform in scope, those first that have a rule on what was said."""
    targets = []
    for id_ in query.regulations:
        regulation = corpus.regulation(id_)
        named = [p for p in regulation.platforms if p in query.platforms]
        platforms = named or (list(regulation.platforms) if len(regulation.platforms) == 1 else [])
        for platform in platforms:
            category = next(iter(query.cases.get("category", ())), None)
            application = asker.applies(id_, platform, category)
            asked = _asked(query, asker, id_, platform, corpus)
            eligibility = judge_eligibility(asker.facts, application, corpus, asked=asked)
            if asker.unread and eligibility.outcome == "pass":
                eligibility = eligibility.model_copy(update={"outcome": "unknown"})
            if eligibility.criteria:
                targets.append(_Target(regulation, platform, eligibility))
    later = {other for target in targets for other in target.regulation.told_before}
    return sorted(targets, key=lambda t: (_says_nothing(t), t.regulation.id in later))


def _asked(query: Query, asker: Asker, regulation: str, platform: str, corpus: Corpus) -> set[str]:
    """Return the metrics asked about: those spoken of, and every figure where the whole platform is asked for."""
    metrics = {metric.name: metric for metric in corpus.terms.metrics}
    told = {fact.metric for fact in asker.facts}
    narrow = {n for n in asker.narrow if n in told or (n in metrics and metrics[n].part in told)}
    if narrow and not (_ALL.search(query.text) or _WHOLE.search(query.text)):
        return narrow
    asked = told | set(asker.asked)
    shares = {m.name for m in metrics.values() if m.part in asked}
    eligible = {rule.metric for rule in corpus.rules if rule.role == Role.ELIGIBILITY}
    applying = not asker.facts or any(m in eligible or (m in metrics and metrics[m].part) for m in asked)
    whole = applying and _WHOLE.search(query.text) and not _PART.search(query.text)
    for rule in corpus.rules if whole else ():
        if rule.at.regulation == regulation and platform in rule.platforms and rule.role == Role.ELIGIBILITY:
            asked |= {rule.metric} if isinstance(rule.value, Quantity) else set()
    return asked | shares


def _says_nothing(target: _Target) -> bool:
    return all(criterion.outcome == _NOT_COVERED for criterion in target.eligibility.criteria)


def _lifted(target: _Target, notes: Notes, rules: dict[str, Rule]) -> str:
    """Return the words that ask nothing of what was told, where that is all; empty for anything else."""
    quotes = {criterion.required for criterion in target.eligibility.criteria}
    rule = next((r for r in rules.values() if r.metric.endswith(LIFTED) and {r.quote} == quotes), None)
    return rule.quote + notes.mark_rule(rule) if rule else ""


def _conclusion(target: _Target, notes: Notes, rules: dict[str, Rule]) -> str:
    criteria, title = target.eligibility.criteria, f"《{target.regulation.title}》"
    unmet = [c for c in criteria if c.outcome == _UNMET]
    missing = [c for c in criteria if c.outcome == _UNKNOWN]
    if unmet:
        reasons = "；".join(_gap(c, notes, rules) for c in unmet)
        return f"{UNMET}：{reasons}。"
    if target.eligibility.outcome == "pass":
        return "就您说的这几项，**符合**："
    if lifted := _lifted(target, notes, rules):
        return f"这一项**不作要求**：{lifted}。"
    if _says_nothing(target):
        names = "、".join(c.label for c in criteria)
        return f"**不能判断**：{title}未规定{names}的具体数。"
    return f"**还不能判断**，{_wanted(missing)}："


def _wanted(missing: Sequence[Criterion]) -> str:
    """Return what has to be known still."""
    if not missing:
        return "您说的有一处没有看懂"
    sure = [c for c in missing if c.label == c.label.partition("（")[0]]  # others may not be asked of them
    return f"还要知道{_listed(list(dict.fromkeys(c.label for c in sure or missing)))}"


def _listed(names: Sequence[str]) -> str:
    return f"{'、'.join(names[:_OTHERS])}{'等' if len(names) > _OTHERS else ''}"


def _unsaid(target: _Target, rules: dict[str, Rule]) -> list[Criterion]:
    """Return the figures of which nothing was said, where they are too many to be told one by one."""
    figures = {rule.id for rule in rules.values() if isinstance(rule.value, Quantity)}
    unsaid = [c for c in target.eligibility.criteria if c.outcome == _UNKNOWN and not c.given and c.rule in figures]
    return unsaid if len(unsaid) > _FEW else []


def _gap(criterion: Criterion, notes: Notes, rules: dict[str, Rule]) -> str:
    gap = f"，{criterion.shortfall}" if criterion.shortfall else ""
    return f"{_required(criterion, notes, rules)}{_said(criterion, rules)}{gap}"


def _short(criterion: Criterion, notes: Notes, rules: dict[str, Rule]) -> str:
    return f"{_required(criterion, notes, rules)}{_said(criterion, rules)}"


def _required(criterion: Criterion, notes: Notes, rules: dict[str, Rule]) -> str:
    """Return what is required, the case in front: 企业的，研发费用占比要求近三年不低于3%."""
    rule = rules.get(criterion.rule)
    if rule is None:
        return f"{criterion.label}要求{criterion.required}"
    if isinstance(rule.value, bool):
        return f"{criterion.required}{notes.mark_rule(rule)}"
    return f"{word_requirement(rule, criterion.required)}{notes.mark_rule(rule)}"


def _said(criterion: Criterion, rules: dict[str, Rule]) -> str:
    """Return what the asker said of a condition: a figure, or their own words in quotes."""
    rule = rules.get(criterion.rule)
    in_words = rule is not None and isinstance(rule.value, bool)
    if not criterion.given:
        return "；您的情况还不知道" if in_words else "，您还没有说"
    if in_words and (find_quantities(criterion.given) or _ASKED.search(criterion.given)):
        return ""  # a figure in their words is told in a line of its own, and what they ask is no answer
    return f"，您说“{criterion.given}”" if in_words else f"，您说{criterion.given}"


def _lines(target: _Target, notes: Notes, rules: dict[str, Rule], corpus: Corpus) -> list[str]:
    """Return a line for each condition that the conclusion does not tell in full."""
    lines = []
    unsaid = _unsaid(target, rules)
    for criterion in sorted(target.eligibility.criteria, key=lambda c: _ORDER.index(c.outcome)):
        if criterion in unsaid:
            continue
        if criterion.outcome == _NOT_COVERED:
            said = _not_covered(criterion, target.regulation, notes, corpus)
            if said or not _says_nothing(target):
                lines.append(f"- {criterion.label}：{said or f'《{target.regulation.title}》未规定具体数'}。")
        elif criterion.outcome != _UNMET:
            met = "，符合" if criterion.outcome == _MET else ""
            lines.append(f"- {_short(criterion, notes, rules)}{met}。")
    if unsaid:
        further = f"- 还要看：{'；'.join(_required(c, notes, rules) for c in unsaid)}。"
        lines.insert(len(lines) if target.eligibility.outcome == "fail" else 0, further)
    return lines


def _not_covered(criterion: Criterion, regulation: Regulation, notes: Notes, corpus: Corpus) -> str:
    """Return what the text says instead of a figure, words that are marked as no rule among it; empty for nothing."""
    if criterion.required.startswith(("依托", "只对")) or "要求" in criterion.required:
        rule = next((r for r in corpus.rules if r.quote == criterion.required), None)
        return criterion.required + (notes.mark_rule(rule) if rule else "")
    for exemption in corpus.exemptions:
        if exemption.at.regulation == regulation.id and _alike(criterion.label, exemption.quote):
            mark = notes.mark(exemption.at, exemption.quote)
            return f"《{regulation.title}》没有给出具体数，只写“{exemption.quote}”{mark}"
    return ""


def _alike(one: str, other: str) -> bool:
    return sum(one[i : i + 2] in other for i in range(len(one) - 1)) >= 2 or one[:2] in other


def _open(target: _Target, corpus: Corpus) -> list[str]:
    """Return the line that names the conditions not spoken of."""
    spoken = {criterion.rule for criterion in target.eligibility.criteria}
    others = [
        rule.metric
        for rule in corpus.rules
        if rule.at.regulation == target.regulation.id
        and target.platform in rule.platforms
        and rule.role == Role.ELIGIBILITY
        and rule.id not in spoken
        and not (rule.when.cause or rule.when.applicant or rule.when.category)
    ]
    names = list(dict.fromkeys(others))
    rules = {rule.id: rule for rule in corpus.rules}
    judged = [rules[c.rule] for c in target.eligibility.criteria if c.rule in rules]
    if not names or not any(rule.role == Role.ELIGIBILITY for rule in judged):
        return []
    return [f"其他条件（{_listed(names)}）没有核对，请对照条文。"]


def _unread(asker: Asker) -> list[str]:
    """Return the line that names what was not understood of what the asker told."""
    if not asker.unread:
        return []
    return [f"您说的“{'”“'.join(asker.unread)}”没有看懂是哪一项，没有算进去，请再说明。"]


def _brief(target: _Target) -> str:
    if _says_nothing(target):
        return f"未规定{'、'.join(c.label for c in target.eligibility.criteria)}的具体数"
    words = {"pass": "这几项符合", "fail": "有不符合的", "unknown": "还不能判断"}
    return words[target.eligibility.outcome]


def _ask_city(targets: Sequence[_Target], asker: Asker, cities: Sequence[str], notes: Notes, corpus: Corpus) -> Draft:
    rules = {rule.id: rule for rule in corpus.rules}
    lines, conclusions = ["各地的条件不同，请问您在哪个城市？"], []
    for target in targets:
        conclusions.append(_conclusion(target, notes, rules))
        lines.append(f"**{target.regulation.jurisdiction.name}**《{target.regulation.title}》：{conclusions[-1]}")
        lines += _lines(target, notes, rules, corpus)
    unknown = targets[0].eligibility.model_copy(update={"outcome": "unknown"})
    text = "\n\n".join([*_joined(lines), *_unread(asker), f"（收录的有{'、'.join(cities)}）"])
    return Draft(
        text=text,
        status="clarify",
        citations=notes.citations,
        eligibility=unknown,
        conclusions=tuple(conclusions),
    )
