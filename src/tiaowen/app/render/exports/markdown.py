"""Blocks → Markdown that shows every word as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tiaowen.app.render.exports.blocks import Block, Heading, Marked, Plain, Points, Quote, Table, clean

# What could begin markup anywhere; and what could only at the beginning of a line.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~&])")
_AT_START = re.compile(r"^(\s*)([#+=:-]|\d{1,9}(?=[.)]))", re.M)
_IN_MARKED = re.compile(r"([\[\]<&\\])")
_SCHEME = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data|www)(?=[:.])")


def to_markdown(blocks: Iterable[Block]) -> str:
    """Return the document that ``blocks`` are."""
    return "\n\n".join(filter(None, map(_block, blocks))) + "\n"


def escape(text: str) -> str:
    r"""Return ``text`` so that Markdown shows it as it is.

    >>> escape("![x](http://a.b) <b>*1*")
    '!\\[x\\](http\u200b://a.b) \\<b\\>\\*1\\*'
    """
    escaped = _ANYWHERE.sub(r"\\\1", clean(text))
    return _AT_START.sub(_escape_start, _no_link(escaped))


def _escape_start(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}\\" if match[2].isdigit() else f"{match[1]}\\{match[2]}"


def _no_link(text: str) -> str:
    """Return ``text`` with a space of no width in addresses, which many viewers would make links of."""
    return _SCHEME.sub("\\1\u200b", text)


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {escape(_one_line(text))}"
        case Plain(text, strong):
            return f"**{_lines(text)}**" if strong else _lines(text)
        case Marked(markdown):
            return _no_link(_IN_MARKED.sub(r"\\\1", clean(markdown))).strip()
        case Quote(number, label, text):
            return f"〔{number}〕{escape(label)}\n\n" + "\n".join(
                f"> {line}".rstrip() for line in _lines(text).split("\n")
            )
        case Points(items):
            return "\n".join(f"- {escape(_one_line(item))}" for item in items)
        case Table(heads, rows):
            return "\n".join([_row(heads), "|" + "---|" * len(heads), *map(_row, rows)])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join("<br>".join(escape(cell).split("\n")) for cell in cells) + " |"


def _lines(text: str) -> str:
    """Return ``text`` escaped, its lines kept apart."""
    return "\\\n".join(escape(line) for line in text.strip().split("\n"))


def _one_line(text: str) -> str:
    return " ".join(text.split())
