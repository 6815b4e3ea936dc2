"""条问 Tiaowen: article-true answers over Chinese municipal regulations.

::

    from tiaowen import Assistant

    Assistant.from_settings().ask("柳州工程技术研究中心需要多少研发人员").text
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tiaowen.assistant import Assistant
    from tiaowen.domain import Address, Answer, Article, Citation, Regulation
    from tiaowen.errors import TiaowenError
    from tiaowen.settings import Settings

__version__ = "0.1.0"
__all__ = [
    "Address",
    "Answer",
    "Article",
    "Assistant",
    "Citation",
    "Regulation",
    "Settings",
    "TiaowenError",
]

_HOMES = {
    "Assistant": "assistant",
    "Settings": "settings",
    "TiaowenError": "errors",
}


def __getattr__(name: str) -> Any:
    """Import an exported name on first use, so that ``import tiaowen`` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"tiaowen.{_HOMES.get(name, 'domain')}"), name)
