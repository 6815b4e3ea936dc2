"""Words of which the law means one and not the other: 本科 and 硕士, 主营业务收入 and 净利润."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tiaowen.quantities.view import to_view
from tiaowen.rules.matcher import Matcher


class Choice(NamedTuple):
    """A word of a text: where it stands, and which member of which class of contrasts it is."""

    start: int
    end: int
    group: int
    member: str


class ContrastReader:
    """Reads the words of ``contrasts``: classes of members, a member being its ways of writing."""

    def __init__(self, contrasts: Iterable[Iterable[Iterable[str]]]) -> None:
        self._matcher: Matcher[tuple[int, str]] = Matcher(
            (to_view(word).text, (group, words[0]))
            for group, members in enumerate(contrasts)
            for words in map(tuple, members)
            for word in words
        )

    def read(self, text: str) -> tuple[Choice, ...]:
        """Return the members in ``text``, the longest at each place."""
        return tuple(Choice(m.start, m.end, *value) for m in self._matcher.find(text) for value in m.values)

    def conflict(self, said: Iterable[Choice], laws: Iterable[str]) -> Choice | None:
        """Return the first of ``said`` whose class has only other members in the law.

        ``laws`` are texts of the law, the narrowest first; the first that has a member of the class decides. A class
        of which no text has any is left open.
        """
        groups: dict[int, list[Choice]] = {}
        for choice in said:
            groups.setdefault(choice.group, []).append(choice)
        read = [self.read(to_view(law).text) for law in laws]
        for group, choices in groups.items():
            stated = next((own for law in read if (own := {c.member for c in law if c.group == group})), None)
            if stated and stated.isdisjoint(choice.member for choice in choices):
                return choices[0]
        return None
