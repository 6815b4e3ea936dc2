"""How long an office is held."""

from __future__ import annotations

import pytest

from tiaowen.answering.days import compose_days
from tiaowen.answering.understand import understand
from tiaowen.corpus.load import Corpus


@pytest.mark.parametrize(
    ("question", "told", "places"),
    [
        (
            "柳州专家指导委员会主任2018年1月开始任职，最多能当到什么时候",
            "第1届到2021年1月，第2届到**2024年1月**，最多到这时",
            ["liuzhou-etrc/14", "liuzhou-etrc/15"],
        ),
        (
            "柳州专家指导委员会主任2018年1月开始任职，第三届到什么时候",
            "第2届到**2024年1月**，最多到这时，没有第3届",
            ["liuzhou-etrc/14", "liuzhou-etrc/15"],
        ),
        (
            "柳州主任2022年8月31日聘任，第二届到什么时候",
            "第2届到**2028年8月31日**；能不能连任，条文没有写",
            ["liuzhou-etrc/12"],
        ),
        ("柳州主任2022年8月31日聘任，任期到什么时候", "到**2025年8月31日**", ["liuzhou-etrc/12"]),
    ],
)
def test_terms_follow_one_another_as_far_as_the_law_lets_them(
    question: str, told: str, places: list[str], corpus: Corpus
) -> None:
    draft = compose_days(understand((question,), corpus), corpus)
    assert draft is not None
    assert told in draft.text
    assert [str(citation.address) for citation in draft.citations] == places
