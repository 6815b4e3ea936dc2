"""What askers say of themselves; what cannot be told for sure is left out."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tiaowen.answering.asker import Asker, read_asker
from tiaowen.answering.understand import understand
from tiaowen.corpus.load import Corpus


def read(corpus: Corpus, *turns: str) -> Asker:
    query = understand(turns, corpus)
    return read_asker(query.turns, query.regulations, query.platforms, corpus)


def told(asker: Asker) -> dict[str, bool | Fraction | None]:
    return {fact.metric: fact.value if isinstance(fact.value, bool) else fact.value.low for fact in asker.facts}


@pytest.mark.parametrize(
    ("turns", "facts"),
    [
        (["我们在柳州，固定研发人员7人，其中本科6人，够吗"], {"研发人员": 7, "本科学历人员": 6}),
        (["柳州，场地有320平方米，运行3年了，能申报吗"], {"场地面积": 320, "运营年限": 3}),
        (["拉萨农业类新型研发机构，设备120万，注册3年，能备案吗"], {"设备价值": 1_200_000, "注册年限": 3}),
        (["聊城，设备原值480万，用房600平，能申报吗"], {"设备价值": 4_800_000, "场地面积": 600}),
        (["拉萨技术创新中心，服务案例4项，符合吗"], {"服务案例": 4}),
        (["柳州专家评审70分，现场考察45分，能认定吗"], {"认定总分": Fraction(115, 2)}),
        (["拉萨临床中心，牵头的是二级甲等医院，行不行"], {"三级乙等以上医院": False}),
        (["柳州企业，首席技术官一直没设，能报吗"], {"首席技术官备案": False}),
        (["我们有6名研发人员", "在柳州，够不够"], {"研发人员": 6}),
        (["柳州我们有6名研发人员", "后来招到了9名研发人员，够了吗"], {"研发人员": 9}),
        (["柳州要求不少于8人吗"], {}),  # the law's figure
        (["柳州要多少研发人员"], {}),
    ],
)
def test_facts_are_of_the_metrics_of_the_law(
    turns: list[str], facts: dict[str, bool | Fraction], corpus: Corpus
) -> None:
    assert told(read(corpus, *turns)) == facts


@pytest.mark.parametrize(
    ("turn", "applicant"),
    [
        ("我们公司想在聊城牵头建技术创新中心", "企业"),
        ("我校想在聊城牵头建技术创新中心", "高校院所"),
        ("想在聊城牵头建技术创新中心", None),
    ],
)
def test_what_the_applicant_is(turn: str, applicant: str | None, corpus: Corpus) -> None:
    assert read(corpus, turn).applicant == applicant
