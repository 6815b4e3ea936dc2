"""The operations of the interface: each hands its request to the assistant, in a thread."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from functools import partial
from typing import Annotated

from fastapi import FastAPI, Header, Path, Query
from fastapi.responses import Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from tiaowen.app.api import laws
from tiaowen.app.api.eligibility import judge
from tiaowen.app.api.models import (
    AnswerRecord,
    ArticleRecord,
    AskRequest,
    EligibilityRecord,
    EligibilityRequest,
    RegulationList,
    SearchRecord,
    VerifyRecord,
    VerifyRequest,
)
from tiaowen.app.api.problems import INVALID, ProblemError, to_problem
from tiaowen.app.api.work import Workers
from tiaowen.app.render import terminal
from tiaowen.app.render.api import words
from tiaowen.assistant import Assistant, Case
from tiaowen.domain import Answer, Verdict
from tiaowen.errors import for_log
from tiaowen.rules.fields import Form

STREAM = "text/event-stream"
_JSON = "application/json"

_log = logging.getLogger(__name__)


def add_routes(api: FastAPI, assistant: Assistant, asking: Workers, looking: Workers) -> None:
    """Add the operations over ``assistant`` to ``api``; questions, which a model makes long, have their own workers."""

    @api.post(
        "/ask",
        summary="提问",
        description=words.ASK,
        response_model=AnswerRecord,
        responses={200: {"description": "核对过的回答", "content": {STREAM: {"schema": {"type": "string"}}}}},
    )
    async def ask(
        request: AskRequest,
        accept: Annotated[str, Header(include_in_schema=False)] = _JSON,
    ) -> Response:
        if not wants_stream(accept):
            answer = await asking.run(partial(assistant.ask, request.turns))
            return _json(terminal.answer_record(answer, request.id))
        answers = asking.each(partial(assistant.stream, request.turns))
        first = await anext(answers)  # what cannot be asked is answered with its status
        return EventSourceResponse(_to_events(first, answers, request.id), headers={"Cache-Control": "no-store"})

    @api.get("/regulations", summary="收录的法规", description=words.REGULATIONS)
    async def regulations() -> RegulationList:
        return await looking.run(partial(laws.list_regulations, assistant))

    @api.get("/articles/{address:path}", summary="查看条文", description=words.ARTICLE)
    async def article(
        address: Annotated[str, Path(description="地址，或人们的写法", examples=["liuzhou-etrc/9(3)"])],
    ) -> ArticleRecord:
        return await looking.run(partial(laws.read_place, assistant, address))

    @api.get("/search", summary="搜索条文", description=words.SEARCH)
    async def search(
        q: Annotated[str, Query(min_length=1, description="要找的词或问题", examples=["年度报告 期限"])],
        limit: Annotated[int, Query(ge=1, le=words.MOST_HITS, description="最多列出几条")] = 10,
    ) -> SearchRecord:
        return SearchRecord(hits=await looking.run(partial(assistant.search, q, limit)))

    @api.post("/verify", summary="核对一段文字", description=words.VERIFY, response_model=VerifyRecord)
    async def verify(request: VerifyRequest) -> Response:
        verdicts = await looking.run(partial(verify_request, assistant, request))
        return _json(terminal.verdicts_record(verdicts, request.id))

    @api.get("/eligibility", summary="自测要填什么", description=words.FORM)
    async def form(
        regulation: Annotated[str, Query(description="法规的编号", examples=["liuzhou-etrc"])],
        platform: Annotated[str, Query(description="哪类平台", examples=["工程技术研究中心"])],
        category: Annotated[str | None, Query(description="类别，如“农业”")] = None,
        applicant: Annotated[str | None, Query(description="谁申报：企业、高校、科研院所")] = None,
    ) -> Form:
        case = Case(category=category, applicant=applicant)
        return await looking.run(lambda: assistant.form(regulation, platform, **case))

    @api.post("/eligibility", summary="自测", description=words.ELIGIBILITY)
    async def eligibility(request: EligibilityRequest) -> EligibilityRecord:
        return await looking.run(partial(judge, assistant, request))


def wants_stream(accept: str) -> bool:
    """Tell whether ``accept`` names the stream before JSON.

    >>> wants_stream("text/event-stream"), wants_stream("application/json, text/event-stream"), wants_stream("*/*")
    (True, False, False)
    """
    named = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    return STREAM in named and _JSON not in named[: named.index(STREAM)]


def verify_request(assistant: Assistant, request: VerifyRequest) -> Sequence[Verdict]:
    """Return the verdicts on the text of ``request``.

    Raises :class:`~tiaowen.app.api.problems.ProblemError` where it is longer than the settings allow.
    """
    limit = assistant.settings.max_text
    if len(request.answer) > limit:
        raise ProblemError(INVALID, words.too_long(len(request.answer), limit))
    return assistant.verify(request.answer, request.question, request.cited)


async def _to_events(
    first: Answer, rest: AsyncGenerator[Answer], id_: str | int | None
) -> AsyncIterator[ServerSentEvent]:
    """Yield an event for each answer, which is all of it so far, and one that says that it was the last.

    While a language model says nothing the same answer comes again; it is sent once.
    """
    try:
        yield ServerSentEvent(terminal.answer_record(first, id_), event="answer")
        before = first
        async for answer in rest:
            if answer != before:
                yield ServerSentEvent(terminal.answer_record(answer, id_), event="answer")
            before = answer
        yield ServerSentEvent("{}", event="done")
    except Exception as error:  # noqa: BLE001 - the status is sent: the fault must be told as an event
        _log.error("A streamed answer failed: %s", for_log(error))
        problem, _ = to_problem(error)
        yield ServerSentEvent(json.dumps(problem.model_dump(mode="json"), ensure_ascii=False), event="problem")
    finally:
        await rest.aclose()


def _json(record: str) -> Response:
    return Response(record, media_type=_JSON)
