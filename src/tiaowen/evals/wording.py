"""The words for outcomes and statuses, in reasons and in sheets that are read back."""

from __future__ import annotations

from tiaowen.domain import AnswerStatus

VERDICTS = {"pass": "符合", "fail": "不符合", "unknown": "不清楚"}
CRITERIA = {"met": "达到", "unmet": "未达到", "unknown": "不清楚", "not_covered": "没有规定"}
STATUS: dict[AnswerStatus, str] = {"verified": "已核验", "declined": "条文未规定", "clarify": "需要补充"}
