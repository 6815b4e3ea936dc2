"""Suites: folders of YAML → cases, or an error that names file and line of every mistake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from tiaowen.corpus.files import find_line, read_yaml
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Value
from tiaowen.errors import CorpusError, SuiteError
from tiaowen.evals.cases import Case, ClaimCase, Conversation, EligibilityCase, RetrievalCase
from tiaowen.evals.possible import Fault, find_faults, find_wording

Written = Case | Conversation | RetrievalCase | ClaimCase | EligibilityCase
WrittenName = Literal["retrieval", "answers", "claims", "eligibility", "conversations"]
WRITTEN: tuple[WrittenName, ...] = ("retrieval", "answers", "claims", "eligibility", "conversations")


class Suites(Value):
    """The cases that people have written, by file name, in file order."""

    retrieval: tuple[RetrievalCase, ...] = ()
    answers: tuple[Case, ...] = ()
    claims: tuple[ClaimCase, ...] = ()
    eligibility: tuple[EligibilityCase, ...] = ()
    conversations: tuple[Conversation, ...] = ()


def suite_files(folder: Path) -> Iterator[tuple[WrittenName, Path]]:
    """Yield the name of each suite under the evals ``folder`` with its files, by file name."""
    for name in WRITTEN:
        for path in sorted((folder / name).glob("*.yaml")):
            yield name, path


def load_suites(folder: Path, corpus: Corpus) -> Suites:
    """Return the cases of every ``<suite>/*.yaml`` under the evals ``folder``.

    Raises :class:`SuiteError`, with file and line, for a mistake in a file, a duplicate id, a place or rule that
    ``corpus`` does not have, an expectation that nothing can meet, or where there is no case at all.
    """
    suites, problems = read_suites(folder, corpus)
    if problems:
        raise SuiteError("\n".join(problems))
    return suites


def read_suites(folder: Path, corpus: Corpus) -> tuple[Suites, tuple[str, ...]]:
    """Return the cases under ``folder`` and what ``corpus`` makes impossible in them, a line with file and line each.

    A case with an id that is taken is left out. Raises :class:`SuiteError` for a file that cannot be read, or where
    there is no case at all.
    """
    found: dict[str, list[Written]] = {}
    homes: dict[str, tuple[Path, int]] = {}
    problems: list[str] = []
    wording = find_wording(corpus)
    for name, path in suite_files(folder):
        for index, case in enumerate(_read(path, name)):
            if case.id in homes:
                first = homes[case.id][0].relative_to(folder)
                fault = Fault(("id",), f"编号 {case.id} 用了两次（第一次在 {first}）。", "请换一个编号。")
                problems.append(_place(path, index, fault))
                continue
            homes[case.id] = path, index
            found.setdefault(name, []).append(case)
            faults = (
                fault._replace(problem=f"{case.id} {fault.problem}") for fault in find_faults(case, corpus, wording)
            )
            problems += (_place(path, index, fault) for fault in faults)
    if not found:
        raise SuiteError(f"{folder}：这里没有考题。请检查文件夹；考题写在 answers 等文件夹的 .yaml 文件里。")
    return Suites.model_validate({name: tuple(cases) for name, cases in found.items()}), tuple(problems)


_TYPES: dict[WrittenName, type] = {
    "retrieval": tuple[RetrievalCase, ...],
    "answers": tuple[Case, ...],
    "claims": tuple[ClaimCase, ...],
    "eligibility": tuple[EligibilityCase, ...],
    "conversations": tuple[Conversation, ...],
}


def suite_type(name: WrittenName) -> type:
    """Return the type of a file of the suite ``name``."""
    return _TYPES[name]


def _read(path: Path, name: WrittenName) -> tuple[Written, ...]:
    try:
        cases: tuple[Written, ...] = read_yaml(path, suite_type(name))
    except CorpusError as error:
        raise SuiteError(str(error)) from error
    return tuple(case if case.source else case.model_copy(update={"source": path.stem}) for case in cases)


def _place(path: Path, index: int, fault: Fault) -> str:
    line = find_line(path, (index, *fault.location))
    return f"{path}:{line}：{fault.problem} {fault.advice}".rstrip()
