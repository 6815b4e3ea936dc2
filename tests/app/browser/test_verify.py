"""核验, as a person would go."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from person import SCREENS, Person
from playwright.sync_api import Locator, expect

from tiaowen.app.render.page import verify as wording
from tiaowen.app.render.page import words

OpenPage = Callable[..., Person]
HOSTILE = (
    "柳州<script>alert(1)</script>要求研发人员不少于10人",
    "柳州<img src=x onerror=alert(1)>要求研发人员不少于10人",
    "柳州![图](http://example.com/a.png)要求研发人员不少于10人",
    "柳州[链接](javascript:alert(1))要求研发人员不少于10人",
    "柳州${alert(1)}{{value}}要求研发人员不少于10人",
)


def verify(person: Person, text: str) -> Locator:
    if person.page.get_by_label(wording.TEXT_LABEL).is_hidden():
        person.turn_to(words.VERIFY_TAB)
    person.page.get_by_label(wording.TEXT_LABEL).fill(text)
    person.page.get_by_role("button", name=wording.SUBMIT, exact=True).click()
    return person.page.locator("#verify-result")


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_figures_are_marked_in_place_with_reason_and_article(open_page: OpenPage, width: int, scheme: str) -> None:
    person = open_page(width, scheme)
    person.turn_to(words.VERIFY_TAB)
    expect(person.page.get_by_text(wording.WAITING)).to_be_visible()
    person.is_well()
    result = verify(person, "柳州要求固定研发人员不少于10人，科研用房300平方米以上。\n柳州备案后给77万元。")
    expect(result.locator("mark.tw-m-wrong").first).to_have_text("不对")
    pasted = result.locator(".tw-pasted")
    expect(pasted.locator("mark.tw-m-wrong").first).to_have_text("不少于10人")
    expect(pasted.locator("mark.tw-m-right")).to_have_text("300平方米以上")
    expect(pasted.locator("mark.tw-m-open")).to_have_text("77万元")
    expect(result.locator("ol > li").first).to_contain_text("不少于8人")
    person.is_well()
    result.get_by_role("button", name=f"{words.OPEN_ARTICLE}：").first.click()
    article = person.page.locator("#verify-article .tw-article")
    expect(article).to_contain_text("固定研究开发人员一般不少于8人")
    expect(article).to_be_in_viewport()
    person.is_well()


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_that_is_pasted_is_shown_as_text(open_page: OpenPage, text: str) -> None:
    result = verify(open_page(), text)
    expect(result.locator(".tw-pasted")).to_contain_text(re.compile("不少于10人"))
    without_numbers = "e => [...e.childNodes].filter(n => n.tagName !== 'SUP').map(n => n.textContent).join('')"
    shown = result.locator(".tw-pasted").evaluate(without_numbers)
    assert shown == text
    expect(result.locator(":is(script, img, a, iframe, svg)")).to_have_count(0)


def test_what_cannot_be_checked_is_said_with_a_way_out(open_page: OpenPage) -> None:
    person = open_page()
    person.turn_to(words.VERIFY_TAB)
    person.page.get_by_role("button", name=wording.SUBMIT, exact=True).click()
    told = person.page.locator("#verify-note").get_by_role("status")
    expect(told).to_have_text(wording.EMPTY_TEXT)
    verify(person, "长" * 30_000)
    expect(told).to_contain_text("30000")
    expect(verify(person, "今天天气不错。")).to_contain_text(wording.NOTHING_TEXT)
    expect(told).to_have_text("")


def test_a_text_to_try_is_filled_in_and_checked(open_page: OpenPage) -> None:
    person = open_page()
    person.turn_to(words.VERIFY_TAB)
    person.page.get_by_role("button", name=wording.SAMPLES[0]).click()
    expect(person.page.get_by_label(wording.TEXT_LABEL)).to_have_value(wording.SAMPLES[0])
    expect(person.page.locator(".tw-pasted")).to_be_visible()
