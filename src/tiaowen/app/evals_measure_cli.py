"""The commands under ``tiaowen eval`` that measure: outside data, peers, speed. ``register`` puts them there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

Articles = Annotated[
    Path | None, typer.Option(help='条文：JSONL，每行 {"id": …, "name": …, "text": …}；.xz、.gz 也行。')
]
Queries = Annotated[Path | None, typer.Option(help='问题：JSONL，每行 {"id": …, "question": …, "articles": […]}。')]
Prefix = Annotated[str, typer.Option(help="只用编号以此开头的条文。")]
Cases = Annotated[Path, typer.Argument(help="考题文件夹。")]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    for command in (retrieval, peers, speed, load, gate):
        app.command()(command)


def retrieval(
    folder: Cases = Path("evals"),
    *,
    articles: Articles = None,
    queries: Queries = None,
    prefix: Prefix = "",
    held_back: Annotated[bool, typer.Option("--held-back", help="只用自带模型训练时留出的那五分之一问题。")] = False,
) -> None:
    """检索找得准不准：在考题上逐项去掉来比；给出外来的条文和问题，就在那上面比 BM25、向量和融合，索引用完即弃。"""
    from tiaowen.app.entry import errors_in_words as _errors
    from tiaowen.app.entry import open_assistant as _open_assistant
    from tiaowen.app.render import measures
    from tiaowen.errors import TiaowenError

    with _errors():
        if (articles is None) != (queries is None):
            raise TiaowenError(measures.BOTH_FILES)
        if articles is not None and queries is not None:
            lines = _outside(articles, queries, prefix, held_back=held_back)
        else:
            from tiaowen.evals.ingredients import measure_ingredients
            from tiaowen.evals.suite import load_suites

            assistant = _open_assistant()
            if assistant.settings.rerank_model is not None:
                raise TiaowenError(measures.NOT_RERANKED)
            lines = measures.ingredients_table(
                measure_ingredients(assistant, load_suites(folder, assistant.corpus).answers)
            )
        for line in lines:
            typer.echo(line)


def _outside(articles: Path, queries: Path, prefix: str, *, held_back: bool) -> Iterator[str]:
    from rich.console import Console
    from rich.progress import Progress

    from tiaowen.app.render import measures
    from tiaowen.evals.outside import hold_back_questions, measure_outside
    from tiaowen.evals.outside_files import read_outside
    from tiaowen.retrieval.embedding import load_embeddings
    from tiaowen.settings import read_settings

    outside = read_outside(articles, queries, prefix=prefix)
    outside = hold_back_questions(outside) if held_back else outside
    settings = read_settings()
    embeddings = load_embeddings(settings.embedding_model, query_prompt=settings.query_prompt)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(measures.BUILDING, total=None)
        run = measure_outside(
            outside, embeddings, progress=lambda done, total: bar.update(task, completed=done, total=total)
        )
    return measures.outside_table(run)


def peers(folder: Cases = Path("evals")) -> None:
    """同样的问题、同样多的上下文：条问与两种教科书做法相比。"""
    from tiaowen.app.entry import errors_in_words as _errors
    from tiaowen.app.entry import open_assistant as _open_assistant
    from tiaowen.app.render import measures
    from tiaowen.evals.peers import compare_peers
    from tiaowen.evals.suite import load_suites
    from tiaowen.retrieval.embedding import load_embeddings

    with _errors():
        assistant = _open_assistant()
        cases = [case for case in load_suites(folder, assistant.corpus).answers if case.gold_articles]
        found = compare_peers(assistant, load_embeddings(assistant.settings.embedding_model), cases)
        for line in measures.peers_table(found, len(cases)):
            typer.echo(line)


def speed(
    folder: Cases = Path("evals"),
    *,
    articles: Articles = None,
    queries: Queries = None,
    prefix: Prefix = "",
    size: Annotated[list[int] | None, typer.Option(min=1, help="规模：条数，可以写几次。")] = None,
) -> None:
    """量速度和内存，都与同一次运行里的底线相比；给出外来数据就量规模。"""
    from tiaowen.app.entry import errors_in_words as _errors
    from tiaowen.app.entry import open_assistant as _open_assistant
    from tiaowen.app.render import measures
    from tiaowen.errors import TiaowenError

    with _errors():
        if (articles is None) != (queries is None):
            raise TiaowenError(measures.BOTH_FILES)
        if articles is not None and queries is not None:
            from tiaowen.evals.outside_files import read_outside
            from tiaowen.evals.scale import SIZES, measure_scale
            from tiaowen.settings import read_settings

            outside = read_outside(articles, queries, prefix=prefix)
            rows = measure_scale(outside, size or SIZES, model=read_settings().embedding_model)
            for line in measures.scale_table(rows):
                typer.echo(line)
            return
        from tiaowen.evals.processes import measure_processes
        from tiaowen.evals.serving import measure_start
        from tiaowen.evals.speed import measure_warm
        from tiaowen.evals.suite import load_suites

        assistant = _open_assistant()
        cases = load_suites(folder, assistant.corpus).answers
        warm = measure_warm(assistant, cases)
        cold = (*measure_processes(cases[0].turns[-1]), measure_start())
        for line in measures.speed_tables(warm.model_copy(update={"figures": (*cold, *warm.figures)})):
            typer.echo(line)


def load(
    folder: Cases = Path("evals"),
    *,
    url: Annotated[str | None, typer.Option(help="已经开着的服务；不写就另开一个，量完关掉。")] = None,
    askers: Annotated[int, typer.Option(min=1, help="多少人同时问。")] = 40,
    rounds: Annotated[int, typer.Option(min=1, help="每人接连问几次。")] = 3,
) -> None:
    """量许多人同时问：通过网页和接口，各要多久，有没有出错，有没有看到别人的话。"""
    from contextlib import nullcontext

    from tiaowen.app.entry import errors_in_words as _errors
    from tiaowen.app.entry import open_assistant as _open_assistant
    from tiaowen.app.render import measures
    from tiaowen.evals.load import mark_questions, measure_load
    from tiaowen.evals.serving import served
    from tiaowen.evals.suite import load_suites

    with _errors():
        assistant = _open_assistant()
        questions = [case.turns[-1] for case in load_suites(folder, assistant.corpus).answers]
        asked = mark_questions(assistant, questions, askers * rounds)
        # what is measured is the server and not the limit that it sets for one address
        with nullcontext(url) if url else served({"TIAOWEN_RATE": "0"}) as address:
            measure_load(address, asked[:1], "api", askers=1)  # the first question loads what the others need
            for line in measures.load_table(
                [measure_load(address, asked, way, askers=askers) for way in measures.WAYS]
            ):
                typer.echo(line)


def gate(
    folder: Cases = Path("evals"),
    *,
    claims: Annotated[str, typer.Option(help="把这个文件里的回答也当作大模型写的；- 就是不用。")] = "claims",
    wrong: Annotated[bool, typer.Option("--wrong", help="列出与预期不同的，和原因。")] = False,
) -> None:
    """替身模型服务按剧本作答，看关口放过什么、拦下什么：对的原样放行，错的一个不放，失败的都有回答。"""
    import logging

    from rich.console import Console
    from rich.progress import Progress

    from tiaowen.app.entry import errors_in_words as _errors
    from tiaowen.app.entry import open_assistant as _open_assistant
    from tiaowen.app.render.gate import RUNNING, gate_lines
    from tiaowen.evals.gate import measure_gate
    from tiaowen.evals.scripts import load_scripts
    from tiaowen.evals.suite import load_suites

    with _errors():
        logging.getLogger("tiaowen").setLevel(logging.ERROR)  # that servers fail is what is played
        assistant = _open_assistant()
        scripts = load_scripts(folder)
        written = load_suites(folder, assistant.corpus).claims
        chosen = [case for case in written if case.source == claims]
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(RUNNING, total=None)
            report = measure_gate(
                assistant, scripts, chosen, progress=lambda done, total: bar.update(task, completed=done, total=total)
            )
        for line in gate_lines(report, wrong=wrong):
            typer.echo(line)
        if any(one.leaked for one in (*report.scripts, *report.claims)):
            raise typer.Exit(1)
