"""Feedback as rows for people and for experts; a module of its own, so that the page does without the evals."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from tiaowen.app.feedback import Feedback
from tiaowen.evals.questions import HEADINGS, RIGHT, WRONG
from tiaowen.evals.sheets import Column
from tiaowen.evals.wording import STATUS, VERDICTS

TITLE = "反馈"

_JUDGEMENTS = {"right": RIGHT, "wrong": WRONG}
# The first columns are what was sent; the others are for an expert, and are what `tiaowen eval import` reads.
COLUMNS = (
    Column(HEADINGS["id"][0], 9),
    Column(HEADINGS["question"][0], 34),
    Column(HEADINGS["answer"][0], 60),
    Column(HEADINGS["status"][0], 11),
    Column("引用条文", 30),
    Column("提问人的判断", 12),
    Column("提问人写的原因", 34),
    Column("时间（UTC）", 20),
    Column(HEADINGS["judgement"][0], 10, (RIGHT, WRONG)),
    Column(HEADINGS["must"][0], 26),
    Column(HEADINGS["must_not"][0], 18),
    Column(HEADINGS["articles"][0], 28),
    Column(HEADINGS["verdict"][0], 10, tuple(VERDICTS.values())),
    Column(HEADINGS["abstain"][0], 9, ("是", "否")),
    Column(HEADINGS["source"][0], 18),
)


def feedback_rows(records: Sequence[Feedback]) -> Iterator[Sequence[str]]:
    """Yield a row for each of ``records``, under :data:`COLUMNS`."""
    for record in records:
        yield (
            f"F{record.id:05}",
            record.question,
            record.answer,
            STATUS[record.status],
            "\n".join(record.cited),
            _JUDGEMENTS[record.judgement],
            record.why,
            record.at,
            *[""] * 6,
            TITLE,
        )


def feedback_record(record: Feedback) -> str:
    """Return ``record`` as one line of JSON."""
    return json.dumps(record.model_dump(mode="json"), ensure_ascii=False)
