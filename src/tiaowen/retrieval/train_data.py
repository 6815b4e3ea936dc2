"""What the built-in embedding model learns from: statutes and lay questions, read, cut into words, paired."""

from __future__ import annotations

import hashlib
import json
import logging
import lzma
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

import jieba
import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

Ids = NDArray[np.int64]

HOLD_BACK_SEED = "tiaowen-5"
"""Names the fifth of the questions that the built-in model has never seen."""

UNKNOWN = "[UNK]"
SCIENCE_WEIGHT = 3
"""How many times an article of a law on science or technology counts, for words and for pairs."""

_SCIENCE = re.compile("科技|科学技术|创新|研究|高新|知识产权|专利|实验室")
_SENTENCE = re.compile(r"(?<=[。；;！？\n])")
_ASCII_WORD = re.compile(r"[0-9a-z]{2,6}")
_LONGEST_WORD = 8


class Article(NamedTuple):
    """A line of ``articles.jsonl.xz``."""

    id: str
    law: str
    name: str
    text: str

    @property
    def weight(self) -> int:
        """Return how many times this article counts."""
        return SCIENCE_WEIGHT if _SCIENCE.search(self.law) else 1


class Question(NamedTuple):
    """A line of ``queries.jsonl``: a lay question and the positions of the articles that answer it."""

    id: int
    text: str
    gold: tuple[int, ...]


class EncodedArticle(NamedTuple):
    """The word ids of an article's title and of each of its sentences, those without a known word left out."""

    title: Ids
    sentences: tuple[Ids, ...]

    def whole(self) -> Ids:
        """Return title and text in one, as the index embeds them."""
        return np.concatenate((self.title, *self.sentences))


def read_articles(path: Path) -> list[Article]:
    """Return the articles of a ``.jsonl.xz`` file, in its order."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        return [Article(row["id"], row["law"], row["name"], row["text"]) for row in rows]


def read_questions(path: Path, articles: Sequence[Article]) -> list[Question]:
    """Return the questions of a ``.jsonl`` file; raise ``KeyError`` for an article that ``articles`` lacks."""
    at = {article.id: position for position, article in enumerate(articles)}
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Question(row["id"], row["question"], tuple(at[id_] for id_ in row["articles"])) for row in rows]


class Identified(Protocol):
    """What has an id: a number or a text, which are the same here."""

    @property
    def id(self) -> int | str:
        """Return the id."""


Asked = TypeVar("Asked", bound=Identified)


def hold_back(questions: Sequence[Asked], seed: str) -> tuple[list[Asked], list[Asked]]:
    """Return the questions to train on and the fifth that is held back.

    Held back are those whose SHA-256 of ``seed:id`` sorts first: the same whatever the order of the file.
    """
    ranked = sorted(questions, key=lambda q: hashlib.sha256(f"{seed}:{q.id}".encode()).hexdigest())
    cut = len(ranked) // 5
    return ranked[cut:], ranked[:cut]


def build_tokenizer(articles: Sequence[Article], size: int) -> Tokenizer:
    """Return a tokenizer over the ``size`` most frequent words of ``articles``, with a quarter at most for characters.

    jieba's dictionary and frequencies as a unigram model, whose best path is jieba's own segmentation; counted once
    over the articles, then cut to size. Such a tokenizer is a plain file that sentence-transformers reads as it is.
    """
    frequencies = {
        word: count
        for word, count in _jieba_dictionary().items()
        if count and len(word) <= _LONGEST_WORD and word == word.lower()
    }
    characters: Counter[str] = Counter()
    others: Counter[str] = Counter()
    normalizer = _to_normalizer()
    for article in articles:
        text = normalizer.normalize_str(article.text)
        characters.update(c for c in text if c.isalnum())
        others.update(_ASCII_WORD.findall(text))
    first = {**others, **dict.fromkeys(characters, 1), **frequencies}
    possible = {word: count for word, count in first.items() if characters.keys() >= set(word)}
    draft = _to_tokenizer(possible, sum(first.values()))
    names = {id_: word for word, id_ in draft.get_vocab().items()}
    counts: Counter[str] = Counter()
    for article, encoding in zip(articles, draft.encode_batch([a.text for a in articles]), strict=True):
        for id_ in encoding.ids:
            counts[names[id_]] += article.weight
    del counts[UNKNOWN]
    single = _most_frequent(characters, size // 4)
    words = _most_frequent({w: n for w, n in counts.items() if len(w) > 1}, size - 1 - len(single))
    kept = {word: counts[word] for word in (*single, *words)}
    return _to_tokenizer(kept, sum(kept.values()))


def find_parts(tokenizer: Tokenizer) -> list[list[int]]:
    """Return for each word id the features that its vector is the sum of: itself, its characters, shorter words in it.

    The first features are the words themselves; the rest are parts, told apart from the same text as a word.
    """
    dictionary = _jieba_dictionary()
    vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda entry: entry[1])
    parts: dict[str, int] = {}
    features = []
    for word, id_ in vocabulary:
        shorter = {word[a:b] for a in range(len(word)) for b in range(a + 1, len(word) + 1) if b - a < len(word)}
        found = sorted(s for s in shorter if word != UNKNOWN and (len(s) == 1 or dictionary.get(s)))
        features.append([id_, *(len(vocabulary) + parts.setdefault(s, len(parts)) for s in found)])
    return features


def encode_articles(articles: Sequence[Article], tokenizer: Tokenizer) -> list[EncodedArticle]:
    """Return the word ids of ``articles``, unknown words left out."""
    sentences = [[s for s in _SENTENCE.split(article.text) if s.strip()] for article in articles]
    titles = encode_texts([article.law for article in articles], tokenizer)
    ids = encode_texts([s for group in sentences for s in group], tokenizer)
    return [
        EncodedArticle(title, tuple(s for s in (next(ids) for _ in group) if len(s)))
        for title, group in zip(titles, sentences, strict=True)
    ]


def encode_texts(texts: Sequence[str], tokenizer: Tokenizer) -> Iterator[Ids]:
    """Yield the word ids of each of ``texts``, unknown words (id 0) left out."""
    for encoding in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False):
        ids: Ids = np.array(encoding.ids, dtype=np.int64)
        yield ids[ids > 0]


def split_article(article: EncodedArticle, rng: np.random.Generator) -> tuple[Ids, Ids]:
    """Return a sentence of ``article`` and the rest of it, every second time with the title of its law.

    A single sentence is cut in two where it is long; a short one is paired with the title.
    """
    sentences = list(article.sentences)
    if len(sentences) > 1:
        anchor = sentences.pop(int(rng.integers(len(sentences))))
    elif len(sentences[0]) >= 12 and rng.random() < 0.7:
        cut = int(rng.integers(4, len(sentences[0]) - 4))
        halves = [sentences[0][:cut], sentences[0][cut:]]
        anchor = halves.pop(int(rng.integers(2)))
        sentences = halves
    else:
        return article.title, sentences[0]
    rest = [article.title, *sentences] if rng.random() < 0.5 else sentences
    return anchor, np.concatenate(rest)


def thin_out(ids: Ids, share: float, rng: np.random.Generator) -> Ids:
    """Return ``ids`` with about ``share`` of them left out, all where none would stay."""
    kept = ids[rng.random(len(ids)) >= share]
    return kept if len(kept) else ids


@cache
def _jieba_dictionary() -> dict[str, int]:
    """Return jieba's words with their frequencies, 0 for the beginnings of words that are none themselves."""
    logging.getLogger("jieba").setLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    frequencies: dict[str, int] = tokenizer.FREQ
    return frequencies


def _most_frequent(counts: dict[str, int], size: int) -> list[str]:
    return sorted(counts, key=lambda word: (-counts[word], word))[:size]


def _to_normalizer() -> normalizers.Normalizer:
    return normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])


def _to_tokenizer(counts: dict[str, int], total: int) -> Tokenizer:
    pieces: Iterable[tuple[str, float]] = ((w, math.log((n + 0.5) / total)) for w, n in counts.items())
    tokenizer = Tokenizer(models.Unigram([(UNKNOWN, -25.0), *pieces], unk_id=0))
    tokenizer.normalizer = _to_normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}]+"), "removed")
    return tokenizer
