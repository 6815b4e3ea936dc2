"""The whole page: its head, its two tabs, its foot."""

from __future__ import annotations

import gradio as gr

from tiaowen.app.render.page import words
from tiaowen.app.render.page.frame import foot, head
from tiaowen.app.ui.chat import build_chat
from tiaowen.app.ui.lookup import build_lookup
from tiaowen.assistant import Assistant

MANY = 40
"""How many events of a kind may run at once: as many as there are threads for them. Gradio's own default is one."""


def build_page(assistant: Assistant) -> gr.Blocks:
    """Return the page over ``assistant``, to be mounted by :func:`~tiaowen.app.ui.server.build_app`."""
    page = gr.Blocks(title=words.TITLE, analytics_enabled=False)
    with page:
        gr.HTML(head(assistant.corpus.regulations), elem_id="head", js_on_load=None, apply_default_css=False)
        with gr.Tabs(elem_classes="tw-tabs"):
            with gr.Tab(words.ASK_TAB, id="ask"):
                build_chat(assistant)
            with gr.Tab(words.LAW_TAB, id="law"):
                build_lookup(assistant)
        gr.HTML(foot(), elem_id="foot", js_on_load=None, apply_default_css=False)
    page.queue(default_concurrency_limit=MANY, api_open=False)
    return page
