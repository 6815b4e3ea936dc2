"""自测: facts against the rules of one platform, or of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import gradio as gr

from tiaowen.app.render.page import words
from tiaowen.app.render.page.article import empty
from tiaowen.app.render.page.check_form import (
    EVERYWHERE,
    FORM_GOTO,
    RESULT_GOTO,
    SAMPLE,
    check_welcome,
    form_view,
    platform_view,
    survey_view,
)
from tiaowen.app.render.page.check_result import WORD, result_view, result_waiting
from tiaowen.app.render.page.survey import survey_result
from tiaowen.app.ui.saving import check_as_markdown, check_as_word
from tiaowen.app.ui.views import Arrival, Pairs, courier, open_reader, pairs_of, parcel, value_of, view, wire
from tiaowen.assistant import Assistant, Case
from tiaowen.corpus.load import Corpus
from tiaowen.errors import QuestionError
from tiaowen.rules.assessment import Assessment
from tiaowen.rules.facts import Fact
from tiaowen.rules.fields import NO, YES, Field, read_reply
from tiaowen.rules.survey import survey_fields

ARTICLE = "check-article"

Replies = Mapping[str, str]


class Shown(NamedTuple):
    """What a step changes: what is filled in, the choice of the platform, the form, the result, the article."""

    replies: Replies
    choice: object
    form: object
    result: object
    article: object = ""


class Read(NamedTuple):
    """What stands in the fields: the facts, and by metric what cannot be read."""

    facts: tuple[Fact, ...]
    problems: Mapping[str, str]


def read_fields(fields: Sequence[Field], replies: Replies) -> Read:
    """Return the facts that ``replies`` tell, and a sentence for each that cannot be read."""
    facts: list[Fact] = []
    problems: dict[str, str] = {}
    for field in fields:
        reply = (replies.get(f"f.{field.metric}", ""), replies.get(f"u.{field.metric}", ""))
        try:
            fact = read_reply(field, reply)
        except QuestionError as error:
            problems[field.metric] = str(error)
        else:
            facts += [fact] if fact else []
    return Read(tuple(facts), problems)


def case_of(replies: Replies) -> Case:
    """Return what ``replies`` tell of who applies for what, and which cases are so."""
    causes = {name.removeprefix("c."): value for name, value in replies.items() if name.startswith("c.")}
    return Case(
        category=replies.get("kind") or None,
        applicant=replies.get("who") or None,
        holds=[cause for cause, value in causes.items() if value == YES],
        fails=[cause for cause, value in causes.items() if value == NO],
    )


def show_form(assistant: Assistant, replies: Replies, *, judge: bool) -> Shown:
    """Return the form for the platform that ``replies`` choose, filled in, and with ``judge`` the result."""
    corpus, chosen = assistant.corpus, replies.get("check", "")
    choice = platform_view(corpus, chosen)
    if not chosen:
        return Shown(replies, choice, check_welcome(), result_waiting())
    try:
        form, result = (_everywhere if chosen == EVERYWHERE else _one)(assistant, replies, judge=judge)
    except QuestionError as error:
        return Shown({}, platform_view(corpus), empty(str(error)), "")
    return Shown(replies, choice, form, result)


def _everywhere(assistant: Assistant, replies: Replies, *, judge: bool) -> tuple[str, str]:
    fields = survey_fields(assistant.corpus)
    read = read_fields(fields, replies)
    form = survey_view(assistant.corpus, fields, replies, problems=read.problems if judge else {}, goto=ARTICLE)
    if not judge or read.problems:
        return form, result_waiting()
    standings = assistant.survey(read.facts, applicant=replies.get("who") or None, seat=replies.get("seat") or None)
    return form, survey_result(assistant.corpus, standings, goto=FORM_GOTO)


def _one(assistant: Assistant, replies: Replies, *, judge: bool) -> tuple[str, str]:
    regulation, _, platform = replies.get("check", "").partition("/")
    form = assistant.form(regulation, platform, **case_of(replies))
    read = read_fields(form.fields, replies)
    shown = form_view(assistant.corpus, form, replies, problems=read.problems if judge else {}, goto=ARTICLE)
    if not judge or read.problems:
        return shown, result_waiting()
    assessed = assistant.assess(regulation, platform, read.facts, **case_of(replies))
    return shown, result_view(assistant.corpus, assessed, goto=ARTICLE)


def find_assessment(assistant: Assistant, replies: Replies) -> Assessment | None:
    """Return the result that is shown for one platform; None where there is none."""
    regulation, _, platform = replies.get("check", "").partition("/")
    try:
        form = assistant.form(regulation, platform, **case_of(replies))
        facts = read_fields(form.fields, replies).facts
        return assistant.assess(regulation, platform, facts, **case_of(replies))
    except QuestionError:
        return None


def detail(corpus: Corpus, replies: Replies, value: str) -> Replies:
    """Return ``replies`` as they are for the platform ``value`` of a survey (regulation/platform/category)."""
    regulation, _, rest = value.partition("/")
    platform, _, category = rest.partition("/")
    seat = replies.get("seat", "")
    held = next((r for r in corpus.regulations if r.id == regulation), None)
    here = {"f.注册在本市": YES if held and seat == held.jurisdiction.name else NO} if seat else {}
    return {**here, **replies, "check": f"{regulation}/{platform}", "kind": category}


def show_link(assistant: Assistant, pairs: Pairs) -> Sequence[object] | None:
    """Return what a link shows: the form filled in, and the result where it tells anything."""
    replies = dict(pairs)
    if not replies.get("check"):
        return None
    told = any(value for name, value in replies.items() if name.startswith("f."))
    return show_form(assistant, replies, judge=told)


def build_check(assistant: Assistant) -> Arrival:
    """Put the tab 自测 together, inside the Blocks that are being built."""
    corpus = assistant.corpus
    start = show_form(assistant, {}, judge=False)
    replies = gr.State({})
    choice = view(platform_view(corpus), id_="check-choice")
    with gr.Row(elem_classes="tw-split tw-check-split", equal_height=False):
        form = view(str(start.form), id_=FORM_GOTO, style="tw-main")
        with gr.Column(elem_classes="tw-side", min_width=0):
            article = view("", id_=ARTICLE)
            result = view(result_waiting(), id_=RESULT_GOTO)
    carried = courier()

    def on_platform(replies: Replies, event: gr.EventData) -> Shown:
        chosen = dict(pairs_of(event)).get("check", "")
        shown = show_form(assistant, {**replies, "check": chosen, "kind": ""}, judge=False)
        return shown._replace(choice=gr.skip())

    def on_form(event: gr.EventData) -> Shown:
        shown = show_form(assistant, dict(pairs_of(event)), judge=False)
        return shown._replace(choice=gr.skip(), result=gr.skip(), article=gr.skip())

    def on_judge(event: gr.EventData) -> Shown:
        return show_form(assistant, dict(pairs_of(event)), judge=True)._replace(choice=gr.skip())

    def on_clear(replies: Replies) -> Shown:
        return show_form(assistant, {"check": replies.get("check", "")}, judge=False)

    def on_detail(replies: Replies, event: gr.EventData) -> Shown:
        return show_form(assistant, detail(corpus, replies, value_of(event)), judge=True)

    def on_export(replies: Replies, event: gr.EventData) -> object:
        assessed = find_assessment(assistant, replies)
        write = check_as_word if value_of(event) == WORD else check_as_markdown
        return parcel(write(assessed, corpus, datetime.now().astimezone())) if assessed else gr.skip()

    def on_open(event: gr.EventData) -> str:
        return open_reader(corpus, value_of(event), goto=ARTICLE)

    shown = [replies, choice, form, result, article]
    wire([choice.platform], on_platform, [replies], shown)
    wire([form.form], on_form, [], shown)
    wire([form.judge], on_judge, [], shown)
    wire([form.clear], on_clear, [replies], shown)
    wire([form.sample], lambda: show_form(assistant, SAMPLE, judge=True), [], shown)
    wire([result.detail], on_detail, [replies], shown)
    wire([result.export], on_export, [replies], [carried])
    wire([form.open, result.open, article.open], on_open, [], [article])
    wire([article.close], lambda: "", [], [article])
    return Arrival(words.CHECK_TAB, shown, lambda pairs: show_link(assistant, pairs))
