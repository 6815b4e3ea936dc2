"""Embedding models: the numpy path, any sentence-transformers folder, what is said when a model cannot be had."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings
from langchain_tests.integration_tests import EmbeddingsIntegrationTests
from langchain_tests.unit_tests import EmbeddingsUnitTests

from tiaowen.errors import ModelUnavailableError
from tiaowen.retrieval.embedding import (
    BUILT_IN_MODEL,
    SentenceTransformerEmbeddings,
    StaticEmbeddings,
    load_embeddings,
)

PIECES = [
    *"柳州拉萨包头聊城市工程技术研究中心认定管理办法不少于人万元％（）。，、；“”",
    *(
        "固定研发人员",
        "科技创新平台",
        "撤销",
        "nature",
        "R&D ",
        "300㎡",
        "５０万元",
        "50%",
        "第九条",
        "\n",
        "\u3000",
        "\t",
    ),
    *("😀", "བོད་ཡིག", "é", "\x07", "<b>", "龘", "１/３", "Ⅳ", "①", "ﬁ", "𠮷"),
]


def make_texts(count: int) -> list[str]:
    """Return ``count`` different texts: empty, unknown, foreign, very long, and random mixtures."""
    draw = random.Random(2)
    texts = ["", " ", "。。。", "😀😀", "龘龘龘", "tiaowen", "What does the law say?", "工程技术研究中心" * 1_000]
    return texts + ["".join(draw.choices(PIECES, k=draw.randrange(1, 120))) for _ in range(count - len(texts))]


@pytest.fixture(scope="module")
def built_in() -> StaticEmbeddings:
    model = load_embeddings()
    assert isinstance(model, StaticEmbeddings)
    return model


@pytest.fixture(scope="module")
def bert_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real transformer with random weights, a vocabulary of characters and a query prompt."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(0)
    plain, folder = tmp_path_factory.mktemp("bert"), tmp_path_factory.mktemp("model") / "tiny"
    characters = dict.fromkeys("柳州拉萨研发人员面积不少于查询：")
    vocabulary = {token: n for n, token in enumerate(["[PAD]", "[UNK]", *characters])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", model_max_length=64
    ).save_pretrained(plain)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    BertModel(config).save_pretrained(plain)
    transformer = Transformer(str(plain))
    SentenceTransformer(
        modules=[transformer, Pooling(16)], prompts={"query": "查询：", "document": ""}, device="cpu"
    ).save(str(folder), create_model_card=False)
    return folder


class TestBuiltInUnit(EmbeddingsUnitTests):
    @property
    def embeddings_class(self) -> type[Embeddings]:
        return StaticEmbeddings

    @property
    def embedding_model_params(self) -> dict[str, object]:
        return {"folder": BUILT_IN_MODEL}


class TestBuiltInStandard(EmbeddingsIntegrationTests):
    @property
    def embeddings_class(self) -> type[Embeddings]:
        return StaticEmbeddings

    @property
    def embedding_model_params(self) -> dict[str, object]:
        return {"folder": BUILT_IN_MODEL}


@pytest.mark.slow
def test_numpy_and_sentence_transformers_agree_on_a_thousand_texts(built_in: StaticEmbeddings) -> None:
    from sentence_transformers import SentenceTransformer

    texts = make_texts(1_000)
    expected = SentenceTransformer(str(BUILT_IN_MODEL), device="cpu").encode(texts, batch_size=8)
    np.testing.assert_allclose(built_in.encode(texts), expected, rtol=0, atol=1e-5)


def test_vectors_have_length_one_or_are_zero(built_in: StaticEmbeddings) -> None:
    lengths = np.linalg.norm(built_in.encode(["固定研发人员", "", "😀"]), axis=1)
    np.testing.assert_allclose(lengths, [1, 0, 0], atol=1e-5)


def test_a_text_has_the_same_vector_alone_and_among_others(built_in: StaticEmbeddings) -> None:
    texts = make_texts(20)
    together = built_in.embed_documents(texts)
    assert [built_in.embed_query(text) for text in texts] == together
    assert built_in.embed_documents([]) == []


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("工程中心要多少研发人员？", "固定研究开发人员一般不少于8人", "本办法自发布之日起施行"),
        ("什么情况下会被摘牌？", "有下列情形之一的，撤销其资格", "设备原值不低于100万元"),
        ("每年什么时候交年度报告？", "每年12月底前提交年度总结报告", "技术委员会由5至9名专家组成"),
    ],
)
def test_a_question_is_nearer_to_its_answer(built_in: StaticEmbeddings, question: str, right: str, wrong: str) -> None:
    asked, *found = built_in.encode([question, right, wrong])
    assert found[0] @ asked > found[1] @ asked


def test_the_built_in_model_is_small_and_its_card_names_no_machine() -> None:
    files = [path for path in BUILT_IN_MODEL.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 17_000_000
    assert (BUILT_IN_MODEL / "model.safetensors").stat().st_size <= 16_000_000
    card = (BUILT_IN_MODEL / "README.md").read_text(encoding="utf-8")
    assert "STARD" in card
    assert "LawRefBook/Laws" in card
    assert not any(word in card for word in ("/work", "/home", "/tmp", "/root"))


def test_the_default_path_imports_no_torch() -> None:
    code = (
        "import sys; from tiaowen.retrieval.embedding import load_embeddings; heavy = lambda: sorted("
        "{'torch', 'transformers', 'sentence_transformers', 'rjieba'} & set(sys.modules)); assert not heavy(), heavy();"
        "model = load_embeddings(); model.embed_query('研发人员'); model.fingerprint; assert not heavy(), heavy()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_fingerprint_follows_the_files(built_in: StaticEmbeddings, tmp_path: Path) -> None:
    copy = shutil.copytree(BUILT_IN_MODEL, tmp_path / "copy")
    same = load_embeddings(copy)
    assert same.fingerprint == built_in.fingerprint
    weights = bytearray((copy / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (copy / "model.safetensors").write_bytes(weights)
    assert load_embeddings(copy).fingerprint != built_in.fingerprint


@pytest.mark.slow
def test_a_transformer_folder_loads_with_its_prompts(bert_folder: Path) -> None:
    model = load_embeddings(str(bert_folder))
    assert isinstance(model, SentenceTransformerEmbeddings)
    asked, (same, prompted) = model.embed_query("研发人员"), model.embed_documents(["研发人员", "查询：研发人员"])
    np.testing.assert_allclose(asked, prompted, atol=1e-5)
    assert not np.allclose(asked, same, atol=1e-3)
    assert np.linalg.norm(asked) == pytest.approx(1)
    assert model.embed_documents([]) == []
    assert len(model.fingerprint) == 16


@pytest.mark.slow
def test_a_prompt_of_ones_own_stands_before_questions_alone(bert_folder: Path) -> None:
    model = load_embeddings(bert_folder, query_prompt="查：")
    plain = load_embeddings(bert_folder)
    np.testing.assert_allclose(model.embed_query("研发人员"), plain.embed_documents(["查：研发人员"])[0], atol=1e-5)
    assert model.embed_documents(["研发人员"]) == plain.embed_documents(["研发人员"])
    assert model.fingerprint == plain.fingerprint  # it changes no vector of the index


@pytest.mark.slow
def test_a_changed_transformer_has_another_fingerprint(bert_folder: Path, tmp_path: Path) -> None:
    before = load_embeddings(bert_folder).fingerprint
    copy = shutil.copytree(bert_folder, tmp_path / "copy")
    assert load_embeddings(copy).fingerprint == before
    settings = copy / "config_sentence_transformers.json"
    content = json.loads(settings.read_text(encoding="utf-8"))
    settings.write_text(json.dumps({**content, "prompts": {"query": "问："}}), encoding="utf-8")
    assert load_embeddings(copy).fingerprint != before


@pytest.mark.slow
def test_a_hub_name_is_found_in_the_local_cache(
    bert_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = "0" * 40
    repository = tmp_path / "models--tiny--bert"
    shutil.copytree(bert_folder, repository / "snapshots" / revision)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(revision, encoding="utf-8")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    assert load_embeddings("tiny/bert").embed_query("柳州") == load_embeddings(bert_folder).embed_query("柳州")


@pytest.mark.parametrize("name", ["nobody/no-such-model", "./nowhere/model", "名 字", "a/b/c", ""])
def test_a_model_that_cannot_be_had_says_what_to_do(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelUnavailableError) as caught:
        load_embeddings(name)
    assert repr(name) in str(caught.value) or name == ""
    assert "TIAOWEN_EMBEDDING_MODEL" in str(caught.value)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_a_damaged_static_folder_is_named(name: str, tmp_path: Path) -> None:
    folder = shutil.copytree(BUILT_IN_MODEL, tmp_path / "model")
    for content in (b"{}", (folder / name).read_bytes()[:1000], b""):
        (folder / name).write_bytes(content)
        with pytest.raises(ModelUnavailableError, match=r"无法读取") as caught:
            load_embeddings(folder)
        assert str(folder) in str(caught.value)


@pytest.mark.slow
def test_a_folder_that_is_no_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ModelUnavailableError, match=r"无法读取"):
        load_embeddings(tmp_path)
