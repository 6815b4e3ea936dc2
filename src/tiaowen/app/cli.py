"""The command line. Each command imports only what it needs; the wording of results is in ``render``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tiaowen.app.entry import errors_in_words as _errors
from tiaowen.app.entry import open_assistant as _open_assistant
from tiaowen.app.evals_cli import evals
from tiaowen.app.feedback_cli import feedback
from tiaowen.errors import TiaowenError

app = typer.Typer(
    name="tiaowen",
    help="条问：查问科技创新平台的管理办法。答案出自条文，数字逐个核对。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(evals, name="eval")
app.add_typer(feedback, name="feedback")

AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON。")]
Out = Annotated[Path | None, typer.Option(help="成批的结果写到这个文件；不写就输出到屏幕。")]


@app.command()
def ask(
    question: Annotated[list[str] | None, typer.Argument(help="问题。写几个就是一段对话，回答最后一个。")] = None,
    *,
    as_json: AsJson = False,
    batch: Annotated[Path | None, typer.Option(help='成批回答：JSONL 文件，每行 {"id": …, "turns": […]}。')] = None,
    out: Out = None,
) -> None:
    """回答问题，注明出自哪一条。"""
    from tiaowen.app.batch import answer_line, read_bytes, write_batch
    from tiaowen.app.render import terminal

    with _errors():
        if batch is None:
            if out is not None:
                raise TiaowenError(terminal.OUT_ALONE)
            answer = _open_assistant().ask(question or [])
            typer.echo(terminal.answer_record(answer) if as_json else terminal.answer_text(answer))
            return
        if question:
            raise TiaowenError(terminal.BATCH_AND_QUESTION)
        lines = read_bytes(batch).splitlines()
        assistant = _open_assistant()
        write_batch(lines, out, lambda request, id_: answer_line(request, id_, assistant), terminal.BAD_LINE)


@app.command()
def verify(
    text: Annotated[list[str] | None, typer.Argument(help="要核对的文字；写 - 就从标准输入读。")] = None,
    *,
    question: Annotated[str, typer.Option(help="它回答的问题；问题里的数是提问人自己的。")] = "",
    cited: Annotated[list[str] | None, typer.Option(help="它依据的条文，可以写几次：liuzhou-etrc/9。")] = None,
    as_json: AsJson = False,
    batch: Annotated[
        Path | None,
        typer.Option(help='成批核对：JSONL 文件，每行 {"id": …, "question": …, "answer": …, "cited": […]}。'),
    ] = None,
    out: Out = None,
) -> None:
    """核对一段文字：每个数、每个结论是不是条文的意思；有不对的就以非零退出。"""
    from tiaowen.app.batch import read_bytes, verdict_line, write_batch
    from tiaowen.app.render import terminal
    from tiaowen.assistant import Assistant

    with _errors():
        assistant = Assistant.from_settings()
        if batch is not None:
            lines = read_bytes(batch).splitlines()
            write_batch(lines, out, lambda request, id_: verdict_line(request, id_, assistant), terminal.BAD_CLAIM)
            return
        words = " ".join(text or ["-"])
        content = read_bytes(Path("-")).decode("utf-8", errors="replace") if words == "-" else words
        verdicts = assistant.verify(content, question, cited or ())
        typer.echo(terminal.verdicts_record(verdicts) if as_json else terminal.verdicts_text(verdicts))
        if not all(verdict.released for verdict in verdicts):
            raise typer.Exit(1)


@app.command()
def rules(*, as_json: AsJson = False) -> None:
    """列出全部规则：条文里的每个数和每个条件。"""
    from tiaowen.app.render import terminal
    from tiaowen.assistant import Assistant

    with _errors():
        for rule in Assistant.from_settings().rules:
            typer.echo(terminal.rule_record(rule) if as_json else terminal.rule_text(rule))


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
def doctor(*, as_json: AsJson = False) -> None:
    """看看一切是否就绪：法规、索引、大模型，回答会是哪种方式；大模型没有应答就以非零退出。"""
    from tiaowen.app.render.doctor import doctor_lines, doctor_record

    with _errors():
        assistant = _open_assistant()
        probe = assistant.probe_model()
        for line in [doctor_record(assistant, probe)] if as_json else doctor_lines(assistant, probe):
            typer.echo(line)
        if probe is not None and not probe.answers:
            raise typer.Exit(1)


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
    from tiaowen.corpus.load import load_corpus
    from tiaowen.rules.trials import audit_checks
    from tiaowen.settings import read_settings

    with _errors():
        folder = read_settings().corpus
        findings = audit_corpus(folder) or tuple(audit_checks(folder, load_corpus(folder)))
        for finding in findings:
            typer.echo(finding.message)
        typer.echo(terminal.audit_summary(folder, len(findings)))
        if findings:
            raise typer.Exit(1)


@app.command()
def new(
    id_: Annotated[str, typer.Argument(metavar="ID", help="新法规的名称：小写字母、数字和连字符，例如 suzhou-etrc。")],
    text: Annotated[Path, typer.Argument(help="法规原文，UTF-8 文本文件。")],
) -> None:
    """为一部新法规建文件夹：解析原文，起草规则，列出要人补的地方。"""
    from tiaowen.app.render import terminal
    from tiaowen.corpus.scaffold import scaffold_regulation
    from tiaowen.settings import read_settings

    with _errors():
        for line in terminal.scaffold_lines(scaffold_regulation(id_, text, read_settings().corpus)):
            typer.echo(line)


@app.command()
def serve(
    *,
    host: Annotated[str, typer.Option(help="监听的地址。")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口。")] = 7860,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="是否打开浏览器。")] = True,
) -> None:
    """打开问答网页。"""
    from tiaowen.app.entry import open_index
    from tiaowen.app.render import terminal
    from tiaowen.assistant import Assistant

    with _errors():
        assistant = Assistant.from_settings()
        from tiaowen.app.ui import serve as serve_page

        def prepare() -> None:
            open_index(assistant)
            _ = assistant.chain  # what the first question would otherwise wait for

        serve_page(
            assistant,
            prepare=prepare,
            host=host,
            port=port,
            open_browser=open_browser,
            announce=lambda url: typer.echo(terminal.page_ready(url)),
        )
