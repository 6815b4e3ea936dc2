import pytest

from tiaowen.corpus.lines import Block, to_blocks, to_lines, wrap_width


def shape(text: str) -> list[tuple[str, str, str]]:
    return [(block.kind, block.mark, block.text) for block in to_blocks(text)]


def full(start: str, end: str, width: int = 30) -> str:
    """Return a line of ``width`` characters that breaks off after ``end``."""
    return start + ("企业应当依法报送材料" * 5)[: width - len(start) - len(end)] + end


def test_wrapped_lines_are_joined() -> None:
    first = [
        full("中试基地", "按照《规定》（云科发", 26),
        full("〔2021〕201号）提供服务", "面积不少于"),
        full("300平方米", "人员一般为"),
        full("5-9人", "依照第一条、"),
        full("第三条、第四条的规定", "条件适用第四条第"),
        "（一）项的规定。",
    ]
    items = [full("（一）", "比例不低于30%以"), full("上，", "和第二章或者"), full("第三章规定处理的", "的"), "单位；"]
    last = [full("《细则》", "另行发布", 27), full("并公", "布。")]
    lines = [
        "云溪市中试基地管理办法",
        f"第一条 {first[0]}",
        *first[1:],
        *items,
        "第三章 附则",
        f"第二条{last[0]}",
        last[1],
    ]
    assert shape("\n\n".join(lines)) == [
        ("heading", "", "云溪市中试基地管理办法"),
        ("article", "第一条", "".join(first)),
        ("item", "（一）", "".join(items).removeprefix("（一）")),
        ("heading", "", "第三章 附则"),
        ("article", "第二条", "".join(last)),
    ]


def test_lines_are_stripped_and_artefacts_go() -> None:
    assert to_lines(" 甲\u3000\n\n\u00a0\t\n[bookmark: _GoBack]乙\f丙\r\n丁") == ["甲", "乙", "丙", "丁"]


def test_width_of_wrapped_lines() -> None:
    lines = ["企业应当按照规定向市科技局报送材料并提"] * 6 + ["供支持。"]
    assert wrap_width(lines) == 38


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["企业应当按照规定向市科技局报送材料。"] * 20,  # every line ends a sentence
        ["企业应当按照规定向市科技局报送材料并提"] * 3,  # too few to tell
        ["企业应当按照规定向市科技局报送材料" + "并提供支持" * n for n in range(20)],  # no common width
        [*["企业应当按照规定向市科技局报送材料并提"] * 6, "企业应当" * 40],  # one is far wider
    ],
)
def test_lines_that_are_not_wrapped(lines: list[str]) -> None:
    assert wrap_width(lines) is None


def test_indents_tell_paragraphs_that_end_at_the_edge() -> None:
    line = "企业应当按照规定向市科技局报送材料。"
    assert len(line) == 18
    torn = "企业应当按照规定向市科技局报送材料和"
    text = f"　　第一条 {torn[4:]}\n{torn}\n{torn}\n{torn}\n{line}\n　　{line[2:]}\n　　第二条 {line[4:]}"
    assert [block.kind for block in to_blocks(text)] == ["article", "text", "article"]


@pytest.mark.parametrize(
    "line",
    ["第一章 总则", "第十二节　评估", "第一编总则", "第二分编 所有权", "附　则", "附件", "附件1：申请表", "附录"],
)
def test_headings(line: str) -> None:
    assert shape(f"第一条 甲。\n{line}\n第二条 乙。")[1] == ("heading", "", line)


@pytest.mark.parametrize(
    "line", ["第一章规定的申请条件，不适用本条。", "附件所列材料，应当一式三份。", "附则另行规定，从其规定。"]
)
def test_sentences_that_begin_like_headings(line: str) -> None:
    assert shape(f"第一条 甲。\n{line}\n第二条 乙。")[1] == ("text", "", line)


@pytest.mark.parametrize(
    ("line", "mark", "number", "suffix"),
    [
        ("第一条 甲", "第一条", 1, 0),
        ("第一条甲", "第一条", 1, 0),
        ("第 一 条\u3000甲", "第 一 条", 1, 0),
        ("第1条：甲", "第1条：", 1, 0),
        ("第九条 甲", "第九条", 9, 0),
        ("第一百二十条之一 甲", "第一百二十条之一", 120, 1),
        ("第一条《甲》", "第一条", 1, 0),
    ],
)
def test_articles(line: str, mark: str, number: int, suffix: int) -> None:
    (block,) = to_blocks(line)
    assert (block.kind, block.mark, block.number, block.suffix) == ("article", mark, number, suffix)


@pytest.mark.parametrize(
    "line", ["第三条规定的期限", "第一条、第二条从其规定", "第零条 甲", "第条 甲", "一条 甲", "第10000条 甲"]
)
def test_what_begins_no_article(line: str) -> None:
    assert [block.kind for block in to_blocks(line)] != ["article"]


@pytest.mark.parametrize(
    ("line", "style"),
    [
        ("（一）甲", "（一）"),
        ("(一) 甲", "（一）"),
        ("一、甲", "一、"),
        ("1、甲", "1、"),
        ("1．甲", "1、"),
        ("（1）甲", "（1）"),
        ("①甲", "①"),
    ],
)
def test_items(line: str, style: str) -> None:
    block = to_blocks(f"第一条 甲：\n{line}")[1]
    assert (block.kind, block.number, block.style, block.text) == ("item", 1, style, "甲")


@pytest.mark.parametrize(
    "line", ["1.5万元", "2021、甲", "（一）至（三）项", "（一）、（二）项", "（一）项所列", "7、甲", "（九）甲"]
)
def test_what_begins_no_item(line: str) -> None:
    assert to_blocks(f"第一条 甲：\n{line}")[1].kind == "text"


@pytest.mark.parametrize("line", ["（一）项目负责人", "（一）项下资金", "（一）款项支付", "（一）和谐发展"])
def test_items_that_begin_like_references(line: str) -> None:
    assert to_blocks(f"第一条 甲：\n{line}")[1].kind == "item"


def test_english_words_keep_a_space_at_a_wrap() -> None:
    lines = ["第一条 名称为“Yunxi Research Center"] + ["企业应当按照规定向市科技局报送材料并提"] * 5
    text = "\n".join([*lines, "供英文名称Pilot", "Base。"])
    assert to_blocks(text)[-1].text.endswith("Pilot Base。")


def test_published_is_mark_and_text() -> None:
    assert Block("item", "甲", "（一）", 1, style="（一）").published == "（一）甲"
