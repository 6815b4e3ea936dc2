"""What is said of feedback: what is kept, what went wrong, and the columns of its tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tiaowen.evals.questions import HEADINGS, RIGHT, WRONG
from tiaowen.evals.sheets import Column
from tiaowen.evals.wording import STATUS, VERDICTS

if TYPE_CHECKING:
    from tiaowen.app.feedback import Feedback

KEPT = (
    "点“提交”后，本机会保存这四样：您的问题、这个回答、您的判断、您写的原因，还有提交的时间。"
    "不保存您是谁、从哪里来。不提交，就什么都不保存。"
)
TITLE = "反馈"
NONE = "还没有反馈。"

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


def exported(count: int, path: Path) -> str:
    """Return the line that says what was written where, and what can be done with it."""
    line = f"{count} 条反馈写在 {path}。"
    if path.suffix == ".xlsx":
        line += f"请专家填“{HEADINGS['judgement'][0]}”和期望各列，再用 tiaowen eval import {path} 读成考题。"
    return line


def unknown_format(path: Path) -> str:
    """Return the message for a file whose kind is not known."""
    return f"{path} 的后缀不认识。请写 .jsonl、.csv 或 .xlsx。"


def too_long(length: int, limit: int) -> str:
    """Return the message for a reason that is too long."""
    return f"原因有 {length} 个字，最多 {limit} 个。请缩短后再提交。"


def full(path: Path, most: int) -> str:
    """Return the message for a file that holds as much as it may."""
    return f"反馈已满 {most:,} 条，没有收下这一条。请管理员导出后，把 {path} 移到别处保存。"


def damaged(path: Path) -> str:
    """Return the message for a file that is no database any more."""
    return (
        f"反馈文件 {path} 已损坏，没有改动它。请停下服务，把它（连同同名的 -wal、-shm 文件）移到别处保存，"
        "不要删：程序会另建一个，旧的可以用 sqlite3 的 .recover 抢救。"
    )


def busy(path: Path) -> str:
    """Return the message for a file that others are writing to for too long."""
    return f"反馈文件 {path} 正被别的程序占用，没有收下这一条。请再试一次。"


def newer(path: Path) -> str:
    """Return the message for a file that a later version has made."""
    return f"反馈文件 {path} 是更新版本的条问写的。请用那个版本，或把它移到别处。"


def unwritable(path: Path, reason: str) -> str:
    """Return the message for a file that cannot be opened or written."""
    return f"反馈文件 {path} 不能读写（{reason}）。请检查文件夹的权限和磁盘空间。"
