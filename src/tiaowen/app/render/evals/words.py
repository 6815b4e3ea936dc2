"""What suites, measures and kinds are called, and figures in words."""

from __future__ import annotations

from tiaowen.domain import Address
from tiaowen.evals.cases import SuiteName
from tiaowen.evals.figures import SEVERAL
from tiaowen.evals.shares import Mean, Share
from tiaowen.evals.wording import CRITERIA, VERDICTS

SUITES: dict[SuiteName, str] = {
    "answers": "问答",
    "conversations": "连续对话",
    "retrieval": "检索",
    "claims": "核对文字",
    "eligibility": "条件判断",
    "variations": "换个写法",
    "mutations": "改出来的错",
    "boundaries": "临界数值",
    "lookups": "条文查找",
}
ABOUT: dict[SuiteName, str] = {
    "answers": "人写的问题。必答内容都有、没有不该有的内容、结论对、该不答的如实说明，才算答对。",
    "conversations": "人写的几句话一段的对话，每一句都对才算对。",
    "retrieval": "人写的问题和回答它的条文。前 5 条里有全部应找的条文，才算对。",
    "claims": "人写的成文答复，有对有错。对的放行、错的拦下，才算对。",
    "eligibility": "人写的申报情况。结论和各条的结果都对，才算对。",
    "variations": "人写的问题换个写法再问：打错字、不加标点、繁体、数字换写法、客套话。原来答对的仍然答对，才算对；"
    "原来没有答对的不计。",
    "mutations": "由规则逐条生成的说法：照原意换个说法的应放行，只改一处的应拦下。",
    "boundaries": "由规则逐条生成的情况：正好达到、差一点、多一点、没有说。",
    "lookups": "全部条、款、项的四种写法，都要找到、且只找到它。",
}
MEASURES = {
    "right": "答对",
    "direct": "开门见山",
    "recall": "应引的引了",
    "precision": "引的都该引",
    "kept_quiet": "该不答的没有硬答",
    "held_back": "不答的确实没有规定",
    "verdict": "够不够的结论对",
    "length": "平均字数",
    "grounded": "数字都有出处",
    "of_examples": "例题仍然答对",
    "of_others": "其他题仍然答对",
    "accepted": "对的放行",
    "rejected": "错的拦下",
    "located": "指到错处",
    "balanced_accuracy": "两者平均",
    "outcome": "总的结论对",
    "criteria": "各条的结果对",
    "turns": "逐句答对",
}
MEANING = {
    "right": "一题要求的全部做到",
    "direct": "必答内容在前 150 字里",
    "recall": "应引条文里引了的份额，各题平均",
    "precision": "所引条文里该引的份额，各题平均",
    "kept_quiet": "条文没有规定的题里，如实说明的",
    "held_back": "答“没有规定”的题里，确实没有规定的",
    "verdict": "要判断够不够的题里，结论对的",
    "grounded": "数字在所引条文、问题或经复核的计算里，每个说法都经核对",
    "of_examples": "例题（applicants、staff）里原来答对的，换个写法仍然答对的",
    "of_others": "其他问题里原来答对的，换个写法仍然答对的",
    "accepted": "没有错的文字里，放行的",
    "rejected": "有错的文字里，拦下的",
    "located": "标出的错处里，指到的份额，各题平均",
    "balanced_accuracy": "放行和拦下两个比例的平均",
    "outcome": "问总结论的题里，结论对的",
    "criteria": "问到的各条里，结果对的份额，各题平均",
    "turns": "全部问句里答对的",
}
APART = {"of_examples": "例题", "of_others": "其他题"}
"""Measures that are told kind by kind as well."""
RANKED = {
    "recall@1": "前 1 处召回",
    "recall@3": "前 3 处召回",
    "recall@5": "前 5 处召回",
    "recall@10": "前 10 处召回",
    "mrr@10": "MRR@10",
    "ndcg@10": "nDCG@10",
}
LEVELS = {"article": "按条", "item": "按项"}
OUTCOMES = VERDICTS | CRITERIA
NO_REGULATION, MORE_REGULATIONS = "没有指明", "几部一起"
_KINDS = {
    "single_numeric": "单个数值",
    "numeric": "数值",
    "eligibility": "够不够条件",
    "money": "经费奖励",
    "procedure": "程序材料",
    "evaluation": "考核评估",
    "governance": "组织管理",
    "comparison": "几地比较",
    "multi_turn": "连续追问",
    "out_of_scope": "条文没有的",
    "lookup": "查条文",
    "keyword": "按词查",
    "responsibility": "谁负责",
    "definition": "定义",
    "naming": "名称",
    "sanction": "撤销处罚",
    "validity": "时效",
    "conflict": "两部不一致",
    "adversarial": "带陷阱的",
    "expert": "专家出题",
    "condition": "申报条件",
    "deadline": "期限",
    "wording": "按原话查",
    "correct": "没有错的",
    "wrong_value": "数值错",
    "wrong_comparator": "以上以下错",
    "wrong_unit": "单位错",
    "wrong_period": "期限错",
    "wrong_conclusion": "结论错",
    "wrong_citation": "引错条文",
    "other_city": "换了城市",
    "other_platform": "换了平台",
    "other_metric": "换了指标",
    "arithmetic_error": "算错",
    "boundary_error": "临界错",
    "scope_error": "适用范围错",
    "old_rule": "用了旧办法",
    "invented_requirement": "凭空多的条件",
    "altered_in_list": "列举里改了一处",
    "dropped_qualifier": "漏了限定",
    "exception_error": "例外弄错",
    "wrong_case": "换了情形",
    "wrong_city": "换了城市",
    "wrong_invented": "凭空多的条件",
    "wrong_metric": "换了指标",
    "wrong_platform": "换了平台",
    "wrong_regulation": "换了办法",
    "wrong_window": "期间错",
    "right_after": "数在前面",
    "right_bare": "只说数",
    "right_chinese": "中文数字",
    "right_doubled": "说两遍",
    "right_fullwidth": "全角数字",
    "right_list": "列表",
    "right_order": "换了语序",
    "right_other_unit": "换了单位",
    "right_plain": "平常说法",
    "right_quote": "原文",
    "right_table": "表格",
    "typo_sound": "同音错字",
    "typo_order": "字序颠倒",
    "no_punctuation": "不加标点",
    "spaces": "空格代标点",
    "traditional": "繁体",
    "numerals": "数字换写法",
    "spaced_numbers": "数字前后空格",
    "polite": "客套话",
    "below": "差一点",
    "at": "正好",
    "above": "多一点",
    "unsaid": "没有说",
    "case_unsaid": "没有说属于哪种情形",
    "address": "地址",
    "label": "全称",
    "spoken": "口头说法",
    "digits": "阿拉伯数字",
    "one_figure": "一个数",
    "share": "占比",
    "period": "年限",
    "applicant": "看申请单位",
    "whole": "全部条件",
    "yes_or_no": "有或没有",
    "category": "看类别",
    "joint": "联合共建",
    "approximate": "大约的数",
    "not_covered": "没有规定的",
    "next_matter": "接着问别的",
    "silence": "问到没有规定的",
    "place": "接着问条文",
    "clarify": "先反问再答",
}


def kind_name(kind: str) -> str:
    """Return what a kind is called; one without a name of its own is shown as it is written."""
    return _KINDS.get(kind, kind)


def regulation_name(id_: str, labels: dict[str, str]) -> str:
    """Return the title of a regulation, or the name of the groups that are none."""
    return {"": NO_REGULATION, SEVERAL: MORE_REGULATIONS}.get(id_) or labels.get(id_, id_)


def measure_name(measure: str) -> str:
    """Return what a measure is called: 按条 前 5 处召回."""
    level, _, rest = measure.partition(" ")
    return f"{LEVELS[level]} {RANKED[rest]}" if rest else MEASURES.get(measure, measure)


def place_name(address: Address, labels: dict[str, str]) -> str:
    """Return ``address`` as people write it, by the titles in ``labels``."""
    title = labels.get(address.regulation, address.regulation)
    annex = (
        f"{address.annex.replace('-', '《', 1)}》" if address.annex and "-" in address.annex else address.annex or ""
    )
    return f"《{title}》{annex}{address.local_label()}"


def percent(value: float | None) -> str:
    """Return a share in words; only all of them are 100%.

    >>> percent(0.1), percent(1.0), percent(3199 / 3200), percent(None)
    ('10.0%', '100%', '99.97%', '—')
    """
    if value is None:
        return "—"
    if value in {0, 1}:
        return f"{value:.0%}"
    digits = 1
    while round(value * 100, digits) in {0, 100}:
        digits += 1
    return f"{value:.{digits}%}"


def interval(share: Share) -> str:
    """Return the interval of ``share`` in words: 64.5%–84.2%."""
    low, high = share.interval
    return f"{percent(low)}–{percent(high)}" if share.n else "—"


def figure(measure: str, value: Share | Mean) -> str:
    """Return a figure in words: 53/70（75.7%）, 0.960."""
    if isinstance(value, Share):
        return f"{value.hits}/{value.n}（{percent(value.value)}）" if value.n else "—"
    if value.value is None:
        return "—"
    return f"{value.value:.0f} 字" if measure == "length" else f"{value.value:.3f}"


def counted(value: Share | Mean) -> str:
    """Return over how many cases a figure is, with its interval where it is a share."""
    return f"n={value.n}，95% 区间 {interval(value)}" if isinstance(value, Share) else f"n={value.n}"
