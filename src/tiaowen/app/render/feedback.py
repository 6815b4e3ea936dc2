"""What is said of feedback: what is kept, what was exported, what went wrong."""

from __future__ import annotations

from pathlib import Path

NONE = "还没有反馈。"


def exported(count: int, path: Path) -> str:
    """Return the line that says what was written where, and what can be done with it."""
    line = f"{count} 条反馈写在 {path}。"
    if path.suffix == ".xlsx":
        line += f"请专家填“专家判断”和期望各列，再用 tiaowen eval import {path} 读成考题。"
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
