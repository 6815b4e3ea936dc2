"""问答, as a person would go."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from person import LABEL, NARROW, QUESTION, SCREENS, Person, address_of, start_server
from playwright.sync_api import Browser, expect

from tiaowen.app.render.page import words

OpenPage = Callable[..., Person]


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_a_question_is_answered_its_claims_and_its_citation_read(open_page: OpenPage, width: int, scheme: str) -> None:
    person = open_page(width, scheme)
    expect(person.page.locator(".tw-example").first).to_be_visible()
    person.is_well()
    turn = person.ask(QUESTION)
    expect(turn.locator(".tw-status")).to_contain_text(words.STATUS_OF_ANSWER["verified"])
    expect(turn.locator(".tw-text")).to_contain_text("不少于8人")
    expect(turn.locator(".tw-chip")).to_contain_text(LABEL)
    expect(person.page.get_by_label(words.QUESTION_LABEL)).to_have_value("")

    article = person.cite(turn)
    expect(article.get_by_role("heading")).to_have_text(LABEL)
    expect(article).to_contain_text("第三章　申报与认定")
    expect(article.locator("mark").first).to_contain_text("固定研究开发人员一般不少于8人")
    expect(article.locator(".tw-cited")).to_have_count(1)
    expect(article).to_be_in_viewport()

    turn.get_by_text(words.CHECKED).click()
    claims = turn.locator(".tw-claims li")
    expect(claims.first).to_contain_text("不少于8人")
    expect(claims.first).to_contain_text("有依据")
    person.is_well()


def test_what_the_texts_do_not_hold_and_what_is_missing_have_their_badges(open_page: OpenPage) -> None:
    person = open_page()
    declined = person.ask("包头的工程技术研究中心给多少钱？")
    expect(declined.locator(".tw-status")).to_contain_text(words.STATUS_OF_ANSWER["declined"])
    person.page.get_by_role("button", name=words.NEW).click()
    expect(person.page.locator(".tw-turn")).to_have_count(0)
    clarify = person.ask("我们有7名研发人员，够不够？")
    expect(clarify.locator(".tw-status")).to_contain_text(words.STATUS_OF_ANSWER["clarify"])


def test_a_citation_mark_in_the_text_opens_the_same_article(open_page: OpenPage) -> None:
    person = open_page()
    person.ask(QUESTION).get_by_role("button", name=re.compile("^依据 1：")).first.click()
    expect(person.page.locator("#cited-article").get_by_role("heading")).to_have_text(LABEL)


def test_neighbours_of_an_article_are_at_hand(open_page: OpenPage) -> None:
    person = open_page()
    article = person.cite(person.ask(QUESTION))
    article.get_by_role("button", name=words.NEXT).click()
    expect(article.get_by_role("heading")).to_have_text("《柳州市工程技术研究中心管理办法》第十条")
    article.get_by_role("button", name=words.PREVIOUS).click()
    expect(article.get_by_role("heading")).to_have_text("《柳州市工程技术研究中心管理办法》第九条")
    article.get_by_role("button", name=words.PREVIOUS).click()
    expect(article.get_by_role("heading")).to_have_text("《柳州市工程技术研究中心管理办法》第八条")


def test_an_answer_and_a_place_are_copied_with_one_click(open_page: OpenPage) -> None:
    person = open_page()
    turn = person.ask(QUESTION)
    turn.get_by_role("button", name=words.COPY_ANSWER).click()
    expect(person.page.locator("#tw-told")).to_have_text(words.COPIED)
    assert "不少于8人" in person.clipboard()
    assert f"{LABEL}（liuzhou-etrc/9(3)）" in person.clipboard()
    person.cite(turn).get_by_role("button", name=words.COPY_PLACE).click()
    expect(person.page.locator("#tw-told")).to_have_text(words.COPIED)
    assert person.clipboard() == f"{LABEL}（liuzhou-etrc/9(3)）"


def test_a_draft_says_so_with_the_answer_and_on_the_article(open_page: OpenPage) -> None:
    person = open_page()
    turn = person.ask("聊城技术创新中心的科研用房要多大？")
    expect(turn.locator(".tw-notices")).to_contain_text("征求意见稿")
    expect(person.cite(turn).get_by_role("note")).to_contain_text("尚未施行")


def test_a_follow_up_is_understood_and_a_new_conversation_forgets(open_page: OpenPage) -> None:
    person = open_page()
    person.ask(QUESTION)
    followed = person.ask("那拉萨呢？")
    expect(followed.locator(".tw-chip").first).to_contain_text("拉萨市")
    expect(person.page.locator(".tw-turn").first.locator(".tw-text")).to_contain_text("不少于8人")
    person.page.get_by_role("button", name=words.NEW).click()
    expect(person.page.locator(".tw-turn")).to_have_count(0)
    expect(person.page.locator(".tw-example").first).to_be_visible()


def test_an_answer_grows_and_is_stopped(browser: Browser, tmp_path: Path) -> None:
    with start_server(tmp_path, slow=True) as server:
        page = browser.new_page()
        page.goto(address_of(server))
        box = page.get_by_label(words.QUESTION_LABEL)
        box.fill(QUESTION)
        box.press("Enter")
        expect(page.locator(".tw-turn")).to_contain_text(words.CHECKING)
        expect(page.locator(".tw-turn .tw-text")).to_contain_text("不少于8人")
        page.get_by_role("button", name=words.STOP, exact=True).click()
        expect(page.locator("#ask-note")).to_contain_text(words.STOPPED)
        expect(box).to_have_value(QUESTION)
        expect(page.locator(".tw-turn")).to_have_count(0)
        assert server.stdout
        assert server.stdout.readline() == "closed\n"
        page.close()


def test_what_may_be_asked_next_is_one_click_away(open_page: OpenPage) -> None:
    person = open_page()
    following = person.ask(QUESTION).locator(".tw-followups button").first
    question = following.inner_text()
    following.click()
    expect(person.page.locator(".tw-question").nth(1)).to_have_text(question)
    expect(person.page.locator(".tw-answer").nth(1)).to_be_visible()


def test_an_example_is_asked_with_one_click(open_page: OpenPage) -> None:
    page = open_page().page
    example = page.locator(".tw-examples .tw-example").last
    question = example.inner_text()
    example.click()
    expect(page.locator(".tw-question")).to_have_text(question)
    expect(page.locator(".tw-answer")).to_be_visible()


def test_a_conversation_is_kept_in_the_browser_resumed_and_deleted(open_page: OpenPage) -> None:
    person = open_page()
    person.ask(QUESTION)
    person.ask("那拉萨呢？")
    person.page.reload()
    past = person.page.locator(".tw-past")
    expect(past).to_contain_text(QUESTION)
    past.get_by_role("button", name=QUESTION, exact=True).click()
    expect(person.page.locator(".tw-turn")).to_have_count(2)
    expect(person.page.locator(".tw-turn").nth(1).locator(".tw-chip").first).to_contain_text("拉萨市")
    person.page.get_by_role("button", name=words.NEW).click()
    expect(past.locator("li")).to_have_count(1)  # the one that was resumed, not another
    past.get_by_role("button", name=f"{words.FORGET}：").click()
    expect(past).to_be_hidden()
    person.page.reload()
    expect(person.page.locator(".tw-example").first).to_be_visible()
    expect(past).to_be_hidden()


def test_people_do_not_see_one_anothers_words(open_page: OpenPage) -> None:
    one, other = open_page(), open_page()
    one.ask(QUESTION)
    expect(other.ask("那拉萨呢？").locator(".tw-question")).to_have_text("那拉萨呢？")
    expect(other.page.locator(".tw-turn")).to_have_count(1)
    expect(other.page.locator("#conversation")).not_to_contain_text("柳州工程技术研究中心需要")
    other.page.reload()
    expect(other.page.locator(".tw-past")).not_to_contain_text("柳州工程技术研究中心需要")
    expect(one.page.locator(".tw-turn")).to_have_count(1)


def test_a_conversation_is_taken_away_as_markdown_and_as_word(open_page: OpenPage) -> None:
    person = open_page()
    person.ask(QUESTION)
    with person.page.expect_download() as download:
        person.page.get_by_role("button", name=words.SAVE_MARKDOWN).click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert download.value.suggested_filename.endswith(".md")
    assert all(part in text for part in (QUESTION, "不少于8人", LABEL, "条文指纹"))
    with person.page.expect_download() as download:
        person.page.get_by_role("button", name=words.SAVE_WORD).click()
    with ZipFile(BytesIO(Path(download.value.path()).read_bytes())) as document:
        assert "不少于8人" in document.read("word/document.xml").decode()


def test_an_answer_is_said_to_be_right_or_wrong_and_why(open_page: OpenPage) -> None:
    person = open_page()
    turn = person.ask(QUESTION)
    turn.get_by_text(words.WRONG, exact=True).click()
    expect(turn).to_contain_text(words.RATE_NOTE)
    turn.get_by_label(words.WHY).fill("少了一句<b>")
    person.is_well()
    turn.get_by_role("button", name=words.SEND).click()
    expect(turn).to_contain_text(words.RATED)
    second = person.ask("那拉萨呢？")
    second.get_by_role("button", name=words.RIGHT, exact=True).click()
    expect(second).to_contain_text(words.RATED)


@pytest.mark.parametrize(
    ("question", "said"), [("", words.EMPTY_QUESTION), ("   ", words.EMPTY_QUESTION), ("长" * 20_000, "20000")]
)
def test_what_cannot_be_asked_is_said_and_stays_in_the_input(open_page: OpenPage, question: str, said: str) -> None:
    page = open_page().page
    box = page.get_by_label(words.QUESTION_LABEL)
    box.fill(question)
    page.get_by_role("button", name=words.ASK, exact=True).click()
    expect(page.locator("#ask-note").get_by_role("status")).to_have_text(re.compile(re.escape(said)))
    expect(box).to_have_value(question)
    expect(page.locator(".tw-turn")).to_have_count(0)


def test_the_keyboard_goes_all_the_way_and_focus_is_seen(open_page: OpenPage) -> None:
    page = open_page(NARROW).page
    box = page.get_by_label(words.QUESTION_LABEL)
    box.fill(QUESTION)
    box.press("Enter")
    chip = page.locator(".tw-chip").first
    expect(page.locator(".tw-rate")).to_be_visible()
    for _ in range(20):  # back over the questions to ask next, the judgement, copying, the fold
        page.keyboard.press("Shift+Tab")
        if chip.evaluate("e => e === document.activeElement"):
            break
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
