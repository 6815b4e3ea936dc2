from __future__ import annotations

from fractions import Fraction

import pytest

from tiaowen.corpus.load import Corpus
from tiaowen.domain import CriterionOutcome
from tiaowen.quantities import Quantity
from tiaowen.rules.eligibility import judge_eligibility
from tiaowen.rules.facts import Application, Fact
from tiaowen.rules.fields import apply_for, form_for, read_reply
from tiaowen.rules.nearest import Change, find_changes

FIRM = {
    "研发人员": ("7", "人"),
    "本科学历占比": ("5", "人"),
    "中级职称占比": ("2", "人"),
    "场地面积": ("250", "平方米"),
    "运营年限": ("18", "个月"),
    "建设运行经费": ("300", "万元"),
    "首席技术官备案": ("no", ""),
}
DRAFT = {
    "研发人员": ("15", "人"),
    "研发费用占比": ("500", "万元"),
    "主营业务收入": ("60000", "万元"),
    "联合共建单位数": ("5", "家"),
}
MIXED = {
    "职工总数": ("20", "人"),
    "研发人员占比": ("10", "人"),
    "本科或中级职称占比": ("6", "人"),
    "专业技术人员": ("6", "人"),
}


def tell(application: Application, replies: dict[str, tuple[str, str]], corpus: Corpus) -> list[Fact]:
    fields = {field.metric: field for field in form_for(application, corpus).fields}
    return [fact for metric, reply in replies.items() if (fact := read_reply(fields[metric], reply))]


def after(facts: list[Fact], changes: tuple[Change, ...]) -> list[Fact]:
    """Return the facts as they are once every change is made."""
    told = {fact.metric: fact for fact in facts}
    for change in changes:
        value: Quantity | bool = True
        if change.target is not None and change.target.low is not None:
            low = change.target.low + Fraction(1, 1000) * change.strict
            value = change.target.model_copy(update={"low": low, "high": low})
        told[change.metric] = Fact(metric=change.metric, value=value, words="改后")
    return list(told.values())


@pytest.mark.parametrize(
    ("regulation", "platform", "case", "replies"),
    [
        ("liuzhou-etrc", "工程技术研究中心", {"applicant": "企业"}, FIRM),
        ("liaocheng-tic", "技术创新中心", {"applicant": "企业", "holds": ["联合共建"]}, DRAFT),
        ("lhasa-platform", "新型研发机构", {"category": "农业"}, MIXED),
    ],
)
def test_once_all_is_changed_nothing_is_missed(
    corpus: Corpus, regulation: str, platform: str, case: dict[str, str], replies: dict[str, tuple[str, str]]
) -> None:
    application = apply_for(regulation, platform, corpus, **case)
    facts = tell(application, replies, corpus)
    changes = find_changes(facts, application, corpus)
    assert changes
    for left_out in changes:
        kept = tuple(change for change in changes if change != left_out)
        assert find_changes(after(facts, kept), application, corpus) or not left_out.rules, left_out
    criteria = judge_eligibility(after(facts, changes), application, corpus).criteria
    assert not [c for c in criteria if c.outcome == CriterionOutcome.UNMET]


def test_people_are_counted_together(corpus: Corpus) -> None:
    application = apply_for("liuzhou-etrc", "工程技术研究中心", corpus, applicant="企业")
    changes = {c.metric: c for c in find_changes(tell(application, FIRM, corpus), application, corpus)}
    gaps = {metric: change.gap.low for metric, change in changes.items() if change.gap}
    assert (gaps["研发人员"], gaps["本科学历人员"], gaps["中级职称人员"]) == (3, 3, 2)
    assert (changes["运营年限"].kind, gaps["运营年限"]) == ("wait", 6)
    assert changes["首席技术官备案"].kind == "do"


def test_spending_is_raised_to_what_amount_and_share_require_together(corpus: Corpus) -> None:
    application = apply_for("liaocheng-tic", "技术创新中心", corpus, applicant="企业", holds=["联合共建"])
    changes = {c.metric: c for c in find_changes(tell(application, DRAFT, corpus), application, corpus)}
    assert changes["研发费用总额"].target == Quantity(low=18_000_000, high=18_000_000, unit="元")
    assert set(changes["研发费用总额"].rules) == {"liaocheng-tic:research-share", "liaocheng-tic:research-spending"}
    assert changes["联合共建单位数"].kind == "lower"


def test_nothing_is_to_change_where_nothing_is_missed(corpus: Corpus) -> None:
    application = apply_for("liuzhou-etrc", "工程技术研究中心", corpus)
    assert find_changes((), application, corpus) == ()
    assert find_changes(tell(application, {"研发人员": ("8", "人")}, corpus), application, corpus) == ()


def test_firms_told_of_in_pieces_are_no_people(corpus: Corpus) -> None:
    application = apply_for("liuzhou-etrc", "工程技术研究中心", corpus, applicant="高校")
    none = Fact(metric="联合申报企业数", value=Quantity(low=0, high=0, unit="个"), words="0个")
    (change,) = find_changes([none], application, corpus)
    assert (change.kind, change.metric) == ("raise", "联合申报企业数")
    assert change.gap is not None
    assert (change.gap.low, change.gap.unit) == (1, "家")
