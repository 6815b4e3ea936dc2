"""Whether the asker qualifies: the outcome, the criteria, and where it is said."""

from __future__ import annotations

import pytest

from tiaowen.answering.asker import read_asker
from tiaowen.answering.draft import Draft
from tiaowen.answering.understand import understand
from tiaowen.answering.verdict import asks_verdict, compose_verdict
from tiaowen.corpus.load import Corpus


def judge(corpus: Corpus, *turns: str) -> Draft | None:
    query = understand(turns, corpus)
    asker = read_asker(query.turns, query.regulations, query.platforms, corpus)
    return compose_verdict(query, asker, corpus) if asks_verdict(query, asker) else None


@pytest.mark.parametrize(
    ("turns", "outcome", "rule", "criterion", "shortfall"),
    [
        (["我们在柳州，固定研发人员7人，够吗"], "fail", "liuzhou-etrc:staff", "unmet", "差1人"),
        (["我们在柳州，固定研发人员8人，够吗"], "pass", "liuzhou-etrc:staff", "met", None),
        (["柳州，固定研发人员10人，其中本科8人，够吗"], "pass", "liuzhou-etrc:staff-degree", "met", None),
        (["聊城，设备原值480万，够吗"], "fail", "liaocheng-tic:equipment", "unmet", "差20万元"),
        (
            ["拉萨农业类新型研发机构，场地1800平米，够吗"],
            "fail",
            "lhasa-platform:newrd-area-agriculture",
            "unmet",
            "差200平方米",
        ),
        (["拉萨技术创新中心，服务案例4项，符合吗"], "fail", "lhasa-platform:tic-cases", "unmet", "差1项"),
        (["拉萨临床中心，牵头的是二级甲等医院，行不行"], "fail", "lhasa-platform:clinical-hospital", "unmet", None),
        (["柳州专家评审70分，现场考察45分，能列入吗"], "fail", "liuzhou-etrc:score", "unmet", "差2.5分"),
        (["我们有6名研发人员", "在柳州，够不够"], "fail", "liuzhou-etrc:staff", "unmet", "差2人"),
    ],
)
def test_the_facts_told_are_judged(
    turns: list[str], outcome: str, rule: str, criterion: str, shortfall: str | None, corpus: Corpus
) -> None:
    draft = judge(corpus, *turns)
    assert draft is not None
    assert draft.eligibility is not None
    assert (draft.status, draft.eligibility.outcome) == ("verified", outcome)
    (found,) = [c for c in draft.eligibility.criteria if c.rule == rule]
    assert (found.outcome.value, found.shortfall) == (criterion, shortfall)
    at = next(r.at for r in corpus.rules if r.id == rule)
    assert at in {citation.address for citation in draft.citations}


def test_a_text_without_a_figure_decides_nothing(corpus: Corpus) -> None:
    draft = judge(corpus, "包头，我们有12个研发人员，够吗")
    assert draft is not None
    assert draft.eligibility is not None
    assert (draft.status, draft.eligibility.outcome) == ("declined", "unknown")


def test_the_city_is_asked_where_it_decides(corpus: Corpus) -> None:
    draft = judge(corpus, "工程技术研究中心，我们有6名研发人员，够吗")
    assert draft is not None
    assert draft.eligibility is not None
    assert (draft.status, draft.eligibility.outcome) == ("clarify", "unknown")
    assert {c.address.regulation for c in draft.citations} >= {"liuzhou-etrc", "lhasa-platform"}


@pytest.mark.parametrize(
    "question", ["柳州要多少研发人员", "柳州固定研发人员不少于8人吗", "柳州我们有7名研发人员，要多少平"]
)
def test_no_verdict_where_none_is_asked_or_nothing_told(question: str, corpus: Corpus) -> None:
    assert judge(corpus, question) is None


def test_figures_that_spaces_part_are_all_read(assistant):
    answer = assistant.ask("柳州 咱有9个做研发的 本科7个 达标不")
    assert answer.eligibility.outcome == "fail"
    assert "77.8%" in answer.text


def test_nothing_is_met_for_sure_while_a_figure_is_not_understood(assistant):
    answer = assistant.ask("柳州的，研发人员9个，另有7个挂靠单位派的，够不够")
    assert answer.eligibility.outcome == "unknown"
    assert "“7个”没有看懂" in answer.text
    assert "**符合**" not in answer.text


def test_other_figures_in_a_later_turn_are_judged_without_asking_again(assistant):
    turns = ["柳州研发10个，本科7个，够不够"]
    assert assistant.ask(turns).eligibility.outcome == "fail"
    assert assistant.ask([*turns, "换成9个本科呢"]).eligibility.outcome == "pass"


@pytest.mark.parametrize("told", ["没跟别家搭伙", "不想跟人合伙"])
def test_nothing_is_met_for_sure_while_something_lacking_is_not_understood(assistant, told):
    answer = assistant.ask(f"聊城一所高校牵头申报技术创新中心，近三年同领域转化案例7例，{told}，行不行")
    assert answer.eligibility.outcome == "unknown"
    assert f"“{told}”没有看懂" in answer.text


def test_closing_particle_lacks_nothing(assistant):
    answer = assistant.ask("柳州研发人员9人，科研用房320平，这两样够了没")
    assert answer.eligibility.outcome == "pass"


@pytest.mark.parametrize(
    ("question", "rule", "criterion"),
    [
        ("拉萨重点实验室 三年里项目6项 论文4篇", "lab-papers", ("unmet", "差1篇")),
        ("拉萨报工程技术研究中心 场地200㎡ 设备30万 队伍5人 公司刚满两年", "etrc-operation", ("met", None)),
        ("柳州 固定研发7人 本科6人 咋样", "staff", ("unmet", "差1人")),
        ("柳州 固定研发9人 场地280平 差点啥", "area", ("unmet", "差20平方米")),
        ("柳州 固定研发9人 场地280平 哪条不行", "area", ("unmet", "差20平方米")),
        ("聊城 高校牵头 共建5家 有没有超", "partners", ("unmet", "超出2家")),
        ("聊城高校找4家企业一起报 可以吗", "partners", ("unmet", "超出1家")),
        ("柳州 专指委凑了9个人 我们单位占2个 共建单位2个 有没有超", "expert-own-share", ("unmet", "超出1人")),
        ("聊城专家委12个人 牵头2个参与2个 超没超", "committee-own-share", ("met", None)),
        ("柳州专家委安排8个人 合规吗", "expert-odd", ("unmet", None)),
        ("聊城 共建3家 牵头单位自身占六成 行么", "lead-share", ("met", None)),
        ("柳州评审 专家72 现场47 过了没", "score", ("unmet", "差0.5分")),
        ("拉萨工程中心同领域已有一家了 还能申请吗", "one-per-field", ("unmet", "超出1个")),
        ("拉萨重点实验室 专职14 兼职6 人够吗", "lab-staff", ("met", None)),
        ("拉萨重点实验室 专职15个 高级2个 中级3个 够吗", "lab-mid-title", ("met", None)),
        ("拉萨新型研发机构 职工20人 科研12 本科以上10个都是搞研发的 行吗", "newrd-staff", ("met", None)),
        ("聊城企业 近三年研发投入九百多万 够吗", "research-spending", ("unmet", "不够")),
    ],
)
def test_facts_are_judged_however_the_turn_closes(question, rule, criterion, assistant):
    criteria = assistant.ask(question).eligibility.criteria
    assert {c.rule.partition(":")[2]: (c.outcome.value, c.shortfall) for c in criteria}[rule] == criterion


@pytest.mark.parametrize("question", ["柳州研发8个人够了，场地要多少平", "我们7个人，柳州要几个人"])
def test_a_question_for_the_rule_is_no_verdict(question, assistant):
    assert assistant.ask(question).eligibility is None


def test_parts_that_the_law_adds_up_are_added_over_turns(assistant):
    answer = assistant.ask(["拉萨新型研发机构农业类 实验田1500平 够吗", "办公还有300 实验室200 能加一块算吗"])
    assert answer.eligibility.outcome == "pass"
    assert "1500平方米＋300平方米＋200平方米＝2000平方米" in answer.text


def test_what_is_not_said_stands_in_one_line(assistant):
    text = assistant.ask("拉萨重点实验室 论文4篇能不能备案").text
    assert text.startswith("**不符合**：论文要求近三年不少于5篇")
    assert "您还没有说" not in text
    assert "- 还要看：场地面积要求不少于300平方米" in text


def test_a_narrow_question_is_answered_for_what_it_names(assistant):
    answer = assistant.ask(["拉萨重点实验室 团队9人 场地350平 行吗", "光看场地够不够"])
    assert [c.rule for c in answer.eligibility.criteria] == ["lhasa-platform:lab-area"]


def test_facts_stay_where_another_city_is_asked_about(assistant):
    turns = ["我们想报工程技术研究中心 研发8个人 场地250平", "在柳州", "要是注册到拉萨呢 公司开了3年", "包头呢"]
    assert assistant.ask(turns[:2]).eligibility.outcome == "fail"
    assert assistant.ask(turns[:3]).eligibility.outcome == "pass"
    assert "未规定研发人员、场地面积的具体数" in assistant.ask(turns).text


def test_what_is_asked_of_others_only_is_no_requirement(assistant):
    answer = assistant.ask("聊城高校 研发经费只有300万 行吗")
    assert answer.text.startswith("这一项**不作要求**：依托单位为高校、科研院所的，研发投入总额不作要求")
    assert answer.status == "verified"


def test_a_share_of_no_body_is_not_judged_as_one(assistant):
    criteria = assistant.ask("聊城 共建3家 牵头单位占六成 行么").eligibility.criteria
    assert "liaocheng-tic:committee-own-share" not in {c.rule for c in criteria}
