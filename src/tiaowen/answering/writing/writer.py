"""The writer: rewrites a follow-up, has the model word the answer, and stands in where it fails."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Sequence
from typing import NamedTuple

from langchain_core.messages import BaseMessage

from tiaowen.answering.draft import Draft
from tiaowen.answering.release import release, status_notices, without_marks
from tiaowen.answering.select import Passage
from tiaowen.answering.understand import Query
from tiaowen.answering.writing import failures
from tiaowen.answering.writing.attempt import Attempt
from tiaowen.answering.writing.budget import choose_sources
from tiaowen.answering.writing.client import ModelClient
from tiaowen.answering.writing.gate import Offence
from tiaowen.answering.writing.grounds import Lore
from tiaowen.answering.writing.prompts import Prompts
from tiaowen.answering.writing.result import Result, read_result
from tiaowen.answering.writing.rewrite import read_rewritten, take_rewritten
from tiaowen.answering.writing.slots import Material, make_material
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Answer
from tiaowen.errors import ModelUnavailableError, for_log

AS_WRITTEN, REPAIRED, FALLBACK = "llm", "llm-repaired", "fallback"
"""Who worded an answer: the model; the model, one or two sentences put right; we, because the model failed."""

_REWRITING = 1 / 3  # of the time at most, for a follow-up; the answer needs the rest
_LONGEST_REASON = 60

_log = logging.getLogger(__name__)


class Session(NamedTuple):
    """One question on its way: as it is understood, as the model rewrote it, until when, and what failed already."""

    query: Query
    rewritten: str = ""
    deadline: float = 0.0
    failure: str = ""


class Writer:
    """Words answers with a chat model; ``timeout`` seconds for all of it, ``context`` tokens of articles."""

    def __init__(self, corpus: Corpus, client: ModelClient, prompts: Prompts, *, timeout: float, context: int) -> None:
        self._corpus = corpus
        self._lore = Lore(corpus)
        self._client = client
        self._prompts = prompts
        self._timeout = timeout
        self._context = context

    def begin(self, query: Query) -> Generator[Answer, None, Session]:
        """Return the session of ``query``, a follow-up rewritten by the model; yield an empty answer while it lasts."""
        session = Session(query, deadline=time.monotonic() + self._timeout)
        if len(query.turns) < 2 or not query.searchable:
            return session
        messages = self._prompts.rewriting(earlier=query.turns[:-1], question=query.text)
        reply = ""
        try:
            for words in self._client.stream(messages, deadline=time.monotonic() + self._timeout * _REWRITING):
                reply += words
                if not words:
                    yield Answer(question=query.question, text="", status="verified", mode=AS_WRITTEN)
        except ModelUnavailableError as error:
            _log.warning("A follow-up was not rewritten: %s", error)
            return session._replace(failure=str(error))
        rewritten = read_rewritten(reply)
        taken = take_rewritten(query, rewritten, self._corpus)
        return session if taken is None else session._replace(query=taken, rewritten=rewritten)

    def write(self, session: Session, passages: Sequence[Passage], composed: Draft) -> Generator[Answer, None, Answer]:
        """Return the whole answer; yield it as far as it is checked, each time with at least as much.

        The model is not asked where there is nothing to word: the texts say nothing, one thing has to be asked first,
        or a place was asked for and is quoted.
        """
        places = [*(citation.address for citation in composed.citations), *(passage.address for passage in passages)]
        sources = choose_sources(places, self._corpus, tokens=self._context)
        if composed.status != "verified" or not session.query.searchable or not sources:
            return self._composed(session, composed)
        if session.failure:
            return self._composed(session, composed, session.failure)
        material = make_material(sources, self._corpus)
        exact = [passage.address for passage in passages if passage.exact]
        result = read_result(composed, session.query, self._corpus, exact=exact)
        return (yield from self._attempt(session, material, result, composed))

    def _attempt(
        self, session: Session, material: Material, result: Result, composed: Draft
    ) -> Generator[Answer, None, Answer]:
        """Return what the model writes, or we; it is asked once more, with what was wrong, where too much was."""
        shown = Answer(
            question=session.query.question, text="", status="verified", mode=AS_WRITTEN, rewritten=session.rewritten
        )
        offences: tuple[Offence, ...] = ()
        for retried in (False, True):
            attempt = Attempt(session.query, material, result, self._prompts.secrets, self._lore)
            stream = self._client.stream(self._messages(session, material, result, offences), deadline=session.deadline)
            try:
                for _ in attempt.read(stream):
                    if not (retried or attempt.restarted):
                        shown = self._partial(attempt, shown, composed)
                    yield shown
            except ModelUnavailableError as error:
                _log.warning("The composed answer stands in: %s", error)
                return self._composed(session, composed, str(error))
            except Exception as error:  # noqa: BLE001  the gate fails closed: what breaks in it is not shown
                _log.error("The gate broke: %s", for_log(error))
                return self._composed(session, composed, failures.UNSOUND)
            finally:
                stream.close()
            answer = self._whole(attempt, session, composed)
            if answer is not None:
                return answer
            offences = tuple(attempt.offences)
        _log.info("The composed answer stands in: %d offences", len(offences))
        reason = offences[0].reason.removesuffix("。") if offences else ""
        cut = reason[:_LONGEST_REASON] + ("…" if len(reason) > _LONGEST_REASON else "")
        return self._composed(session, composed, f"{failures.UNSOUND}：{cut}" if cut else failures.UNSOUND)

    def _messages(
        self, session: Session, material: Material, result: Result, offences: Sequence[Offence]
    ) -> list[BaseMessage]:
        return self._prompts.answer(
            articles=material.listing(self._corpus),
            earlier=session.query.turns[:-1],
            result=result.words,
            question=session.rewritten or session.query.text,
            findings=[f"“{offence.words}”：{offence.reason}" for offence in offences],
        )

    def _partial(self, attempt: Attempt, shown: Answer, composed: Draft) -> Answer:
        text = attempt.shown
        if text == shown.text:
            return shown
        citations = attempt.citations
        update = {
            "text": text,
            "citations": citations,
            "claims": tuple(attempt.claims),
            "notices": status_notices(citations, self._corpus),
            "eligibility": composed.eligibility,
        }
        return shown.model_copy(update=update)

    def _whole(self, attempt: Attempt, session: Session, composed: Draft) -> Answer | None:
        """Return the whole answer, through the same release as a composed one; None where it may not leave."""
        if not attempt.sound:
            return None
        mode = REPAIRED if attempt.offences else AS_WRITTEN
        draft = Draft(
            text=attempt.text,
            status=composed.status,
            citations=attempt.citations,
            mode=mode,
            eligibility=composed.eligibility,
        )
        answer = release(draft, session.query, self._corpus)
        if without_marks(answer.text) != without_marks(draft.text):
            attempt.offend(answer.text, failures.UNSOUND)
            return None
        text = answer.text + attempt.omitted
        return answer.model_copy(update={"text": text, "rewritten": session.rewritten})

    def _composed(self, session: Session, composed: Draft, failure: str = "") -> Answer:
        """Return the composed answer; ``failure`` says why the model's was not taken."""
        answer = release(composed, session.query, self._corpus)
        update: dict[str, object] = {"rewritten": session.rewritten}
        if failure:
            notice = f"{failure}，这是直接按条文给出的回答"
            update |= {"mode": FALLBACK, "notices": (*answer.notices, notice)}
        return answer.model_copy(update=update)
