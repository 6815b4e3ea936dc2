"""What ``tiaowen eval`` says of what it has done."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tiaowen.app.render.evals import words
from tiaowen.evals.questions import HEADINGS, Imported
from tiaowen.evals.record import AnswerRecord, ConversationRecord, Record, Reply, Run
from tiaowen.evals.renew import Renewed

RUNNING = "运行考题"
NO_MODEL = "没有设大模型。请设 TIAOWEN_LLM_MODEL 和 TIAOWEN_LLM_BASE_URL，用 tiaowen doctor 看看是否就绪。"
_NAMED = 20
_REASONS = 5


def run_written(run: Run, path: Path) -> str:
    """Return the line that says what was run and where it is."""
    suites = "、".join(words.SUITES[suite] for suite in run.header.suites)
    return f"运行了 {len(run.records)} 题（{suites}），写在 {path}。接着：tiaowen eval score {path}"


def modes(run: Run) -> str:
    """Return the line that says in which ways the questions were answered, and why the model's words were not taken."""
    replies = [reply for record in run.records for reply in _replies(record)]
    answers = [reply.answer for reply in replies if reply.answer is not None]
    told = Counter(answer.mode for answer in answers)
    why = Counter(answer.notices[-1].split("，")[0] for answer in answers if answer.mode == "fallback")
    reasons = (
        f"没有采用的原因：{'；'.join(f'{reason} {n} 次' for reason, n in why.most_common(_REASONS))}。" if why else ""
    )
    times = [
        (reply.first_ms, reply.elapsed_ms) for reply in replies if reply.answer and reply.answer.mode.startswith("llm")
    ]
    pace = ""
    if times:
        first, whole = (statistics.median(column) / 1000 for column in zip(*times, strict=True))
        pace = f"大模型措辞的 {len(times)} 题，第一句核对过的话中位 {first:.1f} 秒，全部 {whole:.1f} 秒。"
    return f"回答方式：{'，'.join(f'{mode} {n}' for mode, n in sorted(told.items()))}。{reasons}{pace}"


def _replies(record: Record) -> tuple[Reply, ...]:
    match record:
        case AnswerRecord(reply=reply):
            return (reply,)
        case ConversationRecord(replies=replies):
            return replies
        case _:
            return ()


def written(paths: Sequence[Path]) -> str:
    """Return the line that says where the report is."""
    return f"写好了：{'、'.join(map(str, paths))}。"


def exported(path: Path) -> str:
    """Return the line that says how the sheet is used."""
    return f"写好了 {path}。请专家填“{HEADINGS['judgement'][0]}”一列，再用 tiaowen eval import {path} 读回来。"


def imported(found: Imported, path: Path) -> str:
    """Return the lines that say what was made of a sheet."""
    lines = [f"读到 {len(found.cases)} 题，写在 {path}。" if found.cases else "没有新的考题，没有写文件。"]
    if found.unjudged:
        lines.append(f"{found.unjudged} 行没有填“{HEADINGS['judgement'][0]}”，没有读。")
    if found.known:
        lines.append(f"{found.known} 行和现有的考题一样，没有再写。")
    return "\n".join(lines)


def accepted(path: Path) -> str:
    """Return the line that says that the scores are accepted."""
    return f"成绩已记入 {path}。README 的成绩表用 cog -r README.md 更新。"


def schemas(changed: Sequence[Path], *, check: bool) -> str:
    """Return the line that says which files were, or are to be, renewed."""
    if not changed:
        return "schema 和各考题文件的第一行都是最新的。"
    names = "、".join(map(str, changed))
    return f"不是最新的：{names}。请运行 tiaowen eval schema。" if check else f"更新了：{names}。"


def no_suite(name: str, suites: Sequence[str]) -> str:
    """Return the message for a suite that there is none of."""
    return f"没有 {name} 这一套考题。可以写：{'、'.join(suites)}。"


def renewed(done: Renewed) -> str:
    """Return the line that says whose expectations are those of now."""
    line = f"{done.renewed} 题按考题文件里现在的期望评分。"
    if done.kept:
        more = f" 等 {len(done.kept)} 题" if len(done.kept) > _NAMED else ""
        line += f"问法变了或已经删去、仍按运行时的期望的：{'、'.join(done.kept[:_NAMED])}{more}。"
    return line
