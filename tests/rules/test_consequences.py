"""What follows from a grade or a misdeed, told of another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tiaowen.rules.consequences import judge_consequences
from tiaowen.rules.record import Record

Read = Callable[..., Record]

AS_THE_LAW_HAS_IT = [
    "柳州评估结果为整改的，予以通报并给予一年的整改期限，整改期间没有明显进步的，取消工程技术中心称号。",
    "柳州评估结果为整改的，整改后仍没有进步的，取消称号。",
    "柳州连续两次评估结果为整改的，取消工程技术中心称号。",
    "柳州评估不合格的，取消工程技术中心称号，两年后可以重新申请。",
    "柳州中途退出评估的，视为自动放弃资格。",
    "柳州不参加评估的，取消资格，不给整改期。",  # giving up comes to the same
    "柳州被撤销资格的，由依托单位开展整改。",
    "拉萨平台绩效评估较差的限期整改，整改检查未通过的不再列入备案序列。",
    "拉萨平台评估为优秀、良好、合格的可进入下一轮建设运行周期。",
    "拉萨市工程技术研究中心认定管理办法规定，考评不合格的，责令限期整改，整改后复评仍不合格的，撤销资格。",
    "聊城无故不参加绩效评价的，予以撤销。",
    "包头提供虚假材料的，撤消其工程技术研究中心资格。",
]
OTHERWISE = [  # text → the words that tell it, and what the law says
    ("柳州评估结果为整改的，直接取消工程技术中心称号。", "直接取消工程技术中心称号", "予以通报并给予一年的整改期限"),
    ("柳州中途退出评估的，按评估结果为整改处理。", "按评估结果为整改处理", "视为自动放弃"),
    ("柳州评估不合格的，给予一年的整改期限。", "给予一年的整改期限", "取消工程技术中心称号"),
    ("拉萨平台评估结果为较差的，直接摘牌。", "直接摘牌", "应限期整改"),
    ("拉萨平台无故不完成科研任务的，予以摘牌。", "予以摘牌", "列入科研诚信黑名单"),
    ("拉萨平台评估为优秀、良好、较差的可进入下一轮建设运行周期。", "", "应限期整改"),
    (
        "拉萨市工程技术研究中心认定管理办法规定，考评不合格的，撤销资格。",
        "撤销资格",
        "整改后复评仍不合格",
    ),
    ("聊城无故不参加绩效评价的，限期整改。", "限期整改", "无故不参加绩效评价"),
    ("聊城弄虚作假造成不良影响的，责令限期整改。", "责令限期整改", "弄虚作假"),
    ("包头提供虚假材料的，限期整改。", "限期整改", "撤消其工程技术研究中心资格"),
]
NOTHING_TOLD = [
    "评为整改的，取消称号。",  # no city
    "柳州整改不合格的，取消称号。",
    "柳州没有中途退出评估的，继续保留称号。",
    "柳州评估结果为整改的，不会取消称号。",
    "柳州评估结果为整改的，是否取消称号，看整改期间有没有进步。",
]


@pytest.mark.parametrize("text", AS_THE_LAW_HAS_IT + NOTHING_TOLD)
def test_what_follows_as_the_law_has_it_is_let_be(text: str, read_record: Read) -> None:
    record = read_record(text)
    assert [found for read in record.reads for found in judge_consequences(record, read)] == []


@pytest.mark.parametrize(("text", "words", "stated"), OTHERWISE)
def test_what_follows_from_another_case_is_seen(text: str, words: str, stated: str, read_record: Read) -> None:
    record = read_record(text)
    ((span, reason),) = [found for read in record.reads for found in judge_consequences(record, read)]
    assert words in text[slice(*span)]
    assert stated in reason
