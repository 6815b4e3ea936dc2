"""Slips of typing are mended, words that mean something are not."""

from __future__ import annotations

import pytest

from tiaowen.answering.script import simplify
from tiaowen.answering.spelling import Speller
from tiaowen.corpus.load import Corpus
from tiaowen.retrieval.words import tokenizer_with


@pytest.fixture(scope="module")
def speller(corpus: Corpus) -> Speller:
    return Speller(corpus, tokenizer_with(corpus.terms.words()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("拉沙重点实验室", "拉萨重点实验室"),
        ("研发人圆要几个", "研发人员要几个"),
        ("场地面机", "场地面积"),
        ("申抱条件", "申报条件"),
        ("公试期多久", "公示期多久"),
        ("工程技术研究中新", "工程技术研究中心"),
        ("研发员人", "研发人员"),
        ("临床医研究中心", "临床医学研究中心"),
        ("柳州市工程技術研究中心需要多少研發人員", "柳州市工程技术研究中心需要多少研发人员"),
        ("聊城第十七條寫什麼", "聊城第十七条写什么"),
        ("３００平", "300平"),
        ("州柳要几人", "柳州要几人"),
        ("头包工程中心的材料", "包头工程中心的材料"),
        ("抱头工程中心主任", "包头工程中心主任"),
        ("聊成结果公示", "聊城结果公示"),
        ("7个科本", "7个本科"),
        ("不参家评估会怎样", "不参加评估会怎样"),
        ("要是农叶类", "要是农业类"),
        ("评上由秀给多少", "评上优秀给多少"),
        ("料材有假", "材料有假"),
    ],
)
def test_a_slip_is_mended(speller: Speller, typed: str, meant: str) -> None:
    assert speller.mend(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "科技创新平台指哪几样",  # 技术创新平台 without a character stands inside
        "固定研究员20个",
        "备案要交什么",  # not 叫什么
        "由谁追回",
        "失信和学术不端",
        "行纪人需要什么资质",
        "土地承包经营权",
        "那份工程中心的办法",
        "还能再申请吗",
        "连任几届",
        "还差5篇够不够",
        "试验场地面积",
        "申请组建单位",
        "柳州是每年12月底前",
        "第30条讲什么",
        "分几档",
        "设备要多少钱的",
        "被踢出序列",
        "先经谁审",
        "名称有没有公式",
        "",
        "abc 123",
    ],
)
def test_what_can_be_meant_as_it_stands_is_left_alone(speller: Speller, typed: str) -> None:
    assert speller.mend(typed) == typed


def test_the_words_of_the_law_are_no_slips(speller: Speller, corpus: Corpus) -> None:
    assert [text for text in corpus.texts if speller.find_slips("".join(text.split()))] == []


def test_simplified_text_is_not_converted() -> None:
    assert simplify("乾县的干部") == "乾县的干部"
