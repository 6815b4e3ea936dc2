"""What a text leaves open: every mistake in ``gaps.yaml`` is refused, and a gap is met only where it is meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tiaowen.corpus.audit import audit_corpus
from tiaowen.corpus.gaps import Gap
from tiaowen.corpus.load import Corpus, load_corpus
from tiaowen.domain import Address
from tiaowen.errors import CorpusError

BROKEN = Path(__file__).parents[1] / "broken" / "gaps"
GAPS = "yunxi-base/gaps.yaml"
MISTAKES = {  # file → line, what, what to do
    "missing": (1, "缺少必填项 0.asked。", "请补上这一项。"),
    "no-such-place": (4, "没有 4(1) 这个地方。", "请核对地址。"),
    "no-words": (2, "0.asked.1 不能是空的。", "请至少写一项。"),
    "nothing-said": (3, "0.says 不能是空的。", "请填写。"),
    "number-for-place": (1, "0.at 应当是文字，写的是 5。", "数字请加引号。"),
    "one-list": (2, "0.asked.0 应当是列表，写的是 '固定人员'。", "每项一行，以“- ”开头。"),
    "unknown-key": (3, "没有 0.say 这个键。", "请核对键名的拼写"),
}
RIGHT = """\
- at: 2(1)
  asked: [[固定人员], [兼职, 劳务派遣]]
  unless: [场地]
  says: 第二条第（一）项没有说明兼职算不算固定人员。
- at: '5'
  asked: [[延期, 延长]]
  says: 第五条没有说明有效期能不能延长。
"""
City = Callable[..., Path]


def test_every_broken_file_is_tried() -> None:
    assert {path.stem for path in BROKEN.iterdir()} == set(MISTAKES)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_refused_with_file_line_what_and_what_to_do(name: str, make_city: City) -> None:
    line, what, advice = MISTAKES[name]
    folder = make_city({GAPS: (BROKEN / f"{name}.yaml").read_bytes()})
    with pytest.raises(CorpusError) as caught:
        load_corpus(folder)
    assert str(caught.value).startswith(f"{folder / GAPS}:{line}：{what}")
    assert advice in caught.value.advice
    assert [finding.message for finding in audit_corpus(folder)] == [str(caught.value)]


def test_the_gaps_of_a_city_are_read_in_order(make_city: City) -> None:
    first, second = load_corpus(make_city({GAPS: RIGHT})).gaps
    assert first == Gap(
        at=Address.parse("yunxi-base/2(1)"),
        asked=(("固定人员",), ("兼职", "劳务派遣")),
        unless=("场地",),
        says="第二条第（一）项没有说明兼职算不算固定人员。",
    )
    assert str(second.at) == "yunxi-base/5"


def test_a_city_needs_none(make_city: City) -> None:
    assert load_corpus(make_city()).gaps == ()


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("固定人员里兼职的算不算", True),
        ("劳务派遣算固定人员吗", True),
        ("固定人员要几个", False),  # a word of each list
        ("兼职的算不算", False),
        ("固定人员和兼职共用的场地算吗", False),  # means another thing
    ],
)
def test_a_question_is_about_a_gap_with_a_word_of_each_list(question: str, asked: bool, make_city: City) -> None:
    gap = load_corpus(make_city({GAPS: RIGHT})).gaps[0]
    assert gap.is_asked(question) is asked


def test_the_gaps_of_the_repository_are_whole_sentences_at_places_that_exist(corpus: Corpus) -> None:
    assert {gap.at.regulation for gap in corpus.gaps} <= {regulation.id for regulation in corpus.regulations}
    for gap in corpus.gaps:
        assert corpus.text(gap.at), gap.at
        assert gap.says.endswith("。"), gap.says
