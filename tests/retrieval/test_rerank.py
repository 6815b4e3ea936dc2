"""Reranking by a real cross-encoder with random weights, built and saved here."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus
from tiaowen.errors import ModelUnavailableError
from tiaowen.retrieval.build import Index
from tiaowen.retrieval.hybrid import HybridRetriever
from tiaowen.retrieval.rerank import Reranker, RerankRetriever, load_reranker
from tiaowen.settings import Settings

QUERY = "评估不合格的，撤销其称号。"


def save_cross_encoder(folder: Path, *, labels: int = 1) -> Path:
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    torch.manual_seed(0)
    vocabulary = {
        token: n
        for n, token in enumerate(["[PAD]", "[UNK]", "[SEP]", *dict.fromkeys("柳州研发人员评估不合格撤销其称号")])
    }
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", sep_token="[SEP]", model_max_length=64
    ).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=labels,
        initializer_range=1.0,  # else all texts score alike to the sixth digit
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_cross_encoder(tmp_path_factory.mktemp("cross"))


@pytest.mark.slow
def test_found_documents_stand_in_the_order_of_the_cross_encoder(index: Index, folder: Path) -> None:
    first = HybridRetriever(lexical=index.lexical, dense=index.dense)
    reranker = load_reranker(folder)
    retriever = RerankRetriever(retriever=first, reranker=reranker, depth=5)
    found = retriever.search(QUERY, k=3)
    candidates = [document for document, _ in first.search(QUERY, k=5)]
    scores = dict(
        zip((d.id for d in candidates), reranker.score(QUERY, [d.page_content for d in candidates]), strict=True)
    )
    assert [d.id for d, _ in found] == sorted(scores, key=lambda id_: -scores[str(id_)])[:3]
    assert [score for _, score in found] == sorted(scores.values(), reverse=True)[:3]
    assert len({round(score, 6) for score in scores.values()}) > 1
    assert {d.metadata["regulation"] for d, _ in retriever.search(QUERY, regulations=("xishan",))} == {"xishan"}
    assert retriever.search("", k=3) == []


@pytest.mark.slow
def test_the_setting_puts_it_behind_the_assistant(corpus: Corpus, folder: Path, tmp_path: Path) -> None:
    question = "柳州工程技术研究中心需要多少研发人员"
    plain = Assistant(corpus, settings=Settings(data=tmp_path))
    reranked = Assistant(corpus, settings=Settings(data=tmp_path, rerank_model=str(folder)))
    assert isinstance(reranked.open(), RerankRetriever)
    assert reranked.search(question, 27) != plain.search(question, 27)
    assert {hit.address for hit in reranked.search(question, 27)} == {hit.address for hit in plain.search(question, 27)}
    assert reranked.ask(question).citations


class Reversing(Reranker):
    """Likes best what was found last, and all alike where ``flat``."""

    def __init__(self, *, flat: bool) -> None:
        self.flat = flat

    def score(self, query: str, texts: Sequence[str]) -> list[float]:
        return [0.0 if self.flat else float(n) for n in range(len(texts))]


@pytest.mark.parametrize("flat", [True, False])
def test_the_depth_is_all_that_moves_and_equal_scores_keep_their_order(index: Index, flat: bool) -> None:
    first = HybridRetriever(lexical=index.lexical, dense=index.dense)
    expected = [d.id for d, _ in first.search(QUERY, k=6)]
    found = RerankRetriever(retriever=first, reranker=Reversing(flat=flat), depth=6).search(QUERY, k=6)
    assert [d.id for d, _ in found] == (expected if flat else expected[::-1])


@pytest.mark.slow
def test_a_model_that_is_no_reranker_says_what_to_do(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match=r"2 个输出.*TIAOWEN_RERANK_MODEL"):
        load_reranker(save_cross_encoder(tmp_path / "two", labels=2))
    broken = shutil.copytree(folder, tmp_path / "broken")
    (broken / "model.safetensors").write_bytes(b"{}")
    with pytest.raises(ModelUnavailableError, match=f"重排模型 '{broken}' 无法读取"):
        load_reranker(broken)


def test_a_reranker_that_is_not_here_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelUnavailableError, match=r"找不到重排模型 'nobody/none'.*hf download.*TIAOWEN_RERANK_MODEL"):
        load_reranker("nobody/none")
