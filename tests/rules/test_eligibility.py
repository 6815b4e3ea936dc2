"""Eligibility over a made-up regulation: every outcome, every boundary, nothing assumed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule, When
from tiaowen.corpus.terms import Metric, Platform, Terms
from tiaowen.domain import Address, Criterion, Eligibility
from tiaowen.quantities import Quantity, find_quantities
from tiaowen.rules.eligibility import judge_eligibility
from tiaowen.rules.facts import Application, Fact

AT = Address.parse("mou/9(3)")
METRICS = (
    Metric(name="研发人员", unit="人"),
    Metric(name="本科学历人员", unit="人"),
    Metric(name="本科学历占比", unit="%", part="本科学历人员", whole="研发人员"),
    Metric(name="职工总数", unit="人"),
    Metric(name="研发人员占比", unit="%", part="研发人员", whole="职工总数"),
    Metric(name="骨干占比", unit="%", part="骨干人数"),
    Metric(name="场地面积", unit="平方米"),
    Metric(name="设备价值", unit="元"),
)


def rule(metric: str, value: Quantity | bool, **changes: object) -> Rule:
    given_ = {"role": Role.ELIGIBILITY, "quote": f"{metric}的原话", "platforms": ("某中心",), "at": AT}
    return Rule(id=f"mou:{metric}", metric=metric, value=value, **(given_ | changes))  # type: ignore[arg-type]


def least(n: int | Fraction, unit: str, *, above: bool = False) -> Quantity:
    return Quantity(low=Fraction(n), low_open=above, unit=unit)


def corpus(*rules: Rule) -> Corpus:
    terms = Terms(platforms=(Platform(name="某中心"),), metrics=METRICS)
    return Corpus(regulations=(), terms=terms, rules=rules)


def fact(metric: str, words: str) -> Fact:
    mention = find_quantities(words)[0]
    return Fact(metric=metric, value=mention.quantity, words=words, approximate=mention.approximate)


def judge(rules: list[Rule], *facts: Fact, asked: set[str] | None = None, **case: object) -> Eligibility:
    application = Application(regulation="mou", platform="某中心", **case)  # type: ignore[arg-type]
    return judge_eligibility(facts, application, corpus(*rules), asked=asked)


def only(eligibility: Eligibility) -> Criterion:
    (criterion,) = eligibility.criteria
    return criterion


STAFF = rule("研发人员", least(8, "人"))
DEGREE = rule("本科学历占比", least(80, "%"), of="研发人员")


@pytest.mark.parametrize(
    ("required", "said", "outcome", "shortfall"),
    [
        (least(8, "人"), "7人", "unmet", "差1人"),
        (least(8, "人"), "正好8人", "met", None),
        (least(8, "人"), "9人", "met", None),
        (least(300_000, "元"), "10万元", "unmet", "差20万元"),
        (least(50, "%", above=True), "50%", "unmet", "正好50%，不够"),
        (least(50, "%", above=True), "50.1%", "met", None),
        (least(80, "%"), "75.7%", "unmet", "差4.3个百分点"),
        (least(2, "年"), "18个月", "unmet", "差6个月"),
        (least(2, "年"), "1年", "unmet", "差1年"),
        (least(2, "年"), "24个月", "met", None),
        (Quantity(high=Fraction(3), unit="家"), "3家", "met", None),
        (Quantity(high=Fraction(3), unit="家"), "5家", "unmet", "超出2家"),
        (Quantity(low=Fraction(5), high=Fraction(9), unit="人"), "4人", "unmet", "差1人"),
        (Quantity(low=Fraction(5), high=Fraction(9), unit="人"), "10人", "unmet", "超出1人"),
        (least(8, "人"), "约8人", "unknown", None),
        (least(8, "人"), "约20人", "met", None),
        (least(20, "人"), "20多人", "met", None),
        (least(25, "人"), "20多人", "unknown", None),
        (least(8, "人"), "不到8人", "unmet", "不够"),
        (least(8, "人"), "3到5人", "unmet", "至少差3人"),
        (least(8, "人"), "8平方米", "unknown", None),
    ],
)
def test_a_figure_is_judged_exactly_and_what_is_missing_is_worded(
    required: Quantity, said: str, outcome: str, shortfall: str | None
) -> None:
    criterion = only(judge([rule("研发人员", required)], fact("研发人员", said)))
    assert (criterion.outcome, criterion.shortfall) == (outcome, shortfall)


def test_a_criterion_reads_as_the_contract_has_it() -> None:
    eligibility = judge([STAFF], fact("研发人员", "7人"))
    assert eligibility.outcome == "fail"
    assert only(eligibility).model_dump(mode="json") == {
        "rule": "mou:研发人员",
        "label": "研发人员",
        "required": "不少于8人",
        "given": "7人",
        "outcome": "unmet",
        "shortfall": "差1人",
    }


def test_a_soft_rule_is_judged_and_said_to_be_soft() -> None:
    soft = rule("研发人员", least(8, "人"), firmness="usual", window="近 三年")
    assert only(judge([soft], fact("研发人员", "8人"))).required == "近三年一般不少于8人"


def test_what_is_not_said_is_unknown_and_never_defaulted() -> None:
    eligibility = judge([STAFF, DEGREE], fact("研发人员", "8人"))
    assert [c.outcome for c in eligibility.criteria] == ["met", "unknown"]
    assert eligibility.outcome == "unknown"


def test_one_unmet_criterion_decides_over_unknown_ones() -> None:
    assert judge([STAFF, DEGREE], fact("研发人员", "7人")).outcome == "fail"


def test_only_what_is_asked_about_is_judged() -> None:
    facts = (fact("研发人员", "8人"), fact("本科学历人员", "7人"))
    eligibility = judge(
        [STAFF, DEGREE, rule("场地面积", least(300, "平方米"))], *facts, asked={f.metric for f in facts}
    )
    assert [c.label for c in eligibility.criteria] == ["研发人员", "本科学历占比"]
    assert eligibility.outcome == "pass"


@pytest.mark.parametrize(
    ("part", "whole", "outcome", "shown"),
    [
        ("7人", "8人", "met", "87.5%（7人/8人）"),
        ("8人", "10人", "met", "80%（8人/10人）"),
        ("7人", "9人", "unmet", "约77.8%（7人/9人）"),
        ("799人", "999人", "unmet", "约79.98%（799人/999人）"),
        ("20多人", "25人", "met", "高于80%不超过100%（超过20人/25人）"),
        ("20多人", "26人", "unknown", "高于76.9%不超过100%（超过20人/26人）"),
        ("9人", "8人", "unknown", "9人"),
    ],
)
def test_a_share_is_worked_out_from_counts(part: str, whole: str, outcome: str, shown: str) -> None:
    criterion = only(judge([DEGREE], fact("本科学历人员", part), fact("研发人员", whole)))
    assert (criterion.outcome, criterion.given) == (outcome, shown)


def test_a_share_of_another_whole_is_not_worked_out() -> None:
    eligibility = judge([DEGREE], fact("本科学历人员", "7人"), fact("职工总数", "8人"))
    assert eligibility.criteria[0].outcome == "unknown"


def test_a_share_whose_whole_the_law_leaves_open_is_judged_only_where_all_agree() -> None:
    beside, share = rule("研发人员占比", least(60, "%")), rule("骨干占比", least(50, "%", above=True))
    both = (fact("职工总数", "30人"), fact("研发人员", "30人"), fact("骨干人数", "15人"))
    one_open = (fact("职工总数", "30人"), fact("骨干人数", "15人"))
    apart = (fact("职工总数", "40人"), fact("研发人员", "20人"), fact("骨干人数", "15人"))
    outcomes = [judge([beside, share], *facts, asked={"骨干占比"}).criteria[0] for facts in (both, one_open, apart)]
    assert [c.outcome for c in outcomes] == ["unmet", "unknown", "unknown"]


def test_the_last_of_several_facts_on_one_metric_counts() -> None:
    assert judge([STAFF], fact("研发人员", "7人"), fact("研发人员", "8人")).outcome == "pass"


@pytest.mark.parametrize(
    ("case", "said", "outcomes"),
    [
        ({}, "400平方米", ["unknown", "met"]),
        ({}, "2000平方米", ["met", "met"]),
        ({}, "100平方米", ["unknown", "unknown"]),
        ({"category": "工业"}, "400平方米", ["unmet"]),
        ({"category": "服务"}, "400平方米", ["met"]),
        ({"category": "其他"}, "400平方米", ["not_covered"]),
    ],
)
def test_a_category_that_is_not_said_stays_open(case: dict[str, str], said: str, outcomes: list[str]) -> None:
    rules = [
        rule("场地面积", least(1000, "平方米"), when=When(category="工业")),
        rule("场地面积", least(300, "平方米"), when=When(category="服务")),
    ]
    assert [c.outcome for c in judge(rules, fact("场地面积", said), **case).criteria] == outcomes


def test_a_fact_for_which_the_text_has_no_rule_is_not_covered_and_judges_nothing() -> None:
    eligibility = judge([STAFF], fact("设备价值", "100万元"), asked={"设备价值"})
    assert (only(eligibility).outcome, only(eligibility).required) == ("not_covered", "没有规定")
    assert eligibility.outcome == "unknown"


def test_a_rule_for_firms_says_so_when_a_school_asks() -> None:
    firms = rule("设备价值", least(10, "元"), when=When(applicant="企业"))
    assert only(judge([firms], fact("设备价值", "5元"), applicant="高校院所")).required == "只对企业有规定"


def test_a_school_is_no_firm_though_only_its_category_is_said() -> None:
    firms = rule("首席技术官备案", True, when=When(applicant="企业"))
    assert judge([firms], category="高校").criteria == ()


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        (True, "met"),
        (False, "unmet"),
        (Quantity(low=2, high=2, unit="项"), "met"),
        (Quantity(high=0, unit="项"), "unmet"),
    ],
)
def test_yes_and_no_are_judged_and_a_count_answers_them(value: Quantity | bool, outcome: str) -> None:
    criterion = only(judge([rule("科技项目", True)], Fact(metric="科技项目", value=value, words="做过")))
    assert (criterion.outcome, criterion.required) == (outcome, "科技项目的原话")


@pytest.mark.parametrize(("value", "outcome"), [(True, "met"), (False, "unmet")])
def test_having_any_is_at_least_one(value: bool, outcome: str) -> None:
    eligibility = judge([rule("带头人", least(1, "人"))], Fact(metric="带头人", value=value, words="带头人"))
    assert only(eligibility).outcome == outcome


def test_having_any_is_not_at_least_two() -> None:
    eligibility = judge([rule("带头人", least(2, "人"))], Fact(metric="带头人", value=True, words="有带头人"))
    assert eligibility.outcome == "unknown"


AREA = rule("场地面积", least(500, "平方米"))
SOFTWARE = rule("场地面积放宽", True, role=Role.PROCEDURE, when=When(cause="软件研究开发"))


@pytest.mark.parametrize(
    ("case", "outcomes", "outcome"),
    [
        ({}, ["unmet", "unknown"], "fail"),
        ({"holds": {"软件研究开发"}}, ["unknown"], "unknown"),
        ({"fails": {"软件研究开发"}}, ["unmet"], "fail"),
    ],
)
def test_an_exception_is_open_and_decides_only_where_it_is_said_to_hold(
    case: dict[str, frozenset[str]], outcomes: list[str], outcome: str
) -> None:
    eligibility = judge([AREA, SOFTWARE], fact("场地面积", "400平方米"), **case)
    assert [c.outcome for c in eligibility.criteria] == outcomes
    assert eligibility.outcome == outcome


def test_an_exception_is_not_spoken_of_where_the_rule_is_met() -> None:
    assert judge([AREA, SOFTWARE], fact("场地面积", "500平方米")).outcome == "pass"


def test_a_requirement_that_is_lifted_is_quoted() -> None:
    firms = rule("研发费用总额", least(10, "元"), when=When(applicant="企业"))
    lifted = rule("研发费用总额不作要求", True, role=Role.PROCEDURE, when=When(applicant="高校院所"))
    eligibility = judge([firms, lifted], fact("研发费用总额", "5元"), applicant="高校院所")
    assert only(eligibility).required == lifted.quote


def test_other_roles_count_only_where_they_are_spoken_of() -> None:
    age = rule("主任年龄", Quantity(high=Fraction(60), unit="周岁"), role=Role.GOVERNANCE)
    assert judge([age]).criteria == ()
    assert only(judge([age], fact("主任年龄", "61岁"))).shortfall == "超出1周岁"


def test_other_regulations_and_platforms_are_left_alone() -> None:
    elsewhere = rule("研发人员", least(20, "人"), platforms=("别的中心",))
    abroad = rule("研发人员", least(20, "人"), at=Address.parse("bie/9"))
    assert len(judge([STAFF, elsewhere, abroad], fact("研发人员", "8人")).criteria) == 1


bounds = st.fractions(min_value=1, max_value=1000, max_denominator=100)
RANK = {"unmet": 0, "unknown": 1, "met": 2}


@given(bound=bounds, low=bounds, more=bounds, above=st.booleans())
def test_more_never_turns_a_least_bound_from_met_to_unmet(
    bound: Fraction, low: Fraction, more: Fraction, above: bool
) -> None:
    rules = [rule("研发人员", least(bound, "人", above=above))]
    fewer, most = (
        only(judge(rules, Fact(metric="研发人员", value=Quantity(low=n, high=n, unit="人"), words="有")))
        for n in (low, low + more)
    )
    assert RANK[fewer.outcome] <= RANK[most.outcome]


@given(bound=bounds, low=bounds, more=bounds)
def test_more_never_turns_a_most_bound_from_unmet_to_met(bound: Fraction, low: Fraction, more: Fraction) -> None:
    rules = [rule("共建单位数", Quantity(high=bound, unit="家"))]
    fewer, most = (
        only(judge(rules, Fact(metric="共建单位数", value=Quantity(low=n, high=n, unit="家"), words="有")))
        for n in (low, low + more)
    )
    assert RANK[fewer.outcome] >= RANK[most.outcome]


@given(part=st.integers(0, 50), more=st.integers(0, 50), whole=st.integers(1, 100))
def test_more_of_the_same_whole_never_makes_a_share_miss(part: int, more: int, whole: int) -> None:
    def outcome(n: int) -> str:
        counted = Quantity(low=Fraction(n), high=Fraction(n), unit="人")
        facts = (
            Fact(metric="本科学历人员", value=counted, words="本科"),
            Fact(metric="研发人员", value=Quantity(low=Fraction(whole), high=Fraction(whole), unit="人"), words="研发"),
        )
        return judge([DEGREE], *facts).criteria[0].outcome

    if part + more <= whole:
        assert RANK[outcome(part)] <= RANK[outcome(part + more)]


@given(count=st.integers(0, 40), width=st.integers(0, 40), bound=st.integers(1, 60))
def test_a_range_is_decided_only_as_all_of_it_would_be(count: int, width: int, bound: int) -> None:
    value = Quantity(low=Fraction(count), high=Fraction(count + width), unit="人")
    criterion = only(judge([rule("研发人员", least(bound, "人"))], Fact(metric="研发人员", value=value, words="有")))
    ends = {count >= bound, count + width >= bound}
    assert criterion.outcome == ({True: "met", False: "unmet"}[ends.pop()] if len(ends) == 1 else "unknown")
