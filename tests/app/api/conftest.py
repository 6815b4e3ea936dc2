"""What the tests of the interface share: the real assistant over the real corpus, on an index of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
