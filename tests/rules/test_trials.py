"""``checks.yaml`` put to the checker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tiaowen.corpus.load import Corpus, load_corpus
from tiaowen.rules.trials import audit_checks

CHECKS = "yunxi-base/checks.yaml"


def test_every_sentence_of_the_repository_is_judged_as_written(corpus: Corpus) -> None:
    assert list(audit_checks(Path(__file__).parents[2] / "corpus", corpus)) == []


def test_the_sentences_of_a_new_city_are_tried(make_city: Callable[..., Path]) -> None:
    folder = make_city()
    assert list(audit_checks(folder, load_corpus(folder))) == []


@pytest.mark.parametrize(
    ("was", "now", "line", "problem"),
    [
        (
            "right: [云溪中试基地的固定人员不少于6人。]",
            "right: [云溪中试基地的固定人员不少于7人。]",
            2,
            "说对的这句没有通过",
        ),
        (
            "wrong: [云溪中试基地的固定人员不少于5人。]",
            "wrong: [云溪中试基地的固定人员至少6人。]",
            3,
            "说错的这句没有拦住",
        ),
        ("wrong: [云溪中试基地80分合格。]", "wrong: [云溪中试基地六十分合格。]", 15, "说错的这句没有拦住"),
    ],
)
def test_a_sentence_on_the_wrong_side_is_named_with_file_and_line(
    was: str,
    now: str,
    line: int,
    problem: str,
    make_city: Callable[..., Path],
    city_files: Mapping[str, str],
) -> None:
    assert was in city_files[CHECKS]
    folder = make_city({CHECKS: city_files[CHECKS].replace(was, now)})
    (finding,) = audit_checks(folder, load_corpus(folder))
    assert finding.path == folder / CHECKS
    assert finding.message.startswith(f"{folder / CHECKS}:{line}：")
    assert problem in finding.message
