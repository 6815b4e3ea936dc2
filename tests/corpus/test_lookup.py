"""Places as people write them, and places that do not exist."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.corpus.load import Corpus, load_corpus
from tiaowen.corpus.lookup import find_in_corpus, find_places, find_references, find_written
from tiaowen.domain import Address
from tiaowen.errors import QuestionError


def found(text: str, corpus: Corpus) -> list[str]:
    return [str(address) for address in find_in_corpus(text, corpus)]


@pytest.fixture
def city(make_city: Callable[..., Path]) -> Corpus:
    return load_corpus(make_city())


# Labels


def test_every_address_of_the_corpus_is_read_back_from_its_text_and_its_label(corpus: Corpus) -> None:
    addresses = [p.address for r in corpus.regulations for a in r.articles for p in a.parts()]
    assert len(addresses) == len(set(addresses)) == 319
    for address in addresses:
        assert Address.parse(str(address)) == address
        assert find_in_corpus(str(address), corpus) == (address,)
        assert find_in_corpus(corpus.label(address), corpus) == (address,)
        places = find_places(corpus.label(address), corpus, (corpus.regulation(address.regulation),))
        assert places == ((address,), ())


def test_every_address_of_a_made_up_city_is_read_back(city: Corpus) -> None:
    for article in city.regulations[0].articles:
        for part in article.parts():
            assert find_in_corpus(city.label(part.address), city) == (part.address,)


# What people type


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("柳州第九条第三项", ["liuzhou-etrc/9(3)"]),
        ("柳州办法第九条第三项", ["liuzhou-etrc/9(3)"]),
        ("柳州第9条第3项", ["liuzhou-etrc/9(3)"]),
        ("柳州第９条第（３）项", ["liuzhou-etrc/9(3)"]),
        ("柳州 第 九 条 第（ 三 ）项", ["liuzhou-etrc/9(3)"]),
        ("柳州九条三项", ["liuzhou-etrc/9(3)"]),
        ("柳州第九条的第三项怎么说", ["liuzhou-etrc/9(3)"]),
        ("柳州第九条（三）", ["liuzhou-etrc/9(3)"]),
        ("柳州9（3）", ["liuzhou-etrc/9(3)"]),
        ("柳州九(三)", ["liuzhou-etrc/9(3)"]),
        ("柳州第九条第一款第三项", ["liuzhou-etrc/9(3)"]),
        ("柳州第九条第一款", ["liuzhou-etrc/9"]),
        ("柳州9", ["liuzhou-etrc/9"]),
        ("柳州第9", ["liuzhou-etrc/9"]),
        ("柳州第六条第二款", ["liuzhou-etrc/6.2"]),
        ("柳州第六条第一款第六项", ["liuzhou-etrc/6(6)"]),
        ("柳州第九条和第十二条", ["liuzhou-etrc/9", "liuzhou-etrc/12"]),
        ("拉萨平台办法二十二条", ["lhasa-platform/22"]),
        ("拉萨第二十二条", ["lhasa-etrc/22", "lhasa-platform/22"]),
        ("拉萨第十五条的扶持标准", ["lhasa-etrc/15", "lhasa-platform/15"]),
        ("附件重点实验室第三条第五项", ["lhasa-platform/附件-重点实验室/3(5)"]),
        ("重点实验室标准3条5项", ["lhasa-platform/附件-重点实验室/3(5)"]),
        ("拉萨重点实验室第十五条", ["lhasa-platform/15"]),
        ("新型研发机构第三条第三项第二段", ["lhasa-platform/附件-新型研发机构/3(3).2"]),
        ("新型研发机构第三条第一款第三项第二款", ["lhasa-platform/附件-新型研发机构/3(3).2"]),
        ("临床医学研究中心第三条第四项", ["lhasa-platform/附件-临床医学研究中心/3(4)"]),
        ("包头第四条第1项", ["baotou-etrc/4(1)"]),
        ("聊城第八条", ["liaocheng-tic/8a", "liaocheng-tic/8b"]),
        ("聊城第八条第二项", ["liaocheng-tic/8a(2)", "liaocheng-tic/8b(2)"]),
        ("聊城第八条（第二个）第四项", ["liaocheng-tic/8b(4)"]),
        ("聊城8b", ["liaocheng-tic/8b"]),
        ("聊城第8a条第二项", ["liaocheng-tic/8a(2)"]),
        ("8b(4)", ["liaocheng-tic/8b(4)"]),
        ("聊城第十一条第三款", ["liaocheng-tic/11.3"]),
        ("聊城第十一条第三段", ["liaocheng-tic/11.3"]),
        ("liuzhou-etrc/9(3)", ["liuzhou-etrc/9(3)"]),
        (
            "请看 liuzhou-etrc/9(3) 和 lhasa-platform/附件-重点实验室/3(5)。",
            ["liuzhou-etrc/9(3)", "lhasa-platform/附件-重点实验室/3(5)"],
        ),
        ("9", [f"{id_}/9" for id_ in ("baotou-etrc", "lhasa-etrc", "lhasa-platform", "liaocheng-tic", "liuzhou-etrc")]),
    ],
)
def test_places_that_exist(text: str, addresses: list[str], corpus: Corpus) -> None:
    assert found(text, corpus) == addresses


def test_an_annex_without_a_name_is_every_annex(corpus: Corpus) -> None:
    assert len(found("拉萨平台办法附件第三条", corpus)) == 6


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("云溪第三条之一", ["yunxi-base/3-1"]),
        ("云溪第3条之1", ["yunxi-base/3-1"]),
        ("云溪第三条", ["yunxi-base/3"]),
        ("云溪第三条第二项", ["yunxi-base/3.1(2)", "yunxi-base/3.2(2)"]),
        ("云溪第三条第二款第二项", ["yunxi-base/3.2(2)"]),
        ("云溪第二条第二项第一目", ["yunxi-base/2(2)(1)"]),
        ("云溪第二条（二）1目", ["yunxi-base/2(2)(1)"]),
        ("云溪评分标准第二条", ["yunxi-base/附件-中试基地评分标准/2"]),
        ("云溪中试基地挂牌标准第一条", ["yunxi-base/附件-中试基地挂牌标准/1"]),
    ],
)
def test_places_of_a_made_up_city(text: str, addresses: list[str], city: Corpus) -> None:
    assert set(addresses) <= set(found(text, city))
    if "标准" not in text:
        assert found(text, city) == addresses


# What does not exist


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "包头第十六条",
            "《包头市工程技术研究中心认定管理暂行办法》没有第十六条。正文从第一条到第十九条，原文缺第十六条、第十七条。",
        ),
        ("柳州第四十条", "《柳州市工程技术研究中心管理办法》没有第四十条。正文从第一条到第二十七条。"),
        ("柳州40条", "《柳州市工程技术研究中心管理办法》没有第40条。正文从第一条到第二十七条。"),
        ("柳州第0条", "《柳州市工程技术研究中心管理办法》没有第0条。正文从第一条到第二十七条。"),
        ("柳州第九千九百条", "《柳州市工程技术研究中心管理办法》没有第九千九百条。正文从第一条到第二十七条。"),
        ("柳州第九条第九项", "《柳州市工程技术研究中心管理办法》有第九条，但没有“第九条第九项”这一处。"),
        ("柳州第九条第二款", "《柳州市工程技术研究中心管理办法》有第九条，但没有“第九条第二款”这一处。"),
        ("柳州第九条之一", "《柳州市工程技术研究中心管理办法》没有第九条之一。正文从第一条到第二十七条。"),
        ("聊城第八条（第三个）", "有第八条，但没有“第八条（第三个）”这一处。"),
        ("聊城第十三条", "正文从第一条到第二十三条，原文缺第十二条至第十五条。"),
        ("附件重点实验室第九条", "的附件没有第九条。附件《拉萨市重点实验室》从第一条到第三条。"),
        ("附件重点实验室第三条第十五项", "附件《拉萨市重点实验室》有第三条，但没有“第三条第十五项”这一处。"),
        (
            "拉萨重点实验室第四十条",
            "没有第四十条。附件《拉萨市重点实验室》从第一条到第三条；正文从第一条到第二十九条。",
        ),
        ("liuzhou-etrc/9(9)", "没有 liuzhou-etrc/9(9) 这个地址。"),
        ("beijing-etrc/9", "没有 beijing-etrc/9 这个地址。"),
        ("柳州重点实验室第三条", "这里没有收录柳州市管重点实验室的办法。"),
        ("北京第三条", "这里没有收录北京的办法。"),
    ],
)
def test_places_that_do_not_exist(text: str, sentence: str, corpus: Corpus) -> None:
    with pytest.raises(QuestionError) as caught:
        find_in_corpus(text, corpus)
    assert str(caught.value).endswith(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "😀",
        "柳州",
        "柳州研发人员",
        "这三条规定",
        "两条要求",
        "以下5条",
        "三条件",
        "5条例",
        "不超过1/3",
        "9" * 5000,
        "第" + "九" * 5000 + "个",
    ],
)
def test_a_text_that_names_no_place(text: str, corpus: Corpus) -> None:
    with pytest.raises(QuestionError, match=r"^没有读到条文号。请写成“柳州第九条第三项”这样的形式。$"):
        find_in_corpus(text, corpus)


def test_what_exists_and_what_does_not_are_both_told(corpus: Corpus) -> None:
    places = find_places("第九条和第四十条、liuzhou-etrc/41", corpus, (corpus.regulation("liuzhou-etrc"),))
    assert [str(address) for address in places.found] == ["liuzhou-etrc/9"]
    assert [sentence.partition("没有")[2][:5] for sentence in places.missing] == ["第四十条。", " liuz"]


def test_a_place_named_twice_is_told_once(corpus: Corpus) -> None:
    places = find_places("第四十条，第四十条，第九条，第九条", corpus, (corpus.regulation("liuzhou-etrc"),))
    assert (len(places.found), len(places.missing)) == (1, 1)


def test_fractions_and_links_are_no_addresses(corpus: Corpus) -> None:
    assert find_written("不超过1/3，见 example.com/9，km/9，and/or/3", corpus) == ((), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("柳州第九条第三项和12条，三（四）", [(9, [3]), (12, []), (3, [4])]),
        ("第一百二十条之二第三款第（四）项第五目", [(120, [3, 4, 5])]),
        ("第九条\n第三项", [(9, [3])]),
        ("不少于8（八）人", []),
        ("第九条（2024年修订）", [(9, [])]),
        ("有三项条件、九个项目", []),
    ],
)
def test_references(text: str, expected: list[tuple[int, list[int]]]) -> None:
    assert [(r.article, [s.number for s in r.steps]) for r in find_references(text)] == expected


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "第九条" + " " * 20_000,
        "第九百条" * 5_000,
        "3（3）、" * 4_000,
        "九" * 20_000,
        "第" * 20_000,
        "9" + "（" * 20_000,
        "第九条" + "第三项" * 6_000,
        "工程" * 10_000,
    ],
    ids=lambda text: text[:4],
)
def test_20_000_characters_are_read_at_once(text: str, corpus: Corpus) -> None:
    assert sum(1 for _ in find_references(text)) <= 5_000
    places = find_places(text, corpus, corpus.regulations)
    assert len(places.found) <= 5
    assert len(places.missing) <= 10


@given(st.text("第九三条款项目段之（）() 9３a/.-附件标准柳州\n的个", max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for reference in find_references(text):
        assert reference.words
        assert all(step.number >= 0 for step in reference.steps)
