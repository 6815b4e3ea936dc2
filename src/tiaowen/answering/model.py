"""A draft worded by a language model from the passages found. It passes the same check as any other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate

from tiaowen.answering.draft import Draft
from tiaowen.answering.select import Passage
from tiaowen.answering.understand import Query
from tiaowen.corpus.files import read_text
from tiaowen.corpus.load import Corpus
from tiaowen.errors import CorpusError, ModelUnavailableError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PLACEHOLDERS = {"articles", "earlier", "question"}
_MARK = re.compile(r"\[(\d+)\]")


def load_prompt(folder: Path) -> ChatPromptTemplate:
    """Return the prompt in ``folder``: ``role.md`` and ``question.md``.

    Raises :class:`~tiaowen.errors.CorpusError` where a file is missing or has other placeholders than it should.
    """
    template = [("system", read_text(folder / "role.md")), ("human", read_text(folder / "question.md"))]
    try:
        prompt = ChatPromptTemplate.from_messages(template)
    except ValueError as error:
        raise CorpusError(folder, "提示词里的花括号没有配对。", advice="不是占位的花括号请写两个。") from error
    if set(prompt.input_variables) != PLACEHOLDERS:
        found = "、".join(sorted(prompt.input_variables)) or "没有"
        raise CorpusError(
            folder, f"提示词里的占位是 {found}。", advice=f"应当恰好是 {'、'.join(sorted(PLACEHOLDERS))}。"
        )
    return prompt


def draft_with_model(
    query: Query, passages: tuple[Passage, ...], corpus: Corpus, model: BaseChatModel, prompt: ChatPromptTemplate
) -> Draft:
    """Return what ``model`` writes of ``passages``, its marks [n] as citations.

    Raises :class:`~tiaowen.errors.ModelUnavailableError` where it writes nothing or cites what it was not given.
    """
    articles = "\n\n".join(f"[{n}] {corpus.label(p.address)}：{p.text}" for n, p in enumerate(passages, 1))
    written = (prompt | model | StrOutputParser()).invoke(
        {"articles": articles, "earlier": query.said.removesuffix(query.question), "question": query.question}
    )
    cited = list(dict.fromkeys(int(n) for n in _MARK.findall(written)))
    if not cited or any(not 1 <= n <= len(passages) for n in cited):
        raise ModelUnavailableError("模型的回答没有引注，或引用了没有给它的条文。")
    return Draft(
        text=_MARK.sub(lambda mark: f"〔{cited.index(int(mark[1])) + 1}〕", written).strip(),
        status="verified",
        citations=tuple(corpus.cite(passages[n - 1].address, passages[n - 1].text) for n in cited),
        mode="llm",
    )
