"""The training: what it draws from the data, and that a tiny run makes a model that learns."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tiaowen.corpus.load import load_corpus
from tiaowen.evals.suite import load_suites
from tiaowen.retrieval.embedding import StaticEmbeddings, load_embeddings
from tiaowen.retrieval.train import Recipe, train
from tiaowen.retrieval.train_data import (
    Article,
    EncodedArticle,
    Question,
    build_tokenizer,
    encode_texts,
    find_parts,
    hold_back,
    split_article,
    thin_out,
)
from tiaowen.retrieval.train_domain import Pairs, read_pairs

TOPICS = {
    "劳动": "用人单位应当与劳动者订立书面劳动合同。劳动者有权取得工资报酬。",
    "水": "取用水资源应当申请领取取水许可证。水库应当保证防洪安全。",
    "科技创新": "工程技术研究中心应当有固定研发人员。研发设备原值不低于一百万元。",
    "道路": "机动车驾驶人应当取得驾驶证。车辆应当按照交通信号通行。",
}
QUESTIONS = {
    "劳动": "老板不签合同怎么办",
    "水": "取水要办什么证",
    "科技创新": "研发中心要什么设备",
    "道路": "开车要驾照吗",
}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Twelve articles and questions in the form of the real files."""
    articles, queries = tmp_path / "articles.jsonl.xz", tmp_path / "queries.jsonl"
    laws = [(topic, number) for topic in TOPICS for number in range(3)]
    rows = [
        {
            "id": f"N{n}",
            "level": "national",
            "law": f"{t}条例",
            "name": f"{t}条例第{k}条",
            "text": f"{TOPICS[t]}第{k}款。",
        }
        for n, (t, k) in enumerate(laws)
    ]
    with lzma.open(articles, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    asked = [{"id": n, "question": QUESTIONS[t], "articles": [f"N{n}"]} for n, (t, _) in enumerate(laws)]
    queries.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in asked), encoding="utf-8")
    return articles, queries


@pytest.mark.slow
def test_a_tiny_training_makes_the_same_model_twice_and_writes_its_card(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    recipe = Recipe(words=300, dimension=16, sentence_steps=60, sentence_batch=8, question_steps=60, question_batch=4)
    for name in ("one", "two"):
        train(*files, tmp_path / name, recipe)
    one, two = (load_embeddings(tmp_path / name) for name in ("one", "two"))
    assert isinstance(one, StaticEmbeddings)
    assert one.dimension == 16
    assert one.fingerprint == two.fingerprint
    found = one.encode(list(QUESTIONS.values())) @ one.encode(list(TOPICS.values())).T
    assert (found.argmax(axis=1) == range(4)).all()
    card = (tmp_path / "one" / "README.md").read_text(encoding="utf-8")
    assert "| BM25 | 2 |" in card
    assert "$" not in card
    assert str(tmp_path) not in card


@pytest.mark.slow
def test_the_corpus_teaches_its_own_names(files: tuple[Path, Path], tmp_path: Path, make_city: Any) -> None:
    city = make_city()
    recipe = Recipe(words=300, dimension=16, sentence_steps=10, sentence_batch=8, question_steps=60, question_batch=4)
    train(*files, tmp_path / "model", recipe, city)
    model = load_embeddings(tmp_path / "model")
    assert isinstance(model, StaticEmbeddings)
    asked, *names = model.encode(["中试平台", "中试基地", "重点实验室", "租用场地"])
    assert max(range(3), key=lambda n: float(asked @ names[n])) == 0
    assert f"- {len(read_pairs(city))} pairs" in (tmp_path / "model" / "README.md").read_text(encoding="utf-8")


def test_pairs_come_from_terms_headings_and_rules(make_city: Any) -> None:
    pairs = read_pairs(make_city())
    assert Pairs((("中试平台",),), "中试基地") in pairs
    rule = next(pair for pair in pairs if ("自有场地",) in pair.asked)
    assert rule.asked[0] == ("云溪", "云溪")
    assert "自有场地300平方米以上" in rule.text
    heading = next(pair for pair in pairs if pair.asked[-1][0].startswith("第一章"))
    assert "云溪市" in heading.asked[0]


def test_pairs_do_not_come_from_the_questions_of_the_evals() -> None:
    root = Path(__file__).parents[2]
    asked = {turn for case in load_suites(root / "evals", load_corpus(root / "corpus")).answers for turn in case.turns}
    drawn = {words for pair in read_pairs(root / "corpus") for words in pair.asked for words in words}
    cities = {regulation.jurisdiction.short for regulation in load_corpus(root / "corpus").regulations}
    assert not (asked - cities) & drawn  # a city alone answers a question asked back


def test_words_are_left_out_at_random_but_never_all() -> None:
    rng = np.random.default_rng(0)
    ids = np.arange(1000)
    assert 400 < len(thin_out(ids, 0.5, rng)) < 600
    assert list(thin_out(ids[:3], 1.0, rng)) == [0, 1, 2]


def test_the_same_fifth_is_held_back_whatever_the_order() -> None:
    questions = [Question(n, "问", ()) for n in range(50)]
    kept, held = hold_back(questions, "tiaowen-5")
    assert len(held) == 10
    assert sorted(kept + held) == questions
    assert hold_back(questions[::-1], "tiaowen-5")[1] == held
    assert hold_back(questions, "tiaowen-6")[1] != held


def test_words_unknown_to_the_tokenizer_are_left_out() -> None:
    tokenizer = build_tokenizer([Article("N0", "水法", "水法第一条", "取用水资源应当申请领取取水许可证。")], 40)
    known, unknown, empty = encode_texts(["取水许可证", "😀", ""], tokenizer)
    assert len(known)
    assert not len(unknown)
    assert not len(empty)


def test_a_word_is_made_of_itself_its_characters_and_shorter_words() -> None:
    tokenizer = build_tokenizer([Article("N0", "", "", "工程技术。" * 3)], 40)
    parts = find_parts(tokenizer)
    whole = parts[tokenizer.token_to_id("工程技术")]
    assert whole[0] == tokenizer.token_to_id("工程技术")
    assert len(whole) == 1 + len(["工", "程", "技", "术", "工程", "技术"])
    assert parts[tokenizer.token_to_id("工")] == [tokenizer.token_to_id("工")]


def test_a_sentence_is_never_paired_with_itself() -> None:
    sentences = tuple(np.arange(10 * n, 10 * n + 5) for n in range(1, 4))
    article = EncodedArticle(np.array([1, 2]), sentences)
    rng = np.random.default_rng(0)
    for _ in range(50):
        anchor, rest = split_article(article, rng)
        assert not np.isin(anchor, rest).any()
        assert len(rest) in {10, 12}


@pytest.mark.parametrize("length", [3, 30])
def test_an_article_of_one_sentence_is_paired_too(length: int) -> None:
    article = EncodedArticle(np.array([1, 2]), (np.arange(10, 10 + length),))
    rng = np.random.default_rng(0)
    for _ in range(20):
        anchor, rest = split_article(article, rng)
        assert len(anchor)
        assert len(rest)
        assert not np.isin(anchor, rest).any()
