"""The day from which an application is open again."""

from __future__ import annotations

import pytest

from tiaowen.answering.days import compose_days
from tiaowen.answering.draft import Draft
from tiaowen.answering.understand import understand
from tiaowen.corpus.load import Corpus
from tiaowen.rules.check import check_text


def _compose(question: str, corpus: Corpus) -> Draft | None:
    return compose_days(understand((question,), corpus), corpus)


@pytest.mark.parametrize(
    ("question", "day", "place"),
    [
        ("柳州的中心2022年8月3日被撤销资格，最早哪天能重新申请", "2024年8月3日", "liuzhou-etrc/25"),
        ("包头2023年11月30日被撤销资格，什么时候能再报", "2025年11月30日", "baotou-etrc/13"),
        ("拉萨的重点实验室2023年10月9日因学术不端被摘牌，何时能再备案", "2028年10月9日", "lhasa-platform/25"),
        ("拉萨的重点实验室2023年10月9日因安全事故被摘牌，何时能再备案", "2028年10月9日", "lhasa-platform/25"),
        (
            "拉萨重点实验室中途退出评估，2024年1月20日被移出，什么时候能再申请",
            "2027年1月20日",
            "lhasa-platform/24",
        ),
        ("拉萨重点实验室2023年3月15日整改检查未通过，什么时候能再申请", "2026年3月15日", "lhasa-platform/24"),
        ("拉萨重点实验室2023年3月15日中途退出评估，什么时候能再申请", "2026年3月15日", "lhasa-platform/24"),
        ("拉萨重点实验室2024年2月29日因学术不端被摘牌，何时能再备案", "2029年2月28日", "lhasa-platform/25"),
        ("柳州的中心2020年1月5日认定，2022年8月3日被撤销，哪天能重新申请", "2024年8月3日", "liuzhou-etrc/25"),
    ],
)
def test_the_ban_runs_to_the_day_of_that_number_and_the_next_is_free(
    question: str, day: str, place: str, corpus: Corpus
) -> None:
    draft = _compose(question, corpus)
    assert draft is not None
    assert draft.text.startswith(f"**{day}**之后（次日起）才可以再申请")
    assert [str(citation.address) for citation in draft.citations] == [place]


@pytest.mark.parametrize(
    "question", ["包头2023年5月被撤销资格，什么时候能再报", "柳州2023年12月31日被撤销，2025年12月31日能再申请吗"]
)
def test_the_day_is_held_against_the_period_and_not_taken_for_one_told(question: str, corpus: Corpus) -> None:
    draft = _compose(question, corpus)
    assert draft is not None
    verdicts = check_text(draft.text, question=question, cited=[c.address for c in draft.citations], corpus=corpus)
    assert all(verdict.released for verdict in verdicts)
    assert "由问题里的日期和条文的期限得出。" in {v.reason for v in verdicts if v.text.startswith("2025年")}


def test_a_ban_from_a_month_ends_with_a_month(corpus: Corpus) -> None:
    draft = _compose("包头2023年5月被撤销资格，什么时候能再报", corpus)
    assert draft is not None
    assert draft.text.startswith("**2025年5月**之后才可以再申请")


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("柳州2023年3月15日评估不合格被取消称号，什么时候能再申请", "liuzhou-etrc/25"),
        ("柳州2023年3月15日评估不合格，什么时候能再申请", "liuzhou-etrc/25"),
        ("柳州2023年3月15日中途退出评估，什么时候能再申请", "liuzhou-etrc/25"),
        ("包头2023年3月15日因两年没交考核材料被取消称号，什么时候能再报", "baotou-etrc/13"),
        ("包头2023年5月6日被撤消了确认，什么时候能再报", "baotou-etrc/13"),
        ("聊城的中心2024年3月1日被撤销，哪天能重新申请", "liaocheng-tic/19"),
    ],
)
def test_what_no_ban_is_laid_down_for_has_no_day(question: str, place: str, corpus: Corpus) -> None:
    draft = _compose(question, corpus)
    assert draft is not None
    assert "没有规定" in draft.text
    assert "期满" not in draft.text
    assert place in {str(citation.address) for citation in draft.citations}


@pytest.mark.parametrize(
    ("question", "follows"),
    [
        ("拉萨重点实验室2023年3月15日没完成科研任务，什么时候能再申请", "列入科研诚信黑名单"),
        ("拉萨重点实验室2023年3月15日评估较差，什么时候能再申请", "应限期整改"),
        ("聊城2024年3月1日无故不参加绩效评价，什么时候能再申请", "无故不参加绩效评价的，予以撤销"),
    ],
)
def test_what_follows_is_told_and_that_no_ban_is_laid_down(question: str, follows: str, corpus: Corpus) -> None:
    draft = _compose(question, corpus)
    assert draft is not None
    assert follows in draft.text
    assert "没有规定这种情形多久以后可以再申请" in draft.text
    assert "期满" not in draft.text


def test_what_becomes_of_a_title_is_told_beside_that_no_ban_is(corpus: Corpus) -> None:
    draft = _compose("柳州2023年3月15日中途退出评估，什么时候能再申请", corpus)
    assert draft is not None
    assert "中途退出评估的，视为自动放弃工程技术中心资格" in draft.text


def test_each_of_two_regulations_says_its_own(corpus: Corpus) -> None:
    draft = _compose("拉萨工程技术研究中心2023年3月15日被撤销资格，什么时候能再申请", corpus)
    assert draft is not None
    newer, older = draft.text.split("**拉萨认定管理办法**")
    assert newer.startswith("**拉萨科技创新平台管理办法**：要看是因为什么")
    assert "2026年3月15日" in newer
    assert "2028年3月15日" in newer
    assert "没有规定撤销后多久不得重新申请" in older
    assert "期满" not in older


def test_a_title_lost_as_only_one_of_them_has_it_is_a_matter_of_that_one(corpus: Corpus) -> None:
    draft = _compose("拉萨工程技术研究中心2023年3月15日因提供虚假材料被清退，什么时候能再申请", corpus)
    assert draft is not None
    assert [str(citation.address) for citation in draft.citations] == ["lhasa-platform/25"]


@pytest.mark.parametrize(
    ("day", "start"),
    [
        ("2024年6月1日", "**还不能**：**2025年6月1日**之后"),
        ("2025年6月1日", "**还不能**"),
        ("2025年6月2日", "这一期限已满"),
        ("2025年6月", "**2025年6月1日**之后"),  # it cannot be told on which day
    ],
)
def test_a_day_asked_of_is_held_against_the_last_of_the_ban(day: str, start: str, corpus: Corpus) -> None:
    draft = _compose(f"拉萨重点实验室2020年6月1日因安全事故被摘牌，{day}能再申请吗", corpus)
    assert draft is not None
    assert draft.text.startswith(start)


@pytest.mark.parametrize(
    "question",
    [
        "柳州2020年1月5日认定的，后来被撤销了，什么时候能再申请",
        "柳州的中心被撤销资格了，2025年3月15日能再申请吗",
        "拉萨重点实验室2023年3月15日开始整改，整改检查未通过，什么时候能再申请",
        "柳州的中心2022年8月3日或者2022年9月1日被撤销，哪天能重新申请",
    ],
)
def test_no_day_is_worked_out_from_one_on_which_nothing_was_lost(question: str, corpus: Corpus) -> None:
    draft = _compose(question, corpus)
    assert draft is not None
    assert "期满。" in draft.text
    assert "从哪一天起算" in draft.text
    assert "**" not in draft.text


def test_nothing_is_worked_out_where_no_day_is_told(corpus: Corpus) -> None:
    assert _compose("柳州的中心被撤销了，什么时候能重新申请", corpus) is None
