"""Strict YAML: a file → frozen values, or an error that names file, line, what and what to do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tiaowen.errors import CorpusError

T = TypeVar("T")

_DEEPEST = 30  # lists and mappings inside one another; libyaml composes recursively, and crashes on thousands
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

# pydantic's error type → what is wrong, what to do
_PROBLEMS = {
    "missing": ("缺少必填项 {key}。", "请补上这一项。"),
    "extra_forbidden": ("没有 {key} 这个键。", "请核对键名的拼写，或删去这一行。"),
    "enum": ("{key} 的值 {input} 不在允许的取值之内。", "可以写：{expected}。"),
    "literal_error": ("{key} 的值 {input} 不在允许的取值之内。", "可以写：{expected}。"),
    "invalid_key": ("键 {input} 应当是文字。", "请核对键名，数字请加引号。"),
    "string_type": ("{key} 应当是文字，写的是 {input}。", "请填文字，数字请加引号。"),
    "tuple_type": ("{key} 应当是列表，写的是 {input}。", "每项一行，以“- ”开头。"),
    "list_type": ("{key} 应当是列表，写的是 {input}。", "每项一行，以“- ”开头。"),
    "bool_type": ("{key} 应当是 true 或 false，写的是 {input}。", ""),
    "bool_parsing": ("{key} 应当是 true 或 false，写的是 {input}。", ""),
    "int_type": ("{key} 应当是整数，写的是 {input}。", ""),
    "too_short": ("{key} 不能是空的。", "请至少写一项。"),
    "too_long": ("{key} 太多了。", "请减少几项。"),
    "string_too_short": ("{key} 不能是空的。", "请填写。"),
    "string_pattern_mismatch": ("{key} 的值 {input} 写法不对。", "应符合 {pattern}。"),
    "model_type": ("{key} 应当是一组“键: 值”，写的是 {input}。", ""),
    "dict_type": ("{key} 应当是一组“键: 值”，写的是 {input}。", ""),
    "date_type": ("{key} 的日期 {input} 写法不对。", "日期写作 2026-01-30。"),
    "date_parsing": ("{key} 的日期 {input} 写法不对。", "日期写作 2026-01-30。"),
    "date_from_datetime_parsing": ("{key} 的日期 {input} 写法不对。", "日期写作 2026-01-30。"),
    "date_from_datetime_inexact": ("{key} 的日期 {input} 写法不对。", "日期写作 2026-01-30。"),
    "value_error": ("{key} 的值 {input} 不对：{error}", ""),
}


class _Loader(yaml.CSafeLoader):
    """YAML that guesses nothing: a date, ``yes`` or ``12:30`` stays the text it is."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  PyYAML's own shape


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?[0-9]+\.[0-9]+", "-0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_first))


def read_text(path: Path) -> str:
    """Return the UTF-8 text of ``path``; raise :class:`CorpusError` where there is none."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(path, f"不是 UTF-8 文字（第 {error.start} 字节）。", advice="请另存为 UTF-8。") from error
    except OSError as error:
        raise CorpusError(path, "读不到这个文件。", advice="请检查文件是否存在、是否可读。") from error


def read_yaml(path: Path, type_: type[T]) -> T:
    """Return the content of the YAML file ``path`` as ``type_``.

    Raises :class:`CorpusError` with the line of the first mistake: bad syntax, a duplicate or unknown key, a
    missing or wrong value.
    """
    text = read_text(path)
    try:
        _refuse_tangles(path, text)
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None:
            raise CorpusError(path, "文件是空的。", line=1, advice="请填写内容。")
        _refuse_duplicates(path, node)
        data = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise CorpusError(path, "YAML 写法有误。", line=line, advice="请检查缩进、冒号和引号。") from error
    except yaml.YAMLError as error:
        found = _CONTROL.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else None
        raise CorpusError(path, "YAML 里有不允许的字符。", line=line, advice="请删去控制字符。") from error
    try:
        return TypeAdapter(type_).validate_python(data)
    except ValidationError as error:
        # an unknown key is often a misspelt one, and says more than the key that is then missing
        _refuse(path, node, min(error.errors(), key=lambda problem: problem["type"] != "extra_forbidden"))


def line_of(node: Node, location: tuple[int | str, ...]) -> int:
    """Return the line (from 1) of the deepest part of ``location`` that stands in the file."""
    line = node.start_mark.line + 1
    for key in location:
        child: Node | None = None
        if isinstance(node, MappingNode):
            for name, value in node.value:
                if isinstance(name, ScalarNode) and name.value == str(key):
                    child, line = value, name.start_mark.line + 1
        elif isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
            child = node.value[key]
            line = child.start_mark.line + 1
        if child is None:
            break
        node = child
    return line


def find_line(path: Path, location: tuple[int | str, ...]) -> int:
    """Return the line (from 1) of ``location`` in the YAML file ``path``, which :func:`read_yaml` has read."""
    node = yaml.compose(read_text(path), Loader=_Loader)
    return line_of(node, location) if node else 1


def _refuse_tangles(path: Path, text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent):
            raise CorpusError(path, "YAML 里用了 * 引用。", line=line, advice="请把内容写全。")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise CorpusError(path, "YAML 嵌套得太深。", line=line, advice="请检查括号和缩进。")


def _refuse_duplicates(path: Path, node: Node) -> None:
    if isinstance(node, MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                line = key.start_mark.line + 1
                raise CorpusError(path, f"键 {name} 写了两次。", line=line, advice="请只留一个。")
            seen.add(name)
            _refuse_duplicates(path, value)
    elif isinstance(node, SequenceNode):
        for child in node.value:
            _refuse_duplicates(path, child)


def _refuse(path: Path, node: Node, problem: ErrorDetails) -> NoReturn:
    context: dict[str, Any] = problem.get("ctx", {})
    facts = {
        # pydantic puts the name of a validator, which no editor of the file has written, between the keys
        "key": ".".join(str(part) for part in problem["loc"] if not str(part).startswith("function-")) or "文件",
        "input": "（空）" if problem["input"] is None else repr(problem["input"])[:80],
        "expected": str(context.get("expected", "")).replace(" or ", "、").replace(", ", "、"),
        "pattern": context.get("pattern", ""),
        "error": context.get("error", ""),
    }
    what, advice = _PROBLEMS.get(problem["type"], ("{key} 的值 {input} 不对。", "请对照其他文件的写法。"))
    raise CorpusError(path, what.format(**facts), line=line_of(node, problem["loc"]), advice=advice.format(**facts))
