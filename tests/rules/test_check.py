"""The checker on the five texts: each kind of right and of wrong, in words of our own."""

from __future__ import annotations

import pytest

from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, ClaimOutcome
from tiaowen.rules.check import accepts, check_text, find_claims

LIUZHOU = "柳州工程技术研究中心的"

RIGHT = [
    ("固定研发人员一般不少于8人，本科八成以上，中级职称以上占四成。", LIUZHOU),
    ("固定研发人员至少得有八名。", LIUZHOU),
    ("科研用房达到三百平米。", LIUZHOU),
    ("依托单位正常运行满24个月。", LIUZHOU),
    ("没有规定注册资本的数额，也没有注册资本500万元的要求。", LIUZHOU),
    ("评估结果分为优秀、合格、整改、不合格，共四档。", LIUZHOU),
    ("专家指导委员会一般7到11人，依托单位和共建单位的人不超过33.3%。", LIUZHOU),
    ("被撤销的，两年后可以重新申请，也就是满24个月。", LIUZHOU),
    ("柳州固定研发人员不少于8人，而聊城要求专职固定科研人员不少于20人。", "各地"),
    ("每年12月31日前填报工作年报。", LIUZHOU),
]
WRONG = [
    ("固定研发人员一般不少于9人。", LIUZHOU, ClaimOutcome.CONTRADICTED),
    ("固定研发人员要多于8人。", LIUZHOU, ClaimOutcome.CONTRADICTED),
    ("固定研发人员一般不超过8人。", LIUZHOU, ClaimOutcome.CONTRADICTED),
    ("本科学历占比不低于40%，中级职称占比不低于80%。", LIUZHOU, ClaimOutcome.MISATTRIBUTED),
    ("科研用房不少于500平方米。", LIUZHOU, ClaimOutcome.MISATTRIBUTED),
    ("每年投入建设运行经费不少于500万元。", LIUZHOU, ClaimOutcome.CONTRADICTED),
    ("固定研发人员不少于8人（第十二条）。", LIUZHOU, ClaimOutcome.MISATTRIBUTED),
    ("固定研发人员不少于8人（第九十九条）。", LIUZHOU, ClaimOutcome.UNSUPPORTED),
    ("10人×80%＝7人。", LIUZHOU, ClaimOutcome.MISCALCULATED),
    ("没有规定具体的面积。", LIUZHOU, ClaimOutcome.CONTRADICTED),
    ("企业不需要设立首席技术官并备案。", LIUZHOU, ClaimOutcome.CONTRADICTED),
]


@pytest.mark.parametrize(("text", "question"), RIGHT)
def test_right_things_said_unusually_pass(text: str, question: str, corpus: Corpus) -> None:
    verdicts = check_text(text, question=question, corpus=corpus)
    assert accepts(verdicts), [v for v in verdicts if not v.released]


@pytest.mark.parametrize(("text", "question", "outcome"), WRONG)
def test_wrong_things_are_stopped_for_their_reason(
    text: str, question: str, outcome: ClaimOutcome, corpus: Corpus
) -> None:
    stopped = [v for v in check_text(text, question=question, corpus=corpus) if not v.released]
    assert outcome in {v.outcome for v in stopped}
    assert all(v.reason.endswith("。") for v in stopped)


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("柳州培训班收费60万元。", "60万元", "这里说的规定里没有这个数；它出自《拉萨"),
        ("聊城的高校牵头，研发经费占主营业务收入比例不低于3%。", "不低于3%", "只对企业这样规定"),
        ("柳州企业申报工程技术研究中心，须与1家以上企业联合申报。", "1家以上", "只对高校院所这样规定"),
        (
            "柳州工程技术研究中心的注册资本不少于500万元。",
            "不少于500万元",
            "《柳州市工程技术研究中心管理办法》第九条第（六）项，那里说的是“",
        ),
        ("柳州管理委员会每两年至少召开2次会议。", "至少召开2次", "管理委员会每年至少召开2次会议”，不是“每两年”"),
    ],
)
def test_the_reason_tells_of_what_the_figure_is(text: str, words: str, reason: str, corpus: Corpus) -> None:
    (stopped,) = [v for v in check_text(text, corpus=corpus) if not v.released and v.text == words]
    assert reason in stopped.reason


@pytest.mark.parametrize(
    ("question", "text", "accepted"),
    [
        ("柳州我们有6名固定研发人员，够吗？", "不够。要求一般不少于8人，贵公司有6人，还差2人。", True),
        ("柳州我们有6名固定研发人员，够吗？", "不够。要求一般不少于8人，贵公司有6人，还差3人。", False),
        ("柳州我们有6名固定研发人员，够吗？", "够了，贵公司有6人，达到要求。", False),
        ("柳州我们有8名固定研发人员，够吗？", "不够，要求不少于8人，贵公司8人不满足。", False),
        ("聊城联合三家单位共建可以吗？", "不可以，联合共建单位不超过3家。", False),
        ("聊城联合三家单位共建可以吗？", "可以，联合共建单位不超过3家，正好3家。", True),
    ],
)
def test_conclusions_are_worked_out_again(question: str, text: str, accepted: bool, corpus: Corpus) -> None:
    assert accepts(check_text(text, question=question, corpus=corpus)) is accepted


def test_no_claim_is_accepted(corpus: Corpus) -> None:
    assert check_text("您好，请问想问什么？", corpus=corpus) == ()
    assert accepts(())


def test_a_cited_address_that_does_not_exist_is_an_offence(corpus: Corpus) -> None:
    verdicts = check_text("您好。", cited=(Address.parse("liuzhou-etrc/99"),), corpus=corpus)
    assert [v.text for v in verdicts if not v.released] == ["liuzhou-etrc/99"]


def test_verdicts_name_the_rule_and_lie_where_the_words_are(corpus: Corpus) -> None:
    text = "- **人数**：不少于 ８ 人"
    (finding,) = find_claims(text, question="柳州工程中心固定研发人员", cited=(), corpus=corpus)
    assert finding.verdict.basis == "liuzhou-etrc:staff"
    assert text[finding.start : finding.end] == finding.verdict.text == "不少于 ８ 人"


@pytest.mark.parametrize(
    "text",
    [
        "999999999999999999999人",
        "0.0.0%",
        "|8人|不少于|\n|---",
        "第条（）项",
        "8人" * 300,
        "（" * 500,
        "柳州8人中１２③٣人ab",
        "1+" * 300 + "=",
        "\ud800不少于8人",
        "≥≥≥8人",
        "2023年13月45日",
    ],
)
def test_odd_text_never_breaks_it(text: str, corpus: Corpus) -> None:
    check_text(text, question=text, corpus=corpus)


def test_a_long_text_is_read_to_its_end(corpus: Corpus) -> None:
    text = "柳州固定研发人员不少于8人。\n" * 300 + "柳州固定研发人员不少于9人。"
    verdicts = check_text(text, corpus=corpus)
    assert [v.text for v in verdicts if not v.released] == ["不少于9人"]
