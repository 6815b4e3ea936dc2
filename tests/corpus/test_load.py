from collections.abc import Callable
from pathlib import Path

import pytest

from tiaowen.corpus.load import Corpus, load_corpus, load_regulation, regulation_folders
from tiaowen.domain import Address, Status
from tiaowen.errors import CorpusError

City = Callable[..., Path]


def test_the_five_regulations(corpus: Corpus) -> None:
    assert {r.id: (r.jurisdiction.name, r.status) for r in corpus.regulations} == {
        "baotou-etrc": ("包头市", Status.INTERIM),
        "lhasa-etrc": ("拉萨市", Status.INTERIM),
        "lhasa-platform": ("拉萨市", Status.TRIAL),
        "liaocheng-tic": ("聊城市", Status.DRAFT),
        "liuzhou-etrc": ("柳州市", Status.IN_FORCE),
    }


def test_articles_parts_and_texts_by_address(corpus: Corpus) -> None:
    item = Address.parse("liuzhou-etrc/9(3)")
    article = corpus.article(item)
    assert article is not None
    assert article.address == item.whole
    assert len(corpus.parts(item)) == 9
    text = corpus.text(item)
    assert text is not None
    assert text.startswith("（三）人才队伍：")
    assert "固定研究开发人员一般不少于8人" in text
    assert len(corpus.texts) == 138


@pytest.mark.parametrize(
    "address", ["liuzhou-etrc/40", "liuzhou-etrc/9(9)", "liuzhou-etrc/9.1", "beijing-etrc/1", "liuzhou-etrc/附件/1"]
)
def test_what_does_not_exist_is_none(address: str, corpus: Corpus) -> None:
    assert corpus.text(Address.parse(address)) is None


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("liuzhou-etrc/9(3)", "《柳州市工程技术研究中心管理办法》第九条第（三）项"),
        (
            "lhasa-platform/附件-重点实验室/3(5)",
            "《拉萨市科技创新平台管理办法（试行）》附件《拉萨市重点实验室》第三条第（五）项",
        ),
        ("liaocheng-tic/8b", "《聊城市技术创新中心管理办法（征求意见稿）》第八条（第二个）"),
    ],
)
def test_labels(address: str, label: str, corpus: Corpus) -> None:
    assert corpus.cite(Address.parse(address), "甲").label == label


def test_a_regulation_that_is_not_there(corpus: Corpus) -> None:
    with pytest.raises(KeyError):
        corpus.regulation("beijing-etrc")


def test_a_new_city_is_a_folder(make_city: City) -> None:
    (regulation,) = load_corpus(make_city()).regulations
    assert regulation.id == "yunxi-base"
    assert regulation.annexes == ("附件1：云溪市中试基地评分标准", "附件2：云溪市中试基地挂牌标准")
    assert [str(a.address).partition("/")[2] for a in regulation.articles] == [
        "1",
        "2",
        "3",
        "3-1",
        "5",
        "附件-中试基地评分标准/1",
        "附件-中试基地评分标准/2",
        "附件-中试基地挂牌标准/1",
    ]
    assert regulation.numbering == ("原文缺第四条。",)


def test_other_things_in_the_folder_are_left_alone(make_city: City) -> None:
    folder = make_city({"README.md": "说明", ".git/config": "", "_drafts/a.txt": ""})
    assert [path.name for path in regulation_folders(folder)] == ["yunxi-base"]


@pytest.mark.parametrize(
    ("files", "path", "words"),
    [
        ({"terms.yaml": None}, "terms.yaml", "读不到这个文件。"),
        ({"terms.yaml": "platforms: []\nwords: []\n"}, "terms.yaml", "没有 words 这个键。"),
        ({"yunxi-base/regulation.yaml": None}, "yunxi-base/regulation.yaml", "读不到这个文件。"),
        ({"yunxi-base/text.txt": None}, "yunxi-base/text.txt", "读不到这个文件。"),
        (
            {"yunxi-base/text.txt": ""},
            "yunxi-base/text.txt",
            "没有找到条文。 条文要以“第一条”这样的条号开头，单独起行。",
        ),
        ({"yunxi-base/text.txt": "通知\n请执行。"}, "yunxi-base/text.txt", "没有找到条文。"),
        ({"yunxi-base/text.txt": bytes(range(256))}, "yunxi-base/text.txt", "不是 UTF-8 文字（第 128 字节）。"),
        ({"云溪/text.txt": "第一条 甲。"}, "云溪", "文件夹名不能用作法规编号。 请只用小写英文字母、数字和连字符"),
        ({"Yunxi_Base/text.txt": "第一条 甲。"}, "Yunxi_Base", "文件夹名不能用作法规编号。"),
        ({"empty-folder/.keep": ""}, "empty-folder/regulation.yaml", "读不到这个文件。"),
    ],
)
def test_a_broken_corpus_is_refused(
    files: dict[str, str | bytes | None], path: str, words: str, make_city: City
) -> None:
    folder = make_city(files)
    with pytest.raises(CorpusError) as caught:
        load_corpus(folder)
    assert caught.value.path == folder / path
    assert words in str(caught.value)


def test_no_folder_or_no_regulation(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"没有这个法规文件夹。 请检查 TIAOWEN_CORPUS。"):
        load_corpus(tmp_path / "nowhere")
    with pytest.raises(CorpusError, match=r"里面没有法规。 每部法规一个文件夹，内有 regulation\.yaml 和 text\.txt。"):
        load_corpus(tmp_path)


@pytest.mark.parametrize("change", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t, str.rstrip])
def test_how_the_text_was_saved_does_not_matter(change: Callable[[str], str], make_city: City) -> None:
    path = make_city() / "yunxi-base"
    before = load_regulation(path)
    text = path / "text.txt"
    text.write_bytes(change(text.read_text(encoding="utf-8")).encode())
    assert load_regulation(path) == before
