"""Matching: whether an expected string stands in an answer."""

from __future__ import annotations

import re
import unicodedata

_LINE_MARKS = re.compile(
    r"^[ \t]*(?:\|[ \t:|-]+|-{3,})[ \t]*$"  # the rule of a table, a thematic break
    r"|(?<=\n)[ \t]*>[ \t]*$"  # an empty line of a quote; 「>」 alone is something to look for
    r"|^[ \t]*(?:>[ \t]+)*(?:#{1,6}[ \t]+|[-+*][ \t]+)?",  # quote, heading, bullet; 「>183天」 is no quote
    re.MULTILINE,
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_MARKS = re.compile(r"[*_`|]|~~|\\(?=[!-/:-@\[-`{-~])")


def strip_marks(text: str) -> str:
    """Return ``text`` without its Markdown marks, line by line as it was."""
    return _MARKS.sub("", _TAG.sub("", _LINK.sub(r"\1", _LINE_MARKS.sub("", text))))


def normalise(text: str) -> str:
    """Return ``text`` as expectations are compared: no Markdown marks, NFKC, lower case, no white space.

    >>> normalise("- **不少于** 300 ㎡（２０％）")
    '不少于300m2(20%)'
    """
    plain = unicodedata.normalize("NFKC", strip_marks(text)).lower()
    return "".join(plain.split())


def contains(text: str, needle: str) -> bool:
    """Tell whether ``needle`` stands in ``text``, its outer digits touching no other digit.

    >>> contains("不少于15人", "5人"), contains("不少于 5 人", "5人")
    (False, True)
    """
    return stands_in(normalise(text), needle)


def stands_in(plain: str, needle: str) -> bool:
    """Tell the same of a text that :func:`normalise` has returned."""
    wanted = normalise(needle)
    if wanted not in plain:
        return False
    before = r"(?<!\d)" if wanted[:1].isdigit() else ""
    after = r"(?!\d)" if wanted[-1:].isdigit() else ""
    return bool(wanted) and re.search(before + re.escape(wanted) + after, plain) is not None
