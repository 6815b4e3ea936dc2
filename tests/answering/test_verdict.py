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
