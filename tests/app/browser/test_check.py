"""自测, as a person would go."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from person import NARROW, SCREENS, WIDE, Person
from playwright.sync_api import Locator, expect

from tiaowen.app.render.page import check_form, check_result, words

OpenPage = Callable[..., Person]
LIUZHOU, LAB, MIXED = "liuzhou-etrc/工程技术研究中心", "lhasa-platform/重点实验室", "lhasa-platform/新型研发机构"


def see_result(person: Person, form: Locator) -> Locator:
    form.get_by_role("button", name=check_form.SUBMIT).click()
    result = person.page.locator("#check-result .tw-result")
    expect(result).to_be_visible()
    return result


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_facts_are_held_against_the_rules_of_a_platform(open_page: OpenPage, width: int, scheme: str) -> None:
    person = open_page(width, scheme)
    person.turn_to(words.CHECK_TAB)
    expect(person.page.get_by_text(check_form.EMPTY)).to_be_visible()
    person.is_well()
    form = person.choose_platform(LIUZHOU)
    form.get_by_role("radio", name="企业").check()
    expect(form.get_by_role("group", name="首席技术官备案")).to_be_visible()
    form.get_by_label("研发人员").fill("7")
    form.get_by_label(re.compile("^本科学历占比(?!的)")).fill("5")
    form.get_by_label("本科学历占比的单位").select_option("人")
    form.get_by_role("group", name="首席技术官备案").get_by_role("radio", name="不符合").check()
    result = see_result(person, form)
    expect(result).to_contain_text("有 3 项不符合")
    expect(result).to_contain_text("差1人")
    expect(result).to_contain_text("研发人员：再增3人，到10人")
    expect(result).to_contain_text("有一定强度")
    expect(result).to_contain_text(check_result.NO_MONEY)
    expect(result.get_by_role("heading").first).to_be_in_viewport()
    result.get_by_role("button", name=f"{words.OPEN_ARTICLE}：").first.click()
    article = person.page.locator("#check-article .tw-article")
    expect(article).to_contain_text("拟申报的工程技术中心应具备以下条件")
    person.is_well()
    assert form.get_by_label("研发人员").input_value() == "7"


def test_the_source_of_a_field_is_told_and_opens(open_page: OpenPage) -> None:
    person = open_page()
    form = person.choose_platform(LAB)
    field = form.locator(".tw-field", has=person.page.get_by_label("论文"))
    field.locator("summary").click()
    expect(field.locator("q")).to_contain_text("发表高质量论文")
    field.locator("button.tw-link").click()
    expect(person.page.locator("#check-article .tw-article")).to_contain_text("重点实验室")


def test_only_what_may_apply_is_asked_and_what_is_filled_in_stays(open_page: OpenPage) -> None:
    person = open_page()
    form = person.choose_platform(MIXED)
    form.get_by_label(re.compile("^场地面积")).fill("400")
    form.get_by_role("radio", name="服务").check()
    expect(form.get_by_label(re.compile("^设备价值(?!的)"))).to_have_count(0)
    expect(form.get_by_role("radio", name="服务")).to_be_focused()
    expect(form.get_by_label(re.compile("^场地面积"))).to_have_value("400")
    result = see_result(person, form)
    expect(result).to_contain_text("场地面积（服务）")
    expect(result).to_contain_text("备案后给 50万元")
    expect(result).to_contain_text("最多合计 400万元")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_state_is_in_the_link_and_is_resumed_from_it(open_page: OpenPage, width: int) -> None:
    person = open_page(width)
    form = person.choose_platform(LAB)
    form.get_by_label("论文").fill("4")
    expect(person.page).to_have_url(re.compile("check=lhasa-platform"))
    see_result(person, form)
    person.page.locator("#check-result").get_by_role("button", name=words.COPY_LINK).click()
    expect(person.page.locator("#tw-told")).to_have_text(words.COPIED)
    link = person.clipboard()
    assert "f.论文=4" in unquote(link)
    other = open_page(width, "dark", link.partition("/?")[2] and "?" + link.partition("/?")[2])
    expect(other.page.locator("#check-result .tw-result")).to_contain_text("差1篇")
    expect(other.page.get_by_label("论文")).to_have_value("4")
    expect(other.page.locator("#check-platform")).to_have_value(LAB)
    other.is_well()


def test_what_cannot_be_read_is_said_at_its_field(open_page: OpenPage) -> None:
    person = open_page()
    form = person.choose_platform(LIUZHOU)
    form.get_by_label("研发人员").fill("很多")
    form.get_by_role("button", name=check_form.SUBMIT).click()
    expect(form).to_contain_text("没有读懂")
    expect(form.get_by_label("研发人员")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("研发人员")).to_have_value("很多")
    person.is_well()


def test_the_result_is_taken_away_and_the_form_cleared(open_page: OpenPage) -> None:
    person = open_page()
    form = person.choose_platform(LIUZHOU)
    form.get_by_label("研发人员").fill("7")
    result = see_result(person, form)
    with person.page.expect_download() as download:
        result.get_by_role("button", name=words.SAVE_MARKDOWN).click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert all(part in text for part in ("工程技术研究中心", "差1人", "第九条"))
    with person.page.expect_download() as download:
        result.get_by_role("button", name=words.SAVE_WORD).click()
    assert download.value.suggested_filename.endswith(".docx")
    form.get_by_role("button", name=check_form.CLEAR).click()
    expect(form.get_by_label("研发人员")).to_have_value("")
    expect(person.page.get_by_text(check_result.WAITING)).to_be_visible()


def test_the_result_alone_is_printed(open_page: OpenPage) -> None:
    person = open_page()
    form = person.choose_platform(LIUZHOU)
    form.get_by_label("研发人员").fill("7")
    result = see_result(person, form)
    person.page.emulate_media(media="print")
    expect(result).to_be_visible()
    expect(form).to_be_hidden()
    expect(person.page.get_by_role("tab").first).to_be_hidden()
    expect(result.get_by_role("button", name=words.PRINT)).to_be_hidden()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_facts_told_once_are_held_against_every_platform(open_page: OpenPage, width: int, scheme: str) -> None:
    person = open_page(width, scheme)
    form = person.choose_platform(check_form.EVERYWHERE)
    form.get_by_role("group", name=check_form.SEAT).get_by_role("radio", name="拉萨市").check()
    form.get_by_label("研发人员", exact=True).fill("12")
    result = see_result(person, form)
    places = result.locator("ol > li")
    expect(places).to_have_count(12)
    expect(result).to_contain_text("研发人员：再增8人，到20人")
    person.is_well()
    lab = places.filter(has_text="重点实验室").first
    lab.get_by_role("button", name="用这些数细看").click()
    expect(person.page.locator("#check-platform")).to_have_value(LAB)
    expect(person.page.locator("#check-form").get_by_label("研发人员", exact=False).first).to_have_value("12")
    expect(person.page.locator("#check-result")).to_contain_text("不少于10人")
    person.is_well()


def test_the_form_is_filled_in_from_the_keyboard_alone(open_page: OpenPage) -> None:
    person = open_page(NARROW)
    form = person.choose_platform(LIUZHOU)
    person.page.locator("#check-platform").focus()
    person.page.keyboard.press("Tab")
    expect(form.get_by_role("radio", name="不清楚").first).to_be_focused()
    person.page.keyboard.press("ArrowDown")
    expect(form.get_by_role("radio", name="企业")).to_be_focused()
    expect(form.get_by_role("radio", name="企业")).to_be_checked()
    box = form.get_by_label("研发人员")
    box.focus()
    assert box.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    person.page.keyboard.type("8")
    person.page.keyboard.press("Enter")
    result = person.page.locator("#check-result")
    expect(result).to_be_focused()
    expect(result).to_contain_text("1 项符合")
    expect(result).to_be_in_viewport()
