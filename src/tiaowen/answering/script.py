"""Traditional characters → simplified ones."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


def simplify(text: str) -> str:
    """Return ``text`` with traditional characters simplified, as phrases ask for it.

    >>> simplify("柳州第九條，乾燥設備")
    '柳州第九条，干燥设备'
    """
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return str(_converter().convert(text))
    return text


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    import opencc  # most texts have no traditional character

    return opencc.OpenCC("t2s")
