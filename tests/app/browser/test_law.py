"""条文, as a person would go."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from person import LABEL, NARROW, SCREENS, WIDE, Person
from playwright.sync_api import expect

from tiaowen.app.render.page import words

OpenPage = Callable[..., Person]
LINK = "?a=liuzhou-etrc/9(3)"


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_a_regulation_is_chosen_and_read_with_its_rules(open_page: OpenPage, width: int, scheme: str) -> None:
    person = open_page(width, scheme)
    reader = person.look_up()
    person.is_well()
    person.page.get_by_role("button", name="聊城市技术创新中心管理办法").click()
    expect(reader.get_by_role("note")).to_contain_text("尚未施行")
    contents = person.page.locator("#contents")
    expect(contents).to_contain_text("原文缺第十二条至第十五条")
    contents.get_by_role("button", name="第八条（第二个）").click()
    expect(reader.get_by_role("heading").first).to_have_text(
        "《聊城市技术创新中心管理办法（征求意见稿）》第八条（第二个）"
    )
    expect(contents.locator("[aria-current]")).to_contain_text("第八条（第二个）")
    reader.get_by_role("button", name=words.PREVIOUS).click()
    expect(contents.locator("[aria-current]")).to_contain_text("第八条（第一个）")
    rules = reader.get_by_role("complementary", name=words.RULES)
    expect(rules).to_contain_text("设备价值")
    expect(rules).to_contain_text("不少于500万元")
    person.is_well()
    contents.get_by_role("button", name=words.ALL_REGULATIONS).click()
    expect(contents.locator(".tw-regulation")).to_have_count(5)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_an_article_is_found_by_its_number(open_page: OpenPage, width: int) -> None:
    person = open_page(width)
    page, reader = person.page, person.look_up()
    number = page.get_by_label(words.NUMBER_LABEL)
    number.fill("柳州办法第九条第三项")
    number.press("Enter")
    heading = reader.get_by_role("heading").first
    expect(heading).to_have_text(LABEL)
    expect(heading).to_be_in_viewport()
    number.fill("10")
    page.get_by_role("button", name=words.NUMBER_BUTTON).click()
    expect(heading).to_have_text("《柳州市工程技术研究中心管理办法》第十条")
    number.fill("包头第十六条")
    number.press("Enter")
    expect(page.locator("#law-note").get_by_role("status")).to_contain_text("没有第十六条")
    expect(heading).to_have_text("《柳州市工程技术研究中心管理办法》第十条")
    person.is_well()


def test_articles_are_found_by_words_and_marked(open_page: OpenPage) -> None:
    person = open_page()
    page, reader = person.page, person.look_up()
    page.get_by_label(words.WORDS_LABEL).fill("年度报告")
    page.get_by_role("button", name=words.WORDS_BUTTON).click()
    hit = reader.locator(".tw-hit").first
    expect(hit.locator("mark").first).to_have_text("年度报告")
    person.is_well()
    label = hit.locator("b").inner_text()
    hit.click()
    expect(reader.get_by_role("heading").first).to_have_text(label)
    expect(reader.locator("mark").first).to_have_text("年度报告")
    reader.get_by_role("button", name=words.BACK_TO_HITS).click()
    expect(hit).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_a_link_opens_its_article_and_an_article_has_its_link(open_page: OpenPage, width: int, scheme: str) -> None:
    person = open_page(width, scheme, LINK)
    page = person.page
    expect(page.get_by_role("tab", name=words.LAW_TAB)).to_have_attribute("aria-selected", "true")
    reader = page.locator("#law-reader")
    expect(reader.get_by_role("heading").first).to_have_text(LABEL)
    expect(reader.get_by_role("heading").first).to_be_in_viewport()
    person.is_well()
    reader.get_by_role("button", name=words.NEXT).click()
    expect(reader.get_by_role("heading").first).to_contain_text("第十条")
    expect(page).to_have_url(re.compile(r"\?a=liuzhou-etrc/10$"))
    reader.get_by_role("button", name=words.COPY_LINK).click()
    expect(page.locator("#tw-told")).to_have_text(words.COPIED)
    assert person.clipboard().endswith("/?a=liuzhou-etrc/10")
    page.reload()
    expect(reader.get_by_role("heading").first).to_contain_text("第十条")
    person.turn_to(words.ASK_TAB)
    expect(page).to_have_url(re.compile(r"/$"))


@pytest.mark.parametrize(("link", "said"), [("?a=liuzhou-etrc/99", words.NO_ARTICLE), ("?a=%3Cb%3E", "不是条文地址")])
def test_a_link_to_what_is_not_there_says_so(open_page: OpenPage, link: str, said: str) -> None:
    person = open_page(query=link)
    expect(person.page.get_by_text(said)).to_be_visible()
    expect(person.page.locator("#contents")).to_be_visible()
