"""What the tests of the interface share: the real assistant over the real corpus, on an index of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tiaowen.app.api import mount_api
from tiaowen.assistant import Assistant
from tiaowen.settings import Settings

Open = Callable[..., TestClient]


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    settings = Settings(data=tmp_path_factory.mktemp("data"), rate=0)
    return Assistant.from_settings(settings)


def open_client(assistant: Assistant, **settings: object) -> TestClient:
    """Return a client of the interface over ``assistant``, with ``settings`` changed."""
    changed = Assistant(
        assistant.corpus, retriever=assistant.open(), settings=assistant.settings.model_copy(update=settings)
    )
    app = FastAPI(openapi_url=None)
    mount_api(app, changed)
    return TestClient(app, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture(scope="session")
def client(assistant: Assistant) -> Iterator[TestClient]:
    with open_client(assistant) as client:
        yield client


@pytest.fixture
def open_api(assistant: Assistant) -> Iterator[Open]:
    """Returns clients with settings of their own."""
    clients: list[TestClient] = []

    def open_(**settings: object) -> TestClient:
        clients.append(open_client(assistant, **settings))
        return clients[-1]

    yield open_
    for client in clients:
        client.close()


SERVE = """
from tiaowen.app.ui import serve
from tiaowen.assistant import Assistant
assistant = Assistant.from_settings()
assistant.open()
def announce(url):
    print(url, flush=True)
serve(assistant, host="127.0.0.1", port=0, open_browser=False, announce=announce)
"""


@contextmanager
def run_server(program: str, data: Path, **settings: str) -> Iterator[str]:
    """Yield the address that ``program`` announces. It has no rate, unless ``settings`` give one."""
    environment = os.environ | {"TIAOWEN_DATA": str(data), "TIAOWEN_RATE": "0", "HTTP_PROXY": "http://127.0.0.1:9"}
    environment |= settings
    with subprocess.Popen(
        [sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout
            found = next((line.strip() for line in server.stdout if line.startswith("http://")), "")
            assert found, "The server did not start."
            yield found
        finally:
            server.send_signal(signal.SIGINT)


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the real server over the real assistant."""
    with run_server(SERVE, tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Starts servers with programs or settings of the test's own; gives their addresses."""
    with ExitStack() as stack:
        yield lambda program=SERVE, **settings: stack.enter_context(run_server(program, tmp_path, **settings))
