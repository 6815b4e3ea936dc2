"""The page in headless Chromium, served by the real server over the real assistant, as a person would use it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tiaowen.app.render.page import words

pytestmark = pytest.mark.slow

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
expect.set_options(timeout=30_000)  # a loaded machine answers late; no test is about how fast
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SERVE = """
from tiaowen.app.ui import serve
from tiaowen.assistant import Assistant
def announce(url):
    print(url, flush=True)
serve(Assistant.from_settings(), host="127.0.0.1", port=0, open_browser=False, announce=announce)
"""
QUESTION = "柳州工程技术研究中心需要多少研发人员？"
LABEL = "《柳州市工程技术研究中心管理办法》第九条第（三）项"
NARROW = 390

OpenPage = Callable[..., Page]


def start_server(data: Path, stderr: int | None = None) -> subprocess.Popen[str]:
    """Start a server with an index of its own in ``data``; a proxy that does not exist must not matter to it."""
    environment = os.environ | {"TIAOWEN_DATA": str(data), "HTTP_PROXY": "http://127.0.0.1:9"}
    command = [sys.executable, "-c", SERVE]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=stderr, text=True)


def address_of(server: subprocess.Popen[str]) -> str:
    """Return the address that ``server`` announces once its page can be opened."""
    assert server.stdout
    url = next((line.strip() for line in server.stdout if line.startswith("http://")), "")
    assert url, "The server did not start."
    return url


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with start_server(tmp_path_factory.mktemp("data")) as server:
        try:
            yield address_of(server)
        finally:
            server.send_signal(signal.SIGINT)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "The page tests need Chromium; see `make browser`."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, url: str) -> Iterator[OpenPage]:
    """Opens the page for a new person; afterwards no request has left this machine and the console is clean."""
    wrong: list[str] = []
    contexts = []

    def open_(width: int = 1280, scheme: str = "light", query: str = "") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="zh-CN",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: wrong.append(f"{m.type}: {m.text}") if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
        page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
        context.on("request", lambda r: wrong.append(r.url) if not r.url.startswith((url, "data:", "blob:")) else None)
        context.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        page.goto(url + query)
        expect(page.locator(".tw-example").first).to_be_visible()
        return page

    yield open_
    for context in contexts:
        context.close()
    assert wrong == []


def ask(page: Page, question: str) -> Locator:
    """Ask, and return the new turn once it is answered."""
    turns = page.locator(".tw-turn")
    before = turns.count()
    page.get_by_label(words.QUESTION_LABEL).fill(question)
    page.get_by_role("button", name=words.ASK, exact=True).click()
    expect(turns).to_have_count(before + 1)
    turn = turns.nth(before)
    expect(turn.locator(".tw-answer")).to_be_visible()
    return turn


def cite(turn: Locator) -> Locator:
    """Open the first citation of ``turn``, and return the article."""
    turn.locator(".tw-chip").first.click()
    article = turn.page.locator("#cited-article .tw-article")
    expect(article).to_be_visible()
    return article


def open_law(page: Page) -> Locator:
    """Change to the tab 条文, and return its reader."""
    page.get_by_role("tab", name=words.LAW_TAB).click()
    expect(page.get_by_label(words.NUMBER_LABEL)).to_be_visible()
    return page.locator("#law-reader")


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("width", [1280, NARROW])
def test_a_question_is_answered_and_its_citation_read(open_page: OpenPage, width: int) -> None:
    page = open_page(width)
    turn = ask(page, QUESTION)
    expect(turn.locator(".tw-text")).to_contain_text("不少于8人")
    expect(turn.locator(".tw-chip")).to_contain_text(LABEL)
    expect(page.get_by_label(words.QUESTION_LABEL)).to_have_value("")

    article = cite(turn)
    expect(article.get_by_role("heading")).to_have_text(LABEL)
    expect(article).to_contain_text("第三章　申报与认定")
    expect(article.locator("mark").first).to_contain_text("固定研究开发人员一般不少于8人")
    expect(article.locator(".tw-cited")).to_have_count(1)
    expect(article).to_be_in_viewport()
    assert overflow(page) <= 0


def test_a_citation_mark_in_the_text_opens_the_same_article(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, QUESTION).get_by_role("button", name=re.compile("^依据 1：")).click()
    expect(page.locator("#cited-article").get_by_role("heading")).to_have_text(LABEL)


def test_neighbours_of_an_article_are_at_hand(open_page: OpenPage) -> None:
    page = open_page()
    article = cite(ask(page, QUESTION))
    article.get_by_role("button", name=words.NEXT).click()
    expect(article.get_by_role("heading")).to_have_text("《柳州市工程技术研究中心管理办法》第十条")
    article.get_by_role("button", name=words.PREVIOUS).click()
    article.get_by_role("button", name=words.PREVIOUS).click()
    expect(article.get_by_role("heading")).to_have_text("《柳州市工程技术研究中心管理办法》第八条")


def test_a_draft_says_so_with_the_answer_and_on_the_article(open_page: OpenPage) -> None:
    turn = ask(open_page(), "聊城技术创新中心的科研用房要多大？")
    expect(turn.locator(".tw-notices")).to_contain_text("征求意见稿")
    expect(cite(turn).get_by_role("note")).to_contain_text("尚未施行")


def test_a_follow_up_is_understood_and_a_new_conversation_forgets(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, QUESTION)
    followed = ask(page, "那拉萨呢？")
    expect(followed.locator(".tw-chip").first).to_contain_text("拉萨市")
    expect(page.locator(".tw-turn").first.locator(".tw-text")).to_contain_text("不少于8人")
    page.get_by_role("button", name=words.NEW).click()
    expect(page.locator(".tw-turn")).to_have_count(0)
    expect(page.locator(".tw-example").first).to_be_visible()


def test_an_example_is_asked_with_one_click(open_page: OpenPage) -> None:
    page = open_page()
    example = page.locator(".tw-example").last
    question = example.inner_text()
    example.click()
    expect(page.locator(".tw-question")).to_have_text(question)
    expect(page.locator(".tw-answer")).to_be_visible()


@pytest.mark.parametrize(
    ("question", "said"), [("", words.EMPTY_QUESTION), ("   ", words.EMPTY_QUESTION), ("长" * 20_000, "20000")]
)
def test_what_cannot_be_asked_is_said_and_stays_in_the_input(open_page: OpenPage, question: str, said: str) -> None:
    page = open_page()
    box = page.get_by_label(words.QUESTION_LABEL)
    box.fill(question)
    page.get_by_role("button", name=words.ASK, exact=True).click()
    expect(page.locator("#ask-note").get_by_role("status")).to_have_text(re.compile(re.escape(said)))
    expect(box).to_have_value(question)
    expect(page.locator(".tw-turn")).to_have_count(0)


@pytest.mark.parametrize(
    "question",
    [
        "柳州<script>alert(1)</script>要多少研发人员",
        "柳州<img src=x onerror=alert(1)>要多少研发人员",
        "柳州![图](http://example.com/a.png)要多少研发人员",
        "柳州[链接](javascript:alert(1))要多少研发人员",
        "柳州${alert(1)}{{value}}要多少研发人员",
    ],
)
def test_markup_in_a_question_is_shown_as_text(open_page: OpenPage, question: str) -> None:
    page = open_page()
    turn = ask(page, question)
    expect(turn.locator(".tw-question")).to_have_text(question)
    expect(page.locator("#conversation :is(script, img, a, iframe, svg)")).to_have_count(0)
    cite(turn)
    reader = open_law(page)
    page.get_by_label(words.WORDS_LABEL).fill(question)
    page.get_by_role("button", name=words.WORDS_BUTTON).click()
    expect(reader.get_by_role("heading")).to_contain_text(question)
    expect(reader.locator(":is(script, img, a, iframe, svg)")).to_have_count(0)


def test_people_do_not_see_one_anothers_words(open_page: OpenPage) -> None:
    one, other = open_page(), open_page()
    ask(one, QUESTION)
    expect(ask(other, "那拉萨呢？").locator(".tw-question")).to_have_text("那拉萨呢？")
    expect(other.locator(".tw-turn")).to_have_count(1)
    expect(other.locator("#conversation")).not_to_contain_text("柳州工程技术研究中心需要")
    expect(one.locator(".tw-turn")).to_have_count(1)


def test_a_regulation_is_chosen_and_read(open_page: OpenPage) -> None:
    page = open_page()
    reader = open_law(page)
    page.get_by_role("button", name="聊城市技术创新中心管理办法").click()
    expect(reader.get_by_role("note")).to_contain_text("尚未施行")
    contents = page.locator("#contents")
    expect(contents).to_contain_text("原文缺第十二条至第十五条")
    contents.get_by_role("button", name="第八条（第二个）").click()
    expect(reader.get_by_role("heading")).to_have_text("《聊城市技术创新中心管理办法（征求意见稿）》第八条（第二个）")
    expect(contents.locator("[aria-current]")).to_contain_text("第八条（第二个）")
    reader.get_by_role("button", name=words.NEXT).click()
    expect(contents.locator("[aria-current]")).to_contain_text("第九条")
    contents.get_by_role("button", name=words.ALL_REGULATIONS).click()
    expect(contents.locator(".tw-regulation")).to_have_count(5)


@pytest.mark.parametrize("width", [1280, NARROW])
def test_an_article_is_found_by_its_number(open_page: OpenPage, width: int) -> None:
    page = open_page(width)
    reader = open_law(page)
    number = page.get_by_label(words.NUMBER_LABEL)
    number.fill("柳州办法第九条第三项")
    number.press("Enter")
    heading = reader.get_by_role("heading")
    expect(heading).to_have_text(LABEL)
    expect(heading).to_be_in_viewport()
    number.fill("10")
    page.get_by_role("button", name=words.NUMBER_BUTTON).click()
    expect(heading).to_have_text("《柳州市工程技术研究中心管理办法》第十条")
    number.fill("包头第十六条")
    number.press("Enter")
    expect(page.locator("#law-note").get_by_role("status")).to_contain_text("没有第十六条")
    expect(heading).to_have_text("《柳州市工程技术研究中心管理办法》第十条")
    assert overflow(page) <= 0


def test_articles_are_found_by_words_and_marked(open_page: OpenPage) -> None:
    page = open_page()
    reader = open_law(page)
    page.get_by_label(words.WORDS_LABEL).fill("年度报告")
    page.get_by_role("button", name=words.WORDS_BUTTON).click()
    hit = reader.locator(".tw-hit").first
    expect(hit.locator("mark").first).to_have_text("年度报告")
    label = hit.locator("b").inner_text()
    hit.click()
    expect(reader.get_by_role("heading")).to_have_text(label)
    expect(reader.locator("mark").first).to_have_text("年度报告")
    reader.get_by_role("button", name=words.BACK_TO_HITS).click()
    expect(hit).to_be_visible()


def test_the_keyboard_goes_all_the_way_and_focus_is_seen(open_page: OpenPage) -> None:
    page = open_page(NARROW)
    box = page.get_by_label(words.QUESTION_LABEL)
    box.fill(QUESTION)
    box.press("Enter")
    chip = page.locator(".tw-chip").first
    expect(chip).to_be_visible()
    for _ in range(page.locator(".tw-next").count() + 1):  # the questions to ask next stand between
        page.keyboard.press("Shift+Tab")
    expect(chip).to_be_focused()
    assert chip.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    reader = page.locator("#cited-article")
    expect(reader).to_be_focused()
    expect(reader.get_by_role("heading")).to_have_text(LABEL)
    expect(reader.get_by_role("heading")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(reader.get_by_role("button", name=words.CLOSE)).to_be_focused()
    page.keyboard.press("Enter")
    expect(chip).to_be_focused()
    expect(reader).to_contain_text(words.READER_EMPTY)


def test_nothing_scrolls_sideways_on_a_narrow_screen(open_page: OpenPage) -> None:
    page = open_page(NARROW)
    assert overflow(page) <= 0
    cite(ask(page, "W" * 300 + "柳州要多少研发人员"))
    assert overflow(page) <= 0
    open_law(page)
    assert overflow(page) <= 0
    page.get_by_role("button", name="拉萨市科技创新平台管理办法").click()
    expect(page.locator("#contents h2")).to_have_text("拉萨市科技创新平台管理办法（试行）")
    assert overflow(page) <= 0


@pytest.mark.parametrize(("scheme", "query"), [("light", ""), ("dark", ""), ("light", "?__theme=dark")])
def test_light_and_dark_are_both_readable(open_page: OpenPage, scheme: str, query: str) -> None:
    page = open_page(scheme=scheme, query=query)
    cite(ask(page, QUESTION))
    brightness = """e => {
        const [r, g, b] = getComputedStyle(e).%s.match(/[\\d.]+/g).map(Number);
        return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    }"""
    dark = scheme == "dark" or bool(query)
    for selector in (".tw-answer", "#cited-article .tw-article"):
        ground = page.locator(selector).evaluate(brightness % "backgroundColor")
        ink = page.locator(selector).evaluate(brightness % "color")
        assert (ground < 0.2 and ink > 0.7) if dark else (ground > 0.9 and ink < 0.3), selector


def test_the_page_is_in_chinese_and_speaks_only_for_itself(open_page: OpenPage) -> None:
    page = open_page()
    expect(page).to_have_title(words.TITLE)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.evaluate("[...document.fonts].map(font => font.family)") == []
    assert "gradio" not in page.locator("body").inner_text().lower()
    expect(page.get_by_text(words.DISCLAIMER)).to_be_visible()


def test_the_server_stops_without_a_trace_while_a_page_is_open(browser: Browser, tmp_path: Path) -> None:
    with start_server(tmp_path, stderr=subprocess.PIPE) as server:
        page = browser.new_page()
        page.goto(address_of(server))
        ask(page, QUESTION)
        server.send_signal(signal.SIGINT)
        _, trace = server.communicate(timeout=30)
        page.close()
    assert (server.returncode, trace) == (0, "")


def test_the_icon_is_our_own(open_page: OpenPage, url: str) -> None:
    icon = open_page().request.get(url + "favicon.ico")
    assert icon.ok
    assert icon.body() == (Path(words.__file__).parents[2] / "static" / "icon.svg").read_bytes()
