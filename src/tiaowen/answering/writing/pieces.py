"""Text as it comes → pieces that are checked one by one: a sentence with its marks, a row of a table, a line's end."""

from __future__ import annotations

import re

_END = re.compile(
    r"[。！？；]+|(?:[?;]|!(?!\[\D))+(?=[\s\u3400-\u9fff\[（“*|]|$)"
)  # those within an address end nothing
_TRAILING = re.compile(r"(?:[”’」』）)*]|[ \t\u3000]|\[\^?\d[\d,，、 ]*\]|［\d+］|【\d+】|〔\d+〕)*")
_ROW = re.compile(r"\s*\|")


class Cutter:
    """Takes text in pieces and gives out whole sentences and rows; a mark behind the full stop belongs before it."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, text: str) -> list[str]:
        """Return the pieces that ``text`` completes."""
        self._held += text
        out: list[str] = []
        while (end := self._end()) is not None:
            out.append(self._held[:end])
            self._held = self._held[end:]
        return out

    def finish(self) -> list[str]:
        """Return what is left."""
        pieces = self.feed("\n")
        return [*pieces[:-1], pieces[-1].removesuffix("\n")]

    def _end(self) -> int | None:
        """Return where the first piece ends; None where that cannot be told yet."""
        newline = self._held.find("\n")
        if _ROW.match(self._held):
            return newline + 1 if newline >= 0 else None
        for match in _END.finditer(self._held, 0, newline if newline >= 0 else len(self._held)):
            trailing = _TRAILING.match(self._held, match.end())
            end = trailing.end() if trailing else match.end()
            if end < len(self._held) and not self._open(end):
                return end + 1 if self._held[end] == "\n" else end
            return None
        return newline + 1 if newline >= 0 else None

    def _open(self, at: int) -> bool:
        """Tell whether what begins at ``at`` may still become a mark."""
        rest = self._held[at:]
        return len(rest) < 8 and bool(re.fullmatch(r"\[[\^\d,，、 ]*|［\d*|【\d*|〔\d*", rest))
