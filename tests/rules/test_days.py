"""Calendar dates: told by the asker, or a period of the law from one that is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tiaowen.domain import ClaimOutcome
from tiaowen.rules.record import Finding

Judge = Callable[..., tuple[Finding, ...]]

LIUZHOU = "柳州的中心2021年6月15日被撤销资格，什么时候能重新申请"
LHASA = "拉萨的重点实验室2022年4月因安全生产事故被摘牌，何时能再备案"
RUNNING = "柳州企业2020年9月成立，2022年5月申报，运行时间够吗"
LIAOCHENG = "聊城早先批复的技术创新中心怎么评价"

DATES = [  # question, text, date → outcome
    (LIUZHOU, "两年后可以重新申请，即2023年6月15日以后。", "2023年6月15日以后", ClaimOutcome.DERIVED),
    (LIUZHOU, "两年后可以重新申请，到2023年6月14日满两年。", "2023年6月14日", ClaimOutcome.DERIVED),
    (LIUZHOU, "两年后可以重新申请，即2024年6月15日以后。", "2024年6月15日以后", ClaimOutcome.MISCALCULATED),
    (LIUZHOU, "两年后可以重新申请，即2023年9月15日以后。", "2023年9月15日以后", ClaimOutcome.MISCALCULATED),
    (LIUZHOU, "2021年6月15日被撤销的，两年后可以重新申请。", "2021年6月15日", ClaimOutcome.SUPPORTED),
    (LHASA, "五年内不得重新申请备案，要到2027年4月以后。", "2027年4月以后", ClaimOutcome.DERIVED),
    (LHASA, "五年内不得重新申请备案，要到2025年4月以后。", "2025年4月以后", ClaimOutcome.MISCALCULATED),
    (LIAOCHENG, "2024年（含）以前批复建设的，按本办法综合评价。", "2024年（含）以前", ClaimOutcome.SUPPORTED),
    (LIAOCHENG, "2023年（含）以前批复建设的，按本办法综合评价。", "2023年（含）以前", ClaimOutcome.CONTRADICTED),
    (LIAOCHENG, "2025年及以后批复建设的，不在此列。", "2025年及以后", ClaimOutcome.DERIVED),
    (LIAOCHENG, "2026年及以后批复建设的，不在此列。", "2026年及以后", ClaimOutcome.CONTRADICTED),
    ("柳州的办法什么时候施行", "自2020年1月1日起施行。", "2020年1月1日起", ClaimOutcome.MISCALCULATED),
]


@pytest.mark.parametrize(("question", "text", "date", "outcome"), DATES)
def test_a_date_is_known_or_follows(
    question: str, text: str, date: str, outcome: ClaimOutcome, judge_figures: Judge
) -> None:
    told = {finding.verdict.text: finding.verdict.outcome for finding in judge_figures(text, question)}
    assert told[date] is outcome


@pytest.mark.parametrize(
    ("text", "words", "released"),
    [
        ("从2020年9月到2022年5月是20个月，还不满二年。", "20个月", True),
        ("从2020年9月到2022年5月不足21个月。", "不足21个月", True),
        ("从2020年9月到2022年5月是26个月。", "26个月", False),
        ("从2020年9月到2022年5月还不满12个月。", "不满12个月", False),
    ],
)
def test_the_time_between_two_dates_is_worked_out_again(
    text: str, words: str, released: bool, judge_figures: Judge
) -> None:
    (verdict,) = [f.verdict for f in judge_figures(text, RUNNING) if words in f.verdict.text]
    assert verdict.released is released
