"""Scorers: a case and an answer → scores, each with its reason in one sentence.

The definitions are those of ``evals/README.md``. Nothing here asks a model, a clock or chance, so that the
same answer has the same scores on every run.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from tiaowen.domain import Address, Answer, Value
from tiaowen.evals.cases import Case
from tiaowen.evals.matching import contains, normalise
from tiaowen.evals.record import Reply
from tiaowen.evals.shares import Score
from tiaowen.evals.silence import find_silence
from tiaowen.evals.wording import STATUS, VERDICTS

DIRECT_WINDOW = 150
_SPOKE = Score(value=None, reason="没有拒答。")
_ANSWERABLE = Score(value=None, reason="法规有答案。")


class AnswerScore(Value):
    """All scores of one answer. It is right when ``must`` … ``verdict`` are met, as far as they are scored.

    ``held_back`` and ``kept_quiet`` are for the precision and the recall of abstention: whether an answer that holds
    back is rightly so, and whether a question that the texts do not answer is met by holding back.
    """

    right: bool
    must: Score
    must_not: Score
    abstain: Score
    verdict: Score
    recall: Score
    precision: Score
    direct: Score
    held_back: Score
    kept_quiet: Score

    @property
    def deciding(self) -> tuple[Score, ...]:
        """The scores that decide whether the answer is right."""
        return self.must, self.must_not, self.abstain, self.verdict


def score_answer(case: Case, answer: Answer | None, *, cities: Collection[str]) -> AnswerScore:
    """Return the scores of ``answer``; None, an answer that never came, is wrong and cites nothing.

    ``cities`` are the names by which a question names a city of the corpus.
    """
    given = answer or Answer(question=case.turns[-1], text="", status="verified")
    must = score_must(case, given.text)
    must_not = score_must_not(case, given.text)
    abstain = score_abstain(case, given, cities=cities)
    verdict = score_verdict(case, given)
    recall, precision = score_citations(case, given, cities=cities)
    return AnswerScore(
        right=answer is not None and all(s.value in {None, 1} for s in (must, must_not, abstain, verdict)),
        must=must,
        must_not=must_not,
        abstain=abstain,
        verdict=verdict,
        recall=recall,
        precision=precision,
        direct=score_direct(case, given.text),
        held_back=Score(value=float(case.abstain), reason=abstain.reason) if _holds_back(case, abstain) else _SPOKE,
        kept_quiet=abstain if case.abstain else _ANSWERABLE,
    )


def score_must(case: Case, text: str) -> Score:
    """Score whether each list of ``must`` has one of its strings in ``text``."""
    if not case.must:
        return Score(value=None, reason="本题没有必答内容。")
    missing = _missing(case, text)
    if missing:
        return Score(value=0, reason=f"缺少必答内容：{'；'.join(missing)}。")
    return Score(value=1, reason=f"{len(case.must)} 项必答内容都有。")


def score_must_not(case: Case, text: str) -> Score:
    """Score whether none of ``must_not`` is in ``text``."""
    if not case.must_not:
        return Score(value=None, reason="本题没有禁用内容。")
    found = [needle for needle in case.must_not if contains(text, needle)]
    if found:
        return Score(value=0, reason=f"出现了不该有的内容：{'；'.join(found)}。")
    return Score(value=1, reason="没有出现不该有的内容。")


def score_direct(case: Case, text: str) -> Score:
    """Score whether the ``must`` facts stand within the first 150 characters of ``text``."""
    if not case.must:
        return Score(value=None, reason="本题没有必答内容。")
    head, rest = text[:DIRECT_WINDOW], text[DIRECT_WINDOW:]
    if rest[:1].isdigit():  # half a number is no number
        head = re.sub(r"\d+$", "", head)
    missing = _missing(case, head)
    if missing:
        return Score(value=0, reason=f"前 {DIRECT_WINDOW} 字里还没有：{'；'.join(missing)}。")
    return Score(value=1, reason=f"前 {DIRECT_WINDOW} 字里已有全部必答内容。")


def score_verdict(case: Case, answer: Answer) -> Score:
    """Score whether the eligibility outcome is the one expected."""
    if case.verdict is None:
        return Score(value=None, reason="本题不判定是否符合条件。")
    outcome = answer.eligibility.outcome if answer.eligibility else None
    if outcome == case.verdict:
        return Score(value=1, reason=f"判定为{VERDICTS[outcome]}，与期望一致。")
    found = f"判定为{VERDICTS[outcome]}" if outcome else "没有判定"
    return Score(value=0, reason=f"应判定为{VERDICTS[case.verdict]}，答案{found}。")


def score_abstain(case: Case, answer: Answer, *, cities: Collection[str]) -> Score:
    """Score whether the answer holds back where the texts are silent, and only there."""
    if not case.abstain:
        if answer.status == "declined":
            return Score(value=0, reason="法规有答案，却拒答了。")
        return Score(value=1, reason="法规有答案，没有拒答。")
    if answer.status != "verified":
        return Score(value=1, reason=f"法规没有答案，状态为{STATUS[answer.status]}。")
    said = find_silence(answer.text, cities=cities)
    if said is None:
        return Score(value=0, reason="法规没有答案，却没有如实说明。")
    return Score(value=1, reason=f"法规没有答案，已说明：“{said}”。")


def score_citations(case: Case, answer: Answer, *, cities: Collection[str]) -> tuple[Score, Score]:
    """Return citation recall and precision; an article and what lies in it match both ways.

    Not scored: a question that names no city and is answered by asking back; recall without gold; precision
    without citations.
    """
    if answer.status == "clarify" and not _names_city(case, cities):
        score = Score(value=None, reason="问题没有说城市，答案作了反问，不计引注。")
        return score, score
    cited = tuple(dict.fromkeys(c.address for c in answer.citations))
    missed = [gold for gold in case.gold_articles if not _matches(gold, cited)]
    stray = [place for place in cited if not _matches(place, case.gold_articles + case.acceptable_articles)]
    return (
        _share(len(case.gold_articles), missed, "应引", "缺", "本题没有应引的条文。"),
        _share(len(cited), stray, "引了", "多余的有", "答案没有引注。"),
    )


def score_grounded(replies: Sequence[Reply]) -> Score:
    """Score whether every figure has a ground, and whether every claim was found supported or worked out."""
    answers = [reply.answer for reply in replies if reply.answer is not None]
    if not answers:
        return Score(value=None, reason="没有回答。")
    faults = [f"“{words}”条文和问题里都没有" for reply in replies for words in reply.groundless]
    faults += [f"“{c.text}”{c.reason.rstrip('。')}" for a in answers for c in a.claims if not c.released]
    if faults:
        return Score(value=0, reason=f"{'；'.join(faults)}。")
    return Score(value=1, reason="数字都有出处，说法都经核对。")


def _holds_back(case: Case, abstain: Score) -> bool:
    return abstain.value == (1 if case.abstain else 0)


def _share(n: int, off: Collection[Address], verb: str, fault: str, nothing: str) -> Score:
    if not n:
        return Score(value=None, reason=nothing)
    tail = f"，{fault} {'、'.join(map(str, off))}" if off else ""
    return Score(value=(n - len(off)) / n, reason=f"{verb} {n} 处，对上 {n - len(off)} 处{tail}。")


def _matches(place: Address, others: Iterable[Address]) -> bool:
    return any(place.covers(other) or other.covers(place) for other in others)


def _names_city(case: Case, cities: Collection[str]) -> bool:
    asked = normalise("\n".join(case.turns))
    return any(normalise(city) in asked for city in cities)


def _missing(case: Case, text: str) -> list[str]:
    return [" / ".join(any_of[:3]) for any_of in case.must if not any(contains(text, n) for n in any_of)]
