"""Places as staff type them."""

import pytest

from tiaowen.answering.typed import spell_places


@pytest.mark.parametrize(
    ("turns", "spelt"),
    [
        (["柳州 Art. 12"], "柳州 第12条"),
        (["重点实验室标准3-4写的啥"], "重点实验室标准第3条第(4)项写的啥"),
        (["聊城第一个第八条"], "聊城第八条（第一个）"),
        (["柳州第四条", "上一条呢"], "第三条呢"),
        (["柳州第四条", "下一条", "再下一条"], "再第六条"),
        (["柳州第五条第二项", "下一项"], "第五条第三项"),
        (["柳州第五条第二项", "第3项呢"], "第五条第3项呢"),
        (["柳州第五条第二项", "跟第3项有矛盾吗"], "第五条第二项跟第五条第3项有矛盾吗"),
    ],
)
def test_place_is_spelt_out(turns, spelt):
    assert spell_places(turns)[-1] == spelt


@pytest.mark.parametrize(
    "text", ["委员会5-9人行不行", "办法里写11-30前报", "2-3家一起报", "标准要7-11个人", "下一条", "第三项呢"]
)
def test_what_names_no_place_is_left_as_it_is(text):
    assert spell_places([text]) == [text]
