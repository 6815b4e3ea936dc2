"""What holds for the whole page: nothing that is typed does anything, it fits, it is readable, it speaks for itself."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from person import NARROW, QUESTION, Person, address_of, start_server
from playwright.sync_api import Browser, expect

from tiaowen.app.render.page import words

OpenPage = Callable[..., Person]


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
    person = open_page()
    page = person.page
    turn = person.ask(question)
    expect(turn.locator(".tw-question")).to_have_text(question)
    expect(page.locator("#conversation :is(script, img, a, iframe, svg)")).to_have_count(0)
    person.cite(turn)
    reader = person.look_up()
    page.get_by_label(words.WORDS_LABEL).fill(question)
    page.get_by_role("button", name=words.WORDS_BUTTON).click()
    expect(reader.get_by_role("heading")).to_contain_text(question)
    expect(reader.locator(":is(script, img, a, iframe, svg)")).to_have_count(0)
    page.reload()
    expect(page.locator(".tw-past")).to_contain_text(question)
    expect(page.locator(".tw-past :is(script, img, a, iframe, svg)")).to_have_count(0)


def test_nothing_scrolls_sideways_on_a_narrow_screen(open_page: OpenPage) -> None:
    person = open_page(NARROW)
    person.cite(person.ask("W" * 300 + "柳州要多少研发人员"))
    person.is_well()
    person.look_up()
    person.page.get_by_role("button", name="拉萨市科技创新平台管理办法").click()
    expect(person.page.locator("#contents h2")).to_have_text("拉萨市科技创新平台管理办法（试行）")
    person.is_well()


@pytest.mark.parametrize(("scheme", "query"), [("light", ""), ("dark", ""), ("light", "?__theme=dark")])
def test_light_and_dark_are_both_readable(open_page: OpenPage, scheme: str, query: str) -> None:
    person = open_page(scheme=scheme, query=query)
    person.cite(person.ask(QUESTION))
    brightness = """e => {
        const [r, g, b] = getComputedStyle(e).%s.match(/[\\d.]+/g).map(Number);
        return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    }"""
    dark = scheme == "dark" or bool(query)
    for selector in (".tw-answer", "#cited-article .tw-article"):
        ground = person.page.locator(selector).evaluate(brightness % "backgroundColor")
        ink = person.page.locator(selector).evaluate(brightness % "color")
        assert (ground < 0.2 and ink > 0.7) if dark else (ground > 0.9 and ink < 0.3), selector


def test_the_page_is_in_chinese_and_speaks_only_for_itself(open_page: OpenPage) -> None:
    page = open_page().page
    expect(page).to_have_title(words.TITLE)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.evaluate("[...document.fonts].map(font => font.family)") == []
    assert "gradio" not in page.locator("body").inner_text().lower()
    expect(page.get_by_text(words.DISCLAIMER)).to_be_visible()


def test_nothing_moves_where_no_motion_is_wanted(open_page: OpenPage) -> None:
    page = open_page().page
    page.evaluate(
        """() => {
        window.moved = [];
        const keep = (event) => window.moved.push([event.animationName ?? event.propertyName, event.pseudoElement]);
        for (const kind of ['animationstart', 'transitionrun']) document.addEventListener(kind, keep, true);
    }"""
    )
    page.get_by_role("tab", name=words.LAW_TAB).click()
    page.get_by_role("tab", name=words.ASK_TAB).click()
    page.get_by_label(words.QUESTION_LABEL).fill(QUESTION)
    page.get_by_role("button", name=words.ASK, exact=True).click()
    expect(page.locator(".tw-rate")).to_be_visible()
    page.locator(".tw-why summary").click()
    expect(page.locator(".tw-why textarea")).to_be_visible()
    assert page.evaluate("window.moved") == []


def test_the_server_stops_without_a_trace_while_a_page_is_open(browser: Browser, tmp_path: Path) -> None:
    with start_server(tmp_path, stderr=subprocess.PIPE) as server:
        page = browser.new_page()
        page.goto(address_of(server))
        Person(page).ask(QUESTION)
        server.send_signal(signal.SIGINT)
        _, trace = server.communicate(timeout=30)
        page.close()
    assert (server.returncode, trace) == (0, "")


def test_a_lost_server_is_told_in_a_sentence(browser: Browser, tmp_path: Path) -> None:
    with start_server(tmp_path) as server:
        page = browser.new_page(locale="zh-CN")
        page.goto(address_of(server))
        Person(page).ask(QUESTION)
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=30)
        page.get_by_role("button", name=words.NEW).click()
        expect(page.get_by_role("alert").filter(has_text=words.LOST)).to_be_visible()
        expect(page.get_by_text("Error", exact=True)).to_be_hidden()
        assert "reconnect" not in page.locator("body").inner_text().lower()
        page.close()


def test_the_icon_is_our_own(open_page: OpenPage, url: str) -> None:
    icon = open_page().page.request.get(url + "favicon.ico")
    assert icon.ok
    assert icon.body() == (Path(words.__file__).parents[2] / "static" / "icon.svg").read_bytes()
