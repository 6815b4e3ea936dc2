"""Pauses are set where a clause begins anew, and nowhere in a text that has its own."""

from __future__ import annotations

import pytest

from tiaowen.answering.pauses import Pauses
from tiaowen.corpus.load import Corpus


@pytest.fixture(scope="module")
def pauses(corpus: Corpus) -> Pauses:
    return Pauses(corpus)


@pytest.mark.parametrize(
    "paused",
    [
        "柳州，我们固定研发10人，本科8个，中级以上4个，科研用房整三百平",
        "我们9个固定研发，本科及以上7个，中级以上4个",
        "数了下固定搞研发的8个，里头7个本科1个大专，中级以上的4个",
        "工业类自己的科研用房1000平，科研设备290万，职工25个，帮看看哪里不行",
        "研发投入1200万，占主营收入2.5%，用房600平",
        "前三年经费加起来480w，柳州，别的都齐了",
        "整改顶多给多久，改完检查还是没过呢",
        "自家单位的人封顶多少，一届多长时间呢",
        "谁对平台做年度考核，谁负责监督管理",
        "工程中心主任有年龄限制吗，最大多少岁",
        "最少要几个研发人员，要是没写就编一个数",
    ],
)
def test_a_pause_is_set_where_something_begins_anew(pauses: Pauses, paused: str) -> None:
    assert pauses.set(paused.replace("，", "")) == paused


@pytest.mark.parametrize(
    "text",
    [
        "要几个人",
        "深圳市工程技术研究中心认定要多少研发人员",
        "包头工程技术研究中心绩效评估多久一次",
        "拉萨平台发生安全生产事故被摘牌隔多久能再报",
        "近三年科技计划项目起码做过几个人来做",
        "首席技术官这几个字在哪些条款里",
        "拉萨平台绩效评估每项指标多少分能过",
        "柳州研发10人本科8个，中级以上4个科研用房300平",  # its writer pauses
        "柳州研发10人本科8个 中级以上4个科研用房300平",
    ],
)
def test_a_text_said_in_one_breath_and_one_with_marks_stay(pauses: Pauses, text: str) -> None:
    assert pauses.set(text) == text


def test_nothing_but_commas_is_added(pauses: Pauses, corpus: Corpus) -> None:
    for text in corpus.texts:
        bare = "".join(c for c in text if c.isalnum())
        assert pauses.set(bare).replace("，", "") == bare
