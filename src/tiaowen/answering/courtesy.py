"""Greetings before a question and thanks after it: they ask nothing."""

from __future__ import annotations

import re

_MARKS = r"[\s，,。！!、：:~～]*"
_GREETING = re.compile(
    rf"(?:(?:(?:老师|同志|领导)?(?:你们?|您|大家|各位|早上|上午|下午|晚上|老师)好(?:啊|呀)?|打扰(?:一下|下|了|您)*|不好意思|辛苦您?了"
    r"|(?:那|再|又|麻烦|劳驾|想|我想|我要|请)*(?:(?:请问|请教|问问|问)(?:一下|下|您|你)*(?![题到过的卷责委])|(?:咨询|打听)(?:一下|下|您|你|(?=[\s，,。：:]))+))"
    rf"{_MARKS})+"
)
_THANKS = re.compile(
    rf"{_MARKS}(?:(?:(?:非常|十分|多|先)?(?:谢谢|感谢)|多谢|谢了)(?:您|你|老师|大家|啦|了|哈)*"
    rf"|(?:麻烦|辛苦|拜托)(?:您|你|老师)?(?:了|啦)){_MARKS}$"
)


def drop_courtesies(text: str) -> str:
    """Return ``text`` without the greetings before it and the thanks behind it; a text that is nothing else stays.

    >>> drop_courtesies("您好，请问柳州要几人？谢谢！"), drop_courtesies("你好")
    ('柳州要几人？', '你好')
    """
    greeting = _GREETING.match(text)
    bare = _THANKS.sub("", text[greeting.end() :] if greeting else text)
    return bare if any(c.isalnum() for c in bare) else text
