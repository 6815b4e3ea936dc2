"""One server and one browser for all journeys; a new person for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from person import CHROMIUM, FLAGS, WIDE, Person, address_of, start_server
from playwright.sync_api import Browser, expect, sync_playwright

OpenPage = Callable[..., Person]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with start_server(tmp_path_factory.mktemp("data")) as server:
        yield address_of(server)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "The page tests need Chromium; see `make browser`."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, url: str) -> Iterator[OpenPage]:
    """Opens the page for a new person; afterwards no request has left this machine and the console is clean."""
    wrong: list[str] = []
    contexts = []

    def open_(width: int = WIDE, scheme: str = "light", query: str = "") -> Person:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="zh-CN",
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: wrong.append(f"{m.type}: {m.text}") if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
        page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
        context.on("request", lambda r: wrong.append(r.url) if not r.url.startswith((url, "data:", "blob:")) else None)
        context.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        page.goto(url + query)
        expect(page.get_by_role("tab").first).to_be_visible()
        return Person(page)

    yield open_
    for context in contexts:
        context.close()
    assert wrong == []
