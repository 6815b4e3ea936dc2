"""A stand-in for a model server: the chat API of OpenAI over real HTTP, streaming and not, playing what it is given."""

from __future__ import annotations

import json
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Self

from tiaowen.evals.scripts import Reply

_POLL = 0.02  # seconds between two looks whether the client has gone
_ENDLESS = 20_000  # rounds; nobody waits for the last


class Request(NamedTuple):
    """A request as it came: the text of its messages, whether it wants a stream, its path and headers."""

    prompt: str
    system: str
    streams: bool
    path: str
    headers: dict[str, str]


class StandIn:
    """A server on a free port of this machine while the context lasts; ``play`` says what it sends for a request.

    ``requests`` are those that came, ``cancelled`` counts those whose client went away before the end, ``last_byte``
    is when the last reply had been sent, by :func:`time.perf_counter`.
    """

    def __init__(self, play: Callable[[Request], Reply]) -> None:
        self.play = play
        self.requests: list[Request] = []
        self.problems: list[Exception] = []
        self.last_byte = 0.0
        self.closing = threading.Event()
        self._gone = threading.Semaphore(0)
        self._server = _Server(("127.0.0.1", 0), self)

    @property
    def url(self) -> str:
        """The address to be given as TIAOWEN_LLM_BASE_URL."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": _POLL}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def note_gone(self) -> None:
        """Note that a client went away before its reply was whole."""
        self._gone.release()

    def wait_for_gone(self, timeout: float) -> bool:
        """Tell whether a client went away before its reply was whole, waiting ``timeout`` seconds for it at most."""
        return self._gone.acquire(timeout=timeout)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], standin: StandIn) -> None:
        super().__init__(address, _Handler)
        self.standin = standin

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that goes away is what is tested."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._send_whole(200, {}, json.dumps({"object": "list", "data": [{"id": "stand-in", "object": "model"}]}))

    def do_POST(self) -> None:
        standin = self.server.standin
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        texts = [str(message["content"]) for message in asked["messages"]]
        system = next((str(m["content"]) for m in asked["messages"] if m["role"] == "system"), "")
        request = Request("\n".join(texts), system, bool(asked.get("stream")), self.path, dict(self.headers))
        standin.requests.append(request)
        try:
            reply = standin.play(request)
        except Exception as error:  # noqa: BLE001  a broken script is a problem of the test, which reads it
            standin.problems.append(error)
            reply = Reply(status=500, body=str(error))
        try:
            self._play(reply, request)
        except (BrokenPipeError, ConnectionResetError):
            standin.note_gone()
        self.close_connection = True
        standin.last_byte = time.perf_counter()

    def _play(self, reply: Reply, request: Request) -> None:
        if reply.hangs == "before" and not reply.drips:
            self._hang(reply)
            return
        if reply.status != 200 or reply.body is not None:
            body = reply.body if reply.body is not None else json.dumps({"error": {"message": "stand-in"}})
            streams = reply.status == 200 and request.streams and reply.streams
            kind = "text/event-stream" if streams else "application/json"
            self._send_whole(reply.status, reply.headers, body, kind)
        elif not (reply.streams and request.streams):
            self._send_whole(200, reply.headers, json.dumps(_whole(reply)))
        else:
            self._send_stream(reply)

    def _send_whole(self, status: int, headers: dict[str, str], body: str, kind: str = "application/json") -> None:
        data = body.encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Type": kind, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def _send_stream(self, reply: Reply) -> None:
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        if reply.hangs == "before":
            self._hang(reply)
            return
        events = list(_deltas(reply))
        for number in range(_ENDLESS if reply.endless else 1):
            for at, delta in enumerate(events):
                if reply.hangs == "middle" and at >= len(events) // 2:
                    self._hang(reply)
                    return
                self._event(delta)
                self.server.standin.closing.wait(reply.pace)
            if number and self.server.standin.closing.is_set():
                return
        if reply.finish is not None:
            self._event({}, reply.finish)
            self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, delta: dict[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        record = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(record, ensure_ascii=False)}\n\n".encode())

    def _hang(self, reply: Reply) -> None:
        """Send nothing more until the client goes away or the server closes; at most signs of life."""
        while not self.server.standin.closing.is_set():
            readable, _, _ = select.select([self.connection], [], [], _POLL)
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                self.server.standin.note_gone()
                return
            if reply.drips:
                self.wfile.write(b": still here\n\n")


def _deltas(reply: Reply) -> Iterator[dict[str, Any]]:
    yield {"role": "assistant", "content": ""}
    for at in range(0, len(reply.reasoning), reply.chunk):
        yield {"reasoning_content": reply.reasoning[at : at + reply.chunk]}
    for at in range(0, len(reply.text), reply.chunk):
        yield {"content": reply.text[at : at + reply.chunk]}
    if reply.tools:
        call = {"name": "search", "arguments": '{"q": "x"}'}
        yield {"tool_calls": [{"index": 0, "id": "t", "type": "function", "function": call}]}


def _whole(reply: Reply) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": reply.text}
    if reply.tools:
        call = {"name": "search", "arguments": '{"q": "x"}'}
        message["tool_calls"] = [{"id": "t", "type": "function", "function": call}]
    choice = {"index": 0, "message": message, "finish_reason": reply.finish}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    return {"id": "c", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice], "usage": usage}
