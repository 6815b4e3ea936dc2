"""Chinese text → words, the same for BM25 and for the built-in embedding model."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterable
from functools import cache

import jieba


@cache
def base_tokenizer() -> jieba.Tokenizer:
    """Return the process' own tokenizer over jieba's dictionary (about 0.7 s on first use)."""
    logging.getLogger("jieba").setLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


def tokenizer_with(terms: Iterable[str]) -> jieba.Tokenizer:
    """Return a private tokenizer that keeps each of ``terms`` in one piece; the base one stays as it is."""
    base = base_tokenizer()
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(base.FREQ), base.total, True
    for term in sorted(set(terms)):
        tokenizer.add_word(unicodedata.normalize("NFKC", term).lower())
    return tokenizer


def to_words(text: str, tokenizer: jieba.Tokenizer) -> list[str]:
    """Return the words of ``text`` in jieba's search mode: NFKC, lower case, punctuation dropped.

    >>> to_words("科研集中用房面积达３００平方米以上。", base_tokenizer())
    ['科研', '集中', '用房', '面积', '达', '300', '平方', '平方米', '以上']
    """
    words = tokenizer.cut_for_search(unicodedata.normalize("NFKC", text).lower())
    return [word for word in words if any(c.isalnum() for c in word)]
