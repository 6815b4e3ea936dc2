"""What the checker found, in a word."""

from __future__ import annotations

from tiaowen.domain import ClaimOutcome

OUTCOMES: dict[ClaimOutcome, str] = {
    ClaimOutcome.SUPPORTED: "有依据",
    ClaimOutcome.DERIVED: "推算正确",
    ClaimOutcome.CONTRADICTED: "与条文不符",
    ClaimOutcome.MISATTRIBUTED: "张冠李戴",
    ClaimOutcome.MISCALCULATED: "算错",
    ClaimOutcome.UNSUPPORTED: "没有依据",
    ClaimOutcome.AMBIGUOUS: "说得不清",
}
