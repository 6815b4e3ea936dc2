"""The operations, over the real assistant: what comes back, and what is said of what cannot be."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Iterator, Sequence

import pytest
from api_problem import problem
from fastapi import FastAPI
from starlette.testclient import TestClient

from tiaowen.app.api import mount_api
from tiaowen.app.api.problems import KINDS, to_problem
from tiaowen.app.api.work import BusyError, Workers
from tiaowen.app.render import terminal
from tiaowen.app.render.api import words
from tiaowen.assistant import Assistant
from tiaowen.domain import Address, Answer
from tiaowen.errors import IndexUnavailableError, QuestionError
from tiaowen.settings import Settings

STAFF = "柳州工程技术研究中心需要多少研发人员？"
SSE = {"accept": "text/event-stream"}


def events(text: str) -> list[tuple[str, dict[str, object]]]:
    """Return the events of a stream, each with its data."""
    found = []
    for block in text.replace("\r\n", "\n").strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        if lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


def timeless(record: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in record.items() if key != "elapsed_ms"}


def test_an_answer_is_the_record_of_the_command_line(client: TestClient, assistant: Assistant) -> None:
    record = client.post("/api/ask", json={"turns": [STAFF], "id": "A1"}).json()
    assert timeless(record) == timeless(json.loads(terminal.answer_record(assistant.ask(STAFF), "A1")))
    assert record["status"] == "verified"
    assert record["citations"][0]["address"] == "liuzhou-etrc/9(3)"


def test_earlier_turns_are_understood(client: TestClient) -> None:
    record = client.post("/api/ask", json={"turns": [STAFF, "那聊城的科研用房呢？"]}).json()
    assert {citation["address"].split("/")[0] for citation in record["citations"]} == {"liaocheng-tic"}
    assert "id" not in record


def test_a_stream_ends_with_the_whole_answer(client: TestClient) -> None:
    response = client.post("/api/ask", json={"turns": [STAFF], "id": 7}, headers=SSE)
    assert response.headers["content-type"].startswith("text/event-stream")
    *answers, last = events(response.text)
    assert {name for name, _ in answers} == {"answer"}
    assert last == ("done", {})
    assert timeless(answers[-1][1]) == timeless(client.post("/api/ask", json={"turns": [STAFF], "id": 7}).json())


class Growing(Assistant):
    """Streams an answer that grows, and breaks off where it is told to."""

    def __init__(self, assistant: Assistant, problem: Exception | None = None) -> None:
        super().__init__(assistant.corpus, settings=Settings(rate=0))
        self.problem = problem

    def stream(self, turns: str | Sequence[str]) -> Iterator[Answer]:
        whole = Answer(question=turns[-1], text="一", status="verified")
        yield whole
        if self.problem:
            raise self.problem
        yield whole.model_copy(update={"text": "一二"})


def client_of(assistant: Assistant) -> TestClient:
    app = FastAPI()
    mount_api(app, assistant)
    return TestClient(app, raise_server_exceptions=False)


def test_each_event_holds_the_answer_so_far(assistant: Assistant) -> None:
    found = events(client_of(Growing(assistant)).post("/api/ask", json={"turns": ["问"]}, headers=SSE).text)
    assert [(name, data.get("text")) for name, data in found] == [("answer", "一"), ("answer", "一二"), ("done", None)]


class Waiting(Growing):
    """Streams the same again while its model says nothing, and tells when it is closed."""

    closed = 0

    def stream(self, turns: str | Sequence[str]) -> Iterator[Answer]:
        whole = Answer(question=turns[-1], text="", status="verified")
        try:
            for text in ("", "", "一", "一", "一二"):
                yield whole.model_copy(update={"text": text})
        finally:
            self.closed += 1


def test_an_answer_that_has_not_grown_is_not_sent_again_and_the_model_is_let_go(assistant: Assistant) -> None:
    waiting = Waiting(assistant)
    found = events(client_of(waiting).post("/api/ask", json={"turns": ["问"]}, headers=SSE).text)
    assert [data.get("text") for _, data in found] == ["", "一", "一二", None]
    assert waiting.closed == 1


async def test_a_reader_that_goes_ends_the_answer(assistant: Assistant) -> None:
    waiting = Waiting(assistant)
    answers = Workers().each(lambda: waiting.stream(["问"]))
    assert (await anext(answers)).text == ""
    await answers.aclose()
    assert waiting.closed == 1


async def test_who_comes_when_too_many_wait_is_told_to_come_back(assistant: Assistant) -> None:
    workers, go = Workers(threads=1, waiting=1), threading.Event()
    calls = [asyncio.create_task(workers.run(go.wait)) for _ in range(2)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    with pytest.raises(BusyError) as caught:
        await workers.run(go.wait)
    go.set()
    assert await asyncio.gather(*calls) == [True, True]
    found, headers = to_problem(caught.value)
    assert (found.status, headers) == (503, {"Retry-After": "5"})


def test_a_stream_that_breaks_off_says_so_as_its_last_event(assistant: Assistant) -> None:
    broken = Growing(assistant, IndexUnavailableError("/secret/path"))
    found = events(client_of(broken).post("/api/ask", json={"turns": ["问"]}, headers=SSE).text)
    assert [name for name, _ in found] == ["answer", "problem"]
    assert found[-1][1]["status"] == 503
    assert "/secret" not in str(found)


@pytest.mark.parametrize("headers", [{}, SSE])
def test_what_is_no_question_is_a_problem_streamed_or_not(client: TestClient, headers: dict[str, str]) -> None:
    found = problem(client.post("/api/ask", json={"turns": ["？？"]}, headers=headers), 422, "invalid")
    assert "没有读到问题" in str(found["detail"])


@pytest.mark.parametrize(
    ("body", "at", "said"),
    [
        ({}, "body/turns", "没有填"),
        ({"turns": []}, "body/turns", "至少 1 项"),
        ({"turns": ["问"] * 51}, "body/turns", "最多 50 项"),
        ({"turns": "问"}, "body/turns", "数组"),
        ({"turns": [3]}, "body/turns/0", "文字"),
        ({"turns": ["问"], "why": 1}, "body/why", "没有这一项"),
        ([], "body", "对象"),
    ],
)
def test_each_mistake_in_a_request_is_named_with_its_place(
    client: TestClient, body: object, at: str, said: str
) -> None:
    found = problem(client.post("/api/ask", json=body), 422, "invalid")
    errors = found["errors"]
    assert isinstance(errors, list)
    assert any(fault["at"] == at and said in fault["detail"] for fault in errors), errors


@pytest.mark.parametrize("body", [b"{", b'{"turns": ["\xff"]}', b"[" * 100_000, b'{"turns": [1' + b"0" * 5000 + b"]}"])
def test_a_body_that_is_no_json_is_said_to_be_none(client: TestClient, body: bytes) -> None:
    response = client.post("/api/ask", content=body, headers={"content-type": "application/json"})
    problem(response, 400, "unreadable")


@pytest.mark.parametrize("type_", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_that_is_not_said_to_be_json_is_refused(client: TestClient, type_: str) -> None:
    response = client.post("/api/ask", content=b'{"turns": ["x"]}', headers={"content-type": type_} if type_ else {})
    problem(response, 415, "media-type")


def test_half_a_surrogate_pair_breaks_nothing(client: TestClient) -> None:
    for body in (rb'{"turns": ["\ud800"]}', rb'{"turns": ["x"], "\ud800": 1}', rb'{"turns": ["x"], "id": "\ud800"}'):
        response = client.post("/api/ask", content=body, headers={"content-type": "application/json"})
        assert response.status_code in {200, 422}
        assert response.json()


def test_every_regulation_and_article_can_be_had(client: TestClient, assistant: Assistant) -> None:
    listed = client.get("/api/regulations").json()
    assert listed["fingerprint"] == assistant.corpus.fingerprint
    assert [one["id"] for one in listed["regulations"]] == [r.id for r in assistant.corpus.regulations]
    for regulation in listed["regulations"]:
        for address in regulation["articles"]:
            record = client.get(f"/api/articles/{address}").json()
            assert record["text"] == assistant.corpus.text(Address.parse(address))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("liuzhou-etrc/9(3)", "liuzhou-etrc/9(3)"),
        ("liuzhou-etrc%2F9%283%29", "liuzhou-etrc/9(3)"),
        ("lhasa-platform/附件-重点实验室/3(5)", "lhasa-platform/附件-重点实验室/3(5)"),
        ("liaocheng-tic/8b(4)", "liaocheng-tic/8b(4)"),
        ("柳州办法第九条第三项", "liuzhou-etrc/9(3)"),
    ],
)
def test_a_place_is_found_by_its_address_or_as_people_write_it(client: TestClient, written: str, address: str) -> None:
    assert client.get(f"/api/articles/{written}").json()["address"] == address


def test_a_place_comes_with_its_rules_its_parts_and_its_neighbours(client: TestClient) -> None:
    record = client.get("/api/articles/liuzhou-etrc/9").json()
    assert "liuzhou-etrc/9(3)" in [part["address"] for part in record["parts"]]
    assert {"id": "liuzhou-etrc:staff", "value": "不少于8人"}.items() <= record["rules"][0].items() or any(
        rule["id"] == "liuzhou-etrc:staff" for rule in record["rules"]
    )
    assert (record["previous"], record["next"]) == ("liuzhou-etrc/8", "liuzhou-etrc/10")
    assert client.get("/api/articles/liuzhou-etrc/1").json()["previous"] is None


def test_a_draft_is_said_to_be_one(client: TestClient) -> None:
    record = client.get("/api/articles/liaocheng-tic/22").json()
    assert record["status"] == "draft"
    assert "征求意见稿" in record["notices"][0]


@pytest.mark.parametrize(
    "address", ["liuzhou-etrc/99", "liuzhou-etrc/9(30)", "nowhere/1", "没有这种东西", "%00", "a//b"]
)
def test_a_place_that_does_not_exist_is_a_problem(client: TestClient, address: str) -> None:
    problem(client.get(f"/api/articles/{address}"), 404, "not-found")


def test_words_that_mean_several_places_name_them(client: TestClient) -> None:
    found = problem(client.get("/api/articles/拉萨第九条"), 422, "invalid")
    assert "lhasa-etrc/9" in str(found["detail"])
    assert "lhasa-platform/9" in str(found["detail"])


def test_articles_are_found_by_words(client: TestClient) -> None:
    hits = client.get("/api/search", params={"q": "柳州 年度总结", "limit": 3}).json()["hits"]
    assert len(hits) == 3
    assert hits[0].keys() == {"address", "label", "score", "text"}
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


@pytest.mark.parametrize("query", ["", "?q=", "?q=x&limit=0", "?q=x&limit=51", "?q=x&limit=many", "?q=%E2%80%A6"])
def test_a_search_that_cannot_be_is_a_problem(client: TestClient, query: str) -> None:
    problem(client.get(f"/api/search{query}"), 422, "invalid")


def test_a_text_is_verified(client: TestClient) -> None:
    body = {"answer": "柳州要求固定研发人员不少于10人。", "question": "柳州要多少研发人员", "id": 1}
    record = client.post("/api/verify", json=body).json()
    assert (record["id"], record["accept"]) == (1, False)
    assert record["claims"][0]["outcome"] == "misattributed"
    right = {"answer": "柳州要求固定研发人员一般不少于8人。", "cited": ["liuzhou-etrc/9(3)"]}
    assert client.post("/api/verify", json=right).json()["accept"] is True


def test_a_citation_that_is_no_address_is_a_problem(client: TestClient) -> None:
    problem(client.post("/api/verify", json={"answer": "八人", "cited": ["第九条"]}), 422, "invalid")


def test_a_text_too_long_to_verify_is_a_problem(client: TestClient) -> None:
    found = problem(client.post("/api/verify", json={"answer": "八" * 20_001}), 422, "invalid")
    assert "20,000" in str(found["detail"])


STAFFED = {"regulation": "liuzhou-etrc", "platform": "工程技术研究中心"}


def test_a_self_check_is_asked_for_and_judged(client: TestClient) -> None:
    form = client.get("/api/eligibility", params=STAFFED).json()
    assert {"研发人员", "一级法人"} <= {field["metric"] for field in form["fields"]}
    facts = [{"metric": "研发人员", "value": "7人"}, {"metric": "一级法人", "value": True}]
    record = client.post("/api/eligibility", json={**STAFFED, "facts": facts, "id": 5}).json()
    outcomes = {one["label"]: one["outcome"] for one in record["eligibility"]["criteria"]}
    assert (record["id"], record["eligibility"]["outcome"]) == (5, "fail")
    assert (outcomes["研发人员"], outcomes["一级法人"], outcomes["场地面积"]) == ("unmet", "met", "unknown")
    assert record["changes"][0]["text"] == "研发人员：再增1人，到8人"
    assert record["attest"]


@pytest.mark.parametrize(
    ("value", "outcome"), [(8, "met"), ("8", "met"), (7, "unmet"), ("九人", "met"), ("约8人", "unknown")]
)
def test_a_figure_is_compared_exactly_however_it_is_written(client: TestClient, value: object, outcome: str) -> None:
    body = {**STAFFED, "facts": [{"metric": "研发人员", "value": value}]}
    criteria = client.post("/api/eligibility", json=body).json()["eligibility"]["criteria"]
    assert next(one["outcome"] for one in criteria if one["label"] == "研发人员") == outcome


def test_a_share_may_be_told_as_a_count(client: TestClient) -> None:
    shares = [{"metric": "本科学历占比", "value": 7, "unit": "人"}, {"metric": "本科学历人员", "value": "7人"}]
    for share in shares:
        body = {**STAFFED, "facts": [{"metric": "研发人员", "value": 10}, share]}
        criteria = client.post("/api/eligibility", json=body).json()["eligibility"]["criteria"]
        assert next(one["outcome"] for one in criteria if one["label"] == "本科学历占比") == "unmet"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"regulation": "nowhere"}, "没有收录"),
        ({"platform": "没有的平台"}, "不管"),
        ({"applicant": "外星人"}, "没有分出来"),
        ({"category": "没有的类"}, "没有“没有的类”这一类"),
        ({"facts": [{"metric": "没有的", "value": 1}]}, "没有关于“没有的”的条件"),
        ({"facts": [{"metric": "研发人员", "value": "很多"}]}, "没有读懂"),
        ({"facts": [{"metric": "研发人员", "value": 2.5}]}, "不是整数"),
        ({"facts": [{"metric": "本科学历占比", "value": 120}]}, "超过了 100%"),
    ],
)
def test_what_cannot_be_judged_is_a_problem(client: TestClient, change: dict[str, object], said: str) -> None:
    found = problem(client.post("/api/eligibility", json={**STAFFED, **change}), 422, "invalid")
    assert said in str(found["detail"])


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/api/nothing", 404, "not-found"),
        ("GET", "/api/articles/a%0Ab", 404, "not-found"),
        ("POST", "/api/regulations/x/y", 404, "not-found"),
        ("DELETE", "/api/ask", 405, "method-not-allowed"),
        ("GET", "/api/ask", 405, "method-not-allowed"),
        ("POST", "/api/regulations", 405, "method-not-allowed"),
    ],
)
def test_unknown_paths_and_methods_are_problems(
    client: TestClient, method: str, path: str, status: int, kind: str
) -> None:
    response = client.request(method, path)
    problem(response, status, kind)
    assert ("allow" in response.headers) == (status == 405)


class Raising(Assistant):
    """An assistant that raises what it is told to, whatever is asked."""

    def __init__(self, assistant: Assistant, error: Exception) -> None:
        super().__init__(assistant.corpus, settings=Settings(rate=0))
        self.error = error

    def ask(self, turns: str | Sequence[str]) -> Answer:
        raise self.error


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (ValueError("秘密的问题"), 500, "internal"),
        (IndexUnavailableError("秘密的路径"), 503, "unavailable"),
        (QuestionError("请缩短。"), 422, "invalid"),
    ],
)
def test_a_fault_is_told_without_its_inside(
    assistant: Assistant, error: Exception, status: int, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = client_of(Raising(assistant, error)).post("/api/ask", json={"turns": ["问"]})
    found = problem(response, status, kind)
    assert "秘密" not in str(found)
    assert "秘密的问题" not in caplog.text
    if status == 500:
        assert "ValueError" in caplog.text


def test_every_kind_of_problem_has_its_words() -> None:
    assert {kind.name for kind in KINDS} == set(words.DETAILS)
    assert len({kind.status for kind in KINDS}) == len(KINDS)
