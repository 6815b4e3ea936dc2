"""understand → retrieve → draft → write and check → Answer, as one LangChain ``Runnable``, and step by step."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

from tiaowen.answering.clauses import Clause, read_clauses
from tiaowen.answering.compose import compose
from tiaowen.answering.draft import Draft
from tiaowen.answering.figures import metric_matcher
from tiaowen.answering.followups import suggest_questions
from tiaowen.answering.premises import with_premise
from tiaowen.answering.release import release
from tiaowen.answering.seek import seek_in_scope
from tiaowen.answering.select import Passage, select_passages
from tiaowen.answering.understand import Query, understand
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Answer
from tiaowen.retrieval.words import Tokenizer, to_words

if TYPE_CHECKING:
    from tiaowen.answering.writing.writer import Writer

_CONTEXT = 6  # passages of each clause that a language model is given


class Found(NamedTuple):
    """What retrieval brought: for each clause of the question the parts that fit it, best first."""

    query: Query
    clauses: tuple[tuple[Clause, tuple[Passage, ...]], ...]


class Drafted(NamedTuple):
    """What was found and the draft composed of it."""

    found: Found
    composed: Draft


class Chain:
    """The way from the asker's turns (the last is answered) to the checked answer.

    ``retriever`` may be any LangChain retriever whose documents have article addresses as ids; ours are narrowed
    to the regulations in scope. ``mend`` mends the spelling of a turn. ``writer`` has a language model word the
    answer; where it fails, or writes what the check does not find, the composed draft stands in.
    """

    def __init__(
        self,
        corpus: Corpus,
        retriever: BaseRetriever,
        tokenizer: Tokenizer,
        writer: Writer | None = None,
        *,
        mend: Callable[[str], str] = str,
    ) -> None:
        self._corpus = corpus
        self._retriever = retriever
        self._writer = writer
        self._mend = mend
        self._split = partial(to_words, tokenizer=tokenizer)
        self._metrics = metric_matcher(corpus)
        self._retrieval: Runnable[Query, Found] = RunnableLambda(self._retrieve)  # a step that tracers are told of

    @cached_property
    def runnable(self) -> Runnable[Sequence[str], Answer]:
        """The whole way as a ``Runnable``."""
        return RunnableLambda(self._understand) | RunnableLambda(self._answer)

    def stream(self, turns: Sequence[str]) -> Generator[Answer, None, Answer]:
        """Return the whole answer; yield it as far as it is checked, each time with at least as much.

        While a model says nothing the same is yielded again, so that whoever reads may stop; closing the iterator
        ends the request to the model.
        """
        return (yield from self._write(self._understand(turns)))

    def _answer(self, query: Query) -> Answer:
        steps = self._write(query)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                whole: Answer = end.value
                return whole

    def _write(self, query: Query) -> Generator[Answer, None, Answer]:
        if self._writer is None:
            drafted = self._draft(self._retrieval.invoke(query))
            return self._finished(release(drafted.composed, query, self._corpus), drafted)
        session = yield from self._writer.begin(query)
        drafted = self._draft(self._retrieval.invoke(session.query))
        best = {p.address: p for _, passages in drafted.found.clauses for p in passages[:_CONTEXT]}
        answer = yield from self._writer.write(session, tuple(best.values()), drafted.composed)
        return self._finished(answer, drafted)

    def _finished(self, answer: Answer, drafted: Drafted) -> Answer:
        followups = suggest_questions(drafted.found.query, drafted.composed, self._corpus)
        return answer.model_copy(update={"followups": followups})

    def _understand(self, turns: Sequence[str]) -> Query:
        return understand(turns, self._corpus, mend=self._mend)

    def _retrieve(self, query: Query) -> Found:
        if not query.searchable:
            return Found(query, ())
        found = seek_in_scope(query, self._retriever, self._corpus)
        clauses = read_clauses(query, self._corpus, split=self._split, metrics=self._metrics)
        ruled = [rule.at.whole for c in clauses for rule in c.rules if rule.at.regulation in query.regulations]
        parts = [part for address in dict.fromkeys((*found, *ruled)) for part in self._corpus.parts(address)]
        return Found(query, tuple((clause, select_passages(parts, clause)) for clause in clauses))

    def _draft(self, found: Found) -> Drafted:
        composed = compose(found.query, found.clauses, self._corpus)
        return Drafted(found, with_premise(composed, found.query, self._corpus))
