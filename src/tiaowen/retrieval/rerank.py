"""A second ranking of what was found, by a cross-encoder that reads question and article together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.documents import Document
from pydantic import ConfigDict, Field

from tiaowen.errors import ModelUnavailableError
from tiaowen.retrieval.documents import Scored, Searcher
from tiaowen.retrieval.embedding import find_cached_model

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_SETTING = "TIAOWEN_RERANK_MODEL"


class Reranker:
    """Any cross-encoder that sentence-transformers loads from a folder; torch is imported when one is made."""

    def __init__(self, folder: Path | str, *, name: str | None = None) -> None:
        """Load ``folder``; ``name`` is what the person called the model, for the message of a failure."""
        self.folder = Path(folder)
        try:
            from safetensors import SafetensorError
            from sentence_transformers import CrossEncoder

            self._model: CrossEncoder = CrossEncoder(str(self.folder), local_files_only=True)
            if self._model.num_labels != 1:
                raise ValueError(f"{self._model.num_labels} 个输出，应是 1 个")
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, ImportError, SafetensorError) as error:
            raise ModelUnavailableError(
                f"重排模型 {name or str(self.folder)!r} 无法读取：{error}。请检查该文件夹是不是完整的 cross-encoder，"
                f"或重新取得模型；不设置 {_SETTING} 时不重排。"
            ) from error

    def score(self, query: str, texts: Sequence[str]) -> list[float]:
        """Return how well each of ``texts`` answers ``query``; higher is better."""
        scores = self._model.predict([(query, text) for text in texts], show_progress_bar=False)
        return [float(score) for score in scores]


class RerankRetriever(Searcher):
    """Ranks the best ``depth`` documents of ``retriever`` anew; those of equal score keep its order."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Searcher
    reranker: Reranker
    depth: int = Field(default=30, ge=1)
    k: int = Field(default=10, ge=1)

    @property
    def problem(self) -> str | None:
        """What kept the last search to words alone, in Chinese, or None."""
        problem: str | None = getattr(self.retriever, "problem", None)
        return problem

    def search(self, query: str, *, k: int | None = None, regulations: tuple[str, ...] | None = None) -> list[Scored]:
        """Return at most ``k`` documents with the scores of the cross-encoder, best first."""
        limit = self.k if k is None else k
        found: list[Document] = [
            document for document, _ in self.retriever.search(query, k=max(limit, self.depth), regulations=regulations)
        ]
        if limit < 1 or not found:
            return []
        scores = self.reranker.score(query, [document.page_content for document in found])
        order = sorted(range(len(found)), key=lambda n: (-scores[n], n))
        return [(found[n], scores[n]) for n in order[:limit]]


def load_reranker(model: str | Path) -> Reranker:
    """Return the cross-encoder ``model``: a folder, or a hub name in the local cache; never downloads.

    Raises ``ModelUnavailableError`` where it is not on this machine or cannot be read.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        return Reranker(folder)
    return Reranker(find_cached_model(str(model), setting=_SETTING), name=str(model))
