"""What a model is told: the files of ``prompts/``, one a part, and the messages that are made of them.

The parts for the model to read are joined into one message, because many servers refuse two of one role in a row. What
changes least comes first, so that a server can keep what it has read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from tiaowen.answering.writing.slots import quoted
from tiaowen.corpus.files import read_text
from tiaowen.errors import CorpusError

_PLACEHOLDERS: dict[str, frozenset[str]] = {
    "articles": frozenset({"articles"}),
    "conversation": frozenset({"earlier"}),
    "result": frozenset({"result"}),
    "question": frozenset({"question"}),
    "retry": frozenset({"findings"}),
    "rewrite": frozenset({"earlier", "question"}),
}


class Prompts(NamedTuple):
    """The texts of ``prompts/``: the role as it stands, the others with a placeholder for what they bring."""

    role: str
    articles: str
    conversation: str
    result: str
    question: str
    retry: str
    rewrite: str

    def answer(
        self, *, articles: str, earlier: Sequence[str], result: str, question: str, findings: Sequence[str] = ()
    ) -> list[BaseMessage]:
        """Return the messages that ask for an answer; ``findings`` are what was wrong with the one before."""
        parts = [self.articles.format(articles=articles)]
        if earlier:
            parts.append(self.conversation.format(earlier=_list(earlier)))
        if result:
            parts.append(self.result.format(result=quoted(result)))
        parts.append(self.question.format(question=quoted(question)))
        if findings:
            parts.append(self.retry.format(findings=_list(findings)))
        return [SystemMessage(self.role), HumanMessage("\n\n".join(part.strip() for part in parts))]

    def rewriting(self, *, earlier: Sequence[str], question: str) -> list[BaseMessage]:
        """Return the message that asks for ``question`` as one that stands by itself."""
        return [HumanMessage(self.rewrite.format(earlier=_list(earlier), question=quoted(question)))]

    @property
    def secrets(self) -> str:
        """What an answer must not repeat."""
        return "\n".join([self.role, self.question, self.retry, self.rewrite])


def load_prompts(folder: Path) -> Prompts:
    """Return the prompts in ``folder``.

    Raises :class:`~tiaowen.errors.CorpusError` where a file is missing or has other placeholders than it should.
    """
    texts = {name: _read(folder / f"{name}.md", wanted) for name, wanted in _PLACEHOLDERS.items()}
    return Prompts(role=read_text(folder / "role.md").strip(), **texts)


def _read(path: Path, wanted: frozenset[str]) -> str:
    text = read_text(path)
    try:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as error:
        raise CorpusError(path, "提示词里的花括号没有配对。", advice="不是占位的花括号请写两个。") from error
    if names != wanted:
        found = "、".join(sorted(names)) or "没有"
        raise CorpusError(path, f"提示词里的占位是 {found}。", advice=f"应当恰好是 {'、'.join(sorted(wanted))}。")
    return text


def _list(lines: Sequence[str]) -> str:
    return "\n".join(f"- {quoted(' '.join(line.split()))}" for line in lines)
