"""Make the built-in embedding model again.

``python -m tiaowen.retrieval.train --articles … --queries … --corpus … --out …``

Two stages: a sentence is to find the rest of its article; then a lay question is to find the articles that answer it,
among the articles that the model itself takes for the answer, and the words for a thing of the corpus are to find the
article on it. In the second stage words are left out at random: there are few questions, and a bag of words learns them
by heart. Losses and loop are plain torch: sentence-transformers'
trainer would cut and collate every text again at every step, where here texts are cut once and a step is one lookup,
and its ranking loss cannot leave out the other articles that answer the same question.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from pydantic import BaseModel, ConfigDict
from rich.console import Console
from rich.progress import track
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from tiaowen.retrieval.train_card import Training, measure, write_card
from tiaowen.retrieval.train_data import (
    HOLD_BACK_SEED,
    EncodedArticle,
    Ids,
    Question,
    build_tokenizer,
    encode_articles,
    encode_texts,
    find_parts,
    hold_back,
    read_articles,
    read_questions,
    split_article,
    thin_out,
)
from tiaowen.retrieval.train_domain import Pairs, read_pairs
from tiaowen.retrieval.word_vectors import WordVectors, embed, save_model

_FEW_WORDS = 4  # in a name of so few, each word tells


class Recipe(BaseModel):
    """Every number of the training."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seed: int = 5
    words: int = 20_000
    dimension: int = 384
    scale: float = 20.0
    sentence_steps: int = 2_500
    sentence_batch: int = 1_024
    sentence_rate: float = 3e-3
    question_steps: int = 500
    question_batch: int = 128
    question_rate: float = 1e-3
    question_dropout: float = 0.5
    article_dropout: float = 0.4
    negatives: int = 7
    mined: int = 100
    mining_rounds: int = 6
    domain_batch: int = 96
    domain_weight: float = 0.3


class Domain(NamedTuple):
    """Pairs of the corpus, and the word ids of the different texts that they lead to, by text."""

    pairs: tuple[Pairs, ...]
    texts: dict[str, Ids]
    tokenizer: Tokenizer


class Material(NamedTuple):
    """What is learnt from, as word ids; ``weights`` says how often each article is drawn, 0 for an empty one."""

    articles: Sequence[EncodedArticle]
    weights: Ids
    questions: Sequence[tuple[Ids, Question]]
    searched: Ids
    """The positions of the articles among which a question is to find its answer."""
    domain: Domain | None = None


def train_sentences(vectors: WordVectors, material: Material, recipe: Recipe) -> None:
    """Teach ``vectors`` that a sentence belongs to the rest of its article, with the batch as negatives."""
    loss = _sentence_loss(material, recipe)
    _optimise(
        vectors,
        lambda _: loss(vectors.table(), recipe.sentence_batch),
        steps=recipe.sentence_steps,
        rate=recipe.sentence_rate,
        label="句子↔条文",
    )


def train_questions(vectors: WordVectors, material: Material, recipe: Recipe) -> None:
    """Teach ``vectors`` which articles answer a question, against wrong ones that it ranks high.

    Half a batch of sentences goes with every step, so that what the first stage taught is not forgotten, and a batch of
    pairs of the corpus, where there is one.
    """
    rng = np.random.default_rng(recipe.seed + 1)
    sentence_loss = _sentence_loss(material, recipe)
    domain_loss = _domain_loss(material, recipe)
    questions = material.questions
    texts = [article.whole() for article in material.articles]
    batch = min(recipe.question_batch, len(questions))
    every = max(1, recipe.question_steps // recipe.mining_rounds)
    mined: list[Ids] = []

    def loss(step: int) -> Tensor:
        nonlocal mined
        if step % every == 0:
            mined = mine_negatives(vectors, texts, material, recipe.mined)
        table = vectors.table()
        chosen = rng.choice(len(questions), size=batch, replace=False)
        right = [int(rng.choice(questions[k][1].gold)) for k in chosen]
        wrong = [int(n) for k in chosen for n in rng.choice(mined[k], size=recipe.negatives)]
        candidates = np.array(right + wrong)
        asked = embed([thin_out(questions[k][0], recipe.question_dropout, rng) for k in chosen], table)
        given = embed([thin_out(texts[n], recipe.article_dropout, rng) for n in candidates], table)
        scores = recipe.scale * asked @ given.T
        also_right = np.array([np.isin(candidates, questions[k][1].gold) for k in chosen])
        np.fill_diagonal(also_right, val=False)
        scores = scores.masked_fill(torch.from_numpy(also_right), -torch.inf)
        found = functional.cross_entropy(scores, torch.arange(batch))
        found = found + 0.5 * sentence_loss(table, recipe.sentence_batch // 2)
        return found if domain_loss is None else found + recipe.domain_weight * domain_loss(table)

    _optimise(vectors, loss, steps=recipe.question_steps, rate=recipe.question_rate, label="问题↔条文")


@torch.no_grad()
def mine_negatives(vectors: WordVectors, texts: Sequence[Ids], material: Material, count: int) -> list[Ids]:
    """Return for each question the best ``count`` of the articles searched but for those that answer it."""
    questions, searched = material.questions, material.searched
    table = vectors.table()
    found = torch.cat([embed([texts[n] for n in part], table) for part in np.array_split(searched, 16) if len(part)])
    scores = embed([ids for ids, _ in questions], table) @ found.T
    best = searched[torch.topk(scores, min(count, len(searched))).indices.numpy()]
    return [row[~np.isin(row, question.gold)] for row, (_, question) in zip(best, questions, strict=True)]


def train(articles_path: Path, queries_path: Path, out: Path, recipe: Recipe, corpus: Path | None = None) -> None:
    """Make the model from the two files and the folder ``corpus`` and write it, with its card, to ``out``."""
    started = time.monotonic()
    torch.manual_seed(recipe.seed)
    articles = read_articles(articles_path)
    questions, held_back = hold_back(read_questions(queries_path, articles), HOLD_BACK_SEED)
    tokenizer = build_tokenizer(articles, recipe.words)
    encoded = encode_articles(articles, tokenizer)
    weights = np.array([a.weight if e.sentences else 0 for a, e in zip(articles, encoded, strict=True)])
    counts = np.bincount(np.concatenate([e.whole() for e in encoded]), minlength=tokenizer.get_vocab_size())
    vectors = WordVectors(find_parts(tokenizer), torch.tensor(counts / counts.sum()).float(), recipe.dimension)
    national = np.array([n for n, article in enumerate(articles) if article.id.startswith("N")])
    asked = list(zip(encode_texts([q.text for q in questions], tokenizer), questions, strict=True))
    asked = [(ids, question) for ids, question in asked if len(ids)]
    domain = _read_domain(corpus, tokenizer) if corpus else None
    material = Material(encoded, weights, asked, national, domain)
    train_sentences(vectors, material, recipe)
    train_questions(vectors, material, recipe)
    save_model(vectors.table().detach(), tokenizer, out)
    minutes = (time.monotonic() - started) / 60
    scores = measure(out, articles, national, held_back)
    pairs = len(domain.pairs) if domain else 0
    write_card(out, scores, Training(recipe.model_dump(), len(articles), len(asked), pairs, minutes))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m tiaowen.retrieval.train", description=main.__doc__)
    parser.add_argument("--articles", type=Path, required=True, help="articles.jsonl.xz: id, law, name, text")
    parser.add_argument("--queries", type=Path, required=True, help="queries.jsonl: id, question, articles")
    parser.add_argument("--corpus", type=Path, help="folder of regulations with terms.yaml, for this domain's language")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write")
    options = parser.parse_args(arguments)
    train(options.articles, options.queries, options.out, Recipe(), options.corpus)


def _read_domain(folder: Path, tokenizer: Tokenizer) -> Domain:
    pairs = read_pairs(folder)
    texts = list(dict.fromkeys(pair.text for pair in pairs))
    encoded = dict(zip(texts, encode_texts(texts, tokenizer), strict=True))
    known = {text: ids for text, ids in encoded.items() if len(ids)}
    return Domain(tuple(pair for pair in pairs if pair.text in known), known, tokenizer)


def _domain_loss(material: Material, recipe: Recipe) -> Callable[[Tensor], Tensor] | None:
    if material.domain is None:
        return None
    pairs, texts, tokenizer = material.domain
    rng = np.random.default_rng(recipe.seed + 2)
    place = {text: n for n, text in enumerate(texts)}

    def loss(table: Tensor) -> Tensor:
        chosen = rng.choice(len(pairs), size=min(recipe.domain_batch, len(pairs)), replace=False)
        drawn = list(encode_texts([pairs[n].draw(rng) for n in chosen], tokenizer))
        asked = [(ids, place[pairs[n].text]) for n, ids in zip(chosen, drawn, strict=True) if len(ids)]
        bags = [ids if len(ids) < _FEW_WORDS else thin_out(ids, recipe.question_dropout, rng) for ids, _ in asked]
        scores = recipe.scale * embed(bags, table) @ embed(list(texts.values()), table).T
        return functional.cross_entropy(scores, torch.tensor([right for _, right in asked]))

    return loss


def _sentence_loss(material: Material, recipe: Recipe) -> Callable[[Tensor, int], Tensor]:
    articles, weights = material.articles, material.weights
    rng = np.random.default_rng(recipe.seed)
    shares = weights / weights.sum()
    usable = int((weights > 0).sum())

    def loss(table: Tensor, size: int) -> Tensor:
        chosen = rng.choice(len(articles), size=min(size, usable), p=shares, replace=False)
        pairs = [split_article(articles[n], rng) for n in chosen]
        anchors, rests = (embed(side, table) for side in zip(*pairs, strict=True))
        scores = recipe.scale * anchors @ rests.T
        diagonal = torch.arange(len(pairs))
        return (functional.cross_entropy(scores, diagonal) + functional.cross_entropy(scores.T, diagonal)) / 2

    return loss


def _optimise(vectors: WordVectors, loss: Callable[[int], Tensor], *, steps: int, rate: float, label: str) -> None:
    groups = [{"params": [vectors.features], "lr": rate}, {"params": [vectors.log_weight], "lr": 5 * rate}]
    optimiser = torch.optim.Adam(groups)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / 50) * max(0.02, 1 - step / steps)
    )
    for step in track(range(steps), description=label, console=Console(stderr=True)):
        optimiser.zero_grad(set_to_none=True)
        loss(step).backward()  # type: ignore[no-untyped-call]  # torch leaves it unannotated
        optimiser.step()
        schedule.step()


if __name__ == "__main__":
    main()
