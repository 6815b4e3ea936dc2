"""Every mistake in a YAML file is refused with file, line, what and what to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tiaowen.corpus.files import read_text, read_yaml
from tiaowen.corpus.load import RegulationFile
from tiaowen.domain import Address, Value
from tiaowen.errors import CorpusError

BROKEN = Path(__file__).parents[1] / "broken" / "regulation"
MISTAKES: dict[str, tuple[int | None, str, str]] = {  # file → line, what, what to do
    "unknown-key": (5, "没有 authorty 这个键。", "请核对键名的拼写，或删去这一行。"),
    "unknown-inner-key": (4, "没有 jurisdiction.alias 这个键。", "请核对键名的拼写"),
    "duplicate-key": (10, "键 status 写了两次。", "请只留一个。"),
    "duplicate-inner-key": (5, "键 name 写了两次。", "请只留一个。"),
    "missing": (1, "缺少必填项 status。", "请补上这一项。"),
    "missing-inner": (2, "缺少必填项 jurisdiction.name。", "请补上这一项。"),
    "empty-value": (5, "authority 应当是文字，写的是 （空）。", "请填文字，数字请加引号。"),
    "empty-text": (5, "authority 不能是空的。", "请填写。"),
    "empty-list": (7, "platforms 不能是空的。", "请至少写一项。"),
    "empty-alias": (4, "jurisdiction.aliases.1 不能是空的。", "请填写。"),
    "number-for-text": (5, "authority 应当是文字，写的是 12345。", "数字请加引号。"),
    "bool-for-text": (5, "authority 应当是文字，写的是 True。", "请填文字"),
    "text-for-list": (7, "platforms 应当是列表，写的是 '中试基地'。", "每项一行，以“- ”开头。"),
    "text-for-mapping": (2, "jurisdiction 应当是一组“键: 值”，写的是 '云溪市'。", ""),
    "number-in-list": (6, "jurisdiction.aliases.1 应当是文字，写的是 5。", "数字请加引号。"),
    "bad-enum": (6, "status 的值 '试行' 不在允许的取值之内。", "可以写：'in_force'、'trial'、'interim'、'draft'。"),
    "list-at-top": (1, "文件 应当是一组“键: 值”", ""),
    "text-at-top": (1, "文件 应当是一组“键: 值”", ""),
    "number-as-key": (10, "键 1 应当是文字。", "请核对键名"),
    "list-as-key": (10, "YAML 写法有误。", "请检查缩进、冒号和引号。"),
    "unclosed-quote": (10, "YAML 写法有误。", "请检查缩进、冒号和引号。"),
    "tab": (3, "YAML 写法有误。", "请检查缩进、冒号和引号。"),
    "no-space-after-colon": (7, "YAML 写法有误。", "请检查缩进、冒号和引号。"),
    "two-documents": (10, "YAML 写法有误。", "请检查缩进、冒号和引号。"),
    "tag": (10, "YAML 写法有误。", "请检查缩进、冒号和引号。"),
    "alias": (10, "YAML 里用了 * 引用。", "请把内容写全。"),
    "merge": (10, "没有 << 这个键。", "请核对键名的拼写"),
    "too-deep": (10, "YAML 嵌套得太深。", "请检查括号和缩进。"),
    "control-character": (5, "YAML 里有不允许的字符。", "请删去控制字符。"),
    "not-utf-8": (None, "不是 UTF-8 文字（第 7 字节）。", "请另存为 UTF-8。"),
    "utf-16": (None, "不是 UTF-8 文字（第 0 字节）。", "请另存为 UTF-8。"),
    "binary": (None, "不是 UTF-8 文字（第 128 字节）。", "请另存为 UTF-8。"),
    "empty": (1, "文件是空的。", "请填写内容。"),
    "only-a-comment": (1, "文件是空的。", "请填写内容。"),
}


def test_every_broken_file_is_tried() -> None:
    assert {path.stem for path in BROKEN.iterdir()} == set(MISTAKES)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_refused_with_file_line_what_and_what_to_do(name: str) -> None:
    path = BROKEN / f"{name}.yaml"
    line, what, advice = MISTAKES[name]
    with pytest.raises(CorpusError) as caught:
        read_yaml(path, RegulationFile)
    error = caught.value
    assert (error.path, error.line) == (path, line)
    assert error.problem.startswith(what)
    assert advice in error.advice
    assert str(error).startswith(f"{path}:{line}：{what}" if line else f"{path}：{what}")


@pytest.mark.parametrize("read", [read_text, lambda path: read_yaml(path, RegulationFile)])
def test_a_file_that_cannot_be_read(read: object, tmp_path: Path) -> None:
    assert callable(read)
    for path in (tmp_path / "missing.yaml", tmp_path):
        with pytest.raises(CorpusError, match=r"读不到这个文件。 请检查文件是否存在、是否可读。"):
            read(path)


class Dated(Value):
    """What has a date, a place and a flag."""

    on: date
    at: Address
    soft: bool = False
    counts: tuple[int, ...] = ()


def write(folder: Path, text: str) -> Path:
    path = folder / "dated.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("on: 2026-13-01\nat: mou/1\n", 1, "on 的日期 '2026-13-01' 写法不对。 日期写作 2026-01-30。"),
        ("on: 2026年1月1日\nat: mou/1\n", 1, "日期写作 2026-01-30。"),
        ("on: 2026-01-30 12:30\nat: mou/1\n", 1, "日期写作 2026-01-30。"),
        ("on: 2026-01-30\nat: 第九条\n", 2, "'第九条' 不是条文地址。地址写作 liuzhou-etrc/9(3) 这样的形式。"),
        ("on: 2026-01-30\nat: 9\n", 2, "at 应当是一组"),
        ("on: 2026-01-30\nat: mou/1\nsoft: 也许\n", 3, "soft 应当是 true 或 false，写的是 '也许'。"),
        ("on: 2026-01-30\nat: mou/1\ncounts: [1, 1.5]\n", 3, "counts.1 的值 1.5 不对。"),
    ],
)
def test_wrong_values(text: str, line: int, words: str, tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        read_yaml(write(tmp_path, text), Dated)
    assert caught.value.line == line
    assert words in str(caught.value)


def test_right_values(tmp_path: Path) -> None:
    dated = read_yaml(write(tmp_path, "on: 2026-01-30\nat: mou/9(3)\nsoft: true\ncounts: [1]\n"), Dated)
    assert dated == Dated(on=date(2026, 1, 30), at=Address.parse("mou/9(3)"), soft=True, counts=(1,))


def test_nothing_is_guessed(tmp_path: Path) -> None:
    path = write(tmp_path, "[2026-01-30, yes, No, 12:30, 007, 1_000, 0x1F, 1e3, NULL, '3', =, <<]")
    words = read_yaml(path, tuple[str, ...])
    assert words == ("2026-01-30", "yes", "No", "12:30", "007", "1_000", "0x1F", "1e3", "NULL", "3", "=", "<<")


@pytest.mark.parametrize("encode", [lambda t: b"\xef\xbb\xbf" + t.encode(), lambda t: t.replace("\n", "\r\n").encode()])
def test_a_bom_or_other_line_ends_do_not_matter(encode: object, tmp_path: Path) -> None:
    assert callable(encode)
    path = tmp_path / "dated.yaml"
    path.write_bytes(encode("on: 2026-01-30\nat: mou/1\n"))
    assert read_yaml(path, Dated).at == Address.parse("mou/1")
    assert "\ufeff" not in read_text(path)
