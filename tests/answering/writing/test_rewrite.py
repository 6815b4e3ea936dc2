"""A follow-up that the model rewrites is taken only where nothing is lost or made up."""

import pytest

from tiaowen.answering.understand import understand
from tiaowen.answering.writing.rewrite import read_rewritten, take_rewritten


@pytest.mark.parametrize(
    ("turns", "rewritten", "taken"),
    [
        (["柳州要多少研发人员", "那场地呢？"], "柳州市工程技术研究中心的场地要多大？", True),
        (["柳州要多少研发人员", "那场地呢？"], "场地要多大？", False),
        (["柳州要多少研发人员", "那场地呢？"], "聊城的场地要多大？", False),
        (["柳州要多少研发人员", "那场地呢？"], "柳州和聊城的场地要多大？", False),
        (["柳州要多少研发人员", "那场地呢？"], "柳州的场地500平方米够吗？", False),
        (["柳州要多少研发人员", "那场地呢？"], "柳州第九条的场地要多大？", False),
        (["柳州要多少研发人员", "我们有7个够吗"], "柳州研发人员够吗？", False),
        (["柳州要多少研发人员", "我们有7个够吗"], "柳州有7个研发人员够吗？", True),
        (["拉萨技术创新中心多少人", "那面积呢"], "拉萨重点实验室的面积要多大？", False),
        (["拉萨技术创新中心多少人", "那聊城呢？"], "聊城市技术创新中心要多少人？", True),
        (["柳州要多少研发人员", "那场地呢？"], "", False),
        (["柳州要多少研发人员", "那场地呢？"], "柳" * 500, False),
    ],
)
def test_cities_platforms_and_figures_are_neither_lost_nor_made_up(corpus, turns, rewritten, taken):
    query = understand(turns, corpus)
    result = take_rewritten(query, rewritten, corpus)
    assert (result is not None) == taken
    if result is not None:
        assert result.turns == query.turns
        assert result.search != query.search


@pytest.mark.parametrize(
    "reply",
    [
        "<think>？</think>柳州的场地？",
        "改写后的问题：“柳州的场地？”",
        "好的。\n\n**问题**：柳州的场地？",
        "柳州的场地？",
    ],
)
def test_question_is_read_out_of_what_surrounds_it(reply):
    assert read_rewritten(reply) == "柳州的场地？"
