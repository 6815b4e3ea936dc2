"""The raw stream → what a person may read: without reasoning, calls of tools, HTML, pictures and links."""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = r"think(?:ing)?|reasoning|thought|reflection|tool_call|tool_response|function_call|script|style|svg"
_OPEN = re.compile(rf"<\|?({_HIDDEN})(?:\s[^<>]*)?\|?>", re.IGNORECASE)
_CLOSE = re.compile(rf"</({_HIDDEN})\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[/!]?[A-Za-z|｜][^<>]*>")  # <8人 is no tag
_TARGET = r"\((?:[^()\n]|\([^()\n]*\))*\)"
_PICTURE = re.compile(rf"!\[[^\]]*\](?:{_TARGET}|\[[^\]]*\])")
_NUMBERED = re.compile(rf"\[\^?(\d+)\]{_TARGET}")
_LINK = re.compile(rf"\[([^\[\]]+)\]{_TARGET}")
_FENCE = re.compile(r"^\s*(?:```|~~~).*$", re.MULTILINE)
_ENDS = {"!": "-->"}  # of a comment
_LONGEST_TAG = 200  # characters after which an opened tag is held to be none
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Me"}
_RINGED = re.compile(
    r"(?<=\S)[①-⑳⑴-⒇⒈-⒛❶-❿➀-➓⓪](?=\s*(?:人|名|个|万|亿|元|%|％|年|月|天|日|平|㎡|家|项|篇|次|届|例|分|周岁|工作日))"
)


class Cleaner:
    """Takes a stream in pieces and gives out what of it is no reasoning and no noise.

    ``unthought`` turns true where the words so far turn out to have been reasoning whose opening the server swallowed:
    the text begins anew then.
    """

    def __init__(self) -> None:
        self.unthought = False
        self._held = ""
        self._inside: str | None = None
        self._any = False

    def feed(self, words: str) -> str:
        """Return what can be read after ``words`` and could not before; a tag that is still open is held back."""
        self._held += words
        return self._take(whole=False)

    def finish(self) -> str:
        """Return what is left; reasoning that never ended is none of it."""
        return self._take(whole=True)

    def _take(self, *, whole: bool) -> str:
        out: list[str] = []
        while self._held:
            if self._inside is not None:
                close = re.search(_ENDS.get(self._inside, rf"</{self._inside}\s*>"), self._held, re.IGNORECASE)
                if close is None:
                    self._held = "" if whole else self._held[-_LONGEST_TAG:]
                    break
                self._held, self._inside = self._held[close.end() :], None
                continue
            at = self._held.find("<")
            if at < 0:
                out.append(self._held)
                self._held = ""
                break
            out.append(self._held[:at])
            self._held = self._held[at:]
            end = self._held.find(">")
            if end < 0 and not whole and len(self._held) < _LONGEST_TAG:
                break
            if self._held.startswith("<!--"):
                self._inside, self._held = "!", self._held[4:]
            elif opened := _OPEN.match(self._held):
                self._inside, self._held = opened[1], self._held[opened.end() :]
            elif closed := _CLOSE.match(self._held):
                out.clear()
                self.unthought = True
                self._held = self._held[closed.end() :]
            else:
                tag = _TAG.match(self._held)
                out.append("" if tag else self._held[0])
                self._held = self._held[tag.end() if tag else 1 :]
        return "".join(out)


def clean_piece(text: str) -> str:
    """Return ``text``, a sentence or a row, without pictures, links, fences and characters that nobody sees.

    >>> clean_piece("见[办法](http://evil.example/x)![图](http://evil.example/y.png)第九条[1](#a)。")
    '见办法第九条[1]。'
    """
    text = _PICTURE.sub("", text)
    text = _LINK.sub(r"\1", _NUMBERED.sub(r"[\1]", text))
    text = _TAG.sub("", _FENCE.sub("", text))
    text = _RINGED.sub(lambda match: unicodedata.normalize("NFKC", match[0]).strip("()."), text)
    return "".join(_plain(c) for c in text if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)


def _plain(character: str) -> str:
    """Return ``character``, a digit of another script or dress as the digit that everybody reads, and the check too."""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
