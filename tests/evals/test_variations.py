"""Variations: each kind of change as people make it, seeded, all turns; what was right must stay right."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tiaowen.corpus.load import Corpus
from tiaowen.domain import Answer
from tiaowen.evals.cases import Case, VariationCase
from tiaowen.evals.figures import find_figures
from tiaowen.evals.record import Fingerprints, Header, Reply, Run, VariationRecord
from tiaowen.evals.renew import renew_cases
from tiaowen.evals.rewriting import add_politeness, join_clauses, rewrite_numbers, space_clauses, to_traditional
from tiaowen.evals.score import score_run
from tiaowen.evals.shares import Share
from tiaowen.evals.slips import Typist
from tiaowen.evals.suite import Suites
from tiaowen.evals.variations import generate_variations

TALK = Case.model_validate(
    {
        "id": "T1",
        "kind": "numeric",
        "source": "staff",
        "turns": ["柳州，研发人员8人够吗？", "那经费50万呢？"],
        "must": [["8人"]],
        "abstain": False,
    }
)
KINDS = (
    "typo_sound",
    "typo_order",
    "no_punctuation",
    "spaces",
    "traditional",
    "numerals",
    "spaced_numbers",
    "polite",
)


@pytest.fixture(scope="module")
def typist(corpus: Corpus) -> Typist:
    return Typist(corpus)


def test_each_kind_changes_every_turn_and_keeps_the_case(corpus: Corpus) -> None:
    cases = generate_variations([TALK], corpus, seed=1)
    assert [case.kind for case in cases] == list(KINDS)
    for case in cases:
        assert (case.plain, case.source, case.id) == (TALK, "staff", f"T1-{case.kind}")
        assert all(turn != before for turn, before in zip(case.turns, TALK.turns, strict=True)), case.kind


def test_the_same_seed_makes_the_same_and_other_cases_make_no_difference(corpus: Corpus) -> None:
    other = TALK.model_copy(update={"id": "T2", "turns": ("包头要交哪些材料？",)})
    first, again = (generate_variations(cases, corpus, seed=1) for cases in ([TALK, other], [other, TALK]))
    assert sorted(first, key=lambda c: c.id) == sorted(again, key=lambda c: c.id)
    assert first != generate_variations([TALK, other], corpus, seed=2)


def test_of_other_questions_three_ways_are_drawn(corpus: Corpus) -> None:
    other = TALK.model_copy(update={"source": "own-staff"})
    every, drawn = (generate_variations([case], corpus, seed=1) for case in (TALK, other))
    assert len(drawn) == 3
    assert [case.turns for case in drawn] == [case.turns for case in every if case.kind in {d.kind for d in drawn}]


def test_a_change_that_changes_nothing_makes_no_case(corpus: Corpus) -> None:
    bare = TALK.model_copy(update={"turns": ("柳州要几人",)})
    kinds = {case.kind for case in generate_variations([bare], corpus, seed=1)}
    assert kinds.isdisjoint({"no_punctuation", "spaces", "numerals", "spaced_numbers"})
    ended = TALK.model_copy(update={"turns": ("柳州要几人？",)})
    kinds = {case.kind for case in generate_variations([ended], corpus, seed=1)}
    assert "no_punctuation" in kinds
    assert "spaces" not in kinds


def test_a_slip_of_sound_is_one_common_character_in_a_word_of_the_law(typist: Typist) -> None:
    for seed in range(30):
        text = "柳州“卡脖子”技术"
        changed = typist.mistake_sound(text, Random(seed))
        (at,) = [n for n in range(len(text)) if text[n] != changed[n]]
        assert at in {0, 1, 7, 8}
        changed.encode("gb2312")


def test_neighbours_are_exchanged_inside_one_word(typist: Typist) -> None:
    found = {typist.swap_neighbours("柳州市科技局", Random(seed)) for seed in range(30)}
    assert found <= {"州柳市科技局", "柳市州科技局", "柳州市技科局", "柳州市科局技"}
    assert typist.swap_neighbours("哈哈", Random(1)) == "哈哈"


@pytest.mark.parametrize(
    ("text", "joined", "spaced"),
    [
        ("8个人（3个兼职），5、6年，1.5亿。", "8个人3个兼职5 6年1.5亿", "8个人 3个兼职 5 6年 1.5亿"),
        ("第九条（三）写什么？第3项(4)呢", "第九条（三）写什么第3项(4)呢", "第九条（三）写什么 第3项(4)呢"),
        ("“链主”：80%以上", "链主80%以上", "链主 80%以上"),
    ],
)
def test_punctuation_goes_and_numbers_stay_apart(text: str, joined: str, spaced: str) -> None:
    assert (join_clauses(text), space_clauses(text)) == (joined, spaced)


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("研发人员8人", {"研发人员八人", "研发人员８人", "研发人员8名", "研发人员8个"}),
        ("我们8人", {"我们八人", "我们８人", "我们8名", "我们8个人"}),
        ("50万", {"50w", "五十万", "500000"}),
        ("两百万元", {"200w", "200万元", "二百万元", "2000000元"}),
        ("两年", {"2年"}),
        ("2年", {"两年", "２年"}),
        ("第九条第3项", {"第9条第三项"}),
        ("百分之三", {"3%", "3％"}),
        ("2.5%", {"百分之二点五", "２．５％"}),
        ("三分之一", {"1/3"}),
        ("2026年3月", {"２０２６年３月"}),
        ("十分一般，三甲，万一", {"十分一般，三甲，万一"}),
    ],
)
def test_numbers_are_written_in_every_other_way(text: str, ways: set[str]) -> None:
    assert {rewrite_numbers(text, Random(seed)) for seed in range(60)} == ways


def test_polite_words_stand_around_the_question() -> None:
    found = {add_politeness("柳州要几人？", Random(seed), first=True) for seed in range(60)}
    assert all("柳州要几人？" in text and text != "柳州要几人？" for text in found)
    assert not any("？，" in text for text in found)
    assert any(text.startswith("柳州") for text in found)
    assert any(text.endswith("？") for text in found)
    assert add_politeness("你好，问下", Random(1), first=True).startswith("你好，问下")
    later = {add_politeness("那包头呢", Random(seed), first=False) for seed in range(60)}
    assert not any("您好" in text for text in later)


def test_both_ways_of_traditional_characters_are_written() -> None:
    assert {to_traditional("科技平台里的场地", Random(seed)) for seed in range(20)} == {
        "科技平臺裏的場地",
        "科技平臺裡的場地",
    }


def record(id_: str, plain: str, varied: str, source: str = "staff") -> VariationRecord:
    case = TALK.model_copy(update={"id": id_, "source": source, "turns": ("柳州要几人？",)})
    before, after = (Reply(answer=Answer(question="q", text=text, status="verified")) for text in (plain, varied))
    made = VariationCase(id=f"{id_}-spaces", kind="spaces", source=source, turns=("柳州要几人",), plain=case)
    return VariationRecord(case=made, plain=before, reply=after)


def run_of(*records: Any) -> Run:
    prints = Fingerprints.model_validate(dict.fromkeys(Fingerprints.model_fields, "x"))
    header = Header(command="x", version="0", fingerprints=prints, suites=("variations",), cities=("柳州",), labels={})
    return Run(header=header, records=records)


def test_only_what_was_right_can_be_lost() -> None:
    scoring = score_run(
        run_of(
            record("A", "8人", "8人"),
            record("B", "8人", "9人"),
            record("C", "9人", "9人"),
            record("D", "9人", "8人"),
            record("E", "8人", "要8人", source="own"),
        )
    )
    assert [(c.right, c.counted) for c in scoring.cases] == [
        (True, True),
        (False, True),
        (True, False),
        (True, False),
        (True, True),
    ]
    assert scoring.cases[1].why == "缺少必答内容：8人。"
    assert scoring.cases[2].why == "原来的问法也没有答对，不计。"
    (found,) = find_figures(scoring)
    assert found.overall.right == Share(hits=2, n=3)
    assert found.overall.find("of_examples") == Share(hits=1, n=2)
    assert found.overall.find("of_others") == Share(hits=1, n=1)
    assert [group.name for group in found.kinds] == ["spaces"]


def test_expectations_are_renewed_where_the_question_is_the_same() -> None:
    run = run_of(record("A", "8人", "9人"), record("B", "8人", "9人"))
    plain = run.records[0].case.plain.model_copy(update={"must": (("9人", "8人"),)})
    asked = run.records[1].case.plain.model_copy(update={"must": (("9人", "8人"),), "turns": ("另一问",)})
    renewed = renew_cases(run, Suites(answers=(plain, asked)))
    assert [case.right for case in score_run(renewed.run).cases] == [True, False]
    assert (renewed.renewed, renewed.kept) == (1, ("B-spaces",))
