"""A person at the page, in headless Chromium: what they do there, and what must be so whatever they do."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tiaowen.app.render.page import words

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SERVE = """
from tiaowen.app.ui import serve
from tiaowen.assistant import Assistant
def announce(url):
    print(url, flush=True)
serve(Assistant.from_settings(), host="127.0.0.1", port=0, open_browser=False, announce=announce)
"""
# Answers that never end: they grow until whoever asked closes them.
SLOW = """
from threading import Event
from tiaowen.assistant import Assistant
class Slow(Assistant):
    def stream(self, turns):
        whole = self.ask(turns)
        try:
            while not Event().wait(0.1):
                yield whole
        finally:
            print("closed", flush=True)
"""
QUESTION = "柳州工程技术研究中心需要多少研发人员？"
LABEL = "《柳州市工程技术研究中心管理办法》第九条第（三）项"
WIDE, NARROW = 1280, 390
SCREENS = ((WIDE, "light"), (NARROW, "light"), (WIDE, "dark"), (NARROW, "dark"))
"""Every journey is gone on each of these."""

expect.set_options(timeout=30_000)  # a loaded machine answers late; no test is about how fast


@contextmanager
def start_server(data: Path, stderr: int | None = None, *, slow: bool = False) -> Iterator[subprocess.Popen[str]]:
    """Yield a server with an index of its own in ``data``, and stop it; a proxy that does not exist must not matter."""
    environment = os.environ | {"TIAOWEN_DATA": str(data), "HTTP_PROXY": "http://127.0.0.1:9"}
    command = [sys.executable, "-c", SLOW + SERVE.replace("Assistant.from", "Slow.from") if slow else SERVE]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=stderr, text=True) as server:
        try:
            yield server
        finally:
            server.send_signal(signal.SIGINT)


def address_of(server: subprocess.Popen[str]) -> str:
    """Return the address that ``server`` announces once its page can be opened."""
    assert server.stdout
    url = next((line.strip() for line in server.stdout if line.startswith("http://")), "")
    assert url, "The server did not start."
    return url


class Person:
    """Somebody who has opened the page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def ask(self, question: str) -> Locator:
        """Ask, and return the new turn once it is answered."""
        turns = self.page.locator(".tw-turn")
        before = turns.count()
        self.page.get_by_label(words.QUESTION_LABEL).fill(question)
        self.page.get_by_role("button", name=words.ASK, exact=True).click()
        expect(turns).to_have_count(before + 1)
        turn = turns.nth(before)
        expect(turn.locator(".tw-rate")).to_be_visible()  # it comes with the whole answer
        return turn

    def cite(self, turn: Locator) -> Locator:
        """Open the first citation of ``turn``, and return the article."""
        turn.locator(".tw-chip").first.click()
        article = self.page.locator("#cited-article .tw-article")
        expect(article).to_be_visible()
        return article

    def turn_to(self, tab: str) -> None:
        """Change to a tab."""
        self.page.get_by_role("tab", name=tab).click()
        expect(self.page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")

    def look_up(self) -> Locator:
        """Change to the tab 条文, and return its reader."""
        self.turn_to(words.LAW_TAB)
        expect(self.page.get_by_label(words.NUMBER_LABEL)).to_be_visible()
        return self.page.locator("#law-reader")

    def choose_platform(self, value: str) -> Locator:
        """Choose a platform in the tab 自测, and return its form."""
        self.turn_to(words.CHECK_TAB)
        self.page.locator("#check-platform").select_option(value)
        form = self.page.locator("#check-form form.tw-check")
        expect(form.locator("input[name=check]")).to_have_value(value)
        return form

    def clipboard(self) -> str:
        """Return what was copied last."""
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def is_well(self) -> None:
        """Assert that the page is no wider than the window and that axe-core finds no fault in it, however slight."""
        wider = int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
        assert wider <= 0, f"{wider} pixels wider than the window"
        faults = self._faults()
        if faults:  # on a loaded machine the style may still be on its way
            self.page.wait_for_timeout(2_000)
            faults = self._faults()
        assert faults == []

    def _faults(self) -> list[str]:
        return [
            f"{v['id']} ({v['impact']}): {v['help']}: " + "; ".join(node["html"][:160] for node in v["nodes"][:3])
            for v in Axe().run(self.page).response["violations"]
        ]
