"""The whole page: its head, its two tabs, its foot."""

from __future__ import annotations

import gradio as gr

from tiaowen.app.render.page import words
from tiaowen.app.render.page.frame import foot, head
from tiaowen.app.ui.chat import build_chat
from tiaowen.app.ui.lookup import build_lookup
from tiaowen.app.ui.tools import build_tools
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
        with gr.Tabs(elem_classes="tw-tabs"):
            with gr.Tab(words.ASK_TAB, id="ask"):
                build_chat(assistant)
            with gr.Tab(words.LAW_TAB, id="law"):
                build_lookup(assistant)
        if tools:
            build_tools(assistant)
        gr.HTML(foot(), elem_id="foot", js_on_load=None, apply_default_css=False)
    page.queue(default_concurrency_limit=MANY, api_open=False)
    return page
