from __future__ import annotations

from fractions import Fraction

from tiaowen.corpus.load import Corpus
from tiaowen.domain import CriterionOutcome
from tiaowen.quantities import Quantity
from tiaowen.rules.facts import Fact
from tiaowen.rules.survey import survey_fields, survey_platforms


def people(n: int) -> Fact:
    return Fact(metric="研发人员", value=Quantity(low=Fraction(n), high=Fraction(n), unit="人"), words=f"{n}人")


def test_every_platform_of_every_city_is_there_once(corpus: Corpus) -> None:
    standings = survey_platforms([people(8)], corpus)
    platforms = {(s.regulation, s.platform) for s in standings}
    assert platforms == {(r.id, platform) for r in corpus.regulations for platform in r.platforms}
    assert len({(s.regulation, s.platform, s.category) for s in standings}) == len(standings)


def test_the_nearest_comes_first(corpus: Corpus) -> None:
    standings = survey_platforms([people(8)], corpus)
    missed = [s.count(CriterionOutcome.UNMET) for s in standings if s.count(CriterionOutcome.UNMET)]
    bearing = [bool(s.count(CriterionOutcome.MET) or s.count(CriterionOutcome.UNMET)) for s in standings]
    assert bearing == sorted(bearing, reverse=True)
    assert missed
    order = [s.platform for s in standings if s.count(CriterionOutcome.UNMET)]
    assert order.index("重点实验室") < order.index("技术创新中心")  # 8 of 10 is nearer than 8 of 20
    assert not standings[0].count(CriterionOutcome.UNMET)


def test_the_order_repeats_and_gaps_are_told(corpus: Corpus) -> None:
    once, again = (survey_platforms([people(8)], corpus) for _ in range(2))
    assert once == again
    lab = next(s for s in once if s.platform == "重点实验室")
    assert [change.metric for change in lab.changes] == ["研发人员"]


def test_the_city_is_asked_once_and_decides_where_it_can(corpus: Corpus) -> None:
    assert not {"注册在本市", "设在本市", "经营地"} & {field.metric for field in survey_fields(corpus)}
    standings = {(s.regulation, s.platform): s for s in survey_platforms([people(8)], corpus, seat="柳州市")}

    def outcome(regulation: str, platform: str, label: str) -> CriterionOutcome:
        criteria = standings[regulation, platform].eligibility.criteria
        return next(c.outcome for c in criteria if c.label == label)

    assert outcome("liuzhou-etrc", "工程技术研究中心", "经营地") == CriterionOutcome.MET
    assert outcome("baotou-etrc", "工程技术研究中心", "注册在本市") == CriterionOutcome.UNMET
    assert outcome("lhasa-etrc", "工程技术研究中心", "注册或设在本市") == CriterionOutcome.UNKNOWN
    assert next(iter(standings)) == ("liuzhou-etrc", "工程技术研究中心")


def test_what_most_platforms_ask_comes_first(corpus: Corpus) -> None:
    metrics = [field.metric for field in survey_fields(corpus)]
    assert len(set(metrics)) == len(metrics)
    assert {"研发人员", "运营年限", "场地面积", "无失信"} <= set(metrics[:8])
    project = next(field for field in survey_fields(corpus) if field.metric == "科技项目")
    assert project.kind == "number"
