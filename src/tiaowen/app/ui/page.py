"""The whole page: its head, its tabs, its foot, and what a link opens."""

from __future__ import annotations

from collections.abc import Sequence

import gradio as gr

from tiaowen.app.feedback import FILE, FeedbackStore
from tiaowen.app.render.page import words
from tiaowen.app.render.page.frame import foot, head
from tiaowen.app.ui.chat import build_chat
from tiaowen.app.ui.check import build_check
from tiaowen.app.ui.compare import build_compare
from tiaowen.app.ui.faults import guard
from tiaowen.app.ui.lookup import build_lookup
from tiaowen.app.ui.tools import build_tools
from tiaowen.app.ui.verify import build_verify
from tiaowen.app.ui.views import Arrival, Pairs
from tiaowen.assistant import Assistant

MANY = 40
"""How many events of a kind may run at once; Gradio's own default is one."""

THREADS = 2 * MANY
"""How many events may run at once altogether, in threads of their own.

More than of one kind, so that what is long holds up nothing but its like. With Gradio's default of forty all of them
would share the threads that serve files.
"""


def build_page(assistant: Assistant, *, tools: bool = False) -> gr.Blocks:
    """Return the page over ``assistant``, to be mounted by :func:`~tiaowen.app.ui.server.build_app`.

    ``tools`` adds those for language models.
    """
    page = gr.Blocks(title=words.TITLE, analytics_enabled=False)
    page.max_threads = THREADS
    with page:
        gr.HTML(head(assistant.corpus.regulations), elem_id="head", js_on_load=None, apply_default_css=False)
        with gr.Tabs(elem_classes="tw-tabs", overflow_behavior="wrap") as tabs:
            with gr.Tab(words.ASK_TAB, id=words.ASK_TAB):
                build_chat(assistant, FeedbackStore(assistant.settings.data / FILE))
            with gr.Tab(words.LAW_TAB, id=words.LAW_TAB):
                law = build_lookup(assistant)
            with gr.Tab(words.CHECK_TAB, id=words.CHECK_TAB):
                check = build_check(assistant)
            with gr.Tab(words.COMPARE_TAB, id=words.COMPARE_TAB):
                compare = build_compare(assistant)
            with gr.Tab(words.VERIFY_TAB, id=words.VERIFY_TAB):
                build_verify(assistant)
        if tools:
            build_tools(assistant)
        gr.HTML(foot(), elem_id="foot", js_on_load=None, apply_default_css=False)
        arrivals = (law, check, compare)

        def on_load(request: gr.Request) -> list[object]:
            return arrive(arrivals, tuple(request.query_params.multi_items()))

        outputs = [part for arrival in arrivals for part in arrival.outputs]
        page.load(guard(on_load), None, [tabs, *outputs], show_progress="hidden", api_visibility="private")
    page.queue(default_concurrency_limit=MANY, api_open=False)
    return page


def arrive(arrivals: Sequence[Arrival], pairs: Pairs) -> list[object]:
    """Return what a link changes: the tab that is shown, then the parts of each tab; nothing for a plain address."""
    chosen: object = gr.skip()
    changes: list[object] = []
    for arrival in arrivals:
        shown = arrival.show(pairs)
        if shown is None:
            changes += [gr.skip()] * len(arrival.outputs)
        else:
            chosen = gr.Tabs(selected=arrival.tab)
            changes += shown
    return [chosen, *changes]
