"""对比: what to compare, and the table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape
from itertools import groupby

from tiaowen.answering.comparison import Cell, Comparison, Row, Side
from tiaowen.app.render.page import words
from tiaowen.app.render.page.article import empty
from tiaowen.app.render.page.markup import button, from_markdown
from tiaowen.corpus.load import Corpus

SIDES, TOPICS, MORE = "比哪些", "比什么", "更多事项"
SUBMIT, SAVE = "对比", "存为 Excel"
WAITING = "两部办法、几类平台，放在一起看"
WAITING_TEXT = (
    "选两个以上的办法或平台，再选要比的事项。",
    "每一格写条文的原话，注明第几条；条文没写的，就写“未规定”；各处不一样的行会标出来。",
)
_LHASA = ("工程技术研究中心", "野外科学观测研究站", "重点实验室", "技术创新中心", "临床医学研究中心", "新型研发机构")
SAMPLES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "三地的工程技术研究中心，申报条件",
        ("lhasa-platform/工程技术研究中心", "liuzhou-etrc", "baotou-etrc"),
        ("申报条件",),
    ),
    (
        "拉萨新旧两部办法，年报和评估",
        ("lhasa-platform/工程技术研究中心", "lhasa-etrc"),
        ("年度报告", "绩效评估", "整改"),
    ),
    (
        "拉萨六类平台，人员、场地和资助",
        tuple(f"lhasa-platform/{name}" for name in _LHASA),
        ("研发人员", "场地面积", "扶持资助"),
    ),
)
DIFFERS, PARTIAL, ONLY_DIFFERENT = "不同", "有的没写", "只看说法不同的"
ITEM = "事项"
NOTE = "“未规定”是说条文里没有这一项；意思相近而写法不同的，列在别的行。灰色底的是条文没有规定的格。"
_FIRST = 12  # topics that are open


def compare_form(
    corpus: Corpus, sides: Sequence[Side], topics: Sequence[str], *, chosen: Collection[str], about: Collection[str]
) -> str:
    """Return the form: boxes for ``sides`` city by city and for ``topics``, those ``chosen`` and ``about`` ticked."""
    names = {r.id: r.jurisdiction.name for r in corpus.regulations}
    cities = "".join(
        f'<div class="tw-boxes"><b>{escape(city)}</b>'
        + "".join(_box("side", side.id, _side(corpus, side), side.id in chosen) for side in group)
        + "</div>"
        for city, group in groupby(sides, key=lambda side: names[side.regulation])
    )
    shown = "".join(_box("topic", topic, topic, topic in about) for topic in topics[:_FIRST])
    folded = "".join(_box("topic", topic, topic, topic in about) for topic in topics[_FIRST:])
    open_ = " open" if any(topic in about for topic in topics[_FIRST:]) else ""
    more = f'<details class="tw-fold"{open_}><summary>{MORE}</summary><div class="tw-boxes">{folded}</div></details>'
    return (
        f'<form class="tw-choose" data-event="compare" data-goto="compare-result" data-linked autocomplete="off">'
        f"<fieldset><legend>{SIDES}</legend>{cities}</fieldset>"
        f'<fieldset><legend>{TOPICS}</legend><div class="tw-boxes">{shown}</div>{more}</fieldset>'
        f'<div class="tw-send"><button type="submit" class="tw-primary">{SUBMIT}</button></div></form>'
    )


def _side(corpus: Corpus, side: Side) -> str:
    if side.platform:
        return side.platform
    regulation = corpus.regulation(side.regulation)
    word = words.status_word(regulation.status)
    named = f"（{word}）" if word and word not in regulation.title else ""
    return f"《{regulation.title.removeprefix(regulation.jurisdiction.name)}》{named}"


def _box(name: str, value: str, label: str, ticked: bool) -> str:
    checked = " checked" if ticked else ""
    return (
        f'<label class="tw-box"><input type="checkbox" name="{name}" value="{escape(value)}"{checked}>'
        f"<span>{escape(label)}</span></label>"
    )


def compare_waiting() -> str:
    """Return what stands for the table before there is one: what it does, and examples to begin with."""
    buttons = "".join(
        f"<li>{button('sample', str(n), escape(title), style='tw-example')}</li>"
        for n, (title, _, _) in enumerate(SAMPLES)
    )
    return empty(WAITING, *WAITING_TEXT).removesuffix("</div>") + f'<ul class="tw-samples">{buttons}</ul></div>'


def compare_view(corpus: Corpus, table: Comparison, *, goto: str) -> str:
    """Return the table: a row for each thing, a cell for each side; places open in the element ``goto``."""
    heads = "".join(f'<th scope="col">{_head(corpus, side)}</th>' for side in table.sides)
    rows = "".join(_row(row, table.sides, goto) for row in table.rows)
    differing, partial = sum(row.differs for row in table.rows), sum(row.partial for row in table.rows)
    tools = (
        button("export", "", SAVE, style="tw-quiet")
        + button("print", "", words.PRINT, style="tw-quiet")
        + button("link", "", words.COPY_LINK, style="tw-quiet")
    )
    only = f'<label class="tw-box tw-only"><input type="checkbox"><span>{ONLY_DIFFERENT}</span></label>'
    return (
        f'<section class="tw-compared"><h2>{len(table.rows)} 项，{differing} 项说法不同，{partial} 项有的没写</h2>'
        f'<div class="tw-acts">{only}{tools}</div>'
        f'<table><thead><tr><th scope="col">{ITEM}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        f'<p class="tw-gap">{NOTE}</p></section>'
    )


def _head(corpus: Corpus, side: Side) -> str:
    word = words.status_word(corpus.regulation(side.regulation).status)
    state = f'<small class="tw-state">{word}</small>' if word else ""
    return f"{escape(side.label)}{state}"


def _row(row: Row, sides: Sequence[Side], goto: str) -> str:
    badge = f'<span class="tw-badge tw-open">{DIFFERS}</span>' if row.differs else ""
    badge += f'<span class="tw-badge tw-some">{PARTIAL}</span>' if row.partial else ""
    topic = f"<small>{escape(row.topic)}</small>" if row.topic != row.name else ""
    cells = "".join(_cell(cell, side, goto) for cell, side in zip(row.cells, sides, strict=True))
    style = "tw-differs" if row.differs else "tw-same"
    return f'<tr class="{style}"><th scope="row">{topic}<span>{escape(row.name)}</span>{badge}</th>{cells}</tr>'


def _cell(cell: Cell, side: Side, goto: str) -> str:
    label = escape(side.label)
    if cell.silent:
        return f'<td class="tw-silent" data-side="{label}">{escape(cell.text)}</td>'
    chips = "".join(
        button("open", str(c.address), escape(_place(c.label)), goto=goto, style="tw-link", aria_label=c.label)
        for c in cell.citations
    )
    said = f'<div class="tw-text">{from_markdown(cell.text)}</div>'
    return f'<td data-side="{label}">{said}<p class="tw-places">{chips}</p></td>'


def _place(label: str) -> str:
    """Return a label without the title of its regulation, which stands over the column."""
    return label.partition("》")[2] if label.startswith("《") else label
