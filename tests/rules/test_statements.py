"""What is said without a figure, in words of our own: needed, following, of whom, where; and the law turned round."""

from __future__ import annotations

import pytest

from tiaowen.corpus.load import Corpus
from tiaowen.domain import ClaimOutcome
from tiaowen.rules.check import accepts, check_text

RIGHT = [
    "柳州工程技术研究中心原则上要成立管理委员会。",
    "申报柳州工程技术研究中心，企业的首席技术官须在市科技局备案，高校不适用这一条。",
    "在柳州，评为合格的工程技术研究中心继续保留称号。",
    "柳州工程技术研究中心中途退出评估，等于自动放弃资格。",
    "在聊城，科研院所牵头技术创新中心，不能单独申报，要联合市内企业。",
    "聊城的高校牵头技术创新中心，对研发投入总额没有要求。",
    "拉萨的临床医学研究中心由三级甲等医院牵头也可以。",
    "拉萨科技创新平台的绩效评估可以委托第三方机构实施。",
    "柳州的业务主管部门和依托单位可以是同一单位。",
    "包头此前发布的工程技术研究中心实施意见作废。",
    "拉萨科技创新平台的奖励与市内其他文件重复的，不得重复享受。",
    "聊城的办法还是征求意见稿，尚未正式施行。",
]
WRONG = [
    "柳州工程技术研究中心不设管理委员会。",
    "高校申报柳州工程技术研究中心，须设立首席技术官并备案。",
    "在柳州，评为不合格的工程技术研究中心继续保留称号。",
    "柳州工程技术研究中心中途退出评估的，资格不受影响。",
    "在聊城，科研院所牵头技术创新中心，可以单独申报。",
    "聊城的企业牵头技术创新中心，研发投入总额不作要求。",
    "拉萨的临床医学研究中心由二级甲等医院牵头也可以。",
    "拉萨科技创新平台的绩效评估不得委托第三方机构实施。",
    "柳州的业务主管部门和依托单位不得为同一单位。",
    "包头此前发布的工程技术研究中心实施意见继续有效。",
    "拉萨科技创新平台的奖励与市内其他文件重复的，可以重复享受。",
    "聊城市技术创新中心管理办法已经正式施行。",
    "企业申报聊城技术创新中心，须在青岛市内注册。",
    "柳州工程技术研究中心专家指导委员会的人数应为双数。",
    "申报拉萨市级重点实验室，依托单位有失信记录也可以申报。",
    "包头工程技术研究中心的主任一般应具有高级职称。",
    "拉萨野外科学观测研究站的土地使用权证和20年以上的土地使用权证明要同时具备，缺一不可。",
    "柳州工程技术研究中心被撤销资格的，永远不得重新申请。",
    "聊城技术创新中心从事软件研究开发的，场地面积同样不得低于500平方米。",
    "拉萨科技创新平台的备案申请由市财政局受理。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_the_law_says_passes(text: str, corpus: Corpus) -> None:
    verdicts = check_text(text, corpus=corpus)
    assert accepts(verdicts), [v for v in verdicts if not v.released]


@pytest.mark.parametrize("text", WRONG)
def test_what_it_does_not_say_is_stopped(text: str, corpus: Corpus) -> None:
    stopped = [v for v in check_text(text, corpus=corpus) if not v.released]
    assert stopped
    assert all(v.text in text and v.reason.endswith("。") for v in stopped)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("柳州的评估结果分为优秀、合格、整改和不合格。", True),
        ("柳州的评估结果分为优秀、合格、较差和不合格。", False),
        ("拉萨平台办法的评估结果有优秀、良好、合格、较差四类。", True),
        ("拉萨平台办法的评估结果有优秀、良好、合格、不合格四类。", False),
    ],
)
def test_a_list_with_an_entry_changed_is_seen(text: str, accepted: bool, corpus: Corpus) -> None:
    assert accepts(check_text(text, corpus=corpus)) is accepted


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("柳州要求研发人员的本科学历占比不低于80%。", True),
        ("柳州要求研发人员的硕士学历占比不低于80%。", False),
        ("聊城企业的研发经费要占主营业务收入的3%以上。", True),
        ("聊城企业的研发经费要占净利润的3%以上。", False),
        ("柳州工程技术研究中心的专家指导委员会一般为7至11人。", True),
        ("柳州工程技术研究中心的管理委员会一般为7至11人。", False),
        ("柳州工程技术研究中心总分60分及以上的，原则上拟认定。", True),
        ("柳州工程技术研究中心总分60分及以上的，一律认定。", False),
        ("拉萨重点实验室良好60万元、优秀70万元。", True),
        ("拉萨重点实验室良好70万元、优秀60万元。", False),
        ("拉萨野外站考核优秀20万元、良好15万元；重点实验室优秀70万元、良好60万元；其余四类优秀150万元。", False),
        (
            "拉萨工程中心、野外站考核良好的奖励15万元，优秀的奖励20万元；重点实验室良好60万元、优秀70万元；其余三类良好120万元、优秀150万元。",
            True,
        ),
        (
            "拉萨工程中心、野外站考核良好的奖励15万元，优秀的奖励20万元；重点实验室良好60万元、优秀70万元；其余三类良好60万元、优秀70万元。",
            False,
        ),
    ],
)
def test_the_right_figure_of_the_wrong_thing_is_seen(text: str, right: bool, corpus: Corpus) -> None:
    assert accepts(check_text(text, corpus=corpus)) is right


@pytest.mark.parametrize(
    ("question", "text", "accepted"),
    [
        ("柳州有10名研发人员", "本科至少8人，其余最多2人。", True),
        ("柳州有10名研发人员", "本科至少8人，其余最多3人。", False),
        ("拉萨有30家平台参评", "较差的不低于10%，即至少3家。", True),
        ("拉萨有30家平台参评", "较差的不低于10%，即最多3家。", False),
        ("拉萨新型研发机构职工40人", "本科或中级以上的比例要高于50%，按40人算至少21人。", True),
        ("拉萨新型研发机构职工40人", "本科或中级以上的比例要高于50%，按40人算至少20人。", False),
        ("包头2024年3月15日被撤销", "两年内不得重新申报，到2026年3月15日期满。", True),
        ("包头2024年3月15日被撤销", "两年内不得重新申报，到2025年9月15日期满。", False),
        ("柳州专家指导委员会主任能干几年", "每届3年，最多2届，2×3＝6，合计6年。", True),
        (
            "柳州工程技术研究中心专家评审70分、现场考察52分，能拟认定吗",
            "70×50%＋52×50%＝35＋26＝61分，达到60分。",
            True,
        ),
        (
            "柳州工程技术研究中心专家评审70分、现场考察52分，能拟认定吗",
            "70×50%＋52×50%＝35＋26＝63分，达到60分。",
            False,
        ),
    ],
)
def test_what_follows_is_worked_out_again(question: str, text: str, accepted: bool, corpus: Corpus) -> None:
    verdicts = check_text(text, question=question, corpus=corpus)
    assert accepts(verdicts) is accepted, verdicts


def test_a_number_in_a_table_has_the_unit_of_its_head(corpus: Corpus) -> None:
    table = "拉萨的考核奖励：\n\n| 平台 | 良好（万元） | 优秀（万元） |\n|---|---|---|\n| 重点实验室 | {} | 70 |"
    assert accepts(check_text(table.format(60), corpus=corpus))
    (stopped,) = [v for v in check_text(table.format(50), corpus=corpus) if not v.released]
    assert stopped.text == "50"


@pytest.mark.parametrize("text", ["两项都达到要求。", "需要看三个方面：", "两份文件说法不同。"])
def test_a_mere_count_is_no_claim_of_the_law(text: str, corpus: Corpus) -> None:
    outcomes = {v.outcome for v in check_text(text, question="柳州工程技术研究中心", corpus=corpus)}
    assert outcomes <= {ClaimOutcome.DERIVED, ClaimOutcome.SUPPORTED}
