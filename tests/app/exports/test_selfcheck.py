"""A self-check and a comparison as files, over the real law."""

from __future__ import annotations

import io
from datetime import date
from fractions import Fraction

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from tiaowen.answering.comparison import Cell, Comparison, Row, Side
from tiaowen.app.render.exports.comparison import write_comparison
from tiaowen.app.render.exports.selfcheck import write_docx, write_markdown
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address
from tiaowen.quantities import Quantity
from tiaowen.rules.assessment import assess
from tiaowen.rules.facts import Application, Fact

DAY = date(2026, 3, 9)
FORMULAS = ('=HYPERLINK("http://example.com")', "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1")


def people(number: int) -> Quantity:
    return Quantity(low=Fraction(number), high=Fraction(number), unit="人")


def test_a_self_check_says_what_is_met_missed_to_change_and_to_attest(corpus: Corpus) -> None:
    application = Application(regulation="liuzhou-etrc", platform="工程技术研究中心")
    facts = (Fact(metric="研发人员", value=people(6), words="6人"),)
    made = assess(facts, application, corpus)
    body = Document(io.BytesIO(write_docx(made, corpus, DAY))).element.body
    word = "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    for text in (write_markdown(made, corpus, DAY), word):
        for part in ("2026年3月9日", corpus.fingerprint, "有 1 项不符合", "差2人", "第九条第（三）项", "没有填"):
            assert part in text, part
        assert "研发人员：再增2人，到8人" in text
        assert "没有写给多少钱" in text


def test_a_self_check_adds_up_the_money_that_may_follow(corpus: Corpus) -> None:
    application = Application(regulation="lhasa-platform", platform="重点实验室")
    text = write_markdown(assess((), application, corpus), corpus, DAY)
    assert "可能得到的支持" in text
    assert "最多合计" in text
    assert "万元" in text


@pytest.mark.parametrize("text", FORMULAS)
def test_a_comparison_has_its_citations_in_the_cells_and_runs_nothing(corpus: Corpus, text: str) -> None:
    cited = corpus.cite(Address.parse("liaocheng-tic/8a(3)"), text)
    sides = (
        Side(id="liaocheng-tic", label=text, regulation="liaocheng-tic"),
        Side(id="liuzhou-etrc", label="柳州", regulation="liuzhou-etrc"),
    )
    row = Row(
        topic=text,
        name="比",
        kind="rule",
        cells=(Cell(text=text, citations=(cited,)), Cell(text="未规定")),
        differs=True,
    )
    data = write_comparison(Comparison(sides=sides, topics=(text,), rows=(row,)), corpus, DAY)
    book = load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    hostile = [cell for cell in cells if str(cell.value).strip().startswith(text.strip())]
    assert len(hostile) >= 4
    assert all(cell.quotePrefix for cell in hostile)
    said = "\n".join(str(cell.value) for cell in cells)
    for part in (
        cited.label,
        "未规定",
        "不同",
        "liaocheng-tic/8a(3)",
        "2026年3月9日",
        corpus.fingerprint,
        "征求意见稿",
    ):
        assert part in said, part


def test_what_differs_and_what_is_not_laid_down_can_be_seen(corpus: Corpus) -> None:
    sides = tuple(Side(id=id_, label=id_, regulation=id_) for id_ in ("liuzhou-etrc", "baotou-etrc"))
    cited = Cell(text="8人", citations=(corpus.cite(Address.parse("liuzhou-etrc/9(3)"), "8人"),))
    rows = (
        Row(topic="人", name="人数", kind="rule", cells=(cited, Cell(text="未规定")), differs=True),
        Row(topic="人", name="别的", kind="rule", cells=(cited, cited), differs=False),
    )
    data = write_comparison(Comparison(sides=sides, topics=("人",), rows=rows), corpus, DAY)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    fills = {cell.coordinate: cell.fill.fgColor.rgb for line in sheet["A2:E3"] for cell in line if cell.fill.fill_type}
    assert fills.keys() == {"C2", "E2"}
