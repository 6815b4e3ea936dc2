"""Figures of an answer: each from the law cited, from the asker, or worked out; anything else is found."""

from __future__ import annotations

import pytest

from tiaowen.answering.spelling import simplify
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Answer, Citation, ClaimOutcome, Verdict
from tiaowen.evals.grounding import find_groundless
from tiaowen.evals.record import Reply
from tiaowen.evals.scorers import score_grounded

NINE = Address.parse("liuzhou-etrc/9(3)")


def answer(text: str, *claims: Verdict, cited: bool = True) -> Answer:
    citations = (Citation(address=NINE, label="第九条", quote=""),) if cited else ()
    return Answer(question="q", text=text, status="verified", citations=citations, claims=claims)


def claim(text: str, outcome: ClaimOutcome) -> Verdict:
    return Verdict(text=text, outcome=outcome, reason="没有这个数。")


@pytest.mark.parametrize(
    "text",
    [
        "研发人员一般不少于8人，本科占比不低于80%。",
        "要八名。",
        "您说7人，不足8人。",  # 7 from the asker, 不足8人 is what 不少于8人 leaves
        "柳州的面积要300平方米以上。",  # stands in another item of the article cited
        "《柳州市工程技术研究中心管理办法》第二十四条：一年的整改期限。",  # an article named in full
        "没有数字。",
    ],
)
def test_figures_of_the_law_and_of_the_asker_are_grounded(corpus: Corpus, text: str) -> None:
    assert find_groundless(answer(text), ["柳州", "我们有7个研发"], corpus) == ()


@pytest.mark.parametrize(
    ("text", "groundless"),
    [
        ("要9人。", ("9人",)),
        ("要8家。", ("8家",)),
        ("不超过8人。", ("不超过8人",)),
        ("超过8人。", ("超过8人",)),
        ("8至12人。", ("8至12人",)),
        ("第二十四条：一年的整改期限。", ("一年",)),
    ],
)
def test_other_figures_and_other_bounds_are_found(corpus: Corpus, text: str, groundless: tuple[str, ...]) -> None:
    assert find_groundless(answer(text), ["柳州要几人"], corpus) == groundless


def test_without_the_citation_the_figure_comes_from_nowhere(corpus: Corpus) -> None:
    assert find_groundless(answer("不少于8人。", cited=False), ["柳州要几人"], corpus) == ("不少于8人",)


def test_what_the_asker_typed_in_traditional_characters_is_theirs(corpus: Corpus) -> None:
    assert find_groundless(answer("您说3个工作日。"), ["三個工作日"], corpus, mend=simplify) == ()


def test_a_number_that_the_asker_left_without_a_unit_is_theirs(corpus: Corpus) -> None:
    assert find_groundless(answer("您说20人。", cited=False), ["专职搞研究的20 够吗"], corpus) == ()


def test_a_result_is_grounded_by_a_claim_that_was_worked_out_and_by_no_other(corpus: Corpus) -> None:
    text = "您说7人，差1人。"
    worked_out, supported = (claim("差1人", one) for one in (ClaimOutcome.DERIVED, ClaimOutcome.SUPPORTED))
    assert find_groundless(answer(text, worked_out), ["7人"], corpus) == ()
    assert find_groundless(answer(text, supported), ["7人"], corpus) == ("1人",)


def test_the_score_names_figures_from_nowhere_and_claims_that_may_not_leave() -> None:
    good = Reply(answer=answer("8人", claim("8人", ClaimOutcome.SUPPORTED)))
    stray = Reply(answer=answer("9人"), groundless=("9人",))
    wrong = Reply(answer=answer("8人", claim("8人", ClaimOutcome.MISATTRIBUTED)))
    assert score_grounded((good,)).value == 1
    assert score_grounded((good, stray)).reason == "“9人”条文和问题里都没有。"
    assert score_grounded((wrong,)).reason == "“8人”没有这个数。"
    assert score_grounded((Reply(error="x"),)).value is None
