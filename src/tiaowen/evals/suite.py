"""Suites: folders of YAML → cases, or an error that names file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictBool, StringConstraints, model_validator

from tiaowen.corpus.files import find_line, read_yaml
from tiaowen.domain import Address, Value
from tiaowen.errors import CorpusError, SuiteError
from tiaowen.evals.matching import normalise


def _check_needle(text: str) -> str:
    if not normalise(text):
        raise ValueError("除去空白和 Markdown 记号后是空的。")
    return text


Words = Annotated[str, StringConstraints(pattern=r"\S")]
Needle = Annotated[str, AfterValidator(_check_needle)]


class Case(Value):
    """One question with what a right answer must hold; ``evals/README.md`` explains each field."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]
    turns: Annotated[tuple[Words, ...], Field(min_length=1)]
    docs: tuple[Words, ...] = ()
    gold_articles: tuple[Address, ...] = ()
    acceptable_articles: tuple[Address, ...] = ()
    must: tuple[Annotated[tuple[Needle, ...], Field(min_length=1)], ...] = ()
    must_not: tuple[Needle, ...] = ()
    verdict: Literal["pass", "fail", "unknown"] | None = None
    failing: tuple[Words, ...] = ()
    abstain: StrictBool
    note: str = ""

    @model_validator(mode="after")
    def _expects_something(self) -> Case:
        if not (self.abstain or self.must or self.must_not or self.verdict or self.gold_articles):
            raise ValueError("没有写任何期望，怎么答都对。请写 must、verdict、abstain 或 gold_articles。")
        return self


def load_cases(folder: Path) -> tuple[Case, ...]:
    """Return the cases of every ``answers/*.yaml`` under the evals ``folder``, by file name, in file order.

    Raises :class:`SuiteError`, with file and line, for a mistake in a file, a duplicate id, or no case at all.
    """
    suite = folder / "answers"
    cases: dict[str, Case] = {}
    homes: dict[str, Path] = {}
    for path in sorted(suite.glob("*.yaml")):
        for index, case in enumerate(_read_cases(path)):
            if case.id in cases:
                raise _refusal(path, index, case.id, homes[case.id])
            cases[case.id], homes[case.id] = case, path
    if not cases:
        raise SuiteError(f"{suite}：这里没有考题。请检查文件夹；考题写在 answers 下的 .yaml 文件里。")
    return tuple(cases.values())


def _read_cases(path: Path) -> tuple[Case, ...]:
    try:
        return read_yaml(path, tuple[Case, ...])
    except CorpusError as error:
        raise SuiteError(str(error)) from error


def _refusal(path: Path, index: int, id_: str, first: Path) -> SuiteError:
    line = find_line(path, (index, "id"))
    return SuiteError(f"{path}:{line}：编号 {id_} 用了两次（第一次在 {first.name}）。 请换一个编号。")
