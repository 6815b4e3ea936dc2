"""Places as staff type them → as the law writes them: art.15, 3-5, 下一条, 第五项 of the article before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaowen.corpus.lookup import Reference, find_references
from tiaowen.numerals import NUMERAL_CHARS, to_numeral

_ARTICLE = re.compile(r"\b(?:arts?|articles?)\b\.? ?(\d{1,3})", re.IGNORECASE)
_UNIT = r"[\d.\-/]| ?(?:[人个名年月日天万元%项篇次家届分平件条款周m之以前底]|工作日|㎡)"
_PAIR = re.compile(rf"(?<![\d.\-/年月第共约])(\d{{1,2}})-(\d{{1,2}})(?!{_UNIT})")
_LOOKING_UP = re.compile(r"附件|标准|办法|规定|条例|条文|[说写讲](?:的)?(?:是)?(?:什么|啥)|原文|原话")
_NTH = re.compile(rf"第([一二两三四2-4])个 ?的?(第 ?[{NUMERAL_CHARS}\d]{{1,3}} ?条)")
_NEXT = re.compile(r"(?P<way>[下后上前])(?:面|边)?(?:那|的)?(?:一|1)?(?P<kind>[条项款])")
_LOOSE = re.compile(rf"(?<![条）)\d])第 ?[（(]?[{NUMERAL_CHARS}\d]{{1,3}}[）)]? ?[项款]")
_BOTH = re.compile(r"^\W*[和跟与同]|打架|矛盾|冲突|一样|一致|区别|不同")


def spell_places(turns: Sequence[str]) -> list[str]:
    """Return ``turns`` with the places that they name spelt out; those left incomplete go on from an earlier turn.

    >>> spell_places(["包头 art.9", "下一条"])
    ['包头 第9条', '第十条']
    >>> spell_places(["柳州第九条第三项", "第5项呢"])
    ['柳州第九条第三项', '第九条第5项呢']
    """
    spelt: list[str] = []
    before: Reference | None = None
    for turn in turns:
        text = _ARTICLE.sub(r"第\1条", turn)
        text = _NTH.sub(r"\2（第\1个）", text)
        text = _PAIR.sub(r"第\1条第(\2)项", text) if _LOOKING_UP.search(text) else text
        if before is not None:
            text = _go_on(text, before)
        references = list(find_references(text))
        before = references[-1] if references else before
        spelt.append(text)
    return spelt


def _go_on(text: str, before: Reference) -> str:
    """Return ``text`` with 下一条 and a 项 without an article read from the place named ``before``."""
    step = _NEXT.search(text)
    if step:
        place = _neighbour(before, step["kind"], 1 if step["way"] in "下后" else -1)
        return text.replace(step[0], place, 1) if place else text
    if not _LOOSE.search(text) or "条" in text:
        return text
    article = _words(before, 0)
    text = _LOOSE.sub(lambda match: article + match[0], text)
    return f"{_words(before, len(before.steps))}{text}" if _BOTH.search(text) else text


def _neighbour(before: Reference, kind: str, by: int) -> str:
    if kind == "条":
        number = before.article + by
        return f"第{to_numeral(number)}条" if number > 0 else ""
    if not before.steps or before.steps[-1].kind != kind:
        return ""
    number = before.steps[-1].number + by
    return f"{_words(before, len(before.steps) - 1)}第{to_numeral(number)}{kind}" if number > 0 else ""


def _words(reference: Reference, steps: int) -> str:
    """Return the place that ``reference`` names, with so many of its steps."""
    place = f"第{to_numeral(reference.article)}条" + (f"之{to_numeral(reference.suffix)}" if reference.suffix else "")
    if reference.nth:
        place += f"（第{to_numeral(reference.nth)}个）"
    return place + "".join(f"第{to_numeral(s.number)}{s.kind}" for s in reference.steps[:steps])
