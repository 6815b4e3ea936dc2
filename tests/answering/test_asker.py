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
        (["柳州，近三年科技项目就1个市级的，专利加新产品有6项，能过吗"], {"科技项目": 1, "研发成果数": 6}),
        (["柳州，新产品2个、授权发明专利2件、地方标准1个，够吗"], {"研发成果数": 5}),  # the law adds them up
        (["柳州，申报前三年每年投入200w、180w、120w，够吗"], {"建设运行经费": 5_000_000}),
        (["拉萨农业类新研机构，办公200平+实验室600平+试验田1200平，够吗"], {"场地面积": 2000}),
        (["柳州的大学，没拉企业一起，能报吗"], {"联合申报企业数": False}),
        (["柳州的大学，学校单独申报可以吗"], {"联合申报企业数": False}),
        (["柳州企业，设了首席技术官，还没到科技局去备案"], {"首席技术官备案": False}),
        (["包头，公司注册地在呼和浩特不在包头，能报吗"], {"注册在本市": False}),
        (["柳州的主任1965年3月出生，2026年9月聘任，行吗"], {"主任年龄": 61}),
        (["柳州专家指导委员会8个人，行吗"], {"委员会人数": 8, "委员会人数为单数": False}),
        (["拉萨新型研发机构：2024年3月15日注册，2026年3月15日申报，够吗"], {"注册年限": 24}),
        (["拉萨新型研发机构：2024年3月15日注册，2026年3月14日申报，够吗"], {"注册年限": 23}),  # the last is not full
        (["拉萨的公司去年才注册，到现在一年半，能备案重点实验室吗"], {}),  # no rule on how long it runs
        (
            ["聊城，三年研发费1200万，三年主营收入5个亿，够吗"],
            {"研发费用总额": 12_000_000, "主营业务收入": 500_000_000},
        ),
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
