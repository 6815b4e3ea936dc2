"""How large and how often: what the limits let through, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from api_problem import problem
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tiaowen.app.api.rates import MINUTE, RateLimiter, client_key

Open = Callable[..., TestClient]


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def chunks(size: int) -> Iterator[bytes]:
    yield b'{"turns": ["'
    for _ in range(size // 100):
        yield b"x" * 100
    yield b'"]}'


@pytest.mark.parametrize(
    "path",
    [
        "/api/ask",
        "/api/verify",
        "/api/nothing",
        "/gradio_api/mcp",
        "/gradio_api/api/ask",
        "/gradio_api/run/predict",
    ],
)
@pytest.mark.parametrize("announced", [True, False])
def test_a_body_that_is_too_large_is_refused_announced_or_not(open_api: Open, path: str, *, announced: bool) -> None:
    content = b"".join(chunks(5000)) if announced else chunks(5000)
    response = open_api(max_body=1000).post(path, content=content, headers={"content-type": "application/json"})
    found = problem(response, 413, "too-large")
    assert "1,000" in str(found["detail"])
    assert response.headers["connection"] == "close"


def test_a_body_up_to_the_limit_is_taken_announced_or_not(open_api: Open) -> None:
    body = b"".join(chunks(500))
    api = open_api(max_body=len(body))
    for content in (body, iter([body[:10], body[10:]])):
        response = api.post("/api/ask", content=content, headers={"content-type": "application/json"})
        assert response.status_code == 200
    assert api.post("/api/ask", content=body + b" ").status_code == 413


def test_who_asks_too_often_is_told_when_to_come_back(open_api: Open) -> None:
    api = open_api(rate=3)
    assert [api.get("/api/regulations").status_code for _ in range(3)] == [200] * 3
    response = api.get("/api/regulations")
    problem(response, 429, "too-often")
    assert 0 < int(response.headers["retry-after"]) <= MINUTE


def test_the_tools_share_the_rate_and_the_page_has_none(open_api: Open) -> None:
    api = open_api(rate=1)
    assert [api.get(path).status_code for path in ("/gradio_api/mcp/", "/api/nothing")] == [404, 429]
    assert [api.get("/theme.css").status_code for _ in range(5)] == [404] * 5


def test_without_a_rate_nobody_waits() -> None:
    limiter = RateLimiter(0)
    assert {limiter.take("a") for _ in range(1000)} == {0.0}
    assert len(limiter) == 0


def test_an_allowance_refills_evenly_and_each_client_has_its_own() -> None:
    clock = Clock()
    limiter = RateLimiter(60, clock=clock)
    assert [limiter.take("a") for _ in range(60)] == [0.0] * 60
    assert limiter.take("a") == pytest.approx(1)
    assert limiter.take("b") == 0
    clock.now += 1
    assert limiter.take("a") == 0
    assert limiter.take("a") == pytest.approx(1)
    clock.now += 60
    assert [limiter.take("a") for _ in range(60)] == [0.0] * 60


@given(st.lists(st.floats(min_value=0, max_value=40), max_size=200), st.integers(1, 20))
def test_no_minute_sees_more_than_twice_the_rate_and_waiting_as_told_helps(gaps: list[float], rate: int) -> None:
    clock = Clock()
    limiter = RateLimiter(rate, clock=clock)
    passed: list[float] = []
    for gap in gaps:
        clock.now += gap
        wait = limiter.take("a")
        if wait:
            clock.now += wait + 1e-6
            assert limiter.take("a") == 0
        passed.append(clock.now)
    for first in passed:
        assert sum(first <= one < first + MINUTE for one in passed) <= 2 * rate


def test_only_so_many_clients_are_remembered_and_the_most_silent_forgotten() -> None:
    limiter = RateLimiter(1, clients=3, clock=Clock())
    for client in "abcad":  # a asks again, so that b has been silent longest
        limiter.take(client)
    assert len(limiter) == 3
    assert [limiter.take(client) > 0 for client in "acd"] == [True] * 3
    assert limiter.take("b") == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("unix", "", False),
    ],
)
def test_a_client_is_an_address_and_of_ipv6_a_subscriber(one: str, other: str, *, same: bool) -> None:
    assert (client_key(one) == client_key(other)) is same
