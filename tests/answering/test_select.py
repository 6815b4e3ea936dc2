"""Clauses of a question, and the parts of articles that fit them."""

import pytest

from tiaowen.answering.clauses import read_clauses
from tiaowen.answering.figures import metric_matcher
from tiaowen.answering.select import select_passages
from tiaowen.answering.understand import understand
from tiaowen.domain import Address


def clauses(text, corpus):
    return read_clauses(
        understand([text], corpus),
        corpus,
        split=lambda words: [words[i : i + 2] for i in range(0, len(words), 2)],
        metrics=metric_matcher(corpus),
    )


def test_each_clause_is_read_by_itself(corpus):
    assert len(clauses("研发人员几个，场地多大", corpus)) == 2


@pytest.mark.parametrize("text", ["柳州", "拉萨重点实验室", "？", "吗"])
def test_names_and_words_of_asking_make_no_clause(corpus, text):
    assert clauses(text, corpus) == ()


@pytest.mark.parametrize(
    ("text", "unit"), [("场地多大", "平方米"), ("最多多少岁", "周岁"), ("一年开几次会", "次"), ("最长几年", "个月")]
)
def test_unit_that_is_asked_for_is_seen(corpus, text, unit):
    assert unit in clauses(text, corpus)[0].asked.units


def test_part_with_the_quantity_asked_for_comes_first(corpus):
    parts = corpus.parts(Address.parse("liuzhou-etrc/9"))
    best = select_passages(parts, clauses("研发人员多少人", corpus)[0])[0]
    assert str(best.address) == "liuzhou-etrc/9(3)"
    assert best.exact
    assert any("不少于8人" in sentence for sentence in best.sentences)


def test_figure_that_the_asker_names_finds_its_place_whatever_the_comparator(corpus):
    parts = corpus.parts(Address.parse("liaocheng-tic/8a"))
    assert str(select_passages(parts, clauses("183天在哪一条", corpus)[0])[0].address) == "liaocheng-tic/8a(4)"


@pytest.mark.parametrize(
    ("question", "metric"),
    [
        ("设备要多少钱", "设备价值"),
        ("给多少钱", "扶持资助"),
        ("专家委员会几个人", "委员会人数"),
        ("要多少人", "研发人员"),
    ],
)
def test_figure_asked_for_is_told_from_others_in_the_same_unit(corpus, question, metric):
    assert clauses(question, corpus)[0].asked.metrics[0] == metric


def test_rule_of_another_category_is_no_answer(corpus):
    rules = clauses("新型研发机构工业类设备要多少钱", corpus)[0].rules
    assert {rule.when.category for rule in rules} == {"工业"}
