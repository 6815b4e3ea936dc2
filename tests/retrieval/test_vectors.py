"""Vectors on disk: what is embedded, what is known already, what a cut-short build leaves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_up import HashedEmbeddings

from tiaowen.retrieval.vectors import embed_texts, forget_log, load_vectors, save_vectors

TEXTS = [f"第{n}条　固定人员不少于{n}人。" for n in range(600)]


def embed(root: Path, texts: list[str], embeddings: HashedEmbeddings, folders: tuple[Path, ...] = ()) -> np.ndarray:
    steps: list[int] = []
    vectors, digests = embed_texts(texts, embeddings, root=root, folders=folders, model="m", progress=steps.append)
    assert steps[-1] == len(texts) == len(digests)
    assert steps == sorted(steps)
    return vectors


def test_rows_are_the_texts_in_order_scaled_to_length_1(tmp_path: Path, embeddings: HashedEmbeddings) -> None:
    vectors = embed(tmp_path, [*TEXTS, ""], embeddings)
    expected = np.array(embeddings.embed_documents(TEXTS))
    assert vectors[:-1] == pytest.approx(expected / np.linalg.norm(expected, axis=1, keepdims=True), abs=1e-6)
    assert not vectors[-1].any()


def test_a_build_that_was_cut_short_goes_on(tmp_path: Path) -> None:
    class Failing(HashedEmbeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            if self.embedded >= 512:
                raise RuntimeError("cut short")
            return super().embed_documents(texts)

    with pytest.raises(RuntimeError, match="cut short"):
        embed(tmp_path, TEXTS, Failing())
    again = HashedEmbeddings()
    vectors = embed(tmp_path, TEXTS, again)
    assert again.embedded == 600 - 512
    forget_log(tmp_path)
    assert np.array_equal(vectors, embed(tmp_path, TEXTS, HashedEmbeddings()))


@pytest.mark.parametrize("cut", [0, 2, 4, 300, 100_000, 272 * 300 + 4])
def test_a_log_cut_anywhere_is_read_as_far_as_it_goes(tmp_path: Path, embeddings: HashedEmbeddings, cut: int) -> None:
    expected = embed(tmp_path, TEXTS, embeddings)
    log = next(tmp_path.glob("*.log"))
    log.write_bytes(log.read_bytes()[:cut])
    again = HashedEmbeddings()
    assert np.array_equal(embed(tmp_path, TEXTS, again), expected)
    assert again.embedded == 600 - max(0, cut - 4) // 272
    last = HashedEmbeddings()
    assert np.array_equal(embed(tmp_path, TEXTS, last), expected)
    assert last.embedded == 0


def test_what_an_index_has_is_not_embedded_again(tmp_path: Path, embeddings: HashedEmbeddings) -> None:
    vectors, digests = embed_texts(TEXTS, embeddings, root=tmp_path, folders=(), model="m", progress=lambda _done: None)
    save_vectors(tmp_path / "old", vectors, digests)
    forget_log(tmp_path)
    again = HashedEmbeddings()
    changed = [*TEXTS[1:], "新的一条。"]
    found = embed(tmp_path, changed, again, (tmp_path / "old", tmp_path / "gone"))
    assert again.embedded == 1
    assert np.array_equal(found[:-1], vectors[1:])


def test_vectors_of_other_texts_are_refused(tmp_path: Path, embeddings: HashedEmbeddings) -> None:
    vectors, digests = embed_texts(["一", "二"], embeddings, root=tmp_path, folders=(), model="m", progress=print)
    save_vectors(tmp_path / "v", vectors, digests)
    assert np.array_equal(load_vectors(tmp_path / "v", 2), vectors)
    with pytest.raises(ValueError, match="for 3 texts"):
        load_vectors(tmp_path / "v", 3)
