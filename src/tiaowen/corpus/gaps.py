"""``gaps.yaml``: what a text leaves open, so that an answer can say so instead of guessing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from tiaowen.corpus.files import find_line, read_yaml
from tiaowen.domain import Address, Regulation, Value
from tiaowen.errors import CorpusError

GAPS = "gaps.yaml"

Word = Annotated[str, StringConstraints(min_length=1)]


class GapEntry(Value):
    """One entry of ``gaps.yaml``: a question is about it that has a word of each list of ``asked``."""

    at: str
    asked: tuple[Annotated[tuple[Word, ...], Field(min_length=1)], ...] = Field(min_length=1)
    unless: tuple[Word, ...] = ()
    says: str = Field(min_length=1)


class Gap(Value):
    """What the text at ``at`` leaves open, in the sentence ``says``."""

    at: Address
    asked: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()
    says: str

    def is_asked(self, text: str) -> bool:
        """Tell whether ``text`` has a word of each list of ``asked``, and none that means another thing."""
        return all(any(word in text for word in words) for words in self.asked) and not any(
            word in text for word in self.unless
        )


def load_gaps(folder: Path, regulation: Regulation) -> tuple[Gap, ...]:
    """Return the gaps of ``regulation``, nothing where there is no file.

    Raises :class:`~tiaowen.errors.CorpusError` where an entry is wrong or names a place that is not there.
    """
    path = folder / GAPS
    if not path.exists():
        return ()
    places = {str(part.address).partition("/")[2] for article in regulation.articles for part in article.parts()}
    entries = read_yaml(path, tuple[GapEntry, ...])
    for index, entry in enumerate(entries):
        if entry.at not in places:
            line = find_line(path, (index, "at"))
            raise CorpusError(path, f"没有 {entry.at} 这个地方。", line=line, advice="请核对地址。")
    return tuple(
        Gap(at=Address.parse(f"{regulation.id}/{e.at}"), asked=e.asked, unless=e.unless, says=e.says) for e in entries
    )
