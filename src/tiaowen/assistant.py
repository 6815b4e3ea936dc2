"""The one place where the parts are put together: ask, search, find.

Nothing heavy is imported before it is needed: reading articles takes no index, and no index takes torch.
"""

from __future__ import annotations

import copy
import json
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Self, TypedDict, Unpack

from tiaowen.corpus.load import Corpus, load_corpus
from tiaowen.corpus.lookup import find_in_corpus
from tiaowen.corpus.rules import Rule
from tiaowen.domain import Address, Answer, Eligibility, Hit, Verdict
from tiaowen.errors import QuestionError
from tiaowen.rules.assessment import Assessment, assess
from tiaowen.rules.eligibility import judge_eligibility
from tiaowen.rules.facts import Fact
from tiaowen.rules.fields import Form, apply_for, form_for
from tiaowen.rules.survey import Standing, survey_platforms
from tiaowen.settings import Settings, read_settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable

    from tiaowen.answering.chain import Chain
    from tiaowen.answering.comparison import Comparison
    from tiaowen.answering.writing.client import ModelClient
    from tiaowen.answering.writing.probe import Probe
    from tiaowen.answering.writing.writer import Writer
    from tiaowen.retrieval.words import Tokenizer
    from tiaowen.rules.record import Finding

_CHARACTERS_PER_TOKEN = 8  # more than any tokenizer puts into one on average: whoever writes on is not counting

_asked = logging.getLogger("tiaowen.asked")

Progress = Callable[[int, int], None]
Notice = Callable[[str], None]


class Case(TypedDict, total=False):
    """What is known of an application besides the facts: the category (农业), who applies (企业, 高校院所, or 高校 or
    科研院所 in particular), and the cases that the applicant says are so, or are not (联合共建).
    """

    category: str | None
    applicant: str | None
    holds: Iterable[str]
    fails: Iterable[str]


class Assistant:
    """Answers questions over ``corpus``.

    ``retriever`` may be any LangChain retriever whose documents have article addresses as ids; without one the
    index of ``settings`` is opened when it is first needed, built where there is none. ``chat_model``, where given,
    words the answers; they pass the same check.
    """

    def __init__(
        self,
        corpus: Corpus,
        *,
        retriever: BaseRetriever | None = None,
        chat_model: BaseChatModel | None = None,
        settings: Settings | None = None,
    ) -> None:
        self.corpus = corpus
        self.chat_model = chat_model
        self.settings = settings or read_settings()
        self._given = retriever
        self._opened: BaseRetriever | None = None
        self._chain: Chain | None = None
        self._lock = threading.RLock()  # a web server asks from many threads; the parts are made once

    @classmethod
    def from_settings(cls, settings: Settings | None = None) -> Self:
        """Return an assistant as ``settings`` say, by default those of ``TIAOWEN_*``."""
        settings = settings or read_settings()
        return cls(load_corpus(settings.corpus), chat_model=connect(settings), settings=settings)

    def open(
        self, *, progress: Progress | None = None, notice: Notice | None = None, rebuild: bool = False
    ) -> BaseRetriever:
        """Return the retriever, its index opened or built.

        ``progress`` is told how much of how much is done, ``notice`` a line for people. Raises
        :class:`~tiaowen.errors.IndexUnavailableError` or :class:`~tiaowen.errors.ModelUnavailableError`.
        """
        if self._given is not None:
            return self._given
        with self._lock:
            if self._opened is None or rebuild:
                self._opened = self._open_index(progress, notice, rebuild=rebuild)
                self._chain = None  # it would go on with the index before
            return self._opened

    @property
    def chain(self) -> Runnable[Sequence[str], Answer]:
        """The whole way from the asker's turns to the checked answer."""
        return self._steps().runnable

    def _steps(self) -> Chain:
        with self._lock:
            if self._chain is None:
                from tiaowen.answering.chain import Chain

                retriever = self.open()
                self._chain = Chain(self.corpus, retriever, self.tokenizer, self._writer(), mend=self.mend)
            return self._chain

    def ask(self, turns: str | Sequence[str]) -> Answer:
        """Return the checked answer to the last of ``turns``, which are what the asker wrote, in order.

        Raises :class:`~tiaowen.errors.QuestionError` where there is no question or too long a one.
        """
        start = time.perf_counter()
        return self._told(self._steps().runnable.invoke(self._turns(turns)), start)

    def stream(self, turns: str | Sequence[str]) -> Iterator[Answer]:
        """Yield the answer as far as it is checked, each time with at least as much; the last is the whole.

        Nothing unchecked is in any of them; the text is empty while nothing is checked yet. While a language model
        says nothing the same is yielded again, twice a second, so that whoever reads may stop: closing the iterator
        ends the request to the model. The last may read otherwise than those before: where the model failed it is
        composed from the articles. Raises as :meth:`ask` does.
        """
        start = time.perf_counter()
        last = yield from self._steps().stream(self._turns(turns))
        yield self._told(last, start)

    def _turns(self, turns: str | Sequence[str]) -> tuple[str, ...]:
        asked = (turns,) if isinstance(turns, str) else tuple(turns)
        accepted = tuple(self._accept(turn) for turn in asked or ("",))
        self._note("ask", accepted[-1])
        return accepted

    def _told(self, answer: Answer, start: float) -> Answer:
        """Return the whole ``answer`` with what is known only here: gaps of the index, and how long it took."""
        problem = getattr(self.open(), "problem", None)
        if problem and answer.citations:  # found by words alone; a named place is looked up and lacks nothing
            answer = answer.model_copy(update={"notices": (*answer.notices, f"只按词检索，可能有遗漏：{problem}")})
        return answer.model_copy(update={"elapsed_ms": round((time.perf_counter() - start) * 1000, 1)})

    def worded_by(self, chat_model: BaseChatModel | None, *, settings: Settings | None = None) -> Self:
        """Return an assistant over the same corpus and index whose answers ``chat_model`` words, under ``settings``."""
        self.open()
        _ = self.mend  # made once for both
        other = copy.copy(self)
        other.chat_model, other.settings, other._chain = chat_model, settings or self.settings, None
        return other

    def search(self, text: str | Sequence[str], limit: int = 10) -> tuple[Hit, ...]:
        """Return at most ``limit`` articles that fit ``text``, or the last of several turns, best first."""
        from tiaowen.answering.seek import seek
        from tiaowen.answering.understand import understand

        turns = (text,) if isinstance(text, str) else tuple(text)
        accepted = [self._accept(turn) for turn in turns]
        self._note("search", accepted[-1])
        query = understand(accepted, self.corpus, mend=self.mend)
        found = seek(query, self.open(), self.corpus, k=limit)
        return tuple(
            Hit(address=address, label=self.corpus.label(address), score=score, text=article.text)
            for address, score in found
            if (article := self.corpus.article(address))
        )

    def find(self, text: str) -> tuple[Address, ...]:
        """Return the places that ``text`` names, as people write them or as addresses.

        Raises :class:`~tiaowen.errors.QuestionError` where it names none, or only such as do not exist.
        """
        from tiaowen.answering.script import simplify

        return find_in_corpus(simplify(self._accept(text)), self.corpus)

    def verify(self, text: str, question: str = "", cited: Sequence[str | Address] = ()) -> tuple[Verdict, ...]:
        """Return a verdict on every claim in ``text``, whoever wrote it; none where it makes none.

        ``question`` is what it answers, and ``cited`` are the places that it rests on. Raises
        :class:`~tiaowen.errors.AddressError` for a place that is no address.
        """
        return tuple(finding.verdict for finding in self.findings(text, question, cited))

    def findings(self, text: str, question: str = "", cited: Sequence[str | Address] = ()) -> tuple[Finding, ...]:
        """Return the verdicts of :meth:`verify`, each with the place in ``text`` that it is about."""
        from tiaowen.rules.check import find_claims

        self._note("verify", text)
        places = tuple(Address.parse(place) if isinstance(place, str) else place for place in cited)
        findings = find_claims(text, question=question, cited=places, corpus=self.corpus)
        return tuple(sorted(findings, key=lambda finding: (finding.start, finding.end)))

    def form(self, regulation: str, platform: str, **case: Unpack[Case]) -> Form:
        """Return the questions of a self-check: a field for each fact that a condition of ``platform`` asks for.

        Raises :class:`~tiaowen.errors.QuestionError` where there is no such regulation, platform or case.
        """
        return form_for(apply_for(regulation, platform, self.corpus, **case), self.corpus)

    def judge(self, regulation: str, platform: str, facts: Iterable[Fact], **case: Unpack[Case]) -> Eligibility:
        """Return whether ``facts`` are enough for ``platform`` under ``regulation``, condition by condition.

        ``case`` tells what is applied for and by whom; what is left out stays open. Raises as :meth:`form` does.
        """
        return judge_eligibility(facts, apply_for(regulation, platform, self.corpus, **case), self.corpus)

    def assess(self, regulation: str, platform: str, facts: Iterable[Fact], **case: Unpack[Case]) -> Assessment:
        """Return what :meth:`judge` does, with the least to change, what is left to attest, and the money to follow."""
        return assess(facts, apply_for(regulation, platform, self.corpus, **case), self.corpus)

    def survey(
        self, facts: Iterable[Fact], *, applicant: str | None = None, seat: str | None = None
    ) -> tuple[Standing, ...]:
        """Return how ``facts`` stand to every platform of every city, the nearest first.

        ``seat`` is where the applicant is registered; :func:`~tiaowen.rules.survey.survey_fields` are the questions.
        """
        return survey_platforms(facts, self.corpus, applicant=applicant, seat=seat)

    def compare(self, sides: Sequence[str], topics: Sequence[str]) -> Comparison:
        """Return ``sides`` side by side on ``topics``, both as :func:`~tiaowen.answering.comparison.sides_of` and
        ``topics_of`` name them: regulations (liuzhou-etrc) and platforms (lhasa-platform/重点实验室).

        Raises :class:`~tiaowen.errors.QuestionError` where there are fewer than two sides, no topic, or an unknown one.
        """
        from tiaowen.answering.comparison import compare

        return compare(sides, topics, self.corpus, ask=self._compose)

    def _compose(self, question: str) -> Answer:
        """Return the answer as the articles alone give it: a table may ask dozens of times, too often for a model."""
        from tiaowen.answering.chain import Chain

        steps = self._steps() if self.chat_model is None else Chain(self.corpus, self.open(), self.tokenizer)
        return steps.runnable.invoke((question,))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the corpus, regulation by regulation, in drafting order."""
        return self.corpus.rules

    def probe_model(self) -> Probe | None:
        """Return whether the chat model answers, and how fast; None where there is none."""
        if self.chat_model is None:
            return None
        from tiaowen.answering.writing.probe import probe_model

        return probe_model(self._client(self.chat_model), timeout=self.settings.llm_timeout)

    def _client(self, model: BaseChatModel) -> ModelClient:
        from tiaowen.answering.writing.client import ModelClient

        longest = _CHARACTERS_PER_TOKEN * self.settings.llm_max_tokens
        return ModelClient(model, concurrency=self.settings.llm_concurrency, longest=longest)

    def _writer(self) -> Writer | None:
        """Return what words the answers with the chat model; None where there is none."""
        if self.chat_model is None:
            return None
        from tiaowen.answering.writing.prompts import load_prompts
        from tiaowen.answering.writing.writer import Writer

        client, prompts = self._client(self.chat_model), load_prompts(self.settings.prompts)
        timeout, context = self.settings.llm_timeout, self.settings.llm_context
        return Writer(self.corpus, client, prompts, timeout=timeout, context=context)

    @cached_property
    def tokenizer(self) -> Tokenizer:
        from tiaowen.retrieval.words import tokenizer_with

        return tokenizer_with(self.corpus.terms.words())

    @cached_property
    def mend(self) -> Callable[[str], str]:
        """What mends a turn: its spelling, its courtesies, its pauses, its amounts."""
        from tiaowen.answering.amounts import complete_amounts
        from tiaowen.answering.bare import join_units
        from tiaowen.answering.courtesy import drop_courtesies
        from tiaowen.answering.pauses import Pauses
        from tiaowen.answering.spelling import Speller

        spell, pauses = Speller(self.corpus, self.tokenizer).mend, Pauses(self.corpus)
        return lru_cache(1024)(lambda turn: complete_amounts(pauses.set(drop_courtesies(spell(join_units(turn))))))

    def _open_index(self, progress: Progress | None, notice: Notice | None, *, rebuild: bool) -> BaseRetriever:
        from tiaowen.retrieval.build import open_index
        from tiaowen.retrieval.documents import to_documents, to_parts
        from tiaowen.retrieval.embedding import load_embeddings
        from tiaowen.retrieval.hybrid import HybridRetriever

        index = open_index(
            to_documents(self.corpus.regulations, label=self.corpus.label),
            load_embeddings(self.settings.embedding_model, query_prompt=self.settings.query_prompt),
            tokenizer=self.tokenizer,
            terms=self.corpus.terms.words(),
            data_dir=self.settings.data,
            parts=to_parts(self.corpus.regulations),
            server=self.settings.chroma_url,
            progress=progress,
            notice=notice,
            rebuild=rebuild,
        )
        retriever = HybridRetriever(lexical=index.lexical, dense=index.dense, tolerant=index.server is not None)
        if self.settings.rerank_model is None:
            return retriever
        from tiaowen.retrieval.rerank import RerankRetriever, load_reranker

        return RerankRetriever(retriever=retriever, reranker=load_reranker(self.settings.rerank_model))

    def _note(self, what: str, words: str) -> None:
        """Log what somebody wrote, where the operator wants it; by default nobody's words are kept."""
        if self.settings.log_questions:
            _asked.info("%s %s", what, json.dumps(words, ensure_ascii=False))

    def _accept(self, text: str) -> str:
        """Return ``text`` where it can be taken, halves of surrogate pairs replaced: no file can hold them."""
        limit = self.settings.max_question
        if len(text) > limit:
            raise QuestionError(f"问题有 {len(text)} 个字，最多 {limit} 个。请缩短后再问。")
        if not any(c.isalnum() for c in text):
            raise QuestionError("没有读到问题。请用一两句话写下想问的，例如：柳州工程技术研究中心需要多少研发人员？")
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def connect(settings: Settings) -> BaseChatModel | None:
    """Return the chat model that ``settings`` name; None where they name none.

    Raises :class:`~tiaowen.errors.ModelUnavailableError` where its address is missing; the server is not asked yet.
    """
    if settings.llm_model is None:
        return None
    from tiaowen.answering.writing.connect import connect_model

    return connect_model(
        settings.llm_model,
        base_url=settings.llm_base_url,
        api_key=settings.llm_api_key.get_secret_value() if settings.llm_api_key else None,
        timeout=settings.llm_timeout,
        temperature=settings.llm_temperature,
        max_tokens=settings.llm_max_tokens,
    )
