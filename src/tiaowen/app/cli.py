"""The command line. Each command imports only what it needs; the wording of results is in ``render``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tiaowen.errors import TiaowenError

if TYPE_CHECKING:
    from tiaowen.assistant import Assistant

app = typer.Typer(
    name="tiaowen",
    help="条问：查问科技创新平台的管理办法。答案出自条文，数字逐个核对。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON。")]


@app.command()
def ask(
    question: Annotated[list[str] | None, typer.Argument(help="问题。写几个就是一段对话，回答最后一个。")] = None,
    *,
    as_json: AsJson = False,
    batch: Annotated[Path | None, typer.Option(help='成批回答：JSONL 文件，每行 {"id": …, "turns": […]}。')] = None,
    out: Annotated[Path | None, typer.Option(help="成批回答写到这个文件；不写就输出到屏幕。")] = None,
) -> None:
    """回答问题，注明出自哪一条。"""
    from tiaowen.app.render import terminal

    with _errors():
        if batch is None:
            answer = _open_assistant().ask(question or [])
            typer.echo(terminal.answer_record(answer) if as_json else terminal.answer_text(answer))
            return
        lines = _read_bytes(batch).splitlines()
        assistant = _open_assistant()
        with nullcontext(sys.stdout) if out is None else out.open("w", encoding="utf-8") as file:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    file.write(_answer_line(line, number, assistant) + "\n")


@app.command()
def show(place: Annotated[list[str], typer.Argument(help="例如 柳州办法第九条第三项，或 liuzhou-etrc/9(3)。")]) -> None:
    """查看一条、一款或一项的原文。"""
    from tiaowen.app.render import terminal
    from tiaowen.assistant import Assistant

    with _errors():
        assistant = Assistant.from_settings()
        found = assistant.find(" ".join(place))
        typer.echo("\n\n".join(terminal.article_text(address, assistant.corpus) for address in found))


@app.command()
def search(
    text: Annotated[list[str], typer.Argument(help="要找的词或问题。")],
    *,
    limit: Annotated[int, typer.Option(min=1, help="最多列出几条。")] = 10,
    as_json: AsJson = False,
) -> None:
    """按词查找条文，最相关的在前。"""
    from tiaowen.app.render import terminal

    with _errors():
        for hit in _open_assistant().search(" ".join(text), limit):
            typer.echo(terminal.hit_record(hit) if as_json else terminal.hit_text(hit))


@app.command()
def index(*, rebuild: Annotated[bool, typer.Option("--rebuild", help="丢开现有的索引，重新建。")] = False) -> None:
    """建好索引（第一次提问时也会自动建）。"""
    from tiaowen.app.render import terminal

    with _errors():
        assistant = _open_assistant(rebuild=rebuild)
        typer.echo(terminal.index_ready(assistant.corpus, assistant.settings.data))


@app.command()
def check() -> None:
    """检查法规文件夹；有问题就逐条列出，并以非零退出。"""
    from tiaowen.app.render import terminal
    from tiaowen.corpus.audit import audit_corpus
    from tiaowen.settings import read_settings

    with _errors():
        folder = read_settings().corpus
        findings = audit_corpus(folder)
        for finding in findings:
            typer.echo(finding.message)
        typer.echo(terminal.audit_summary(folder, len(findings)))
        if findings:
            raise typer.Exit(1)


@app.command()
def serve(
    *,
    host: Annotated[str, typer.Option(help="监听的地址。")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口。")] = 7860,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="是否打开浏览器。")] = True,
) -> None:
    """打开问答网页。"""
    from tiaowen.app.render import terminal

    with _errors():
        assistant = _open_assistant()
        from tiaowen.app.ui import serve as serve_page

        serve_page(
            assistant,
            host=host,
            port=port,
            open_browser=open_browser,
            announce=lambda url: typer.echo(terminal.page_ready(url)),
        )


@app.command(name="eval")
def evaluate(
    folder: Annotated[Path, typer.Argument(help="考题文件夹。")] = Path("evals"),
    *,
    wrong: Annotated[bool, typer.Option("--wrong", help="列出答错的题和原因。")] = False,
) -> None:
    """用考题给回答打分。"""
    from tiaowen.app.render import terminal
    from tiaowen.corpus.naming import city_names
    from tiaowen.evals.run import run_cases
    from tiaowen.evals.suite import load_cases

    with _errors():
        cases = load_cases(folder)
        assistant = _open_assistant()
        run = run_cases(assistant.ask, cases, cities=tuple(city_names(assistant.corpus)))
        for line in terminal.run_table(run):
            typer.echo(line)
        for line in terminal.wrong_cases(run) if wrong else ():
            typer.echo(line)


@contextmanager
def _errors() -> Iterator[None]:
    """Turn an error meant for people into its sentence and exit status 1."""
    try:
        yield
    except TiaowenError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    except OSError as error:
        from tiaowen.app.render import terminal

        typer.echo(terminal.file_problem(error), err=True)
        raise typer.Exit(1) from error


def _open_assistant(*, rebuild: bool = False) -> Assistant:
    """Return the assistant with its index open, a bar on the terminal while it is built."""
    from rich.console import Console
    from rich.progress import Progress

    from tiaowen.app.render import terminal
    from tiaowen.assistant import Assistant

    assistant = Assistant.from_settings()
    console = Console(stderr=True)
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(terminal.INDEXING, total=None, visible=False)
        assistant.open(
            progress=lambda done, total: bar.update(task, completed=done, total=total, visible=True),
            notice=console.print,
            rebuild=rebuild,
        )
    return assistant


def _answer_line(line: bytes, number: int, assistant: Assistant) -> str:
    """Return the line of JSON for one line of a batch: the answer, or what was wrong with that line."""
    from tiaowen.app.render import terminal

    id_: Any = None
    try:
        request = json.loads(line.decode("utf-8"))
        id_ = request.get("id") if isinstance(request, dict) else None
        turns = request["turns"]
        if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
            raise TypeError
        return terminal.answer_record(assistant.ask(turns), id_)
    except TiaowenError as error:
        return terminal.error_record(id_, number, str(error))
    except (ValueError, KeyError, TypeError):
        return terminal.error_record(id_, number, terminal.BAD_LINE)


def _read_bytes(path: Path) -> bytes:
    return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
