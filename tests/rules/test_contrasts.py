"""Words of which the law means one and not the other."""

from __future__ import annotations

import pytest

from tiaowen.corpus.load import Corpus
from tiaowen.rules.check import law_of
from tiaowen.rules.contrasts import Choice, ContrastReader

READER = ContrastReader([[["红", "朱红"], ["绿"]], [["东"], ["西"]]])


def test_the_longest_word_is_read_and_named_by_the_first_of_its_member() -> None:
    assert READER.read("朱红门朝西") == (Choice(0, 2, 0, "红"), Choice(4, 5, 1, "西"))


@pytest.mark.parametrize(
    ("said", "laws", "word"),
    [
        ("红门", ["门漆成朱红"], None),  # another way of writing it
        ("绿门", ["门漆成朱红"], "绿"),
        ("绿门", ["门漆成红或者绿"], None),
        ("绿门", ["门朝东"], None),  # the law says nothing of the class
        ("绿门", ["门朝东", "门漆成红"], "绿"),  # what is narrow is silent, what is wide decides
        ("绿门", ["门漆成绿", "门漆成红"], None),
        ("绿门", ["门漆成红", "门漆成绿"], "绿"),
        ("红门朝西", ["红门朝东"], "西"),
        ("红绿门", ["红门"], None),  # one of the two is the law's
    ],
)
def test_what_the_narrowest_text_of_the_law_means_decides(said: str, laws: list[str], word: str | None) -> None:
    choice = READER.conflict(READER.read(said), laws)
    assert (said[choice.start : choice.end] if choice else None) == word


@pytest.mark.parametrize(
    ("said", "law", "word"),
    [
        ("硕士占八成", "具有大学本科学历人员占比不低于80%", "硕士"),
        ("本科占八成", "具有大学本科学历人员占比不低于80%", None),
        ("副高以上占四成", "中级职称以上专业技术人员不低于40%", "副高"),
        ("占利润的3%", "研发经费占主营业务收入比例不低于3%", "利润"),
        ("委员的人数是偶数", "人数一般为7—11人（应为单数）", "偶数"),
        ("委员的人数是奇数", "人数一般为7—11人（应为单数）", None),
    ],
)
def test_the_contrasts_of_the_repository(said: str, law: str, word: str | None, corpus: Corpus) -> None:
    reader = law_of(corpus).contrasts
    choice = reader.conflict(reader.read(said), [law])
    assert (said[choice.start : choice.end] if choice else None) == word
