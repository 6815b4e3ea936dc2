"""``tiaowen feedback``: what people said of answers. Commands import late."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tiaowen.app.entry import errors_in_words

feedback = typer.Typer(
    help="网页上收到的反馈：对、错和原因。", no_args_is_help=True, add_completion=False, rich_markup_mode=None
)


@feedback.callback()
def bare() -> None:
    """Keep ``export`` a word of its own, though it is the only one."""


@feedback.command()
def export(
    out: Annotated[
        Path | None,
        typer.Argument(help="写到这个文件：.jsonl、.csv 或 .xlsx；不写就输出 JSONL 到屏幕。", metavar="FILE"),
    ] = None,
) -> None:
    """导出全部反馈。Excel 表填上专家判断和期望，就能用 tiaowen eval import 读成考题。"""
    from tiaowen.app.feedback import FILE, FeedbackStore
    from tiaowen.app.render import feedback as words
    from tiaowen.app.render import feedback_table as table
    from tiaowen.errors import FeedbackError
    from tiaowen.evals.record import write_whole
    from tiaowen.evals.sheets import write_csv, write_sheet
    from tiaowen.settings import read_settings

    with errors_in_words():
        if out is not None and out.suffix not in {".jsonl", ".csv", ".xlsx"}:
            raise FeedbackError(words.unknown_format(out))
        records = FeedbackStore(read_settings().data / FILE).read()
        if out is None:
            for record in records:
                typer.echo(table.feedback_record(record))
            if not records:
                typer.echo(words.NONE, err=True)
            return
        if out.suffix == ".jsonl":
            write_whole("".join(f"{table.feedback_record(record)}\n" for record in records), out)
        elif out.suffix == ".csv":
            write_csv(out, table.COLUMNS, table.feedback_rows(records))
        else:
            write_sheet(out, table.TITLE, table.COLUMNS, table.feedback_rows(records))
        typer.echo(words.exported(len(records), out))
