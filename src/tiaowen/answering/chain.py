"""understand → retrieve → draft → check → Answer, as one LangChain ``Runnable``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

from tiaowen.answering.clauses import Clause, read_clauses
from tiaowen.answering.compose import compose
from tiaowen.answering.draft import Draft
from tiaowen.answering.figures import metric_matcher
from tiaowen.answering.followups import suggest_questions
from tiaowen.answering.release import release
from tiaowen.answering.select import Passage, select_passages
from tiaowen.answering.understand import Query, understand
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Answer
from tiaowen.retrieval.words import Tokenizer, to_words

_DEPTH = 30  # articles read per regulation
_CONTEXT = 6  # passages of each clause that a language model is given
_FEW = 8  # up to so many regulations each is searched by itself, so that none is crowded out


class Found(NamedTuple):
    """What retrieval brought: for each clause of the question the parts that fit it, best first."""

    query: Query
    clauses: tuple[tuple[Clause, tuple[Passage, ...]], ...]


class Drafted(NamedTuple):
    """The composed draft and, where a model is configured, what it wrote (the composed one where it failed)."""

    query: Query
    composed: Draft
    written: Draft | None


def build_chain(
    corpus: Corpus,
    retriever: BaseRetriever,
    tokenizer: Tokenizer,
    writer: Callable[[Query, tuple[Passage, ...]], Draft] | None = None,
    *,
    mend: Callable[[str], str] = str,
) -> Runnable[Sequence[str], Answer]:
    """Return the chain from the asker's turns (the last is answered) to the checked answer.

    ``retriever`` may be any LangChain retriever whose documents have article addresses as ids; ours are narrowed
    to the regulations in scope. ``mend`` mends the spelling of a turn. ``writer`` words the draft from passages;
    where it fails, or writes a figure that the check does not find, the composed draft stands in.
    """
    split = partial(to_words, tokenizer=tokenizer)
    metrics = metric_matcher(corpus)

    def understand_turns(turns: Sequence[str]) -> Query:
        return understand(turns, corpus, mend=mend)

    def retrieve(query: Query) -> Found:
        if not query.searchable:
            return Found(query, ())
        addresses = _retrieve(query, retriever, corpus)
        parts = [part for address in addresses for part in corpus.parts(address)]
        clauses = read_clauses(query, corpus, split=split, metrics=metrics)
        return Found(query, tuple((clause, select_passages(parts, clause)) for clause in clauses))

    def draft(found: Found) -> Drafted:
        composed = compose(found.query, found.clauses, corpus)
        best = {p.address: p for _, passages in found.clauses for p in passages[:_CONTEXT]}
        if writer is None or composed.status == "declined" or not best:
            return Drafted(found.query, composed, None)
        wording: Runnable[Query, Draft] = RunnableLambda(lambda query: writer(query, tuple(best.values())))
        fallback: Runnable[Query, Draft] = RunnableLambda(lambda _query: composed)
        return Drafted(found.query, composed, wording.with_fallbacks([fallback]).invoke(found.query))

    def check(drafted: Drafted) -> Answer:
        followups = suggest_questions(drafted.query, drafted.composed, corpus)
        if drafted.written is not None:
            answer = release(drafted.written, drafted.query, corpus)
            if answer.text == drafted.written.text:
                return answer.model_copy(update={"followups": followups})
        return release(drafted.composed, drafted.query, corpus).model_copy(update={"followups": followups})

    return RunnableLambda(understand_turns) | RunnableLambda(retrieve) | RunnableLambda(draft) | RunnableLambda(check)


def _retrieve(query: Query, retriever: BaseRetriever, corpus: Corpus) -> tuple[Address, ...]:
    """Return the addresses of the articles to read, those of a regulation best first."""
    law = [word for topic in corpus.terms.topics if topic.name in query.topics for word in topic.law]
    text = " ".join([query.search, *law])
    scopes = [(id_,) for id_ in query.regulations] if len(query.regulations) <= _FEW else [query.regulations]
    documents = [d for scope in scopes for d in retriever.invoke(text, k=_DEPTH, regulations=scope)]
    addresses = dict.fromkeys(Address.parse(d.id).whole for d in documents if d.id)
    return tuple(a for a in addresses if a.regulation in query.regulations)
