"""Errors of the interface as problem details (RFC 9457): every kind with its type, title and status."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Annotated, NamedTuple

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from tiaowen.app.api.work import BusyError
from tiaowen.app.render.api import words
from tiaowen.domain import Value
from tiaowen.errors import AddressError, QuestionError, TiaowenError, for_log

MEDIA_TYPE = "application/problem+json"
_RETRY = {"Retry-After": "5"}


class Kind(NamedTuple):
    """A kind of problem: its status, the end of its type, its title."""

    status: int
    name: str
    title: str

    @property
    def type(self) -> str:
        """The URI that names the kind, the same wherever the program runs."""
        return f"urn:problem-type:tiaowen:{self.name}"


UNREADABLE = Kind(400, "unreadable", words.UNREADABLE)
NOT_FOUND = Kind(404, "not-found", words.NOT_FOUND)
NO_METHOD = Kind(405, "method-not-allowed", words.NO_METHOD)
TOO_LARGE = Kind(413, "too-large", words.TOO_LARGE)
MEDIA = Kind(415, "media-type", words.MEDIA)
INVALID = Kind(422, "invalid", words.INVALID)
TOO_OFTEN = Kind(429, "too-often", words.TOO_OFTEN)
INTERNAL = Kind(500, "internal", words.INTERNAL)
UNAVAILABLE = Kind(503, "unavailable", words.UNAVAILABLE)

KINDS = (UNREADABLE, NOT_FOUND, NO_METHOD, TOO_LARGE, MEDIA, INVALID, TOO_OFTEN, INTERNAL, UNAVAILABLE)
_log = logging.getLogger(__name__)
_BY_STATUS = {kind.status: kind for kind in KINDS}


class Fault(Value):
    """A place in the request that is wrong, and what is wrong there."""

    at: Annotated[str, Field(description="请求里的位置，如 body/turns/0", examples=["body/turns"])]
    detail: Annotated[str, Field(description="哪里不对，怎么改", examples=["没有填。"])]


class Problem(Value):
    """Problem details."""

    type: Annotated[str, Field(description="问题的种类，不随部署变化", examples=[INVALID.type])]
    title: Annotated[str, Field(description="这一种类的名称", examples=[INVALID.title])]
    status: Annotated[int, Field(description="HTTP 状态码", examples=[INVALID.status])]
    detail: Annotated[str, Field(description="这一次是怎么回事，怎么办", examples=["“turns”：没有填。"])]
    errors: Annotated[tuple[Fault, ...], Field(description="请求里写得不对的每一处")] = ()


class ProblemError(Exception):
    """A problem to be answered with."""

    def __init__(self, kind: Kind, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        self.kind = kind
        self.detail = detail
        self.headers = headers
        super().__init__(detail)


def to_problem(error: Exception) -> tuple[Problem, Mapping[str, str]]:
    """Return the problem that ``error`` is, and the headers that go with it."""
    kind, detail, headers = INTERNAL, words.DETAILS[INTERNAL.name], dict[str, str]()
    match error:
        case RequestValidationError():
            return _invalid(error), headers
        case ProblemError():
            kind, detail, headers = error.kind, error.detail, dict(error.headers or {})
        case HTTPException():
            kind = _BY_STATUS.get(error.status_code, INTERNAL if error.status_code >= 500 else INVALID)
            detail, headers = words.DETAILS[kind.name], dict(error.headers or {})
        case QuestionError() | AddressError():
            kind, detail = INVALID, str(error)
        case BusyError():
            kind, detail, headers = UNAVAILABLE, words.BUSY, _RETRY
        case TiaowenError():  # an index or a model: the reason names files of the server, and is for its log
            kind, detail, headers = UNAVAILABLE, words.DETAILS[UNAVAILABLE.name], _RETRY
    return _problem(kind, detail), headers


def to_response(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Return ``problem`` as a response, half a surrogate pair escaped."""
    record = problem.model_dump(mode="json", exclude_defaults=True)
    content = json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(content, problem.status, dict(headers or {}), MEDIA_TYPE)


def respond(kind: Kind, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return the response of a problem of ``kind``."""
    return to_response(_problem(kind, detail), headers)


async def answer_problem(request: Request, error: Exception) -> Response:
    """Return ``error`` as a response; JSON that was not said to be JSON is a problem of its own."""
    if isinstance(error, RequestValidationError) and _has_body_fault(error) and not _says_json(request):
        return respond(MEDIA, words.DETAILS[MEDIA.name])
    problem, headers = to_problem(error)
    if problem.status >= INTERNAL.status and isinstance(error, TiaowenError):
        _log.error("A request could not be served: %s", for_log(error))
    if problem.status == NO_METHOD.status:
        headers = {"Allow": ", ".join(_methods_of(request))}
    return to_response(problem, headers)


def _methods_of(request: Request) -> list[str]:
    """Return the methods that the path of ``request`` has; the framework names those of the first operation only."""
    matching = (route for route in request.app.routes if route.matches(request.scope)[0] is not Match.NONE)
    return sorted({method for route in matching for method in getattr(route, "methods", None) or ()})


def _problem(kind: Kind, detail: str, faults: tuple[Fault, ...] = ()) -> Problem:
    return Problem(type=kind.type, title=kind.title, status=kind.status, detail=detail, errors=faults)


def _invalid(error: RequestValidationError) -> Problem:
    found = error.errors()
    if any(fault["type"] == "json_invalid" for fault in found):
        return _problem(UNREADABLE, words.DETAILS[UNREADABLE.name])
    faults = tuple(
        Fault(at="/".join(map(str, fault["loc"])), detail=words.fault(fault["type"], fault.get("ctx", {})))
        for fault in found
    )
    return _problem(INVALID, words.faults([(fault.at, fault.detail) for fault in faults]), faults)


def _has_body_fault(error: RequestValidationError) -> bool:
    return any(fault["loc"][:1] == ("body",) for fault in error.errors())


def _says_json(request: Request) -> bool:
    main = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return main == "application/json" or (main.startswith("application/") and main.endswith("+json"))
