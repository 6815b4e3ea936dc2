"""The page without a browser: what is rendered, and what each step of the tabs shows."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

import gradio as gr
import pytest

from tiaowen.app.feedback import FeedbackStore
from tiaowen.app.render.page import words
from tiaowen.app.render.page.article import article_view, find_in_place, find_place, to_lines
from tiaowen.app.render.page.chat import Turn, conversation, note
from tiaowen.app.render.page.lookup import contents_view, front_page, hits_view, regulations_view
from tiaowen.app.render.page.markup import find_hits, find_quote, from_markdown, mark
from tiaowen.app.render.page.rules import rules_beside
from tiaowen.app.ui import build_page, chat, listen, lookup
from tiaowen.app.ui.server import url_of
from tiaowen.app.ui.views import open_reader
from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus, load_corpus
from tiaowen.corpus.lookup import find_in_corpus
from tiaowen.domain import Address, Answer, Hit, Status, Verdict
from tiaowen.errors import IndexUnavailableError, QuestionError, TiaowenError

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![图](http://example.com/a.png)",
    "[点这里](javascript:alert(1))",
    "<http://example.com>",
    '```〔1〕" onmouseover=alert(1)\n<b>x</b>\n```',
    "    <i>缩进</i>",
    "[a]: http://example.com\n[a]",
    "${alert(1)} {{value}} {{{value}}}",
    "\u202e反向\u0000控制",
    "'\"><svg onload=alert(1)>",
)
ALLOWED = re.compile(
    "article|aside|b|blockquote|br|button|code|dd|details|div|dl|dt|em|fieldset|form|h1|h2|h3|h4|header|hr|input|label"
    "|legend|li|mark|nav|ol|optgroup|option|p|pre|q|section|select|small|span|strong|summary|sup|table|tbody|td|textarea"
    "|th|thead|tr|ul"
)
ATTRIBUTES = {
    *("class", "type", "role", "dir", "id", "for", "name", "value", "label", "title", "scope", "rows", "maxlength"),
    *("inputmode", "autocomplete", "checked", "selected", "open", "hidden"),
    *("aria-label", "aria-current", "aria-invalid", "aria-describedby"),
    *("data-event", "data-value", "data-goto", "data-copy", "data-turns", "data-link", "data-linked", "data-reload"),
    *("data-forget", "data-side"),
}


class FakeAssistant(Assistant):
    """Answers with the places that a question names, or with what it is told to raise; remembers the turns."""

    def __init__(self, corpus: Corpus, problem: Exception | None = None) -> None:
        super().__init__(corpus)
        self.problem = problem
        self.asked: list[tuple[str, ...]] = []

    def ask(self, turns: str | Sequence[str]) -> Answer:
        self.asked.append(tuple(turns))
        if self.problem:
            raise self.problem
        cited = self.corpus.cite(Address.parse("liuzhou-etrc/9(3)"), "固定研究开发人员一般不少于8人")
        text = f"一般不少于8人。〔1〕〔2〕\n\n依据：{cited.label}。"
        return Answer(question=turns[-1], text=text, status="verified", citations=(cited,), notices=("注意一",))

    def stream(self, turns: str | Sequence[str]) -> Iterator[Answer]:
        yield self.ask(turns)

    def search(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        articles = [a for r in self.corpus.regulations for a in r.articles if text in a.text]
        return tuple(
            Hit(address=a.address, label=self.corpus.label(a.address), score=1.0, text=a.text) for a in articles[:limit]
        )

    def find(self, text: str) -> tuple[Address, ...]:
        return find_in_corpus(text, self.corpus)


class Reader(HTMLParser):
    """Collects what a browser would see: tags, attributes, and text without markup."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.said = ""
        self.marked = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.said += data
        if self.tags and self.tags[-1] == "mark":
            self.marked += data

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(Path(__file__).parents[2] / "corpus")


@pytest.fixture
def assistant(corpus: Corpus) -> FakeAssistant:
    return FakeAssistant(corpus)


def test_lines_of_every_article_are_its_text(corpus: Corpus) -> None:
    for regulation in corpus.regulations:
        for article in regulation.articles:
            assert "\n".join(line.text for line in to_lines(article)) == article.text, article.address


def test_every_part_of_every_article_is_found_in_it(corpus: Corpus) -> None:
    for regulation in corpus.regulations:
        for article in regulation.articles:
            for part in article.parts():
                start, end = find_place(article, part.address)
                assert article.text[start:end] == part.text, part.address


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("不低于 30\n%", ["不低于30%"]),
        ("人才……占比不低于30%", ["人才", "占比不低于30%"]),
        ("没有这些字", []),
        ("", []),
    ],
)
def test_a_quote_is_found_whatever_its_white_space(quote: str, expected: list[str]) -> None:
    text = "人才占比不低于30%，人才"
    assert [text[start:end] for start, end in find_quote(text, quote)] == expected


def test_a_quote_is_marked_in_the_cited_place_only(corpus: Corpus) -> None:
    address = Address.parse("liuzhou-etrc/9(7)")
    article = corpus.article(address)
    assert article
    spans = find_in_place(article, find_place(article, address), "依托单位")
    assert len(spans) == 1
    assert article.text[: spans[0][0]].count("依托单位") == 1


def test_an_article_shows_its_label_chapter_marks_and_neighbours(corpus: Corpus) -> None:
    html = article_view(corpus, Address.parse("liuzhou-etrc/9(3)"), goto="x", quote="固定研究开发人员一般不少于8 人")
    seen = Reader(html)
    assert "《柳州市工程技术研究中心管理办法》第九条第（三）项" in seen.said
    assert "第三章　申报与认定" in seen.said
    assert seen.marked == "固定研究开发人员一般不少于8人"
    assert html.count("tw-cited") == 1
    assert 'data-value="liuzhou-etrc/8"' in html
    assert 'data-value="liuzhou-etrc/10"' in html


def test_the_first_and_the_last_article_have_one_neighbour(corpus: Corpus) -> None:
    first, last = (corpus.regulation("baotou-etrc").articles[n].address for n in (0, -1))
    assert article_view(corpus, first, goto="x").count("data-event") == 1
    assert article_view(corpus, last, goto="x").count("data-event") == 1


def test_an_article_that_does_not_exist_is_said_not_to(corpus: Corpus) -> None:
    assert words.NO_ARTICLE in article_view(corpus, Address.parse("baotou-etrc/16"), goto="x")


@pytest.mark.parametrize(
    ("id_", "word"),
    [("liaocheng-tic", "尚未施行"), ("baotou-etrc", "暂行"), ("lhasa-platform", "试行"), ("liuzhou-etrc", None)],
)
def test_drafts_and_interim_texts_say_so_on_every_article(corpus: Corpus, id_: str, word: str | None) -> None:
    for article in corpus.regulation(id_).articles:
        html = article_view(corpus, article.address, goto="x")
        assert ("tw-banner" in html) == bool(word)
        assert (word or "") in html


def test_contents_name_every_article_once_in_order(corpus: Corpus) -> None:
    for regulation in corpus.regulations:
        html = contents_view(regulation, goto="x", current=regulation.articles[1].address.child("项", 1))
        places = [html.find(f'data-value="{a.address}"') for a in regulation.articles]
        assert places == sorted(places)
        assert places[0] > 0
        assert html.count('data-event="open"') == len(regulation.articles)
        assert html.count("aria-current") == 1
        assert all(gap in html for gap in regulation.numbering)


def test_every_status_has_its_words(corpus: Corpus) -> None:
    for status in Status:
        regulation = corpus.regulation("liuzhou-etrc").model_copy(update={"status": status})
        assert words.status_word(status) in regulations_view([regulation], goto="x")
        assert bool(words.status_banner(regulation)) == (status is not Status.IN_FORCE)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_asked_or_answered_stays_text(corpus: Corpus, text: str) -> None:
    cited = corpus.cite(Address.parse("liuzhou-etrc/9"), text).model_copy(update={"label": text})
    answer = Answer(question=text, text=f"{text}\n\n〔1〕", status="verified", citations=(cited,), notices=(text,))
    address = Address.parse("liuzhou-etrc/9")
    pieces = (
        conversation(corpus, [Turn(text, answer)], goto="x", waiting=text),
        note(text),
        hits_view(text, [Hit(address=address, label=text, score=1.0, text=text)], goto="x"),
        front_page(corpus.regulation("liuzhou-etrc").model_copy(update={"title": text}), goto="x"),
        mark(text, [(1, 4)]),
        from_markdown(text),
    )
    for html in pieces:
        seen = Reader(html)
        assert all(ALLOWED.fullmatch(tag.removeprefix("/")) for tag in seen.tags)
        assert seen.names <= ATTRIBUTES
    assert Reader(note(text)).said == text


def test_markdown_of_an_answer_is_shown_without_images_or_links() -> None:
    html = from_markdown("# 标题\n\n**粗** ![图](http://example.com/a.png) [链](http://example.com)\n\n- 一\n- 二")
    assert "<h4>标题</h4>" in html
    assert "<strong>粗</strong>" in html
    assert "![图](http://example.com/a.png) [链](http://example.com)" in html
    assert "<li>一</li>" in html


def test_a_citation_mark_without_a_citation_stays_as_it_is(assistant: FakeAssistant) -> None:
    html = conversation(assistant.corpus, [Turn("问", assistant.ask(["问"]))], goto="x")
    assert 'data-value="0:0"' in html
    assert "〔2〕" in Reader(html).said
    assert "〔1〕" not in Reader(html).said


def test_sources_are_named_once_by_their_chips(assistant: FakeAssistant) -> None:
    answer = assistant.ask(["问"])
    said = Reader(conversation(assistant.corpus, [Turn("问", answer)], goto="x")).said
    assert said.count(answer.citations[0].label) == 1


def test_examples_are_offered_before_the_first_question_only(assistant: FakeAssistant) -> None:
    questions = [question for _, group in words.EXAMPLES for question in group]
    welcome = conversation(assistant.corpus, [], goto="x")
    assert all(f'data-value="{question}"' in welcome for question in questions)
    assert questions[0] not in conversation(assistant.corpus, [Turn("问", assistant.ask(["问"]))], goto="x")
    assert questions[0] not in conversation(assistant.corpus, [], goto="x", waiting="问")


def test_an_answer_is_waited_for_and_then_shown(assistant: FakeAssistant) -> None:
    waiting, growing, answered = chat.ask(assistant, "要多少人？", ())
    assert words.CHECKING in growing.log
    assert words.WAITING in waiting.log
    assert waiting.question == ""
    assert waiting.turns == ()
    assert words.WAITING not in answered.log
    assert [turn.question for turn in answered.turns] == ["要多少人？"]


def test_all_turns_of_a_conversation_are_passed_on(assistant: FakeAssistant) -> None:
    *_, first = chat.ask(assistant, "柳州要多少人？", ())
    *_, second = chat.ask(assistant, "那拉萨呢？", first.turns)
    assert assistant.asked == [("柳州要多少人？",), ("柳州要多少人？", "那拉萨呢？")]
    assert len(first.turns) == 1
    assert len(second.turns) == 2


@pytest.mark.parametrize("question", ["", "  \n　"])
def test_an_empty_question_is_refused_gently(assistant: FakeAssistant, question: str) -> None:
    (shown,) = chat.ask(assistant, question, ())
    assert words.EMPTY_QUESTION in shown.note
    assert assistant.asked == []


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (QuestionError("问题太长<b>"), "问题太长&lt;b&gt;"),
        (RuntimeError("秘密"), words.FAILED),
        (IndexUnavailableError("/srv/秘密 读不出"), words.UNAVAILABLE),
    ],
)
def test_what_cannot_be_answered_stays_in_the_input(corpus: Corpus, problem: Exception, said: str) -> None:
    *_, first = chat.ask(FakeAssistant(corpus), "柳州要多少人？", ())
    *_, shown = chat.ask(FakeAssistant(corpus, problem), "写了很久的问题", first.turns)
    assert shown.question == "写了很久的问题"
    assert said in shown.note
    assert "秘密" not in shown.note
    assert shown.turns == first.turns
    assert shown.log == first.log


def test_a_citation_opens_with_its_words_marked(assistant: FakeAssistant) -> None:
    *_, shown = chat.ask(assistant, "柳州要多少人？", ())
    assert Reader(chat.open_cited(assistant.corpus, shown.turns, "0:0")).marked == "固定研究开发人员一般不少于8人"


@pytest.mark.parametrize("place", ["", ":", "0:1", "1:0", "-1:0", "0:-1", "a:b", "²:0", "9" * 40 + ":0", "0"])
def test_a_citation_that_is_not_there_is_never_guessed(assistant: FakeAssistant, place: str) -> None:
    *_, shown = chat.ask(assistant, "柳州要多少人？", ())
    assert words.STALE in chat.open_cited(assistant.corpus, shown.turns, place)


@pytest.mark.parametrize("address", ["", "<b>", "liuzhou-etrc/99", "nowhere/1"])
def test_a_neighbour_that_is_not_there_is_said_not_to_be(assistant: FakeAssistant, address: str) -> None:
    assert "tw-empty" in open_reader(assistant.corpus, address, goto="x")


@pytest.mark.parametrize(
    ("chosen", "text", "address"),
    [
        ("liuzhou-etrc", "9", "liuzhou-etrc/9"),
        ("liuzhou-etrc", "九", "liuzhou-etrc/9"),
        ("liuzhou-etrc", "第九条第三项", "liuzhou-etrc/9(3)"),
        ("liuzhou-etrc", "9(3)", "liuzhou-etrc/9(3)"),
        ("liuzhou-etrc", "包头第五条", "baotou-etrc/5"),
        ("liuzhou-etrc", "liaocheng-tic/8a", "liaocheng-tic/8a"),
        ("lhasa-platform", "附件重点实验室第三条第五项", "lhasa-platform/附件-重点实验室/3(5)"),
        ("", "柳州办法第九条第三项", "liuzhou-etrc/9(3)"),
    ],
)
def test_a_number_is_read_in_the_chosen_regulation(
    assistant: FakeAssistant, chosen: str, text: str, address: str
) -> None:
    shown = lookup.show_number(assistant, text, lookup.Place(chosen))
    assert assistant.corpus.label(Address.parse(address)) in Reader(shown.reader).said
    assert shown.place.regulation == address.partition("/")[0]
    assert "aria-current" in shown.contents


def test_a_number_that_means_several_places_is_asked_about(assistant: FakeAssistant) -> None:
    shown = lookup.show_number(assistant, "8", lookup.Place("liaocheng-tic"))
    assert words.CHOICES in shown.reader
    assert 'data-value="liaocheng-tic/8a"' in shown.reader
    assert 'data-value="liaocheng-tic/8b"' in shown.reader


def test_a_number_that_does_not_exist_is_said_not_to(assistant: FakeAssistant) -> None:
    with pytest.raises(TiaowenError, match="没有"):
        lookup.show_number(assistant, "16", lookup.Place("baotou-etrc"))


def test_hits_are_marked_and_open_with_a_way_back(assistant: FakeAssistant) -> None:
    hits = lookup.show_hits(assistant, " 年度报告 ", lookup.Place("liuzhou-etrc"))
    assert set(Reader(hits.reader).marked.split("年度报告")) == {""}
    assert hits.place == lookup.Place("liuzhou-etrc", "年度报告")
    opened = lookup.show_article(assistant.corpus, Address.parse("liaocheng-tic/17"), query=hits.place.query)
    assert "年度报告" in Reader(opened.reader).marked
    assert words.BACK_TO_HITS in opened.reader
    assert opened.place == lookup.Place("liaocheng-tic", "年度报告")


def test_a_search_without_hits_says_what_to_do(assistant: FakeAssistant) -> None:
    assert words.NO_HITS_TEXT in lookup.show_hits(assistant, "航空母舰", lookup.Place()).reader


def test_words_that_stand_apart_are_marked_piece_by_piece() -> None:
    text = "应于每年 11 月 30 日前撰写年度工作总结报告"
    assert [text[start:end] for start, end in find_hits(text, "年度报告 11月30日")] == ["11 月 30 日", "年度", "报告"]


def test_an_unknown_regulation_leads_back_to_the_list(assistant: FakeAssistant) -> None:
    shown = lookup.show_regulation(assistant.corpus, "<b>")
    assert shown == lookup.show_regulations(assistant.corpus)
    assert all(r.title in shown.contents for r in assistant.corpus.regulations)


def test_no_step_of_the_page_is_open_as_an_api_and_many_run_at_once(assistant: FakeAssistant) -> None:
    async def build() -> gr.Blocks:  # Gradio makes its locks in a loop, and without one leaves a new loop behind
        return build_page(assistant)

    page = asyncio.run(build())
    steps = page.fns.values()
    assert steps
    assert {step.api_visibility for step in steps} == {"private"}
    assert page._queue.default_concurrency_limit >= 40


def test_a_port_in_use_is_said_in_a_sentence() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert url_of(taken) == f"http://127.0.0.1:{port}/"
        with pytest.raises(TiaowenError, match=f"端口 {port} 已被"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("192.0.2.1", 0), ("127.0.0.1", 70000)])
def test_an_address_that_cannot_be_had_is_said_in_a_sentence(host: str, port: int) -> None:
    with pytest.raises(TiaowenError, match="不能在"):
        listen(host, port)


def test_an_answer_grows_as_far_as_it_is_checked(corpus: Corpus) -> None:
    class Streaming(FakeAssistant):
        def stream(self, turns: str | Sequence[str]) -> Iterator[Answer]:
            whole = self.ask(turns)
            yield whole.model_copy(update={"text": ""})
            yield whole.model_copy(update={"text": "一般不少于8人。〔1〕"})
            yield whole

    first, nothing, growing, _, whole = chat.ask(Streaming(corpus), "要多少人？", ())
    assert words.WAITING in first.log
    assert nothing.log == first.log
    assert words.CHECKING in growing.log
    assert "不少于8人" in growing.log
    assert "data-event" not in growing.log
    assert not growing.turns
    assert words.CHECKING not in whole.log
    assert len(whole.turns) == 1


def test_closing_the_stream_stops_the_work(corpus: Corpus) -> None:
    closed: list[str] = []

    class Endless(FakeAssistant):
        def stream(self, turns: str | Sequence[str]) -> Iterator[Answer]:
            try:
                while True:
                    yield self.ask(turns)
            finally:
                closed.append("closed")

    asking = chat.ask(Endless(corpus), "要多少人？", ())
    assert [next(asking).asked for _ in range(3)] == ["要多少人？"] * 3
    asking.close()
    assert closed == ["closed"]
    stopped = chat.stop(corpus, (), "要多少人？")
    assert stopped.question == "要多少人？"
    assert words.STOPPED in stopped.note


def test_a_kept_conversation_is_answered_anew(assistant: FakeAssistant) -> None:
    *before, shown = chat.resume(assistant, '["柳州要多少人？", "那拉萨呢？"]')
    assert [turn.question for turn in shown.turns] == ["柳州要多少人？", "那拉萨呢？"]
    assert all(one.asked for one in before)  # nothing in between looks like a whole conversation
    assert assistant.asked == [("柳州要多少人？",), ("柳州要多少人？", "那拉萨呢？")]


def test_a_kept_conversation_is_answered_as_far_as_it_can_be(corpus: Corpus) -> None:
    *_, shown = chat.resume(FakeAssistant(corpus, RuntimeError("秘密")), '["柳州要多少人？", "那拉萨呢？"]')
    assert (shown.turns, shown.asked, shown.question) == ((), "", "柳州要多少人？")
    assert words.FAILED in shown.note


@pytest.mark.parametrize("kept", ["", "{", "1", '{"a": 1}', "[1, null]", "[[]]"])
def test_what_a_browser_has_not_kept_well_begins_anew(assistant: FakeAssistant, kept: str) -> None:
    *_, shown = chat.resume(assistant, kept)
    assert shown.turns == ()
    assert words.WELCOME in shown.log


def test_checked_claims_are_told_with_their_place(assistant: FakeAssistant, corpus: Corpus) -> None:
    verdict = Verdict(text="不少于8人", outcome="supported", basis="liuzhou-etrc:staff", reason="见第九条。")
    answer = assistant.ask(["问"]).model_copy(update={"claims": (verdict,)})
    html = conversation(corpus, [Turn("问", answer)], goto="x")
    assert f"{words.CHECKED}：1 处说法，都有依据" in Reader(html).said
    assert 'data-event="open" data-value="liuzhou-etrc/9(3)"' in html


def test_what_is_said_of_an_answer_is_kept_with_the_whole_conversation(
    assistant: FakeAssistant, corpus: Corpus, tmp_path: Path
) -> None:
    store = FeedbackStore(tmp_path / "feedback.sqlite3")
    *_, shown = chat.resume(assistant, '["柳州要多少人？", "那拉萨呢？"]')
    rated = chat.rate(store, corpus, shown.turns, chat.Told("1", "wrong", "人数不对"))
    assert [turn.rating for turn in rated.turns] == ["", "wrong"]
    assert words.RATED in rated.log
    (record,) = store.read()
    assert (record.question, record.judgement, record.why) == ("柳州要多少人？\n那拉萨呢？", "wrong", "人数不对")


@pytest.mark.parametrize("turn", ["", "2", "-1", "²", "a"])
def test_what_is_said_of_no_answer_is_not_kept(
    assistant: FakeAssistant, corpus: Corpus, tmp_path: Path, turn: str
) -> None:
    store = FeedbackStore(tmp_path / "feedback.sqlite3")
    *_, shown = chat.ask(assistant, "柳州要多少人？", ())
    assert words.STALE in chat.rate(store, corpus, shown.turns, chat.Told(turn, "right")).note
    assert store.read() == ()


def test_a_link_to_an_article_opens_it_among_its_contents(corpus: Corpus) -> None:
    shown = lookup.show_link(corpus, (("a", "liuzhou-etrc/9(3)"),))
    assert shown is not None
    place, contents, reader, _ = shown
    assert place == lookup.Place("liuzhou-etrc")
    assert "aria-current" in str(contents)
    assert "第九条第（三）项" in Reader(str(reader)).said
    assert 'data-link="?a=liuzhou-etrc/9(3)"' in str(reader)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("liuzhou-etrc", "从第一条读起"),
        ("liuzhou-etrc/99", words.NO_ARTICLE),
        ("nowhere/1", ""),
        ("<b>", "不是条文地址"),
    ],
)
def test_a_link_that_leads_nowhere_says_so(corpus: Corpus, link: str, said: str) -> None:
    shown = lookup.show_link(corpus, (("a", link),))
    assert shown is not None
    assert said in Reader("".join(map(str, shown[1:]))).said


def test_a_plain_address_changes_nothing(corpus: Corpus) -> None:
    assert lookup.show_link(corpus, (("__theme", "dark"),)) is None


def test_every_rule_stands_beside_its_article(corpus: Corpus) -> None:
    for rule in corpus.rules:
        said = Reader(rules_beside(corpus, rule.at)).said
        assert rule.metric in said
        assert words.RULE_USES[rule.role.value] in said


def test_an_article_without_rules_has_none_beside_it(corpus: Corpus) -> None:
    assert rules_beside(corpus, Address.parse("liuzhou-etrc/1")) == ""
