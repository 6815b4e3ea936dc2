"""The built-in embedding model while it is trained, and the sentence-transformers folder it ends in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, WordEmbeddings
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import PreTrainedTokenizerFast

from tiaowen.retrieval.embedding import TOKENIZER, WEIGHT_NAME, WEIGHTS
from tiaowen.retrieval.train_data import Ids


class WordVectors(nn.Module):
    """One vector per word: the sum of the vectors of its parts, times a weight that starts like an IDF."""

    def __init__(self, parts: Sequence[Sequence[int]], shares: Tensor, dimension: int) -> None:
        """Take the features of each word and ``shares``, shape (words,): the part of all running words it makes."""
        super().__init__()
        self.features = nn.Parameter(torch.randn(1 + max(map(max, parts)), dimension) * 0.1)
        self.log_weight = nn.Parameter(torch.log(1e-3 / (1e-3 + shares)))
        self._flat = torch.tensor([feature for word in parts for feature in word])
        self._starts = torch.tensor(np.cumsum([0, *map(len, parts[:-1])]))

    def table(self) -> Tensor:
        """Return the vectors, shape (words, dimension)."""
        sums = functional.embedding_bag(self._flat, self.features, self._starts, mode="sum")
        return sums * torch.exp(self.log_weight)[:, None]


def embed(bags: Sequence[Ids], table: Tensor) -> Tensor:
    """Return the vectors of texts given as word ids, shape (len(bags), dimension), each of length 1."""
    starts = torch.tensor(np.cumsum([0, *map(len, bags[:-1])]))
    ids = torch.from_numpy(np.concatenate(bags))
    return functional.normalize(functional.embedding_bag(ids, table, starts, mode="sum"), dim=-1)


def save_model(table: Tensor, tokenizer: Tokenizer, folder: Path) -> None:
    """Write ``table`` (words × dimension) to a sentence-transformers folder made of its own modules, in float16.

    Its own, for sentence-transformers 6 imports no class of another package unless told to trust the folder.
    """
    vectors = table.clone()
    vectors[0] = 0
    words = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # transformers leaves it unannotated
        tokenizer_object=tokenizer, unk_token=tokenizer.id_to_token(0)
    )
    modules = [WordEmbeddings(words, vectors / vectors.norm(dim=1).max()), Pooling(table.shape[1]), Normalize()]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder), create_model_card=False)
    weights = load_file(folder / WEIGHTS)[WEIGHT_NAME]
    save_file({WEIGHT_NAME: weights.to(torch.float16)}, folder / WEIGHTS, metadata={"format": "pt"})
    (folder / WEIGHTS).chmod(0o644)  # safetensors writes for the owner alone; the wheel is for all
    _shorten(folder / TOKENIZER)


def _shorten(path: Path) -> None:
    """Write the tokenizer at ``path`` on one line, its log-probabilities with four digits: a third of the size."""
    content = json.loads(path.read_text(encoding="utf-8"))
    content["model"]["vocab"] = [[word, round(score, 4)] for word, score in content["model"]["vocab"]]
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
