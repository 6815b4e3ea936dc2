"""The files of a report: page, Markdown, commas and Excel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tiaowen.app.render.evals import markdown, sheet
from tiaowen.app.render.evals.page import render_report
from tiaowen.corpus.fingerprint import law_fingerprint
from tiaowen.corpus.load import load_corpus
from tiaowen.domain import Address
from tiaowen.errors import CorpusError
from tiaowen.evals.compare import Comparison
from tiaowen.evals.record import Run, write_whole
from tiaowen.evals.score import Scoring
from tiaowen.evals.sheets import write_csv, write_sheet
from tiaowen.settings import read_settings


def write_reports(
    run: Run, scoring: Scoring, comparisons: Sequence[Comparison], stem: Path, formats: Sequence[str]
) -> tuple[Path, ...]:
    """Write the report of ``run`` in each of ``formats`` to ``stem`` with its suffix; return the files."""
    written = []
    for format_ in formats:
        path = stem.with_name(f"{stem.name}.{format_}")
        match format_:
            case "html":
                write_whole(render_report(run, scoring, comparisons, texts=_law_of(run)), path)
            case "md":
                write_whole("\n".join(markdown.run_markdown(scoring, comparisons)) + "\n", path)
            case "csv":
                write_csv(path, sheet.CASE_COLUMNS, sheet.case_rows(run, scoring))
            case "xlsx":
                write_sheet(path, sheet.TITLE, sheet.EXPERT_COLUMNS, sheet.expert_rows(run, scoring))
        written.append(path)
    return tuple(written)


def _law_of(run: Run) -> Callable[[Address], str | None]:
    """Return the function that gives the law's words at an address; it gives none of another corpus than was run."""
    folder = read_settings().corpus
    try:
        if law_fingerprint(folder) == run.header.fingerprints.corpus:
            return load_corpus(folder).text
    except (CorpusError, OSError):
        pass  # a report can do without
    return lambda _address: None
