"""Embedding models: the built-in one read with numpy alone, any other through sentence-transformers.

Nothing here opens a connection: a model is a folder, or a hub name that this machine already has in its cache.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.embeddings import Embeddings

from tiaowen.errors import ModelUnavailableError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

__all__ = [
    "BUILT_IN_MODEL",
    "SentenceTransformerEmbeddings",
    "StaticEmbeddings",
    "load_embeddings",
]

BUILT_IN_MODEL = Path(__file__).parent / "model"
"""The folder of the model that comes with the package; its README.md is the model card."""

WEIGHTS, WEIGHT_NAME, TOKENIZER = "model.safetensors", "emb_layer.weight", "tokenizer.json"
_STATIC_MODULES = ("WordEmbeddings", "Pooling", "Normalize")
_KINDS = {
    "TIAOWEN_EMBEDDING_MODEL": ("向量模型", "使用自带的模型"),
    "TIAOWEN_RERANK_MODEL": ("重排模型", "不重排"),
}
_MANY = 64  # texts at once, from which on the wider table pays
_SAMPLE, _SAMPLES = 1 << 16, 16


class StaticEmbeddings(Embeddings):
    """The mean of one vector per word, scaled to length 1, from a folder as ``train`` writes it.

    Reads the same files as ``SentenceTransformer(folder)`` and returns the same vectors, without torch. The table
    stays float16 in memory (about 15 MB) until many texts come, which a float32 one (30 MB) takes four times as fast;
    sums are float32 in both.
    """

    def __init__(self, folder: Path | str) -> None:
        """Read ``folder``; raise ``ModelUnavailableError`` where a file is missing or damaged."""
        # Both are wanted only by this class, and other models bring their own.
        from safetensors import SafetensorError
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self.folder = Path(folder)
        try:
            self._table: NDArray[np.float16] = load_file(self.folder / WEIGHTS)[WEIGHT_NAME]
            self._tokenizer = Tokenizer.from_str((self.folder / TOKENIZER).read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise _damaged(self.folder, error) from error
        except Exception as error:
            # The tokenizers library raises a bare Exception for a file it cannot parse.
            if type(error) is not Exception:
                raise
            raise _damaged(self.folder, error) from error
        if self._table.ndim != 2 or len(self._table) < self._tokenizer.get_vocab_size():
            raise _damaged(self.folder, ValueError("向量表与词表大小不符"))

    @cached_property
    def _wide_table(self) -> NDArray[np.float32]:
        return self._table.astype(np.float32)

    @property
    def dimension(self) -> int:
        """Return the length of every vector."""
        return int(self._table.shape[1])

    @cached_property
    def fingerprint(self) -> str:
        """Return 16 hex digits over weights and words."""
        digest = hashlib.sha256()
        for name in (WEIGHTS, TOKENIZER):
            digest.update((self.folder / name).read_bytes())
        return digest.hexdigest()[:16]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of ``texts``, shape (len(texts), dimension), each of length 1.

        A text without a known word (empty, emoji only) gets zeros: it is like nothing.
        """
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        table = self._table if len(texts) < _MANY else self._wide_table
        for vector, encoding in zip(
            vectors, self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False), strict=True
        ):
            if encoding.ids:
                # The sum, for lengths are scaled below; no id is out of range, and clipping them takes no copy.
                table.take(encoding.ids, axis=0, mode="clip").sum(axis=0, dtype=np.float32, out=vector)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of ``text``."""
        return self.embed_documents([text])[0]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of ``texts``."""
        vectors: list[list[float]] = self.encode(texts).tolist()
        return vectors


class SentenceTransformerEmbeddings(Embeddings):
    """Any sentence-transformers model from a local folder, with its query and document prompts.

    Vectors are scaled to length 1. Importing torch and loading the model are paid when one is made.
    """

    def __init__(self, folder: Path | str, *, name: str | None = None, query_prompt: str | None = None) -> None:
        """Load ``folder``; ``name`` is what the person called the model, for the message of a failure.

        ``query_prompt`` is put before a question instead of the model's own prompt, which some folders lack.
        """
        self.folder = Path(folder)
        self.query_prompt = query_prompt
        try:
            from safetensors import SafetensorError
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise ModelUnavailableError(
                f"向量模型 {name or str(folder)!r} 需要 sentence-transformers，它在本机无法导入（{error}）。"
                "请重新安装 tiaowen，或不设置 TIAOWEN_EMBEDDING_MODEL，使用自带的模型。"
            ) from error
        try:
            self._model: SentenceTransformer = SentenceTransformer(str(self.folder), local_files_only=True)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, ImportError, SafetensorError) as error:
            raise _damaged(name or self.folder, error) from error

    @cached_property
    def fingerprint(self) -> str:
        """Return 16 hex digits over the model's files.

        Files up to 1 MB count whole, larger ones by their size and 16 samples: weights of several GB need not be
        read at every start, and any training changes them everywhere.
        """
        digest = hashlib.sha256()
        for path in sorted(p for p in self.folder.rglob("*") if p.is_file() and p.suffix != ".md"):
            digest.update(f"{path.relative_to(self.folder).as_posix()}:{path.stat().st_size}".encode())
            digest.update(_sample(path))
        return digest.hexdigest()[:16]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of ``text``, put after the query prompt."""
        vectors = self._model.encode_query(
            [text], prompt=self.query_prompt, normalize_embeddings=True, show_progress_bar=False
        )
        return _to_lists(vectors)[0]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of ``texts``, each put after the model's document prompt."""
        return _to_lists(self._model.encode_document(texts, normalize_embeddings=True, show_progress_bar=False))


def load_embeddings(
    model: str | Path | None = None, *, query_prompt: str | None = None
) -> StaticEmbeddings | SentenceTransformerEmbeddings:
    """Return the embeddings of ``model``: the built-in one for None, else a folder or a hub name in the local cache.

    ``query_prompt``, where given, stands before a question instead of the model's own; a static model has none.

    Raises ``ModelUnavailableError`` where the model is not on this machine or cannot be read; never downloads.
    """
    if model is None:
        return StaticEmbeddings(BUILT_IN_MODEL)
    folder = Path(model).expanduser()
    if folder.is_dir():
        if is_static(folder):
            return StaticEmbeddings(folder)
        return SentenceTransformerEmbeddings(folder, query_prompt=query_prompt)
    return SentenceTransformerEmbeddings(find_cached_model(str(model)), name=str(model), query_prompt=query_prompt)


def is_static(folder: Path) -> bool:
    """Return whether ``folder`` holds word embeddings, their mean and a normalisation, and nothing else."""
    try:
        modules: list[dict[str, Any]] = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        kinds = tuple(str(module["type"]).rpartition(".")[2] for module in modules)
        pooling = json.loads((folder / modules[1]["path"] / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return False
    return kinds == _STATIC_MODULES and pooling.get("pooling_mode") == "mean" and (folder / TOKENIZER).is_file()


def find_cached_model(name: str, *, setting: str = "TIAOWEN_EMBEDDING_MODEL") -> Path:
    """Return the folder in which the local Hugging Face cache holds ``name``, without asking the hub.

    ``setting`` is where the name was given, for the message where it is not there.
    """
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    kind, without = _KINDS[setting]
    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError, OSError) as error:
        raise ModelUnavailableError(
            f"找不到{kind} {name!r}：它既不是本机的文件夹，也不在 Hugging Face 的本地缓存里；程序不会自行下载。"
            f"请在能上网的机器上运行 hf download {name} --local-dir 文件夹，把该文件夹拷到本机，"
            f"再把 {setting} 设为它的路径；不设置时{without}。"
        ) from error


def _to_lists(vectors: NDArray[np.float32]) -> list[list[float]]:
    lists: list[list[float]] = vectors.tolist()
    return lists


def _sample(path: Path) -> bytes:
    size = path.stat().st_size
    with path.open("rb") as file:
        if size <= _SAMPLE * _SAMPLES:
            return file.read()
        parts = []
        for number in range(_SAMPLES):
            file.seek(number * (size - _SAMPLE) // (_SAMPLES - 1))
            parts.append(file.read(_SAMPLE))
    return b"".join(parts)


def _damaged(model: Path | str, error: Exception) -> ModelUnavailableError:
    return ModelUnavailableError(
        f"向量模型 {str(model)!r} 无法读取：{error}。请检查该文件夹是否完整（modules.json、权重、词表），"
        "或重新取得模型；不设置 TIAOWEN_EMBEDDING_MODEL 时使用自带的模型。"
    )
