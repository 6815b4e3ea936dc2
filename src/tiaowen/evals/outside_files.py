"""Outside data: JSONL files of articles and of questions, plain or compressed, every bad line named by its number."""

from __future__ import annotations

import gzip
import lzma
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from tiaowen.errors import SuiteError

_SHOWN = 10  # bad lines named in one message
_NUMBER = re.compile(r"第[〇零一二三四五六七八九十百千两0-9]+条(?:之[一二三四五六七八九十0-9]+)?\s*$")
_REASONS = {
    "missing": "缺少",
    "string_type": "应是文字",
    "string_too_short": "是空的",
    "string_pattern_mismatch": "是空的",
    "tuple_type": "应是列表",
    "too_short": "是空的",
}

Words = Annotated[str, StringConstraints(pattern=r"\S")]
Id = Annotated[str, Field(min_length=1)]


class _Line(BaseModel):
    """A line of an outside file; fields that are not ours are let pass, as other people's files have them."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: Id


class OutsideArticle(_Line):
    """An article of an outside collection; ``name`` is the law with the number of the article."""

    name: str
    text: Words

    @property
    def law(self) -> str:
        """Return the name of the law.

        >>> OutsideArticle(id="N1", name="中华人民共和国水法第三十六条", text="…").law
        '中华人民共和国水法'
        """
        return _NUMBER.sub("", self.name).strip()


class OutsideQuestion(_Line):
    """A question with the ids of the articles that answer it."""

    question: Words
    articles: Annotated[tuple[Id, ...], Field(min_length=1)]


class Outside(NamedTuple):
    """Articles and the questions about them."""

    articles: tuple[OutsideArticle, ...]
    questions: tuple[OutsideQuestion, ...]


AnyLine = TypeVar("AnyLine", bound=_Line)


def read_outside(articles: Path, questions: Path, *, prefix: str = "") -> Outside:
    """Return what the two files hold, of the articles only those whose id begins with ``prefix``.

    Raises :class:`~tiaowen.errors.SuiteError` with file and line numbers for lines that cannot be read, an id that
    stands twice, and a question whose article is not there.
    """
    held = tuple(article for article in _read(articles, OutsideArticle) if article.id.startswith(prefix))
    asked = _read(questions, OutsideQuestion)
    if not held:
        raise SuiteError(f"{articles}：没有编号以 {prefix!r} 开头的条文。请检查 --prefix。")
    ids = {article.id for article in held}
    lost = [(n, sorted(set(q.articles) - ids)) for n, q in enumerate(asked, 1) if not ids.issuperset(q.articles)]
    if lost:
        raise _refusal(questions, [(n, f"没有编号是 {'、'.join(missing)} 的条文") for n, missing in lost])
    return Outside(held, asked)


def _read(path: Path, kind: type[AnyLine]) -> tuple[AnyLine, ...]:
    rows: dict[str, AnyLine] = {}
    wrong: list[tuple[int, str]] = []
    for number, line in _lines(path):
        try:
            row = kind.model_validate_json(line)
        except ValidationError as error:
            wrong.append((number, _reason(error)))
            continue
        if row.id in rows:
            wrong.append((number, f"编号 {row.id} 用了两次"))
        rows[row.id] = row
    if wrong:
        raise _refusal(path, wrong)
    if not rows:
        raise SuiteError(f"{path}：文件里一行也没有。请检查文件。")
    return tuple(rows.values())


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the number, from 1, and the bytes of every line; line breaks inside JSON strings are escaped there."""
    try:
        with _open(path) as file:
            for number, line in enumerate(file, 1):
                yield number, line.strip()
    except (lzma.LZMAError, gzip.BadGzipFile, EOFError) as error:
        raise SuiteError(f"{path}：压缩文件不完整或已损坏（{error}）。请重新取得文件。") from error


def _open(path: Path) -> AbstractContextManager[Iterable[bytes]]:
    if path.suffix == ".xz":
        return lzma.open(path)
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


def _reason(error: ValidationError) -> str:
    problem = error.errors()[0]
    if problem["type"] == "json_invalid":
        return "不是 JSON"
    place = ".".join(map(str, problem["loc"]))
    if not place:
        return "不是 JSON 对象"
    return f"{place} {_REASONS.get(problem['type'], '写得不对')}"


def _refusal(path: Path, wrong: list[tuple[int, str]]) -> SuiteError:
    shown = "".join(f"\n{path}:{number}：{reason}。" for number, reason in wrong[:_SHOWN])
    more = f"\n…… 一共 {len(wrong)} 行。" if len(wrong) > _SHOWN else ""
    return SuiteError(f"{path} 有 {len(wrong)} 行不对，请改正后再运行：{shown}{more}")
