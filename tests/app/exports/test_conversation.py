"""A conversation as a document: whole, numbered, dated, and nothing in it that a reader's program would run or load."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from tiaowen.app.render.exports.conversation import write_docx, write_markdown
from tiaowen.app.render.exports.markdown import escape
from tiaowen.app.render.page.chat import Turn
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Answer, ClaimOutcome, Criterion, CriterionOutcome, Eligibility, Verdict

DAY = date(2026, 3, 9)
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![图](http://example.com/a.png)",
    "[点这里](javascript:alert(1))",
    "<http://example.com>",
    "http://example.com www.example.com",
    "# 标题\n- 列表\n1. 一\n> 引\n---\n```\nx\n```",
    "    <i>缩进</i>",
    "[a]: http://example.com\n[a]",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "\u202e反向\u0000控制\ud800半个",
    "&lt;b&gt; &amp; \\*星\\*",
    "标题\n===",
)


@pytest.fixture
def answer(corpus: Corpus) -> Answer:
    draft = corpus.cite(Address.parse("liaocheng-tic/22"), "本办法自2026年xx月xx日起施行")
    staff = corpus.cite(Address.parse("liuzhou-etrc/9(3)"), "固定研究开发人员一般不少于8人\n其中")
    return Answer(
        question="问",
        text="**一般不少于8人**〔1〕\n\n- 一\n- 二\n\n| 甲 | 乙 |\n|---|---|\n| **8人** | 无 |",
        status="verified",
        citations=(staff, draft),
        claims=(Verdict(text="不少于8人", outcome=ClaimOutcome.SUPPORTED, reason="见第九条。"),),
        eligibility=Eligibility(
            platform="工程技术研究中心",
            outcome="fail",
            criteria=(
                Criterion(
                    rule="liuzhou-etrc:staff",
                    label="固定研发人员",
                    required="不少于8人",
                    given="7人",
                    outcome=CriterionOutcome.UNMET,
                    shortfall="差1人",
                ),
            ),
        ),
        notices=("注意一",),
    )


def words_of(data: bytes) -> str:
    """Return all text of a file of Word, in order, tables too."""
    body = Document(io.BytesIO(data)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def shown(markdown: str) -> Iterator[str]:
    """Yield what a viewer of ``markdown`` would show: the text of its HTML."""
    html = MarkdownIt("gfm-like", {"linkify": False}).render(markdown)
    yield re.sub(r"<[^>]+>", "", html)


def test_a_document_has_everything_that_the_answer_rests_on(corpus: Corpus, answer: Answer) -> None:
    turns = [Turn("柳州要几个人", answer), Turn("那聊城呢", answer)]
    for text in (write_markdown(turns, corpus, DAY), words_of(write_docx(turns, corpus, DAY))):
        for part in (
            "2026年3月9日",
            corpus.fingerprint,
            "柳州要几个人",
            "那聊城呢",
            "已核验",
            "一般不少于8人",
            "《柳州市工程技术研究中心管理办法》第九条第（三）项",
            "固定研究开发人员一般不少于8人",
            "差1人",
            "有依据",
            "注意一",
            "征求意见稿，尚未施行",
            "〔1〕",
            "〔2〕",
        ):
            assert part in text, part


def test_the_markdown_of_an_answer_is_kept_and_its_quotes_are_quotes(corpus: Corpus, answer: Answer) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(write_markdown([Turn("问", answer)], corpus, DAY))
    assert "<strong>一般不少于8人</strong>" in html
    assert "<li>一</li>" in html
    assert "<td><strong>8人</strong></td>" in html
    assert html.count("<blockquote>") == 2
    assert html.count("<table>") == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_was_asked_stays_text(corpus: Corpus, answer: Answer, text: str) -> None:
    hostile = answer.model_copy(update={"text": "答", "notices": (text,)})
    markdown = write_markdown([Turn(text, hostile)], corpus, DAY)
    html = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(markdown)
    allowed = "h1|h2|h3|p|strong|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|br"
    assert not re.search(rf"<(?!/?(?:{allowed})\b)", html), html
    assert not re.search(r"\b(?:https?:|www\.)", markdown)
    words_of(write_docx([Turn(text, hostile)], corpus, DAY))


@pytest.mark.parametrize(
    "text", ["a*b_c`d`", "1. 一", "-减", "# 号", "x\\y", "a|b", "~~删~~", "+ 加", "==", "<b>", "&amp;"]
)
def test_escaped_text_reads_as_it_was_written(text: str) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(escape(text))
    plain = re.sub(r"<[^>]+>", "", html).strip()
    assert plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


@pytest.mark.parametrize("text", HOSTILE[:5])
def test_an_answer_that_repeats_markup_has_none(corpus: Corpus, answer: Answer, text: str) -> None:
    markdown = write_markdown([Turn("问", answer.model_copy(update={"text": text}))], corpus, DAY)
    html = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(markdown)
    assert not re.search(r"<(script|img|a|b|i)\b", html), html


def test_a_file_of_word_names_its_chinese_fonts_and_loads_nothing(corpus: Corpus, answer: Answer) -> None:
    data = write_docx([Turn("问", answer)], corpus, DAY)
    document = Document(io.BytesIO(data))
    for name, font in (("Normal", "宋体"), ("Title", "黑体"), ("Heading 1", "黑体")):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == font
        assert not [key for key in fonts.attrib if "heme" in key]
    assert document.core_properties.created.date() == DAY
    with ZipFile(io.BytesIO(data)) as package:
        relations = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".rels"))
    assert 'TargetMode="External"' not in relations


def test_a_file_of_word_has_the_answers_tables_and_lists(corpus: Corpus, answer: Answer) -> None:
    document = Document(io.BytesIO(write_docx([Turn("问", answer)], corpus, DAY)))
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [["甲", "乙"], ["8人", "无"]]
    assert [p.text for p in document.paragraphs if p.style and p.style.name == "List Bullet"][:2] == ["一", "二"]
    bold = [run.text for p in document.paragraphs for run in p.runs if run.bold]
    assert "一般不少于8人" in bold


def test_an_empty_conversation_is_a_document_too(corpus: Corpus) -> None:
    assert "条问问答记录" in write_markdown([], corpus, DAY)
    assert "条问问答记录" in words_of(write_docx([], corpus, DAY))
