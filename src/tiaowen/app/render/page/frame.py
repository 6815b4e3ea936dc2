"""The frame of the page: what stands in its ``<head>``, over the tabs, and under them."""

from __future__ import annotations

from html import escape

from tiaowen.app.render.page import words
from tiaowen.domain import Regulation

METADATA = f'<meta name="description" content="{words.TAGLINE}"><meta name="color-scheme" content="light dark">'


# Always there, so that what comes to stand in it is read out.
LINE = '<p class="tw-note" role="status">${value}</p>'


def head(regulations: tuple[Regulation, ...]) -> str:
    """Return the top of the page: its name, what it is for, and what it knows."""
    return (
        f'<header class="tw-head"><h1>{words.TITLE}</h1>'
        f"<p>{words.TAGLINE}<span>{escape(words.covered(regulations))}</span></p></header>"
    )


def foot() -> str:
    """Return the foot of the page: what an answer is worth."""
    said = f'data-done="{words.COPIED}" data-failed="{words.NOT_COPIED}"'
    told = f'<p id="tw-told" class="tw-unseen" role="status" {said}></p>'
    faults = f'data-lost="{words.LOST}" data-failed="{words.NOT_DONE}"'
    alert = f'<p id="tw-alert" role="alert" {faults}></p>'
    return f'<footer class="tw-foot"><p>{words.DISCLAIMER}</p></footer>{told}{alert}'
