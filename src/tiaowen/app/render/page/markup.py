"""Text → safe HTML: Markdown without images, links or raw HTML, and words marked in the law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

Span = tuple[int, int]

_CITATION_MARK = re.compile(r"〔(\d{1,3})〕")
_ELLIPSIS = re.compile(r"…+|\.{3,}")


def _render_text(_: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """Return a text token escaped, its citation marks replaced by the buttons in ``env``."""
    buttons: Sequence[str] = env.get("buttons", ())

    def to_button(mark: re.Match[str]) -> str:
        number = int(mark[1])
        return buttons[number - 1] if 1 <= number <= len(buttons) else mark[0]

    return _CITATION_MARK.sub(to_button, escape(tokens[index].content))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    # What is disabled stays as the text that was written: nothing is fetched, nothing leads away.
    parser.disable(["image", "link", "autolink", "reference", "html_block", "html_inline", "code", "lheading"])
    parser.add_render_rule("text", _render_text)
    return parser


_MARKDOWN = _parser()


def from_markdown(text: str, buttons: Sequence[str] = ()) -> str:
    r"""Return the HTML of ``text``; its mark 〔n〕 becomes the n-th of ``buttons``, one without a button stays.

    >>> from_markdown("**不少于8人**〔1〕 <b>", ["①"])
    '<p><strong>不少于8人</strong>① &lt;b&gt;</p>\n'
    """
    environment: dict[str, Any] = {"buttons": buttons}
    tokens = parse_markdown(text, environment)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h4"
    return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, environment))


def parse_markdown(text: str, environment: EnvType | None = None) -> list[Token]:
    """Return the tokens of ``text``, in which raw HTML, links and images are text."""
    return _MARKDOWN.parse(text, environment)


def find_words(text: str, words: str) -> tuple[Span, ...]:
    r"""Return where ``words`` stand in ``text``, white space on both sides ignored.

    >>> find_words("不少于 8\n人，8 人", "8人")
    ((4, 7), (8, 11))
    """
    kept = [i for i, c in enumerate(text) if not c.isspace()]
    squeezed, wanted = "".join(text[i] for i in kept), "".join(words.split())
    spans: list[Span] = []
    at = squeezed.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        spans.append((kept[at], kept[end - 1] + 1))
        at = squeezed.find(wanted, end)
    return tuple(spans)


def find_quote(text: str, quote: str) -> tuple[Span, ...]:
    """Return where ``quote`` first stands in ``text``; what stands between ellipses is found piece by piece."""
    found = (find_words(text, piece)[:1] for piece in _ELLIPSIS.split(quote))
    return tuple(span for spans in found for span in spans)


def find_hits(text: str, query: str) -> tuple[Span, ...]:
    """Return where the words of ``query`` stand in ``text``; of a word that does not, its longest parts that do.

    >>> find_hits("于每年12月底前提交年度报告", "年度报告 提交期限")
    ((8, 10), (10, 14))
    """
    parts = {part for word in query.split() for part in _parts_in(text, word)}
    return tuple(sorted({span for part in parts for span in find_words(text, part)}))


def _parts_in(text: str, word: str) -> Iterator[str]:
    """Yield the longest parts of ``word``, of two characters or more, that ``text`` has, from left to right."""
    squeezed = "".join(text.split())
    start = 0
    while start < len(word) - 1:
        end = next((end for end in range(len(word), start + 1, -1) if word[start:end] in squeezed), None)
        if end is not None:
            yield word[start:end]
        start = end or start + 1


def mark(text: str, spans: Iterable[Span], offset: int = 0) -> str:
    """Return ``text`` escaped, with ``spans`` in ``<mark>``; ``offset`` is where ``text`` begins in what they count.

    >>> mark("不少于8人<", [(3, 5)])
    '不少于<mark>8人</mark>&lt;'
    """
    marked: list[str] = []
    done = 0
    for start, end in merge(spans):
        low, high = max(start - offset, done), min(end - offset, len(text))
        if low < high:
            marked += [escape(text[done:low]), "<mark>", escape(text[low:high]), "</mark>"]
            done = high
    return "".join(marked) + escape(text[done:])


def merge(spans: Iterable[Span]) -> list[Span]:
    """Return ``spans`` in order, those that touch or overlap joined.

    >>> merge([(4, 6), (0, 2), (2, 3)])
    [(0, 3), (4, 6)]
    """
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def button(event: str, value: str, inner: str, *, goto: str = "", **attributes: str) -> str:
    """Return a button that reports ``event`` with ``value`` to the page and leads on to the element ``goto``.

    ``inner`` is HTML. ``attributes`` are further ones of the button, ``style`` its class; an empty one is left out.

    >>> button("open", "liuzhou-etrc/9", "第九条", style="tw-chip")
    '<button type="button" data-event="open" data-value="liuzhou-etrc/9" class="tw-chip">第九条</button>'
    """
    style = attributes.pop("style", "")
    named = {"data-event": event, "data-value": value, "data-goto": goto, "class": style}
    named |= {name.replace("_", "-"): text for name, text in attributes.items()}
    written = "".join(f' {name}="{escape(text)}"' for name, text in named.items() if text)
    return f'<button type="button"{written}>{inner}</button>'
