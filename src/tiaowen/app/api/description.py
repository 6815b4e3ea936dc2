"""The interface as one application, and its description in OpenAPI."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.exceptions import HTTPException

import tiaowen
from tiaowen.app.api.limits import API, Failures, Limits
from tiaowen.app.api.problems import KINDS, MEDIA_TYPE, Problem, ProblemError, answer_problem
from tiaowen.app.api.rates import RateLimiter
from tiaowen.app.api.routes import add_routes
from tiaowen.app.api.work import BusyError, Workers
from tiaowen.app.render.api import docs, words
from tiaowen.assistant import Assistant
from tiaowen.errors import TiaowenError

_NOT_OF = {"get": {"too-large", "media-type", "unreadable"}, "post": {"not-found"}}


def mount_api(app: FastAPI, assistant: Assistant) -> None:
    """Put the interface at ``/api`` of ``app``, and the limits around the whole of it."""
    settings = assistant.settings
    app.add_middleware(Limits, max_body=settings.max_body, rate=RateLimiter(settings.rate))
    app.mount(API, build_api(assistant))
    app.add_route(API, _to_docs)  # without the slash it would be a place of the page
    app.add_exception_handler(HTTPException, answer_problem)  # a path with a line break is nobody's


def build_api(assistant: Assistant) -> FastAPI:
    """Return the interface, to be mounted at ``/api``; it loads nothing from another host."""
    api = _Described(
        title=words.TITLE,
        version=tiaowen.__version__,
        description=words.DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    api.add_middleware(Failures)
    for error in (RequestValidationError, HTTPException, ProblemError, TiaowenError, BusyError):
        api.add_exception_handler(error, answer_problem)
    add_routes(api, assistant, asking=Workers(), looking=Workers())

    @api.get("/docs", include_in_schema=False)
    def page() -> HTMLResponse:
        return HTMLResponse(docs.api_page(api.openapi()))

    api.add_route("/", _to_docs)
    return api


def _to_docs(request: Request) -> RedirectResponse:
    root = str(request.scope.get("root_path", "")).removesuffix(API)
    return RedirectResponse(f"{root}{API}/docs")


class _Described(FastAPI):
    """An application whose description has Chinese words and its problems as what they are."""

    def openapi(self) -> dict[str, Any]:
        """Return the description in OpenAPI, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = _describe(super().openapi())
        return self.openapi_schema


def _describe(schema: dict[str, Any]) -> dict[str, Any]:
    """Return ``schema`` with every problem an operation may answer with, and every type described."""
    schemas = schema["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs") | {"Problem": problem}
    for name, model in schemas.items():
        model["description"] = words.TYPES[name]
        for field, described in model.get("properties", {}).items():
            described.setdefault("description", words.FIELDS.get(field, ""))
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            operation["responses"] |= {
                str(kind.status): _response(kind.title) for kind in KINDS if kind.name not in _NOT_OF[method]
            }
            operation["responses"]["429"]["headers"] = {
                "Retry-After": {"description": words.RETRY_AFTER, "schema": {"type": "integer"}}
            }
    schema["servers"] = [{"url": "/api"}]
    return schema


def _response(title: str) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": title, "content": content}
