"""Questions to ask next."""

import pytest


@pytest.mark.parametrize("question", ["柳州年报几号前交", "拉萨重点实验室扶持多少钱", "包头第六条", "聊城要哪些条件"])
def test_each_followup_is_answered_by_the_corpus(assistant, question):
    followups = assistant.ask(question).followups
    assert 0 < len(followups) <= 3
    assert all(assistant.ask(one).status == "verified" for one in followups)


def test_what_was_asked_is_not_offered_again(assistant):
    assert not any("年度报告" in one for one in assistant.ask("柳州年报几号前交").followups)


def test_cities_are_offered_where_the_city_is_asked_back(assistant):
    answer = assistant.ask("评估多久一次")
    assert answer.status == "clarify"
    assert set(answer.followups) <= {"柳州市", "拉萨市", "包头市", "聊城市"}
    assert answer.followups


def test_followups_are_no_part_of_the_json(assistant):
    assert "followups" not in assistant.ask("柳州年报几号前交").model_dump(mode="json")
