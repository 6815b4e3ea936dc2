"""Ours beside two textbook chains, on the same questions, with the same number of characters of context.

The peers, as their tutorials build them, with what helps them where the tutorial leaves a choice:

- Both get the regulations as clean text, wrapped lines already joined: a splitter that cuts at line breaks would do
  worse on the files as received. Chunks are of 500 characters at most, 50 of them shared, from LangChain's
  ``RecursiveCharacterTextSplitter``, with Chinese punctuation to cut at, as its documentation advises. On the five
  regulations the default separators give the same chunks: no line there is longer than a chunk.
- *Chroma*: ``langchain_chroma.Chroma.from_documents`` and its retriever, with the embedding model that we use. The
  tutorial reads the four nearest chunks, 2,000 characters at most; where they are shorter the next ones fill up.
- *BM25*: over the same chunks. ``langchain_community``'s ``BM25Retriever`` splits at white space by default, which
  Chinese does not have; here words are those of jieba, as in our own index, and the formula is Lucene's, which ours
  is too.
- Neither knows cities or kinds of platform; a conversation is given to them as its turns joined.

Of every way the texts found are joined, best first, and cut at the number of characters allowed. What is counted is
how much of the articles that answer is in there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean
from typing import NamedTuple
from uuid import uuid4

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Value
from tiaowen.evals.cases import Case
from tiaowen.evals.ranking import Interval, with_interval
from tiaowen.evals.timing import Latency, time_each
from tiaowen.retrieval.lexical import LexicalRetriever
from tiaowen.retrieval.words import base_tokenizer

CHUNK, SHARED, TOP = 500, 50, 4
BUDGETS = (500, 1000, CHUNK * TOP)
SEPARATORS = ("\n\n", "\n", "。", "；", "，", "、", "")

# Results read, so that the largest budget is filled.
_CHUNKS_READ, _DEEP = 2 * TOP, 50


class Span(NamedTuple):
    """Characters of one regulation's text, ``end`` excluded."""

    regulation: str
    start: int
    end: int


class Peer(Value):
    """One way: recall of the gold articles for each of ``BUDGETS``, and how long a question took.

    ``mixed`` is the share of chunks that hold text of more than one article; None where units are articles.
    """

    name: str
    recall: tuple[Interval, ...]
    whole: tuple[float, ...]
    chunks: int
    mixed: float | None
    latency: Latency


class Texts(NamedTuple):
    """The text of each regulation, and where each article stands in it."""

    text: dict[str, str]
    articles: dict[Address, Span]

    def span(self, address: Address, corpus: Corpus) -> Span:
        """Return where the place at ``address`` stands: the item or paragraph, where it names one."""
        whole = self.articles[address.whole]
        part = corpus.text(address)
        at = self.text[whole.regulation].find(part, whole.start, whole.end) if part else -1
        return Span(whole.regulation, at, at + len(part)) if part and at >= 0 else whole


Context = list[Span]


class _Way(NamedTuple):
    """What one way brought for each case, and how long it took."""

    name: str
    contexts: list[Context]
    chunks: int
    mixed: float | None
    latency: Latency


def compare_peers(assistant: Assistant, embeddings: Embeddings, cases: Sequence[Case]) -> tuple[Peer, ...]:
    """Return the figures of ours and of the peers over those of ``cases`` that have gold articles."""
    texts = join_texts(assistant.corpus)
    asked = [case for case in cases if case.gold_articles]
    assistant.search(asked[0].turns)  # opens the index, which no question is to wait for
    hits, latency = time_each(lambda case: assistant.search(case.turns, _DEEP), asked)
    ours = [[texts.articles[hit.address] for hit in row] for row in hits]
    ways = [_Way("条问", ours, len(texts.articles), None, latency)]
    chunks = split_texts(texts)
    mixed = fmean(mixes_articles(_to_span(chunk), texts) for chunk in chunks)
    for name, search in (("Chroma", _chroma_search(chunks, embeddings)), ("BM25", _bm25_search(chunks))):
        search(asked[0])
        found, latency = time_each(search, asked)
        contexts = [[_to_span(chunk) for chunk in row] for row in found]
        ways.append(_Way(f"LangChain {name}", contexts, len(chunks), mixed, latency))
    return tuple(_to_peer(way, asked, texts, assistant.corpus) for way in ways)


def join_texts(corpus: Corpus) -> Texts:
    """Return the text of each regulation as published, wraps joined: title, headings, articles, a line each."""
    text, articles = {}, {}
    for regulation in corpus.regulations:
        written, heading = regulation.title, ""
        for article in regulation.articles:
            above = article.annex or article.chapter or ""
            if above and above != heading:
                written += f"\n\n{above}"
            heading = above
            start = len(written) + 1
            written += f"\n{article.full_text}"
            articles[article.address] = Span(regulation.id, start, len(written))
        text[regulation.id] = written
    return Texts(text, articles)


def split_texts(texts: Texts) -> list[Document]:
    """Return the chunks of all regulations, each with its regulation and where it begins."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=list(SEPARATORS),
        chunk_size=CHUNK,
        chunk_overlap=SHARED,
        add_start_index=True,
    )
    return [
        chunk.model_copy(update={"id": f"{id_}@{chunk.metadata['start_index']}"})
        for id_, text in texts.text.items()
        for chunk in splitter.create_documents([text], metadatas=[{"regulation": id_}])
    ]


def mixes_articles(chunk: Span, texts: Texts) -> bool:
    """Tell whether ``chunk`` holds text of more than one article."""
    return sum(_shared(chunk, article) > 0 for article in texts.articles.values()) > 1


def cut_context(context: Context, budget: int) -> Context:
    """Return the first ``budget`` characters of ``context``."""
    kept, left = [], budget
    for span in context:
        if left > 0:
            kept.append(span._replace(end=min(span.end, span.start + left)))
            left -= span.end - span.start
    return kept


def covered(gold: Span, context: Context) -> float:
    """Return how much of ``gold`` is in ``context``, from 0 to 1; what stands in two chunks counts once."""
    held: set[int] = set()
    for span in context:
        if span.regulation == gold.regulation:
            held.update(range(max(gold.start, span.start), min(gold.end, span.end)))
    return len(held) / (gold.end - gold.start)


def _to_peer(way: _Way, cases: Sequence[Case], texts: Texts, corpus: Corpus) -> Peer:
    gold = [[texts.span(address, corpus) for address in case.gold_articles] for case in cases]
    shares = [
        [
            [covered(span, cut_context(context, budget)) for span in right]
            for context, right in zip(way.contexts, gold, strict=True)
        ]
        for budget in BUDGETS
    ]
    return Peer(
        name=way.name,
        recall=tuple(with_interval([fmean(row) for row in rows]) for rows in shares),
        whole=tuple(fmean(fmean(share == 1 for share in row) for row in rows) for rows in shares),
        chunks=way.chunks,
        mixed=way.mixed,
        latency=way.latency,
    )


def _chroma_search(chunks: Sequence[Document], embeddings: Embeddings) -> Callable[[Case], list[Document]]:
    import chromadb
    from chromadb.config import Settings
    from langchain_chroma import Chroma

    # No telemetry, and no .env: what stands in the working folder is not Chroma's to read.
    settings = Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]  # of pydantic-settings
    client = chromadb.EphemeralClient(settings=settings)
    store = Chroma.from_documents(list(chunks), embeddings, client=client, collection_name=f"peer-{uuid4().hex}")
    retriever = store.as_retriever(search_kwargs={"k": _CHUNKS_READ})
    return lambda case: retriever.invoke(_joined(case))


def _bm25_search(chunks: Sequence[Document]) -> Callable[[Case], list[Document]]:
    retriever = LexicalRetriever.from_documents(chunks, base_tokenizer(), k=_CHUNKS_READ)
    return lambda case: retriever.invoke(_joined(case))


def _joined(case: Case) -> str:
    return "\n".join(case.turns)


def _to_span(chunk: Document) -> Span:
    start = int(chunk.metadata["start_index"])
    return Span(str(chunk.metadata["regulation"]), start, start + len(chunk.page_content))


def _shared(one: Span, other: Span) -> int:
    if one.regulation != other.regulation:
        return 0
    return min(one.end, other.end) - max(one.start, other.start)
