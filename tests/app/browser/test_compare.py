"""对比, as a person would go."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from person import SCREENS, Person
from playwright.sync_api import expect

from tiaowen.app.render.page import compare as wording
from tiaowen.app.render.page import words

OpenPage = Callable[..., Person]


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_two_regulations_are_set_side_by_side(open_page: OpenPage, width: int, scheme: str) -> None:
    person = open_page(width, scheme)
    person.turn_to(words.COMPARE_TAB)
    expect(person.page.get_by_text(wording.WAITING)).to_be_visible()
    person.is_well()
    form = person.page.locator("#compare-form")
    form.get_by_role("checkbox", name="工程技术研究中心管理办法").check()
    form.get_by_role("checkbox", name="认定管理暂行办法").check()
    for topic in ("场地面积", "年度报告"):
        form.get_by_role("checkbox", name=topic, exact=True).check()
    form.get_by_role("button", name=wording.SUBMIT, exact=True).click()
    result = person.page.locator("#compare-result")
    expect(result.get_by_role("heading").first).to_have_text("2 项，1 项说法不同，1 项有的没写")
    expect(result.get_by_role("heading").first).to_be_in_viewport()
    expect(result.locator("tbody tr").filter(has_text="场地面积").locator(".tw-silent")).to_have_text("未规定具体数")
    expect(result.locator("tr.tw-differs")).to_contain_text("年度报告截止")
    result.get_by_role("checkbox", name=wording.ONLY_DIFFERENT).check()
    expect(result.locator("tbody tr").filter(has_text="场地面积")).to_be_hidden()
    result.get_by_role("button", name=re.compile("第二十一条$")).click()
    article = person.page.locator("#compare-article .tw-article")
    expect(article).to_contain_text("每年12月底前")
    expect(article).to_be_in_viewport()
    person.is_well()


def test_a_comparison_is_linked_and_taken_away(open_page: OpenPage) -> None:
    person = open_page(query="?side=liuzhou-etrc&side=lhasa-platform/重点实验室&topic=研发人员&topic=申报程序")
    result = person.page.locator("#compare-result")
    expect(result).to_contain_text("不低于10人的专兼职科研人才队伍")
    expect(result).to_contain_text("认定程序")
    expect(person.page.get_by_role("checkbox", name="重点实验室")).to_be_checked()
    with person.page.expect_download() as download:
        result.get_by_role("button", name=wording.SAVE).click()
    book = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("不低于10人" in text for text in said)
    assert "lhasa-platform/附件-重点实验室/3(3)" in said
    result.get_by_role("button", name=words.COPY_LINK).click()
    expect(person.page.locator("#tw-told")).to_have_text(words.COPIED)
    assert "side=liuzhou-etrc" in person.clipboard()


def test_an_example_teaches_and_a_choice_too_small_is_said(open_page: OpenPage) -> None:
    person = open_page()
    person.turn_to(words.COMPARE_TAB)
    person.page.get_by_role("button", name=wording.SUBMIT, exact=True).click()
    result = person.page.locator("#compare-result")
    expect(result).to_contain_text("至少选两个")
    person.page.reload()
    person.turn_to(words.COMPARE_TAB)
    person.page.get_by_role("button", name=wording.SAMPLES[2][0]).click()
    expect(result.locator("thead th")).to_have_count(7)
    expect(person.page.get_by_role("checkbox", name="野外科学观测研究站")).to_be_checked()
    person.is_well()
