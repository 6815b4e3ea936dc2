import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Article, Item, Jurisdiction, Paragraph, Step
from tiaowen.errors import AddressError

numbers = st.integers(1, 99_999)
words = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=8)
addresses = st.builds(
    Address,
    regulation=st.lists(words, min_size=1, max_size=3).map("-".join),
    annex=st.none()
    | st.just("附件")
    | st.text("工程技术研究中心站点ABC12", min_size=1, max_size=9).map("附件-{}".format),
    article=st.builds(
        "{}{}{}".format,
        numbers,
        st.just("") | numbers.map("-{}".format),
        st.just("") | st.sampled_from(string.ascii_lowercase),
    ),
    steps=st.lists(st.builds(Step, st.sampled_from(["款", "项"]), numbers), max_size=4).map(tuple),
)


@given(addresses)
def test_str_and_parse_are_inverse(address: Address) -> None:
    assert Address.parse(str(address)) == address
    assert Address.model_validate_json(address.model_dump_json()) == address


@given(addresses)
def test_every_address_has_a_label(address: Address) -> None:
    assert address.local_label().startswith("第")


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        address = Address.parse(text)
    except AddressError:
        return
    assert str(address) == text


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("liuzhou-etrc/9", "第九条"),
        ("liuzhou-etrc/9(3)", "第九条第（三）项"),
        ("liuzhou-etrc/6.2", "第六条第二款"),
        ("lhasa-platform/附件-新型研发机构/3(3).2", "第三条第（三）项第二段"),
        ("liaocheng-tic/8b(4)", "第八条（第二个）第（四）项"),
        ("mou/120-1", "第一百二十条之一"),
        ("mou/120-12a.2(3)", "第一百二十条之十二（第一个）第二款第（三）项"),
        ("mou/2(2)(1)", "第二条第（二）项第一目"),
        ("mou/附件/1", "第一条"),
    ],
)
def test_local_label(text: str, label: str) -> None:
    assert Address.parse(text).local_label() == label


@pytest.mark.parametrize(
    "text",
    [
        "",
        "liuzhou-etrc",
        "liuzhou-etrc/",
        "/9",
        "liuzhou-etrc/0",
        "liuzhou-etrc/09",
        "liuzhou-etrc/九",
        "liuzhou-etrc/９",
        "liuzhou-etrc/1２",
        "liuzhou-etrc/9 ",
        "liuzhou-etrc/9\n",
        "liuzhou-etrc/9()",
        "liuzhou-etrc/9(0)",
        "liuzhou-etrc/9.",
        "liuzhou-etrc/9（3）",
        "liuzhou-etrc/9ab",
        "liuzhou-etrc/-9",
        "liuzhou-etrc/9-",
        "liuzhou_etrc/9",
        "Liuzhou/9",
        "柳州/9",
        "-a/9",
        "a--b/9",
        "a/附录/9",
        "a/附件-/9",
        "a/附件-甲(乙)/9",
        "a/" + "9" * 5000,
        "a/9(" + "9" * 5000 + ")",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(AddressError, match="不是条文地址。地址写作"):
        Address.parse(text)


@pytest.mark.parametrize(
    "fields",
    [
        {"regulation": "柳州", "article": "9"},
        {"regulation": "liuzhou-etrc", "article": "第九条"},
        {"regulation": "liuzhou-etrc", "article": "9", "annex": "重点实验室"},
        {"regulation": "liuzhou-etrc", "article": "9", "annex": "附件-a/b"},
    ],
)
def test_an_address_that_could_not_be_read_back_cannot_be_made(fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Address(**fields)


def test_a_wrong_address_in_data_is_a_validation_error_with_its_place() -> None:
    with pytest.raises(ValidationError, match="不是条文地址") as caught:
        TypeAdapter(list[Address]).validate_python(["mou/9", "第九条"])
    assert caught.value.errors()[0]["loc"] == (1,)


def test_number_of_an_article() -> None:
    assert [Address.parse(f"mou/{n}").number for n in ("9", "8b", "120-2", "120-2a")] == [
        (9, 0),
        (8, 0),
        (120, 2),
        (120, 2),
    ]


def test_an_address_covers_itself_and_what_lies_inside() -> None:
    item = Address.parse("mou/9(3)")
    assert item.covers(item)
    assert item.whole.covers(item)
    assert item.covers(item.child("款", 2))
    assert not item.covers(item.whole)
    assert not item.covers(Address.parse("mou/9(33)"))
    assert not Address.parse("mou/8a").covers(Address.parse("mou/8b(1)"))
    assert not Address.parse("mou/附件/9").covers(item)


def test_values_are_frozen_and_refuse_unknown_fields() -> None:
    paragraph = Paragraph(number=1, text="甲")
    with pytest.raises(ValidationError, match="frozen"):
        paragraph.text = "乙"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="extra"):
        Paragraph(number=1, text="甲", note="乙")  # type: ignore[call-arg]


def test_short_name_of_a_city() -> None:
    assert Jurisdiction(name="柳州市").short == "柳州"
    assert Jurisdiction(name="阿里地区").short == "阿里地区"


def make_item(number: int, *texts: str, items: tuple[Item, ...] = ()) -> Item:
    paragraphs = [Paragraph(number=n, text=text) for n, text in enumerate(texts, 1)]
    paragraphs[-1] = paragraphs[-1].model_copy(update={"items": items})
    return Item(number=number, mark=f"（{number}）", paragraphs=tuple(paragraphs))


def parts_of(*paragraphs: Paragraph) -> list[str]:
    article = Article(address=Address.parse("mou/1"), mark="第一条", paragraphs=paragraphs)
    return [f"{part.address} {part.own}" for part in article.parts()]


def test_one_paragraph_has_no_address_of_its_own() -> None:
    assert parts_of(Paragraph(number=1, text="甲：", items=(make_item(1, "乙"),))) == ["mou/1 甲：", "mou/1(1) （1）乙"]


def test_paragraphs_and_the_items_of_the_only_list() -> None:
    first = Paragraph(number=1, text="甲：", items=(make_item(1, "乙", "丙"),))
    assert parts_of(first, Paragraph(number=2, text="丁")) == [
        "mou/1 ",
        "mou/1.1 甲：",
        "mou/1(1) ",
        "mou/1(1).1 乙",
        "mou/1(1).2 丙",
        "mou/1.2 丁",
    ]


def test_items_of_two_lists_are_told_apart() -> None:
    lists = (Paragraph(number=n, text="甲：", items=(make_item(1, "乙"),)) for n in (1, 2))
    assert [part for part in parts_of(*lists) if "(" in part] == ["mou/1.1(1) （1）乙", "mou/1.2(1) （1）乙"]


def test_the_lead_of_an_item_is_the_sentence_before_its_list() -> None:
    article = Article(
        address=Address.parse("mou/1"),
        mark="第一条",
        paragraphs=(Paragraph(number=1, text="甲：", items=(make_item(1, "乙：", items=(make_item(1, "丙"),)),)),),
    )
    assert [part.lead for part in article.parts()] == ["", "甲：", "乙："]
    assert [part.path for part in article.parts()][-1] == (Step("款", 1), Step("项", 1), Step("款", 1), Step("项", 1))
    assert article.full_text == "第一条　甲：\n（1）乙：\n（1）丙"


def test_own_texts_are_the_whole_article_said_once(corpus: Corpus) -> None:
    for regulation in corpus.regulations:
        for article in regulation.articles:
            own = "".join(part.own for part in article.parts())
            marks = "".join(i.mark for p in article.paragraphs for i in p.items if len(i.paragraphs) > 1)
            assert sorted(own + marks) == sorted(article.text.replace("\n", ""))
