"""``tiaowen eval``: run the suites, score, report, compare with what was accepted. Commands import late."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tiaowen.app import evals_measure_cli
from tiaowen.app.entry import errors_in_words, open_assistant

if TYPE_CHECKING:
    from tiaowen.assistant import Assistant
    from tiaowen.evals.cases import SuiteName
    from tiaowen.evals.record import Run
    from tiaowen.evals.suite import Suites as WrittenSuites

evals = typer.Typer(
    help="用考题评测：运行、评分、出报告、与认可的成绩比。不带命令就是 check。",
    add_completion=False,
    rich_markup_mode=None,
)

_EVALS, _OUT, _SEED = Path("evals"), Path("run.jsonl"), 1
SUITE_NAMES = "answers, conversations, retrieval, claims, eligibility, variations, mutations, boundaries, lookups"

Folder = Annotated[Path, typer.Option("--evals", help="考题文件夹。")]
Suites = Annotated[
    list[str] | None,
    typer.Option("--suite", help=f"只用这一套，可以写几次；不写就是全部：{SUITE_NAMES}。", metavar="SUITE"),
]
Seed = Annotated[int, typer.Option(help="生成“换个写法”和“改出来的错”用的种子。")]
RunFile = Annotated[Path, typer.Argument(help="tiaowen eval run 写的文件。", metavar="RUN")]


evals_measure_cli.register(evals)


class Format(StrEnum):
    """A kind of file that a report is written as."""

    HTML = "html"
    MARKDOWN = "md"
    CSV = "csv"
    EXCEL = "xlsx"


class Mode(StrEnum):
    """Who words the answers."""

    EXTRACTIVE = "extractive"
    LLM = "llm"


@evals.callback(invoke_without_command=True)
def bare(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        check()


@evals.command()
def run(
    *,
    folder: Folder = _EVALS,
    suite: Suites = None,
    seed: Seed = _SEED,
    mode: Annotated[
        Mode, typer.Option(help="回答由谁措辞：extractive 由条文直接组成，llm 由 TIAOWEN_LLM_* 所设的大模型。")
    ] = Mode.EXTRACTIVE,
    out: Annotated[Path, typer.Option(help="运行的结果写到这个文件，一题一行。")] = _OUT,
) -> None:
    """运行考题，记下每题的回答、检索到的条文和用时；不评分。"""
    from tiaowen.app.render.evals import messages
    from tiaowen.evals.record import write_run
    from tiaowen.evals.suite import load_suites

    with errors_in_words():
        assistant = _open(mode)
        made = _run(assistant, load_suites(folder, assistant.corpus), suite, seed, mode)
        write_run(made, out)
        typer.echo(messages.run_written(made, out))
        if mode is Mode.LLM:
            typer.echo(messages.modes(made))


@evals.command()
def score(
    path: RunFile,
    *,
    cases: Annotated[Path | None, typer.Option(help="按这个考题文件夹里现在的期望评分；不写就按运行时的期望。")] = None,
    out: Annotated[Path | None, typer.Option(help="成绩写到这个文件；不写就是 RUN 旁边的 .scores.json。")] = None,
    wrong: Annotated[bool, typer.Option("--wrong", help="列出答错的题和原因。")] = False,
) -> None:
    """给一次运行评分，不重新作答。同样的回答，成绩逐字相同。"""
    from tiaowen.app.render.evals import table
    from tiaowen.evals.record import read_run, write_whole
    from tiaowen.evals.score import score_run

    with errors_in_words():
        made = read_run(path)
        if cases is not None:
            made = _renew(made, cases)
        scoring = score_run(made)
        write_whole(scoring.model_dump_json(indent=1) + "\n", out or path.with_suffix(".scores.json"))
        for line in table.run_lines(scoring, wrong=wrong):
            typer.echo(line)


@evals.command()
def report(
    path: RunFile,
    *,
    against: Annotated[Path | None, typer.Option(help="与这一次运行逐题比较。", metavar="RUN")] = None,
    out: Annotated[Path | None, typer.Option(help="报告写到这个文件夹；不写就写在 RUN 旁边。")] = None,
    formats: Annotated[list[Format] | None, typer.Option("--format", help="只要这种，可以写几次；不写就全要。")] = None,
) -> None:
    """出报告：屏幕上一张表，另有网页、Markdown、CSV 和 Excel。"""
    from tiaowen.app.render.evals import messages, table
    from tiaowen.evals.compare import compare_runs
    from tiaowen.evals.record import read_run
    from tiaowen.evals.score import score_run

    with errors_in_words():
        made = read_run(path)
        scoring = score_run(made)
        comparisons = compare_runs(score_run(read_run(against)), scoring) if against else ()
        for line in table.run_lines(scoring, comparisons):
            typer.echo(line)
        folder = out or path.parent
        folder.mkdir(parents=True, exist_ok=True)
        from tiaowen.app.reports import write_reports

        written = write_reports(made, scoring, comparisons, folder / path.stem, formats or tuple(Format))
        typer.echo(messages.written(written))


@evals.command(name="export")
def export_(
    path: RunFile,
    out: Annotated[Path, typer.Argument(help="写成这个 Excel 文件（.xlsx）。", metavar="XLSX")],
) -> None:
    """把一次运行的问答写成 Excel，留出专家判断的一列。"""
    from tiaowen.app.render.evals import messages, sheet
    from tiaowen.evals.record import read_run
    from tiaowen.evals.score import score_run
    from tiaowen.evals.sheets import write_sheet

    with errors_in_words():
        made = read_run(path)
        write_sheet(out, sheet.TITLE, sheet.EXPERT_COLUMNS, sheet.expert_rows(made, score_run(made)))
        typer.echo(messages.exported(out))


@evals.command(name="import")
def import_(
    path: Annotated[Path, typer.Argument(help="Excel 文件（.xlsx），第一行是列名。", metavar="XLSX")],
    *,
    folder: Folder = _EVALS,
    out: Annotated[
        Path | None, typer.Option(help="写成这个考题文件；不写就是 evals/answers 下与 Excel 同名的 .yaml。")
    ] = None,
) -> None:
    """从 Excel 读考题：一行一题，有错的行逐行列出。填过专家判断的表也能读回来。"""
    from tiaowen.app.render.evals import messages
    from tiaowen.corpus.load import load_corpus
    from tiaowen.evals.questions import read_questions, write_cases
    from tiaowen.evals.suite import load_suites, suite_files
    from tiaowen.settings import read_settings

    with errors_in_words():
        corpus = load_corpus(read_settings().corpus)
        present = load_suites(folder, corpus).answers if any(suite_files(folder)) else ()
        found = read_questions(path, corpus, present)
        target = out or folder / "answers" / f"{path.stem}.yaml"
        if found.cases:
            write_cases(found.cases, target)
        typer.echo(messages.imported(found, target))


@evals.command()
def check(
    *,
    folder: Folder = _EVALS,
    seed: Seed = _SEED,
    out: Annotated[Path | None, typer.Option(help="运行的结果也写到这个文件。")] = None,
) -> None:
    """运行全部考题，与认可的成绩比；有退步就逐题列出，并以非零退出。"""
    from tiaowen.app.render.evals import table
    from tiaowen.evals.baseline import check_scores, missing_suites, read_baseline
    from tiaowen.evals.record import write_run
    from tiaowen.evals.score import score_run
    from tiaowen.evals.suite import read_suites

    with errors_in_words():
        baseline = read_baseline(folder)
        assistant = _open()
        # what has become impossible fails as well, but the other cases say what has changed
        suites, problems = read_suites(folder, assistant.corpus)
        made = _run(assistant, suites, None, seed)
        if out is not None:
            write_run(made, out)
        scoring = score_run(made)
        for line in table.run_lines(scoring):
            typer.echo(line)
        checks, missing = check_scores(scoring, baseline), missing_suites(scoring, baseline)
        typer.echo("")
        for line in table.check_lines(checks, missing, problems):
            typer.echo(line)
        if problems or missing or not all(one.passed for one in checks):
            raise typer.Exit(1)


@evals.command()
def accept(*, folder: Folder = _EVALS, seed: Seed = _SEED) -> None:
    """运行全部考题，把成绩记为认可的成绩（evals/baseline.yaml）。"""
    from tiaowen.app.render.evals import messages, table
    from tiaowen.evals.baseline import to_baseline, write_baseline
    from tiaowen.evals.score import score_run
    from tiaowen.evals.suite import load_suites

    with errors_in_words():
        assistant = _open()
        scoring = score_run(_run(assistant, load_suites(folder, assistant.corpus), None, seed))
        command = "tiaowen eval accept" + ("" if seed == _SEED else f" --seed {seed}")
        path = write_baseline(to_baseline(scoring, command=command), folder)
        for line in table.run_lines(scoring):
            typer.echo(line)
        typer.echo(messages.accepted(path))


@evals.command()
def schema(
    *,
    folder: Folder = _EVALS,
    check_: Annotated[bool, typer.Option("--check", help="只检查，不写；有不一致就以非零退出。")] = False,
) -> None:
    """写出考题的 JSON schema 和各文件的第一行，编辑器据此提示和检查。"""
    from tiaowen.app.render.evals import messages
    from tiaowen.evals.schemas import find_stale, write_schemas

    with errors_in_words():
        changed = find_stale(folder) if check_ else write_schemas(folder)
        typer.echo(messages.schemas(changed, check=check_))
        if check_ and changed:
            raise typer.Exit(1)


def _open(mode: Mode = Mode.EXTRACTIVE) -> Assistant:
    """Return the assistant of ``mode``: without a model, whatever is set, unless it is asked for."""
    from tiaowen.app.render.evals import messages
    from tiaowen.errors import SuiteError

    assistant = open_assistant()
    if mode is Mode.LLM and assistant.chat_model is None:
        raise SuiteError(messages.NO_MODEL)
    return assistant if mode is Mode.LLM else assistant.worded_by(None)


def _run(
    assistant: Assistant,
    written: WrittenSuites,
    names: Sequence[str] | None,
    seed: int,
    mode: Mode = Mode.EXTRACTIVE,
) -> Run:
    """Return a run of the suites called ``names``, a bar on the terminal while it lasts."""
    from rich.console import Console
    from rich.progress import Progress

    from tiaowen.app.render.evals import messages
    from tiaowen.evals.run import SUITES, plan_run, run_tasks

    chosen = _choose(names)
    tasks = plan_run(written, assistant.corpus, chosen, seed=seed)
    words = [*(f"--suite {s}" for s in chosen if chosen != SUITES), f"--seed {seed}"]
    words += ["--mode llm"] if mode is Mode.LLM else []
    command = " ".join(["tiaowen eval run", *words])
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(messages.RUNNING, total=len(tasks))
        return run_tasks(
            assistant, tasks, command=command, progress=lambda done, _total: bar.update(task, completed=done)
        )


def _choose(names: Sequence[str] | None) -> tuple[SuiteName, ...]:
    from tiaowen.app.render.evals import messages
    from tiaowen.errors import SuiteError
    from tiaowen.evals.run import SUITES

    unknown = [name for name in names or () if name not in SUITES]
    if unknown:
        raise SuiteError(messages.no_suite(unknown[0], SUITES))
    return tuple(suite for suite in SUITES if not names or suite in names)


def _renew(made: Run, folder: Path) -> Run:
    from tiaowen.app.render.evals import messages
    from tiaowen.corpus.load import load_corpus
    from tiaowen.evals.renew import renew_cases
    from tiaowen.evals.suite import load_suites
    from tiaowen.settings import read_settings

    renewed = renew_cases(made, load_suites(folder, load_corpus(read_settings().corpus)))
    typer.echo(messages.renewed(renewed), err=True)
    return renewed.run
