"""The day from which an application is open again."""

from __future__ import annotations

import pytest

from tiaowen.answering.days import compose_days
from tiaowen.answering.understand import understand
from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus


@pytest.mark.parametrize(
    ("question", "day", "place"),
    [
        ("柳州的中心2022年8月3日被撤销资格，最早哪天能重新申请", "2024年8月3日", "liuzhou-etrc/25"),
        ("包头2023年5月被撤销资格，什么时候能再报", "2025年5月", "baotou-etrc/13"),
        ("包头2023年11月30日被撤销资格，什么时候能再报", "2025年11月30日", "baotou-etrc/13"),
        ("拉萨的重点实验室2023年10月9日因学术不端被摘牌，何时能再备案", "2028年10月9日", "lhasa-platform/25"),
        ("拉萨的平台中途退出评估，2024年1月20日被移出备案，什么时候能再申请", "2027年1月20日", "lhasa-platform/24"),
    ],
)
def test_the_ban_runs_from_the_day_told(question: str, day: str, place: str, corpus: Corpus) -> None:
    draft = compose_days(understand((question,), corpus), corpus)
    assert draft is not None
    assert draft.text.startswith(f"**{day}**起")
    assert [str(citation.address) for citation in draft.citations] == [place]


def test_a_day_that_its_month_does_not_have_is_the_last_of_the_month(corpus: Corpus) -> None:
    question = "拉萨的重点实验室2024年2月29日因学术不端被摘牌，何时能再备案"
    draft = compose_days(understand((question,), corpus), corpus)
    assert draft is not None
    assert draft.text.startswith("**2029年2月28日**起")


@pytest.mark.parametrize(
    "question",
    [
        "柳州的中心被撤销了，什么时候能重新申请",  # from no day
        "聊城的中心2024年3月1日被撤销，哪天能重新申请",  # the text bars nothing
        "柳州的中心2020年1月5日认定，2022年8月3日被撤销，哪天能重新申请",  # from which of the two
    ],
)
def test_no_day_is_worked_out_of_less(question: str, corpus: Corpus) -> None:
    assert compose_days(understand((question,), corpus), corpus) is None


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("包头2024年5月6日开始组建，最晚什么时候建完", "到**2026年5月6日**"),
        ("拉萨认定办法下的技术委员会2023年2月成立，这届什么时候期满", "到**2026年2月**"),
        ("拉萨平台管理办法要是2023年1月1日发布，有效到什么时候", "有效到**2027年12月31日**"),
        ("柳州的公司2022年8月3日成立，最早哪天能申请", "最早**2024年8月3日**"),
        ("包头2025年度的工作总结最晚哪天交", "最晚**2026年1月30日**"),
        ("柳州2025年的年报最晚什么时候交", "最晚**2025年12月31日**"),
    ],
)
def test_times_of_the_law_run_from_the_day_told(question: str, start: str, corpus: Corpus) -> None:
    draft = compose_days(understand((question,), corpus), corpus)
    assert draft is not None
    assert draft.text.startswith(start)


@pytest.mark.parametrize("asked", ["多久", "多长时间", "几天"])
def test_how_long_asks_for_days_where_these_are_what_is_laid_down(asked: str, assistant: Assistant) -> None:
    assert "5 个工作日" in assistant.ask(f"拉萨备案公示{asked}").text
    other = assistant.ask(f"柳州拟认定名单公示{asked}").text
    assert "未规定公示期" in other
    assert "任期" not in other
