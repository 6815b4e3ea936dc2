"""Why a model wrote no answer, in one line for a person; never in the server's words, which may hold a key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

TIMEOUT = "模型服务没有在限定时间内答完"
BUSY = "同时提问的人太多，没有轮到"
CUT_OFF = "模型服务中途断开了"
UNREADABLE = "模型服务的回应读不懂"
EMPTY = "模型没有写出回答"
ENDLESS = "模型的回答没有写完就到了字数上限"
NOT_CHINESE = "模型没有用中文回答"
NO_GROUNDS = "模型的回答没有条文依据"
TOOLS = "模型没有回答，而是要调用工具"
FILTERED = "模型服务的内容过滤拦下了回答"
UNSOUND = "模型的回答没有通过核对"
_OVERFLOW = "问题和条文超出了模型的上下文"
_UNREACHABLE = "连不上模型服务"
_STATUSES = {
    400: "模型服务不接受这个请求",
    401: "模型服务不认这个密钥",
    402: "模型服务的余额不足",
    403: "模型服务拒绝了这个密钥",
    404: "模型服务没有这个模型或这个地址",
    408: TIMEOUT,
    413: _OVERFLOW,
    429: "模型服务限流",
}
_TOO_LONG = re.compile(r"context|too long|maximum|exceed|token", re.IGNORECASE)
_TRANSPORT = {"httpx", "httpcore", "httpx2", "httpcore2", "anyio", "ssl"}


def explain(error: BaseException) -> str:  # noqa: PLR0911 - one for each kind
    """Return why the request that ended with ``error`` brought no answer.

    >>> explain(TimeoutError())
    '模型服务没有在限定时间内答完'
    """
    status = status_of(error)
    if status is not None:
        if status == 400 and _TOO_LONG.search(str(error)):
            return _OVERFLOW
        words = _STATUSES.get(status, "模型服务出错" if status >= 500 else _STATUSES[400])
        return f"{words}（{status}）"
    causes = list(_causes(error))
    if any(isinstance(cause, TimeoutError) or "Timeout" in type(cause).__name__ for cause in causes):
        return TIMEOUT
    if any(isinstance(cause, json.JSONDecodeError | UnicodeDecodeError) for cause in causes):
        return UNREADABLE
    if any(type(cause).__name__ in {"RemoteProtocolError", "ReadError", "LocalProtocolError"} for cause in causes):
        return CUT_OFF
    if any(isinstance(cause, OSError) or type(cause).__module__.split(".")[0] in _TRANSPORT for cause in causes):
        return _UNREACHABLE
    return f"{UNREADABLE}（{type(error).__name__}）"


def status_of(error: BaseException) -> int | None:
    """Return the HTTP status that ``error`` tells of, whatever client raised it."""
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


def retry_after(error: BaseException) -> float | None:
    """Return the seconds after which the server wants to be asked again; None where it is not to be asked again.

    RFC 9110 section 10.2.3; a date is taken for no answer. Where a server that is busy names no time it is a second.
    """
    if status_of(error) not in {429, 503}:
        return None
    headers = getattr(getattr(error, "response", None), "headers", {})
    told = str(headers.get("retry-after", "1"))
    try:
        return max(0.0, float(told))
    except ValueError:
        return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__
