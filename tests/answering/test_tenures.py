"""Whether an office may be held again: of each only what is said of that very one."""

from __future__ import annotations

import pytest

from tiaowen.assistant import Assistant


@pytest.mark.parametrize(
    "question", ["柳州专家委主任已经连干两届了 第三届还能接着干吗", "柳州专家指导委员会主任能连任几届"]
)
def test_head_of_a_committee_is_no_member_of_it(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert "不得超过2届" in answer.text
    assert "可以连任" not in answer.text
    assert "符合" not in answer.text


def test_head_of_the_centre_is_not_that_of_the_committee(assistant: Assistant) -> None:
    answer = assistant.ask("柳州中心主任能连任几届")
    assert answer.text.startswith("《柳州市工程技术研究中心管理办法》未规定中心主任能否连任")
    assert "每届任期3年" in answer.text
    assert "2届" not in answer.text


def test_member_may_where_the_text_says_so(assistant: Assistant) -> None:
    assert "可以连任" in assistant.ask("柳州专家指导委员能连任吗").text


def test_what_no_text_of_a_city_says_is_said_to_be_open(assistant: Assistant) -> None:
    assert assistant.ask("包头中心主任能连任吗").status == "declined"
