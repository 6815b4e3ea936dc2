"""自测, 对比 and 核验 without a browser: what is rendered, and what each step shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tiaowen.app.render.page import check_form, check_result, words
from tiaowen.app.render.page import verify as verify_words
from tiaowen.app.render.page.verify import mark_findings, verify_view
from tiaowen.app.ui import check, compare, verify
from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus, load_corpus
from tiaowen.domain import Verdict
from tiaowen.rules.record import Finding

FIRM: Mapping[str, str] = {
    "check": "liuzhou-etrc/工程技术研究中心",
    "who": "企业",
    "f.研发人员": "7",
    "f.本科学历占比": "5",
    "u.本科学历占比": "人",
    "f.首席技术官备案": "no",
}
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "${alert(1)}{{value}}",
)
TAG = re.compile(r"<(?:script|img|svg|iframe|a)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant(load_corpus(Path(__file__).parents[2] / "corpus"))


def text_of(html: object) -> str:
    return re.sub(r"<[^>]+>", "", str(html))


def test_the_form_of_every_platform_asks_each_condition_and_can_leave_it_open(assistant: Assistant) -> None:
    for regulation in assistant.corpus.regulations:
        for platform in regulation.platforms:
            shown = check.show_form(assistant, {"check": f"{regulation.id}/{platform}"}, judge=False)
            form = str(shown.form)
            for field in assistant.form(regulation.id, platform).fields:
                assert f'name="f.{field.metric}"' in form, field.metric
                assert all(f'data-value="{source.citation.address}"' in form for source in field.sources)
            left_open = re.findall(rf'value=""[^>]* checked><span>{words.UNCLEAR}', form)
            assert form.count("<fieldset") == len(left_open)
            assert f'value="{regulation.id}/{platform}" selected' in str(shown.choice)


def test_a_result_tells_what_is_met_missed_and_open_and_what_to_change(assistant: Assistant) -> None:
    shown = check.show_form(assistant, FIRM, judge=True)
    said = text_of(shown.result)
    assert "有 3 项不符合" in said
    assert "差1人" in said
    assert "研发人员：再增3人，到10人" in said
    assert check_result.ATTEST in said
    assert check_result.NO_MONEY in said
    assert "有一定强度" in said
    assert 'value="7"' in str(shown.form)
    assert '<option value="人" selected>' in str(shown.form)


def test_money_is_summed_and_told_with_its_limits(assistant: Assistant) -> None:
    shown = check.show_form(assistant, {"check": "lhasa-platform/重点实验室", "f.研发人员": "12"}, judge=True)
    said = text_of(shown.result)
    assert "备案后给 50万元" in said
    assert "最多合计 320万元" in said
    assert "不得重复享受" in said


def test_what_cannot_be_read_is_said_at_its_field_and_nothing_is_judged(assistant: Assistant) -> None:
    shown = check.show_form(assistant, {**FIRM, "f.研发人员": "很多"}, judge=True)
    assert "没有读懂" in text_of(shown.form)
    assert 'aria-invalid="true" aria-describedby="f-研发人员-problem"' in str(shown.form)
    assert check_result.WAITING in str(shown.result)


@pytest.mark.parametrize("chosen", ["nowhere/重点实验室", "liuzhou-etrc/重点实验室", "<b>", "/"])
def test_a_platform_that_there_is_not_is_said_not_to_be(assistant: Assistant, chosen: str) -> None:
    shown = check.show_form(assistant, {"check": chosen}, judge=True)
    assert "tw-empty" in str(shown.form)
    assert TAG.search(str(shown.form)) is None


def test_a_link_is_resumed_with_its_result_where_it_tells_anything(assistant: Assistant) -> None:
    shown = check.show_link(assistant, tuple(FIRM.items()))
    assert shown is not None
    assert "差1人" in text_of(shown[3])
    empty = check.show_link(assistant, (("check", "liuzhou-etrc/工程技术研究中心"),))
    assert empty is not None
    assert check_result.WAITING in str(empty[3])
    assert check.show_link(assistant, (("a", "liuzhou-etrc/9"),)) is None


def test_all_platforms_are_listed_and_one_is_looked_at_with_the_same_facts(assistant: Assistant) -> None:
    replies = {"check": check_form.EVERYWHERE, "seat": "拉萨市", "f.研发人员": "12"}
    shown = check.show_form(assistant, replies, judge=True)
    said = text_of(shown.result)
    assert all(platform in said for r in assistant.corpus.regulations for platform in r.platforms)
    assert "研发人员：再增8人，到20人" in said
    one = check.detail(assistant.corpus, replies, "lhasa-platform/新型研发机构/农业")
    assert (one["check"], one["kind"], one["f.研发人员"]) == ("lhasa-platform/新型研发机构", "农业", "12")
    assert one["f.注册在本市"] == "yes"
    assert "农业" in text_of(check.show_form(assistant, one, judge=True).form)


def test_the_example_is_read_and_judged(assistant: Assistant) -> None:
    shown = check.show_form(assistant, check_form.SAMPLE, judge=True)
    assert "tw-verdict" in str(shown.result)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_filled_in_or_linked_stays_text(assistant: Assistant, text: str) -> None:
    for replies in (
        {**FIRM, "f.研发人员": text},
        {**FIRM, "who": text},
        {**FIRM, "u.本科学历占比": text, f"c.{text}": "yes", f"f.{text}": text},
        {"check": text},
        {"check": check_form.EVERYWHERE, "seat": text, "f.研发人员": "8"},
    ):
        shown = check.show_form(assistant, replies, judge=True)
        assert TAG.search("".join(map(str, shown[1:]))) is None
    compared = compare.show_comparison(assistant, (("side", text), ("topic", text)))
    assert TAG.search(f"{compared.form}{compared.result}") is None
    checked = verify.show_checked(assistant, f"柳州要求研发人员不少于10人{text}。", text)
    assert TAG.search(str(checked.result)) is None
    assert text in _unescaped(text_of(checked.result))


def _unescaped(text: str) -> str:
    from html import unescape

    return unescape(text)


def test_a_table_says_what_each_text_says_where_and_where_nothing(assistant: Assistant) -> None:
    pairs = (("side", "liuzhou-etrc"), ("side", "baotou-etrc"), ("topic", "场地面积"), ("topic", "年度报告"))
    shown = compare.show_comparison(assistant, pairs)
    said = text_of(shown.result)
    assert "300平方米以上" in said
    assert "未规定具体数" in said
    assert "1 项说法不同，1 项有的没写" in said
    assert 'data-value="liuzhou-etrc/9(5)"' in shown.result
    assert 'value="baotou-etrc" checked' in str(shown.form)


@pytest.mark.parametrize("pairs", [(), (("side", "liuzhou-etrc"),), (("side", "liuzhou-etrc"), ("side", "x"))])
def test_what_cannot_be_compared_is_said_in_the_place_of_the_table(
    assistant: Assistant, pairs: tuple[tuple[str, str], ...]
) -> None:
    shown = compare.show_comparison(assistant, pairs)
    assert shown.table is None
    assert "tw-empty" in shown.result


@pytest.mark.parametrize("number", ["0", "1", "2"])
def test_every_example_of_a_comparison_is_one(assistant: Assistant, number: str) -> None:
    assert compare.show_comparison(assistant, compare.sample_pairs(number)).table


@pytest.mark.parametrize("number", ["", "9", "-1", "a"])
def test_an_example_that_there_is_not_is_none(number: str) -> None:
    assert compare.sample_pairs(number) == ()
    assert verify.sample_text(number) == ""


def test_figures_are_marked_where_they_stand(assistant: Assistant) -> None:
    shown = verify.show_checked(assistant, "柳州要求固定研发人员不少于10人，科研用房300平方米以上。", "")
    html = str(shown.result)
    assert re.search(r'<mark class="tw-m-wrong"[^>]*>不少于10人</mark><sup>1</sup>', html)
    assert re.search(r'<mark class="tw-m-right"[^>]*>300平方米以上</mark><sup>2</sup>', html)
    assert "不少于8人" in text_of(html)
    assert 'data-value="liuzhou-etrc/9(3)"' in html


def test_claims_over_one_another_show_the_worst_and_lose_no_letter() -> None:
    def finding(start: int, end: int, outcome: str) -> Finding:
        return Finding(start, end, Verdict.model_validate({"text": "x", "outcome": outcome, "reason": ""}))

    text = "甲乙丙丁戊"
    html = mark_findings(
        text, [finding(0, 4, "supported"), finding(1, 2, "unsupported"), finding(1, 3, "contradicted")]
    )
    assert re.sub(r"<sup>\d</sup>|<[^>]+>", "", html) == text
    assert 'tw-m-right" title="有依据">甲' in html
    assert re.search(r'tw-m-wrong"[^>]*>乙</mark><sup>2</sup>', html)
    assert re.search(r'tw-m-wrong"[^>]*>丙</mark><sup>3</sup>', html)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_text_is_refused_gently(assistant: Assistant, text: str) -> None:
    assert verify_words.EMPTY_TEXT in verify.show_checked(assistant, text, "").note


def test_too_long_a_text_is_said_to_be(assistant: Assistant) -> None:
    assert str(assistant.settings.max_text) in verify.show_checked(assistant, "长" * 50_000, "").note


def test_a_text_without_claims_says_what_would_be_checked(corpus: Corpus) -> None:
    assert verify_words.NOTHING in verify_view(corpus, "今天天气不错。", (), goto="x")


@pytest.mark.parametrize("sample", verify_words.SAMPLES)
def test_every_text_to_try_has_something_to_check(assistant: Assistant, sample: str) -> None:
    assert assistant.verify(sample)
