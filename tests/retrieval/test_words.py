from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import jieba
import pytest

from tiaowen.corpus.load import load_corpus
from tiaowen.retrieval.words import base_tokenizer, count_word, to_words, tokenizer_with

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def in_python() -> Callable[[str], list[str]]:
    """Split as the Python jieba does."""
    jieba.setLogLevel("WARNING")
    tokenizer = jieba.Tokenizer()

    def split(text: str) -> list[str]:
        words = tokenizer.cut_for_search(unicodedata.normalize("NFKC", text).lower())
        return [word for word in words if any(c.isalnum() for c in word)]

    return split


def test_the_words_of_the_law_are_those_of_jieba(in_python: Callable[[str], list[str]]) -> None:
    for text in load_corpus(CORPUS).texts:
        assert to_words(text, base_tokenizer()) == in_python(text)


@pytest.mark.parametrize(
    "text", ["一般为5-9人", "不低于3.5%，ＩＳＯ９００１", "kept_quiet", "2024-06-30前", "A&B", "", "……", "🙂"]
)
def test_figures_and_signs_are_split_as_jieba_does(in_python: Callable[[str], list[str]], text: str) -> None:
    assert to_words(text, base_tokenizer()) == in_python(text)


def test_half_of_a_character_is_no_word() -> None:
    assert to_words("云\ud800", base_tokenizer()) == ["云"]


def test_terms_stay_whole_and_change_no_other_tokenizer() -> None:
    term = "云台固定研发人圆"
    assert term in to_words(f"有{term}八人", tokenizer_with([term]))
    assert term not in to_words(f"有{term}八人", base_tokenizer())


@pytest.mark.parametrize("word", ["研究", "的", "实验室"])
def test_words_are_counted_as_in_the_dictionary(word: str) -> None:
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    assert count_word(word, base_tokenizer()) == pytest.approx(tokenizer.FREQ[word], abs=1)


def test_what_is_no_word_counts_nothing() -> None:
    assert [count_word(word, base_tokenizer()) for word in ("研圆", "", "研究研究")] == [0, 0, 0]
