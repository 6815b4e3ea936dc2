"""Days that follow from a day told and the periods of the law."""

from __future__ import annotations

import pytest

from tiaowen.answering.days import compose_days
from tiaowen.answering.understand import understand
from tiaowen.answering.validity import compose_validity
from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("包头2024年5月6日开始组建，最晚什么时候建完", "到**2026年5月6日**"),
        ("拉萨认定办法下的技术委员会2023年2月成立，这届什么时候期满", "到**2026年2月**"),
        ("拉萨平台管理办法要是2023年1月1日发布，有效到什么时候", "有效到**2027年12月31日**"),
        ("柳州的公司2022年8月3日成立，最早哪天能申请", "到**2024年8月3日**满，最早这时"),
        ("包头2025年度的工作总结最晚哪天交", "最晚**2026年1月30日**"),
        ("柳州2025年的年报最晚什么时候交", "最晚**2025年12月31日**"),
        ("拉萨平台管理办法要是2024年2月29日发布，什么时候失效", "有效到**2029年2月28日**"),
        ("拉萨重点实验室2023年1月31日被通知限期整改，整改到哪天", "到**2024年1月31日**"),
        ("柳州评估结果整改，2024年2月29日开始，什么时候到期", "到**2025年2月28日**"),
        ("柳州上次评估是2023年5月，下次评估什么时候", "下一次在**2026年5月**"),
    ],
)
def test_times_of_the_law_run_from_the_day_told(question: str, start: str, corpus: Corpus) -> None:
    draft = compose_days(understand((question,), corpus), corpus)
    assert draft is not None
    assert draft.text.startswith(start)


def test_a_day_under_two_regulations_names_each_the_newer_first(corpus: Corpus) -> None:
    draft = compose_days(understand(("拉萨工程技术研究中心2026年的年报最迟哪天",), corpus), corpus)
    assert draft is not None
    newer, older = draft.text.split("\n\n")
    assert newer.startswith("**拉萨科技创新平台管理办法**：最晚**2026年11月30日**")
    assert older.startswith("**拉萨认定管理办法**：最晚**2026年12月31日**")


def test_a_time_to_put_things_right_is_not_told_as_that_of_the_next_evaluation(corpus: Corpus) -> None:
    draft = compose_days(understand(("柳州评估结果整改，2024年3月1日开始，什么时候到期",), corpus), corpus)
    assert draft is not None
    assert "2027" not in draft.text
    assert [str(citation.address) for citation in draft.citations] == ["liuzhou-etrc/24(3)"]


@pytest.mark.parametrize(
    ("question", "is_of_force"),
    [("包头2023年12月31日被撤销，哪天起可以再报", False), ("包头的办法从哪天起算生效", True)],
)
def test_from_when_one_may_apply_is_not_from_when_it_is_in_force(
    question: str, is_of_force: bool, corpus: Corpus
) -> None:
    draft = compose_validity(understand((question,), corpus), corpus)
    assert (draft is not None) is is_of_force


@pytest.mark.parametrize("asked", ["多久", "多长时间", "几天"])
def test_how_long_asks_for_days_where_these_are_what_is_laid_down(asked: str, assistant: Assistant) -> None:
    assert "5 个工作日" in assistant.ask(f"拉萨备案公示{asked}").text
    other = assistant.ask(f"柳州拟认定名单公示{asked}").text
    assert "未规定公示期" in other
    assert "任期" not in other
