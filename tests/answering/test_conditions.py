"""All conditions of a platform: their figures first, then the list."""

from __future__ import annotations

import pytest

from tiaowen.answering.conditions import compose_conditions
from tiaowen.answering.understand import understand
from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus


def test_the_figures_of_the_conditions_stand_before_the_list(corpus: Corpus) -> None:
    draft = compose_conditions(understand(("柳州工程中心申报条件有哪些",), corpus), corpus)
    assert draft is not None
    first, *rest = draft.text.split("\n\n")
    assert all(figure in first for figure in ("8人", "80%", "40%", "300平方米", "500万元"))
    assert any("申报对象" in line for line in rest)


def test_only_the_figures_where_these_are_asked_for_and_only_of_the_kind_of_applicant(corpus: Corpus) -> None:
    draft = compose_conditions(understand(("聊城高校牵头建技术创新中心，硬指标全列给我",), corpus), corpus)
    assert draft is not None
    assert "5例" in draft.text
    assert "1000万元" not in draft.text  # asked of firms alone
    assert "- " not in draft.text


@pytest.mark.parametrize(
    "question", ["柳州评估优秀有什么条件", "各地的条件有哪些", "柳州要几个研发人员", "柳州第九条的条件有哪些"]
)
def test_other_questions_are_left_to_others(question: str, corpus: Corpus) -> None:
    assert compose_conditions(understand((question,), corpus), corpus) is None


def test_every_figure_passes_the_check(assistant: Assistant) -> None:
    answer = assistant.ask("聊城企业建技术创新中心要满足哪些条件")
    assert "略去" not in answer.text
    assert all(claim.released for claim in answer.claims)
