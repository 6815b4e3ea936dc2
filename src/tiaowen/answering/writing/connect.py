"""From settings to a chat model of LangChain. Nothing of it is imported before a model is configured."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from tiaowen.errors import ModelUnavailableError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_NO_KEY = "none"  # what servers without a key are sent: the client insists on one
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def connect_model(  # noqa: PLR0913 - an option each
    name: str, *, base_url: str | None, api_key: str | None, timeout: float, temperature: float, max_tokens: int
) -> BaseChatModel:
    """Return the chat model ``name`` of the OpenAI-compatible server at ``base_url``; nothing is asked of it yet.

    Raises :class:`~tiaowen.errors.ModelUnavailableError` where the address is missing or is none.
    """
    if base_url is None or urlsplit(base_url).scheme not in {"http", "https"}:
        told = "没有填" if base_url is None else f"是 {public_url(base_url)!r}"
        raise ModelUnavailableError(
            f"设了 TIAOWEN_LLM_MODEL，TIAOWEN_LLM_BASE_URL 却{told}。请填模型服务的地址，例如 http://127.0.0.1:11434/v1。"
        )
    from langchain.chat_models import init_chat_model

    return init_chat_model(
        name,
        model_provider="openai",  # otherwise the colon of qwen3:8b parts a provider from a model
        base_url=base_url,
        api_key=api_key or _NO_KEY,
        timeout=timeout,
        temperature=temperature,
        extra_body={"max_tokens": max_tokens},  # the newer name for it is known to few servers
        max_retries=0,  # the deadline is ours, and so is what is tried again within it
        stream_chunk_timeout=None,
        use_responses_api=False,
        http_async_client=_http_client(),
        http_socket_options=(),  # its own transport, of which a warning tells where the environment has a proxy
        openai_proxy="",  # of the environment; it cannot be had together with a client of our own
    )


def public_url(url: str) -> str:
    """Return ``url`` without a name and password that it may hold.

    >>> public_url("https://me:secret@llm.example/v1?key=1")
    'https://llm.example/v1'
    """
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


@lru_cache(maxsize=1)
def _http_client() -> Any:
    """Return the one HTTP client; to this machine it goes past any proxy that the environment names."""
    import httpx2  # what the openai client is built on

    return httpx2.AsyncClient(mounts=dict.fromkeys(f"all://{host}" for host in _LOOPBACK))
