from __future__ import annotations

from fractions import Fraction

import pytest

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role
from tiaowen.errors import QuestionError
from tiaowen.quantities import Quantity
from tiaowen.rules.fields import Field, apply_for, form_for, read_reply


def form_field(corpus: Corpus, regulation: str, platform: str, metric: str) -> Field:
    form = form_for(apply_for(regulation, platform, corpus), corpus)
    return next(field for field in form.fields if field.metric == metric)


def test_every_condition_of_every_platform_has_its_field_with_source_and_quote(corpus: Corpus) -> None:
    for regulation in corpus.regulations:
        for platform in regulation.platforms:
            form = form_for(apply_for(regulation.id, platform, corpus), corpus)
            asked = [source.rule for field in form.fields for source in field.sources]
            rules = [
                rule
                for rule in corpus.rules
                if rule.at.regulation == regulation.id and platform in rule.platforms and rule.role == Role.ELIGIBILITY
            ]
            assert sorted(asked) == sorted(rule.id for rule in rules)
            assert len({field.metric for field in form.fields}) == len(form.fields)
            assert all(source.citation.quote for field in form.fields for source in field.sources)


def test_only_what_may_apply_is_asked(corpus: Corpus) -> None:
    firm = apply_for("liuzhou-etrc", "工程技术研究中心", corpus, applicant="企业")
    school = apply_for("liuzhou-etrc", "工程技术研究中心", corpus, applicant="高校")
    asked = [{field.metric for field in form_for(a, corpus).fields} for a in (firm, school)]
    assert "首席技术官备案" in asked[0] - asked[1]
    assert "联合申报企业数" in asked[1] - asked[0]
    service = apply_for("lhasa-platform", "新型研发机构", corpus, category="服务")
    assert "设备价值" not in {field.metric for field in form_for(service, corpus).fields}


def test_choices_are_those_on_which_something_hangs(corpus: Corpus) -> None:
    lab = form_for(apply_for("lhasa-platform", "重点实验室", corpus), corpus)
    assert (lab.categories, lab.applicants) == ((), ("企业", "高校", "科研院所"))
    mixed = form_for(apply_for("lhasa-platform", "新型研发机构", corpus), corpus)
    assert (mixed.categories, mixed.applicants) == (("农业", "工业", "服务", "其他"), ())
    draft = form_for(apply_for("liaocheng-tic", "技术创新中心", corpus), corpus)
    assert draft.applicants == ("企业", "高校院所")
    assert "联合共建" in [cause.name for cause in draft.causes]


def test_a_share_is_told_in_percent_or_as_a_count(corpus: Corpus) -> None:
    field = form_field(corpus, "liuzhou-etrc", "工程技术研究中心", "本科学历占比")
    assert field.kind == "share"
    percent, count = read_reply(field, ("80", "%")), read_reply(field, ("7", "人"))
    assert percent
    assert count
    assert (percent.metric, count.metric) == ("本科学历占比", "本科学历人员")


@pytest.mark.parametrize(
    ("regulation", "platform", "base"),
    [("lhasa-platform", "新型研发机构", "职工总数"), ("liaocheng-tic", "技术创新中心", "主营业务收入")],
)
def test_what_a_share_is_a_share_of_is_asked_too(corpus: Corpus, regulation: str, platform: str, base: str) -> None:
    assert form_field(corpus, regulation, platform, base).sources == ()


@pytest.mark.parametrize(
    ("metric", "words", "unit", "low", "base"),
    [
        ("研发人员", "８", "人", 8, "人"),
        ("研发人员", "8人", "人", 8, "人"),
        ("研发人员", "1,200", "人", 1200, "人"),
        ("建设运行经费", "500", "万元", 5_000_000, "元"),
        ("建设运行经费", "0.5", "元", Fraction(1, 2), "元"),
        ("运营年限", "18", "个月", 18, "个月"),
        ("运营年限", "1.5", "年", Fraction(3, 2), "年"),
        ("场地面积", "300", "", 300, "平方米"),
    ],
)
def test_figures_are_read_exactly(
    corpus: Corpus, metric: str, words: str, unit: str, low: Fraction | int, base: str
) -> None:
    fact = read_reply(form_field(corpus, "liuzhou-etrc", "工程技术研究中心", metric), (words, unit))
    assert fact
    assert fact.value == Quantity(low=Fraction(low), high=Fraction(low), unit=base)


def test_a_range_stays_a_range(corpus: Corpus) -> None:
    fact = read_reply(form_field(corpus, "liuzhou-etrc", "工程技术研究中心", "研发人员"), ("8至10", "人"))
    assert fact
    assert fact.value == Quantity(low=Fraction(8), high=Fraction(10), unit="人")


def test_yes_no_and_not_known(corpus: Corpus) -> None:
    field = form_field(corpus, "liuzhou-etrc", "工程技术研究中心", "首席技术官备案")
    yes, no, unknown = (read_reply(field, (word, "")) for word in ("yes", "no", ""))
    assert yes
    assert no
    assert (yes.value, no.value, unknown) == (True, False, None)


@pytest.mark.parametrize(
    ("metric", "words", "said"),
    [
        ("研发人员", "很多", "没有读懂"),
        ("研发人员", "-3", "没有读懂"),
        ("研发人员", "7.5", "不是整数"),
        ("研发人员", "8平方米", "没有读懂"),
        ("本科学历占比", "120", "超过了 100%"),
        ("首席技术官备案", "也许", "只能选"),
        ("研发人员", "<script>", "没有读懂"),
    ],
)
def test_what_cannot_be_read_is_said_with_a_way_out(corpus: Corpus, metric: str, words: str, said: str) -> None:
    field = form_field(corpus, "liuzhou-etrc", "工程技术研究中心", metric)
    with pytest.raises(QuestionError, match=said):
        read_reply(field, (words, field.measures[0].unit if field.measures else ""))


@pytest.mark.parametrize(
    ("regulation", "platform", "case", "said"),
    [
        ("nowhere", "重点实验室", {}, "没有收录"),
        ("liuzhou-etrc", "重点实验室", {}, "只管工程技术研究中心"),
        ("lhasa-platform", "新型研发机构", {"category": "渔业"}, "没有“渔业”这一类"),
        ("liuzhou-etrc", "工程技术研究中心", {"applicant": "个人"}, "没有分出来"),
    ],
)
def test_an_application_that_there_is_not_is_said_so(
    corpus: Corpus, regulation: str, platform: str, case: dict[str, str], said: str
) -> None:
    with pytest.raises(QuestionError, match=said):
        apply_for(regulation, platform, corpus, **case)


def test_an_applicant_of_either_kind_has_no_category_and_keeps_every_condition(corpus: Corpus) -> None:
    either, unsaid = (
        [f.metric for f in form_for(apply_for("lhasa-platform", "新型研发机构", corpus, applicant=kind), corpus).fields]
        for kind in ("高校院所", None)
    )
    assert either == unsaid
