"""Cases of eligibility: what the program makes of the facts, and whether that is what must come of them."""

from __future__ import annotations

from tiaowen.corpus.load import Corpus
from tiaowen.domain import Criterion, CriterionOutcome, Eligibility
from tiaowen.evals.cases import EligibilityCase, ExpectedCriterion, Said
from tiaowen.evals.shares import Score
from tiaowen.evals.wording import CRITERIA, VERDICTS
from tiaowen.quantities import find_quantities
from tiaowen.rules.eligibility import judge_eligibility
from tiaowen.rules.facts import Application, Fact


def judge_case(case: EligibilityCase, corpus: Corpus) -> Eligibility:
    """Return the criteria and the outcome for what ``case`` says; its figures are read as an asker's are."""
    application = Application(
        regulation=case.regulation,
        platform=case.platform,
        category=case.category,
        applicant=case.applicant,
        holds=frozenset(case.holds),
        fails=frozenset(case.fails),
    )
    facts = [_to_fact(said) for said in case.facts]
    return judge_eligibility(facts, application, corpus, asked=frozenset(case.asked) or None)


def score_outcome(case: EligibilityCase, eligibility: Eligibility) -> Score:
    """Score whether the outcome is the one expected, and follows from the criteria."""
    outcomes = {criterion.outcome for criterion in eligibility.criteria}
    found = VERDICTS[eligibility.outcome]
    if (CriterionOutcome.UNMET in outcomes) != (eligibility.outcome == "fail"):
        return Score(value=0, reason=f"结论“{found}”和各条的结果对不上。")
    if case.outcome is None:
        return Score(value=None, reason="本题不问总的结论。")
    if case.outcome == eligibility.outcome:
        return Score(value=1, reason=f"结论为{found}，与期望一致。")
    return Score(value=0, reason=f"结论应为{VERDICTS[case.outcome]}，得出的是{found}。")


def score_criteria(case: EligibilityCase, eligibility: Eligibility) -> Score:
    """Score the share of the expected criteria that came out as expected."""
    if not case.criteria:
        return Score(value=None, reason="本题不问各条的结果。")
    found = {criterion.rule: criterion for criterion in eligibility.criteria}
    faults = [fault for expected in case.criteria if (fault := _find_fault(expected, found.get(expected.rule)))]
    n, right = len(case.criteria), len(case.criteria) - len(faults)
    return Score(value=right / n, reason=f"{n} 条里对了 {right} 条" + (f"：{'；'.join(faults)}。" if faults else "。"))


def _find_fault(expected: ExpectedCriterion, found: Criterion | None) -> str | None:
    if found is None:
        return f"没有判断 {expected.rule}"
    if found.outcome != expected.outcome:
        return f"{expected.rule} 应为{CRITERIA[expected.outcome]}，判为{CRITERIA[found.outcome]}"
    if expected.shortfall is not None and expected.shortfall != found.shortfall:
        return f"{expected.rule} 应说“{expected.shortfall}”，说的是“{found.shortfall or '（没有说）'}”"
    if expected.told is not None and expected.told != (found.shortfall is not None):
        return f"{expected.rule} {'没有说出差多少' if expected.told else '不该说差多少'}"
    return None


def _to_fact(said: Said) -> Fact:
    if isinstance(said.value, bool):
        return Fact(metric=said.metric, value=said.value, words="有" if said.value else "没有")
    (mention,) = find_quantities(said.value)
    return Fact(metric=said.metric, value=mention.quantity, words=said.value, approximate=mention.approximate)
