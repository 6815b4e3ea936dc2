"""How well a trained model finds articles, and the card that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import NamedTuple

import bm25s
import numpy as np
from numpy.typing import NDArray

from tiaowen.retrieval.embedding import StaticEmbeddings
from tiaowen.retrieval.hybrid import WORDS
from tiaowen.retrieval.train_data import HOLD_BACK_SEED, Article, Ids, Question
from tiaowen.retrieval.words import base_tokenizer, to_words

_DEPTH = 100


class Score(NamedTuple):
    """A mean over questions and its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float


class Scores(NamedTuple):
    """How one way of searching did on ``n`` questions."""

    way: str
    n: int
    mrr_10: Score
    recall_10: Score
    recall_100: Score


def measure(
    folder: Path, articles: Sequence[Article], searched: Ids, questions: Sequence[Question]
) -> tuple[Scores, ...]:
    """Return the scores of the model in ``folder``, of BM25 and of both fused, over title and text of ``searched``."""
    texts = [f"{articles[n].law}\n{articles[n].text}" for n in searched]
    asked = [question.text for question in questions]
    gold = [set(question.gold) for question in questions]
    depth = min(_DEPTH, len(texts))
    model = StaticEmbeddings(folder)
    similarity = model.encode(asked) @ model.encode(texts).T
    lexical = _score_by_words(texts, asked)
    best = np.maximum(lexical.max(axis=1, keepdims=True), np.finfo(np.float32).tiny)
    ways = {"this model": similarity, "BM25": lexical, "both fused": similarity + WORDS * lexical / best}
    return tuple(
        _score(
            way,
            [[searched[n] in right for n in row] for row, right in zip(_rank(found, depth), gold, strict=True)],
            gold,
        )
        for way, found in ways.items()
    )


class Training(NamedTuple):
    """What the card says of how the model came to be; ``recipe`` has seed, words and dimension among others."""

    recipe: Mapping[str, object]
    articles: int
    questions: int
    pairs: int
    minutes: float


def write_card(folder: Path, scores: Sequence[Scores], training: Training) -> None:
    """Write the model card to ``folder``/README.md."""
    recipe = training.recipe
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    rows = "\n".join(
        f"| {s.way} | {s.n} | {_show(s.mrr_10)} | {_show(s.recall_10)} | {_show(s.recall_100)} |" for s in scores
    )
    card = _CARD.substitute(
        recipe="\n".join(f"| {name} | {value} |" for name, value in recipe.items()),
        hold_back=HOLD_BACK_SEED,
        scores=rows,
        articles=f"{training.articles:,}",
        trained_on=f"{training.questions:,}",
        held_back=scores[0].n,
        pairs=f"{training.pairs:,}",
        minutes=f"{training.minutes:.0f}",
        megabytes=f"{size / 1e6:.1f}",
        words=recipe["words"],
        words_share=WORDS,
        dimension=recipe["dimension"],
    )
    (folder / "README.md").write_text(card, encoding="utf-8")


def _score_by_words(texts: Sequence[str], asked: Sequence[str]) -> NDArray[np.float32]:
    tokenizer = base_tokenizer()
    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index([to_words(text, tokenizer) for text in texts], show_progress=False)
    return np.stack([index.get_scores(to_words(text, tokenizer) or [""]) for text in asked])


def _rank(scores: NDArray[np.float32], depth: int) -> list[list[int]]:
    return [list(row) for row in np.argsort(-scores, axis=1, kind="stable")[:, :depth]]


def _score(way: str, hits: Sequence[Sequence[bool]], gold: Sequence[set[int]]) -> Scores:
    first = [next((1 / rank for rank, hit in enumerate(row[:10], start=1) if hit), 0.0) for row in hits]
    recalls = [[sum(row[:depth]) / len(right) for row, right in zip(hits, gold, strict=True)] for depth in (10, _DEPTH)]
    return Scores(way, len(gold), *(_with_interval(np.array(values)) for values in (first, *recalls)))


def _with_interval(values: NDArray[np.float64]) -> Score:
    draws = np.random.default_rng(0).choice(values, size=(2_000, len(values))).mean(axis=1)
    low, high = np.quantile(draws, (0.025, 0.975))
    return Score(float(values.mean()), float(low), float(high))


def _show(score: Score) -> str:
    return f"{score.mean:.3f} ({score.low:.2f}–{score.high:.2f})"


_CARD = Template("""\
---
language: zh
license: mit
library_name: sentence-transformers
pipeline_tag: sentence-similarity
tags: [sentence-transformers, static-embedding, law]
---

# Tiaowen's built-in embedding model

A small static embedding for Chinese law: one vector of $dimension numbers for each of $words words, a text is the mean
of its words, scaled to length 1; a text without a known word is all zeros. $megabytes MB, float16.
`SentenceTransformer(folder).encode(texts)` loads it anywhere, with sentence-transformers' own modules;
`tiaowen.retrieval.embedding.StaticEmbeddings(folder)` returns the same vectors without torch.

## Data

- $articles articles of Chinese laws, regulations and judicial interpretations, national and local, from the public
  collection LawRefBook/Laws. Law texts are not subject to copyright (著作权法 art. 5).
- $trained_on lay questions with the national articles that answer them, from the training part of STARD (MIT licence;
  arXiv 2406.15313), mapped to that collection by exact text.
- $pairs pairs from Tiaowen's own corpus of five municipal regulations: headings and rules with their articles, and the
  names and synonyms of `terms.yaml`. No question of `evals/` is among them.
- jieba's dictionary and word frequencies (MIT licence) for the words.

Held back and never trained on: $held_back questions, the fifth of all whose SHA-256 of `$hold_back:ID` sorts first.

## Recipe

`python -m tiaowen.retrieval.train --articles articles.jsonl.xz --queries queries.jsonl --corpus corpus --out FOLDER`
took $minutes minutes on two CPU cores shared with other work.

1. Words: jieba's dictionary as a unigram model, counted over the articles, cut to the most frequent; laws on science
   and technology count three times. A word's vector is the sum of its own, its characters' and its shorter words'
   vectors times a learnt weight that starts like an IDF; all this is folded into one table at the end.
2. A sentence is to find the rest of its article, every second time with the title of its law (contrastive loss, the
   batch as negatives).
3. A question is to find an article that answers it, against wrong articles that the model ranks high, mined anew
   several times; half a batch of stage 2 goes along, and pairs of the corpus. Of every question and article words are
   left out at random. How many, and how BM25 and model are fused, was chosen on 220 of the questions trained on, with
   a model that had not seen them.

| setting | value |
|---|---|
$recipe

## Scores

On the held-back questions, over title and text of the national articles; mean (95 % bootstrap interval over questions).
BM25: jieba words, k1 1.2, b 0.75. Fused: cosine + $words_share × BM25 / best BM25, as the first ten
of `tiaowen.retrieval.hybrid`, which ranks those behind them by their law too.

| | n | MRR@10 | R@10 | R@100 |
|---|---|---|---|---|
$scores

## Limits

- A bag of words: order, negation and numbers mean little to it. It finds candidates; it decides nothing.
- The questions are about everyday national law, in mainland Chinese. Questions on one topic often share articles, so
  a held-back question can have an answer that was seen with another question.
- Other languages and scripts are as good as unknown; words outside the list fall apart into characters.
- `encode_query` and `encode_document` fail in sentence-transformers 6.2 for every folder with a WordEmbeddings module
  (its tokenizer takes no `task`); use `encode`: there are no prompts.
""")
