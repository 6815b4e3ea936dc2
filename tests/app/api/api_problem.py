"""Reads the problem details of a response."""

from __future__ import annotations

from typing import Any


def problem(response: Any, status: int, kind: str) -> dict[str, object]:
    """Return the problem details of a response that must be one, of ``kind`` and with ``status``."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    found: dict[str, object] = response.json()
    assert found["type"] == f"urn:problem-type:tiaowen:{kind}"
    assert found["status"] == status
    assert found["title"]
    assert found["detail"]
    return found
