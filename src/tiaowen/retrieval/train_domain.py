"""What the corpus itself teaches the embedding model: pairs of how people ask and what the law says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tiaowen.corpus.load import Corpus, load_corpus


class Pairs(NamedTuple):
    """Ways of asking for one text; ``asked`` are lists of words of which one each is taken, in order."""

    asked: tuple[tuple[str, ...], ...]
    text: str

    def draw(self, rng: np.random.Generator) -> str:
        """Return one way of asking."""
        return " ".join(words[int(rng.integers(len(words)))] for words in self.asked)


def read_pairs(folder: Path) -> tuple[Pairs, ...]:
    """Return what the corpus in ``folder`` offers: headings, rules, terms and their synonyms; no question of evals."""
    corpus = load_corpus(folder)
    return (*_from_terms(corpus), *_from_headings(corpus), *_from_rules(corpus))


def _from_terms(corpus: Corpus) -> Iterator[Pairs]:
    terms = corpus.terms
    names = {p.name: p.aliases for p in terms.platforms} | {m.name: m.aliases for m in terms.metrics}
    for name, aliases in names.items():
        if aliases:
            yield Pairs((aliases,), name)
    for topic in terms.topics:
        yield Pairs((topic.asked,), " ".join(topic.law))


def _from_headings(corpus: Corpus) -> Iterator[Pairs]:
    for regulation in corpus.regulations:
        cities = (regulation.jurisdiction.name, regulation.jurisdiction.short, *regulation.jurisdiction.aliases)
        for article in regulation.articles:
            heading = article.annex or article.chapter
            if heading:
                yield Pairs((cities, (heading,)), f"{regulation.title}\n{article.text}")


def _from_rules(corpus: Corpus) -> Iterator[Pairs]:
    names = {p.name: (p.name, *p.aliases) for p in corpus.terms.platforms}
    metrics = {m.name: (m.name, *m.aliases) for m in corpus.terms.metrics}
    for rule in corpus.rules:
        regulation, article = corpus.regulation(rule.at.regulation), corpus.article(rule.at)
        if article is None:
            continue
        cities = (regulation.jurisdiction.short, *regulation.jurisdiction.aliases)
        platforms = tuple(name for platform in rule.platforms for name in names.get(platform, (platform,)))
        asked = (cities, platforms or ("",), metrics.get(rule.metric, (rule.metric,)))
        headings = (regulation.title, article.annex, article.chapter)
        yield Pairs(asked, "\n".join(part for part in (*headings, article.text) if part))
