"""The description in OpenAPI and its page: whole, in Chinese, with nothing to load from another host."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.testclient import TestClient

CHINESE = re.compile(r"[\u4e00-\u9fff]")
OPERATIONS = {
    "/ask": ["post"],
    "/regulations": ["get"],
    "/articles/{address}": ["get"],
    "/search": ["get"],
    "/verify": ["post"],
    "/eligibility": ["get", "post"],
}


class Page(HTMLParser):
    """Collects what a page loads or links, its anchors, and its tags as they open and close."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.links += [value for name in ("href", "src", "action") if (value := named.get(name))]
        if name := named.get("id"):
            self.anchors.add(name)


@pytest.fixture(scope="module")
def description(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/openapi.json").json()
    return found


def test_every_operation_is_described_with_its_problems(description: dict[str, Any]) -> None:
    assert {path: list(one) for path, one in description["paths"].items()} == OPERATIONS
    for operations in description["paths"].values():
        for operation in operations.values():
            assert CHINESE.search(operation["summary"])
            assert CHINESE.search(operation["description"])
            assert {"200", "405", "422", "429", "500", "503"} <= operation["responses"].keys()
            for status, response in operation["responses"].items():
                assert (status == "200") == ("application/problem+json" not in response["content"])
    assert description["servers"] == [{"url": "/api"}]


def test_a_path_allows_the_methods_that_are_described_and_says_so(client: TestClient) -> None:
    for path, methods in OPERATIONS.items():
        for method in {"get", "post", "put", "delete", "patch", "options"} - set(methods):
            response = client.request(method, f"/api{path}")
            assert response.status_code == 405, f"{method} {path}"
            assert response.headers["allow"] == ", ".join(method.upper() for method in methods)


def test_every_type_and_field_has_a_chinese_description(description: dict[str, Any]) -> None:
    for name, schema in description["components"]["schemas"].items():
        assert CHINESE.search(schema["description"]), name
        for field, described in schema.get("properties", {}).items():
            assert CHINESE.search(described["description"]), f"{name}.{field}"


def test_every_request_has_an_example_that_works(client: TestClient, description: dict[str, Any]) -> None:
    for path, methods in OPERATIONS.items():
        if "post" not in methods:
            continue
        operation = description["paths"][path]["post"]
        name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1]
        fields = description["components"]["schemas"][name]["properties"]
        example = {field: schema["examples"][0] for field, schema in fields.items() if "examples" in schema}
        assert client.post(f"/api{path}", json=example).status_code == 200, path


def test_the_page_describes_every_operation_and_loads_nothing(client: TestClient, description: dict[str, Any]) -> None:
    response = client.get("/api/docs")
    page = Page(response.text)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    for path in description["paths"]:
        assert f"<code>/api{path}</code>" in response.text
    for link in page.links:
        assert link in {"openapi.json", "data:,"} or link.removeprefix("#") in page.anchors, link


@pytest.mark.parametrize("path", ["/api", "/api/"])
def test_the_root_leads_to_the_page(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 307
    assert response.headers["location"] == "/api/docs"
