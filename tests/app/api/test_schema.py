"""Schemathesis over the description: whatever is sent, the interface answers as it says it does, and never with 500."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tiaowen.app.api import mount_api
from tiaowen.assistant import Assistant

pytestmark = pytest.mark.slow

OPERATIONS = (
    "POST /ask",
    "GET /regulations",
    "GET /articles/{address}",
    "GET /search",
    "POST /verify",
    "GET /eligibility",
    "POST /eligibility",
)
UNBREAKABLE = {"GET /regulations", "GET /articles/{address}"}  # every request fits what is said of it

# Not positive_data_acceptance: that a question has words, and that a place exists, no schema can say.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    negative_data_rejection,
    unsupported_method,
]


@pytest.fixture(scope="session")
def operations(assistant: Assistant) -> dict[str, Any]:
    """Return the operations by method and path. The pytest plugin would find them itself, but not under pytest 9."""
    app = FastAPI(openapi_url=None)
    mount_api(app, assistant)
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    return {found.ok().label: found.ok() for found in schema.get_all_operations()}


def test_every_operation_is_tried(operations: dict[str, Any]) -> None:
    assert set(OPERATIONS) == operations.keys()


@pytest.mark.parametrize(
    ("label", "mode"),
    [
        (label, mode)
        for label in OPERATIONS
        for mode in GenerationMode
        if mode is GenerationMode.POSITIVE or label not in UNBREAKABLE
    ],
    ids=str,
)
def test_whatever_is_sent_is_answered_as_described(
    operations: dict[str, Any], label: str, mode: GenerationMode
) -> None:
    @settings(max_examples=50, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(operations[label].as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    send()
