"""The tools, called by a real MCP client over HTTP from the real server."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

pytestmark = pytest.mark.slow

TOOLS = {"ask", "regulations", "article", "search", "verify", "eligibility_form", "eligibility"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@asynccontextmanager
async def connect(url: str) -> AsyncIterator[ClientSession]:
    async with (
        httpx.AsyncClient(trust_env=False, timeout=60, follow_redirects=True) as http,
        streamable_http_client(f"{url}gradio_api/mcp/", http_client=http) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        yield session


async def call(session: ClientSession, tool: str, **arguments: object) -> dict[str, object]:
    """Return what ``tool`` returns: its text, read as JSON."""
    result = await session.call_tool(tool, dict(arguments))
    text = result.content[0].text  # type: ignore[union-attr]
    assert not result.isError, text
    found: dict[str, object] = json.loads(text)
    return found


async def fail(session: ClientSession, tool: str, **arguments: object) -> str:
    result = await session.call_tool(tool, dict(arguments))
    assert result.isError
    return str(result.content[0].text)  # type: ignore[union-attr]


async def test_the_tools_are_those_of_the_interface_described_in_chinese(url: str) -> None:
    async with connect(url) as session:
        listed = await session.list_tools()
    assert {tool.name for tool in listed.tools} == TOOLS
    for tool in listed.tools:
        assert CHINESE.search(tool.description or "")
        for name, schema in tool.inputSchema["properties"].items():
            assert CHINESE.search(schema["description"]), f"{tool.name}.{name}"


async def test_every_tool_does_what_the_interface_does(url: str) -> None:
    asked = {"question": "那聊城呢？", "earlier": ["柳州工程技术研究中心需要多少研发人员？"]}
    wanted = {"regulation": "liuzhou-etrc", "platform": "工程技术研究中心"}
    async with connect(url) as session, httpx.AsyncClient(base_url=url, trust_env=False) as http:
        answer = await call(session, "ask", **asked)
        same = await http.post("/api/ask", json={"turns": [*asked["earlier"], asked["question"]]})
        assert answer["text"] == same.json()["text"]
        for tool, arguments, path, query in (
            ("regulations", {}, "/api/regulations", {}),
            ("article", {"address": "柳州办法第九条第三项"}, "/api/articles/liuzhou-etrc/9(3)", {}),
            ("search", {"query": "年度报告", "limit": 2}, "/api/search", {"q": "年度报告", "limit": "2"}),
            ("eligibility_form", wanted, "/api/eligibility", wanted),
        ):
            assert await call(session, tool, **arguments) == (await http.get(path, params=query)).json()
        for tool, body, change in (
            ("verify", {"answer": "柳州要求不少于10人。", "cited": ["liuzhou-etrc/9(3)"]}, {}),
            ("eligibility", {**wanted, "facts": {"研发人员": "7人", "一级法人": "是"}},
             {"facts": [{"metric": "研发人员", "value": 7}, {"metric": "一级法人", "value": True}]}),
        ):  # fmt: skip
            assert (
                await call(session, tool, **body) == (await http.post(f"/api/{tool}", json={**body, **change})).json()
            )


async def test_what_cannot_be_done_is_said_in_a_sentence(url: str) -> None:
    async with connect(url) as session:
        assert "没有读到问题" in await fail(session, "ask", question="？")
        assert "没有" in await fail(session, "article", address="liuzhou-etrc/99")
        assert "没有收录" in await fail(session, "eligibility_form", regulation="x", platform="y")
        assert "最多" in await fail(session, "verify", answer="八" * 20_001)
        assert "question" in await fail(session, "ask")


async def test_a_tool_is_called_over_http_only_and_listed_nowhere_else_as_a_step_of_the_page(url: str) -> None:
    async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
        info = (await http.get("/gradio_api/info")).json()
    assert {name.lstrip("/") for name in info["named_endpoints"]} == TOOLS
    assert info["unnamed_endpoints"] == {}
