"""The kinds of question that the structure of the law answers: lists, words, names, offices, validity, comparisons."""

from __future__ import annotations

from collections.abc import Sequence

from tiaowen.answering.bans import compose_ban
from tiaowen.answering.clauses import Clause
from tiaowen.answering.conditions import compose_conditions
from tiaowen.answering.consequences import compose_consequence
from tiaowen.answering.counts import compose_count
from tiaowen.answering.definitions import compose_definition
from tiaowen.answering.draft import Draft
from tiaowen.answering.duties import compose_duty
from tiaowen.answering.entries import compose_entry
from tiaowen.answering.grades import compose_strange_grade
from tiaowen.answering.inclusive import compose_inclusive
from tiaowen.answering.naming import compose_name
from tiaowen.answering.select import Passage
from tiaowen.answering.steps import compose_steps
from tiaowen.answering.tables import compose_table
from tiaowen.answering.understand import Query
from tiaowen.answering.validity import compose_validity
from tiaowen.answering.words import compose_word
from tiaowen.corpus.load import Corpus


def compose_named(query: Query, clauses: Sequence[tuple[Clause, tuple[Passage, ...]]], corpus: Corpus) -> Draft | None:
    """Return the draft of the first kind that ``query`` is of; None where it is of none."""
    if query.uncovered:
        return None
    figure = any(clause.wants_figure and clause.rules for clause, _ in clauses)
    return (
        compose_entry(query, corpus)
        or compose_word(query, corpus)
        or compose_inclusive(query, corpus)
        or compose_validity(query, corpus)
        or compose_name(query, corpus)
        or compose_definition(query, corpus)
        or compose_consequence(query, clauses, corpus)
        or compose_ban(query, corpus)
        or compose_strange_grade(query, corpus)
        or compose_count(query, corpus, figure=figure)
        or compose_duty(query, corpus)
        or compose_steps(query, corpus)
        or (None if figure else compose_conditions(query, corpus))
        or compose_table(query, clauses, corpus)
    )
