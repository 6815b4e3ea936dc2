"""Whose requests are counted: the address that connects, or what a trusted proxy says of it."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

pytestmark = pytest.mark.slow

ONE, OTHER = {"x-forwarded-for": "192.0.2.1"}, {"x-forwarded-for": "192.0.2.2"}


@pytest.mark.parametrize(("proxies", "statuses"), [("", [200, 429, 429]), ("127.0.0.0/8", [200, 429, 200])])
def test_a_proxy_is_believed_only_where_it_is_trusted(
    start: Callable[..., str], proxies: str, statuses: list[int]
) -> None:
    url = start(TIAOWEN_RATE="1", TIAOWEN_PROXIES=proxies, TIAOWEN_MCP="false")
    with httpx.Client(base_url=url, trust_env=False, timeout=60) as http:
        said = [http.get("/api/regulations", headers=headers).status_code for headers in (ONE, ONE, OTHER)]
        tools = http.get("/gradio_api/info").json()["named_endpoints"]
    assert said == statuses
    assert tools == {}
