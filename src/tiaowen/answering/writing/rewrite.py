"""A follow-up → a question that stands by itself, worded by the model, taken where nothing is lost or made up."""

from __future__ import annotations

import re

from tiaowen.answering.understand import Query, clean, understand
from tiaowen.answering.writing.clean import Cleaner, clean_piece
from tiaowen.corpus.load import Corpus
from tiaowen.quantities import Quantity, find_quantities, same_quantity

_LABEL = re.compile(r"^\W*(?:改写后?(?:的问题)?|完整的?问题|问题)\W*[：:]\s*")
_QUOTES = "“”「」\"' \t"
_LONGEST = 200


def read_rewritten(reply: str) -> str:
    """Return the question in what a model replied: its last line, without labels, quotes and reasoning.

    >>> read_rewritten("<think>聊城？</think>改写：“聊城市技术创新中心的场地要多大？”")
    '聊城市技术创新中心的场地要多大？'
    """
    cleaner = Cleaner()
    text = clean_piece(cleaner.feed(reply) + cleaner.finish())
    lines = [line for line in text.split("\n") if line.strip()]
    return _LABEL.sub("", lines[-1]).strip(_QUOTES) if lines else ""


def take_rewritten(query: Query, rewritten: str, corpus: Corpus) -> Query | None:
    """Return ``query`` searched for as ``rewritten`` words it; None where that loses or makes up anything.

    Cities, platforms, regulations and places have to be those that the conversation comes to without the model; its
    figures have to be the asker's own, and those of the last turn have to be among them; its topics have to be told of
    in some turn.
    """
    text = clean(rewritten)
    if not text or len(text) > _LONGEST or text == query.text:
        return None
    alone = understand([text], corpus)
    same = (
        alone.regulations == query.regulations
        and set(query.platforms) <= set(alone.platforms) <= set(query.platforms) | _implied(query, corpus)
        and (alone.narrowed == query.narrowed)
        and (alone.found, alone.missing) == (query.found, query.missing)
        and (alone.elsewhere, alone.uncovered, alone.subjects) == (query.elsewhere, query.uncovered, query.subjects)
    )
    told = _figures("\n".join(query.turns))
    own, last = _figures(text), _figures(query.text)
    kept = _within(own, told) and _within(last, own)
    spoken = {name for turn in query.turns for name in understand([turn], corpus).topics}
    last_topics = set(understand([query.text], corpus).topics)
    on_topic = last_topics <= set(alone.topics) <= spoken | set(query.topics)
    if not (same and kept and on_topic):
        return None
    return query.model_copy(update={"search": alone.search, "topics": alone.topics})


def _implied(query: Query, corpus: Corpus) -> set[str]:
    """Return the platform that goes without saying: the only one of the regulations in scope."""
    platforms = {platform for id_ in query.regulations for platform in corpus.regulation(id_).platforms}
    return platforms if len(platforms) == 1 else set()


def _figures(text: str) -> list[Quantity]:
    return [mention.quantity for mention in find_quantities(text)]


def _within(ours: list[Quantity], theirs: list[Quantity]) -> bool:
    return all(any(same_quantity(one, other) for other in theirs) for one in ours)
