"""understand → retrieve → draft → check → Answer, as one LangChain ``Runnable``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import jieba
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

from tiaowen.answering.compose import Draft, compose
from tiaowen.answering.release import release
from tiaowen.answering.select import Clause, Passage, read_clauses, select_passages
from tiaowen.answering.understand import Query, understand
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Answer
from tiaowen.retrieval.words import to_words

_DEPTH = 30  # articles read per regulation
_FEW = 8  # up to so many regulations each is searched by itself, so that none is crowded out


class Found(NamedTuple):
    """What retrieval brought: for each clause of the question the parts that fit it, best first."""

    query: Query
    clauses: tuple[tuple[Clause, tuple[Passage, ...]], ...]


class Drafted(NamedTuple):
    """A draft with the query that it answers."""

    query: Query
    draft: Draft


def build_chain(
    corpus: Corpus, retriever: BaseRetriever, tokenizer: jieba.Tokenizer
) -> Runnable[Sequence[str], Answer]:
    """Return the chain from the asker's turns (the last is answered) to the checked answer.

    ``retriever`` may be any LangChain retriever whose documents have article addresses as ids; ours are narrowed
    to the regulations in scope.
    """

    def understand_turns(turns: Sequence[str]) -> Query:
        return understand(turns, corpus)

    def retrieve(query: Query) -> Found:
        if query.found or query.missing or query.elsewhere or not query.regulations:
            return Found(query, ())
        addresses = _retrieve(query, retriever, corpus)
        articles = [article for address in addresses if (article := corpus.article(address))]
        clauses = read_clauses(query.search, query.topics, corpus, partial(to_words, tokenizer=tokenizer))
        return Found(query, tuple((clause, select_passages(articles, clause)) for clause in clauses))

    def draft(found: Found) -> Drafted:
        return Drafted(found.query, compose(found.query, found.clauses, corpus))

    def check(drafted: Drafted) -> Answer:
        return release(drafted.draft, drafted.query, corpus, mode="extractive")

    return RunnableLambda(understand_turns) | RunnableLambda(retrieve) | RunnableLambda(draft) | RunnableLambda(check)


def _retrieve(query: Query, retriever: BaseRetriever, corpus: Corpus) -> tuple[Address, ...]:
    """Return the addresses of the articles to read, best first within each regulation."""
    law = [word for topic in corpus.terms.topics if topic.name in query.topics for word in topic.law]
    text = " ".join([query.search, *law])
    scopes = [(id_,) for id_ in query.regulations] if len(query.regulations) <= _FEW else [query.regulations]
    documents = [d for scope in scopes for d in retriever.invoke(text, k=_DEPTH, regulations=scope)]
    addresses = dict.fromkeys(Address.parse(d.id) for d in documents if d.id)
    return tuple(a for a in addresses if a.regulation in query.regulations)
