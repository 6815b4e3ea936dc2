"""What is given altogether, and how much more one case is given than another."""

from __future__ import annotations

import pytest

from tiaowen.answering.sums import compose_sum
from tiaowen.answering.understand import understand
from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus


@pytest.mark.parametrize(
    ("question", "amount", "places"),
    [
        ("拉萨临床医学研究中心备案资助加考核良好的奖励，合计多少钱", "170万元", {"15", "23"}),
        ("拉萨野外站备案下来给的，加上考核优秀的奖励，总共多少万", "40万元", {"15", "23"}),
        ("拉萨技术创新中心升成自治区级，加上备案的扶持一共拿多少", "100万元", {"15", "17"}),
        ("拉萨工程中心备案、良好、升国家级三笔合计多少奖励", "235万元", {"15", "23", "17"}),
        ("拉萨重点实验室考核良好和优秀差多少钱", "10万元", {"23"}),
        ("拉萨新型研发机构优秀比良好多拿多少奖励", "30万元", {"23"}),
    ],
)
def test_amounts_are_added_and_compared(question: str, amount: str, places: set[str], corpus: Corpus) -> None:
    draft = compose_sum(understand((question,), corpus), corpus)
    assert draft is not None
    assert f"**{amount}**" in draft.text
    assert places <= {str(citation.address).removeprefix("lhasa-platform/") for citation in draft.citations}


@pytest.mark.parametrize(
    "question",
    [
        "拉萨重点实验室备案给多少钱",  # one amount
        "拉萨科技平台备案加优秀总共给多少钱",  # of which platform
        "柳州的奖励一共多少钱",  # the text gives none
        "柳州的研发人员一共要多少",  # no money
    ],
)
def test_nothing_is_added_where_a_part_is_not_known(question: str, corpus: Corpus) -> None:
    assert compose_sum(understand((question,), corpus), corpus) is None


def test_all_platforms_are_summed_where_each_is_asked_for(assistant: Assistant) -> None:
    text = assistant.ask("拉萨六类平台备案后分别资助多少，加起来一共多少").text
    assert text.startswith("合计**240万元**")
    assert text.count("重点实验室") == 1
