"""The five texts as parsed, and texts that the parser has never seen."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.parse import ParsedText, parse_text
from tiaowen.domain import Address
from tiaowen.numerals import to_numeral

CORPUS = Path(__file__).parents[2] / "corpus"
ANNEXES = ("工程技术研究中心", "野外科学观测研究站", "重点实验室", "技术创新中心", "临床医学研究中心", "新型研发机构")
IDS = ("baotou-etrc", "lhasa-etrc", "lhasa-platform", "liaocheng-tic", "liuzhou-etrc")
INVENTORY = {
    "baotou-etrc": [*range(1, 16), 18, 19],
    "lhasa-etrc": [*range(1, 28)],
    "lhasa-platform": [*range(1, 30), *(f"附件-{name}/{n}" for name in ANNEXES for n in (1, 2, 3))],
    "liaocheng-tic": [*range(1, 8), "8a", "8b", 9, 10, 11, *range(16, 24)],
    "liuzhou-etrc": [*range(1, 28)],
}


def text_of(corpus: Corpus, address: str) -> str:
    text = corpus.text(Address.parse(address))
    assert text is not None, address
    return text


def parts_of(tree: ParsedText) -> list[str]:
    """Return every address of ``tree`` without the regulation, with the beginning of what stands there."""
    return [f"{str(p.address).partition('/')[2]} {p.own}".strip() for a in tree.articles for p in a.parts()]


def squeeze(text: str) -> str:
    """Return what may not be lost of a source: all but white space and the one kind of artefact of the five."""
    return re.sub(r"\s", "", text.replace("[bookmark: _GoBack]", ""))


# The five texts


@pytest.mark.parametrize("id_", IDS)
def test_inventory(id_: str, corpus: Corpus) -> None:
    found = [str(a.address).partition("/")[2] for a in corpus.regulation(id_).articles]
    assert found == [str(number) for number in INVENTORY[id_]]


def test_counts_of_articles(corpus: Corpus) -> None:
    assert [len(corpus.regulation(id_).articles) for id_ in IDS] == [17, 27, 29 + 6 * 3, 20, 27]


@pytest.mark.parametrize("id_", IDS)
def test_nothing_is_lost(id_: str) -> None:
    source = (CORPUS / id_ / "text.txt").read_text(encoding="utf-8")
    assert squeeze(parse_text(source, id_).published) == squeeze(source)


@pytest.mark.parametrize("id_", IDS)
def test_source_is_byte_for_byte_what_git_holds(id_: str) -> None:
    path = f"corpus/{id_}/text.txt"

    def git(*arguments: str) -> bytes:
        return subprocess.run(("git", *arguments), cwd=CORPUS.parent, capture_output=True, check=True).stdout

    assert git("show", f":{path}") == (CORPUS.parent / path).read_bytes()
    assert git("check-attr", "text", "--", path).decode().strip().endswith("text: unset")  # no CRLF on any system


def test_titles(corpus: Corpus) -> None:
    for regulation in corpus.regulations:
        source = (CORPUS / regulation.id / "text.txt").read_text(encoding="utf-8")
        assert squeeze(parse_text(source, regulation.id).title) == squeeze(regulation.title)


def test_missing_and_repeated_numbers_are_stated(corpus: Corpus) -> None:
    stated = {r.id: r.numbering for r in corpus.regulations if r.numbering}
    assert stated == {
        "baotou-etrc": ("原文缺第十六条、第十七条。",),
        "liaocheng-tic": ("原文缺第十二条至第十五条。", "原文有两个第八条。"),
    }


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("lhasa-etrc/4(2)", "总体规划和发展计划。"),
        ("lhasa-etrc/12", "一般为5-9 人，"),
        ("lhasa-etrc/22", "每年度12 月底前，"),
        ("lhasa-etrc/8", "审批一个” 和“支持产学研合作共建”"),
        ("lhasa-etrc/6(2)", "提升行业、领域的科技竞争力。"),
        ("lhasa-etrc/7(3)", "工程技术研究、开发和实施队伍；"),
        ("lhasa-etrc/14", "推动科技成果的转化，"),
        ("lhasa-platform/1", "（藏科发〔2021〕200号）《西藏自治区重点实验室管理办法（试行）》（藏科发〔2021〕201号）"),
        ("lhasa-platform/4", "支持国有企业加强科技创新平台建设,强化国有企业创新主力军作用。鼓励支持民营企业"),
        ("lhasa-platform/13(3)", "市有关部门推荐的申请书"),
        ("lhasa-platform/14", "“拉萨市+核心研究方向+野外科学观测研究站”"),
        ("lhasa-platform/15", "给予 50万元扶持资助。"),
        ("lhasa-platform/20", "11 月 30 日前撰写"),
        ("lhasa-platform/23", "良好、优秀的工程技术中心和野外科学观测研究站分别给予 15、20 万元奖励扶持"),
        ("lhasa-platform/24", "三年内不得再次申请"),
        ("lhasa-platform/附件-重点实验室/3(5)", "占 30%以上，"),
        ("lhasa-platform/附件-重点实验室/3(1)", "不少于300m2，"),
        ("lhasa-platform/附件-重点实验室/3(3)", "结构合理且不低于 10 人"),
        ("lhasa-platform/附件-新型研发机构/3(4)", "专业技术人员 10人以上"),
        ("liuzhou-etrc/26", "Liuzhou×× Research Center of Engineering Technology"),
    ],
)
def test_what_wraps_and_page_breaks_tore_is_joined(address: str, words: str, corpus: Corpus) -> None:
    assert words in text_of(corpus, address)


def test_a_wrapped_year_is_no_item(corpus: Corpus) -> None:
    article = corpus.article(Address.parse("lhasa-platform/1"))
    assert article is not None
    assert [part.address for part in article.parts()] == [article.address]


def test_an_article_without_a_separator_after_its_number(corpus: Corpus) -> None:
    assert text_of(corpus, "lhasa-etrc/26") == "《拉萨市工程技术研究中心绩效考评办法》另行发布。"


def test_a_bookmark_before_an_article(corpus: Corpus) -> None:
    assert text_of(corpus, "liuzhou-etrc/27") == "本办法自颁布之日起施行，由市科技局负责解释。"
    assert "bookmark" not in "".join(corpus.texts)


@pytest.mark.parametrize("address", ["liuzhou-etrc/23", "liuzhou-etrc/25"])
def test_an_article_named_in_a_sentence_begins_none(address: str, corpus: Corpus) -> None:
    assert "达到本办法第九条" in text_of(corpus, address) or "满足本办法第九条" in text_of(corpus, address)
    assert len(corpus.parts(Address.parse(address))) == 1


@pytest.mark.parametrize(
    ("address", "beginning"),
    [
        ("liuzhou-etrc/6.2", "工程技术中心业务主管部门和依托单位可以是同一单位。"),
        ("lhasa-platform/附件-临床医学研究中心/3(4).2", "鼓励疾控机构和从事药物研发生产"),
        ("lhasa-platform/附件-新型研发机构/3(3).1", "新型研发机构备案类别分为四类"),
        ("lhasa-platform/附件-新型研发机构/3(3).2", "对申报农业类的"),
        ("lhasa-platform/附件-新型研发机构/3(3).3", "对申报工业类的"),
        ("lhasa-platform/附件-新型研发机构/3(3).4", "对申报服务类的"),
        ("lhasa-platform/附件-新型研发机构/3(3).5", "对申报其他类的"),
        ("liaocheng-tic/11.1", "技术创新中心实行中心主任负责制"),
        ("liaocheng-tic/11.2", "技术创新中心应设立专家委员会"),
        ("liaocheng-tic/11.3", "技术创新中心应聚焦产业关键核心技术攻坚"),
        ("liaocheng-tic/11.4", "技术创新中心应不断完善研究开发"),
        ("liaocheng-tic/11.5", "技术创新中心应建立开放合作机制"),
    ],
)
def test_unnumbered_paragraphs(address: str, beginning: str, corpus: Corpus) -> None:
    assert text_of(corpus, address).startswith(beginning)


@pytest.mark.parametrize(
    ("address", "items"),
    [
        ("liuzhou-etrc/6", 6),
        ("liuzhou-etrc/9", 8),
        ("baotou-etrc/4", 3),
        ("baotou-etrc/5", 6),
        ("baotou-etrc/7", 3),
        ("liaocheng-tic/8a", 7),
        ("liaocheng-tic/8b", 4),
        ("lhasa-etrc/24", 6),
        ("lhasa-platform/附件-工程技术研究中心/3", 7),
        ("lhasa-platform/附件-野外科学观测研究站/3", 7),
        ("lhasa-platform/附件-重点实验室/3", 9),
        ("lhasa-platform/附件-技术创新中心/3", 6),
        ("lhasa-platform/附件-临床医学研究中心/3", 5),
        ("lhasa-platform/附件-新型研发机构/3", 7),
    ],
)
def test_items(address: str, items: int, corpus: Corpus) -> None:
    article = corpus.article(Address.parse(address))
    assert article is not None
    assert [item.number for p in article.paragraphs for item in p.items] == [*range(1, items + 1)]


def test_a_chapeau_and_its_items_on_two_pages(corpus: Corpus) -> None:
    article = corpus.article(Address.parse("lhasa-platform/附件-工程技术研究中心/3"))
    assert article is not None
    assert [p.text for p in article.paragraphs] == ["申请备案市级工程技术研究中心应达到以下基本条件："]


def test_no_article_of_the_older_lhasa_text_falls_into_paragraphs(corpus: Corpus) -> None:
    parts = [part for article in corpus.regulation("lhasa-etrc").articles for part in article.parts()]
    assert not [part for part in parts if any(step.kind == "款" for step in part.address.steps)]


def test_chapters_and_annexes(corpus: Corpus) -> None:
    def over(address: str) -> tuple[str | None, str | None]:
        article = corpus.article(Address.parse(address))
        assert article is not None
        return article.chapter, article.annex

    assert over("lhasa-platform/29") == ("第六章　附则", None)
    assert over("lhasa-platform/附件-新型研发机构/3") == (None, "拉萨市新型研发机构")
    assert over("liuzhou-etrc/1") == ("第一章　总则", None)
    assert over("baotou-etrc/18") == ("第五章　附则", None)
    assert corpus.regulation("lhasa-platform").annexes == tuple(f"拉萨市{name}" for name in ANNEXES)


def test_marks_are_kept_as_published(corpus: Corpus) -> None:
    assert text_of(corpus, "baotou-etrc/7(2)") == "2、包头市工程技术研究中心组建实施方案；"
    assert text_of(corpus, "liaocheng-tic/19(1)") == "（一）连续2年未报送年度报告的；"


# Texts never seen


def test_lists_inside_lists() -> None:
    items = "（一）材料：\n1．申请书：\n（1）正本；\n（2）副本。\n2．证明。\n（二）报送。"
    assert parts_of(parse_text(f"某市办法\n第一条 应当：\n{items}\n另行通知。", "mou")) == [
        "1",
        "1.1 应当：",
        "1(1) （一）材料：",
        "1(1)(1) 1．申请书：",
        "1(1)(1)(1) （1）正本；",
        "1(1)(1)(2) （2）副本。",
        "1(1)(2) 2．证明。",
        "1(2) （二）报送。",
        "1.2 另行通知。",
    ]


def test_two_lists_in_an_article() -> None:
    text = "第一条 甲应当：\n（一）乙；\n（二）丙。\n丁应当：\n（一）戊；\n（二）己。"
    assert [part.split()[0] for part in parts_of(parse_text(text, "mou"))] == [
        "1",
        "1.1",
        "1.1(1)",
        "1.1(2)",
        "1.2",
        "1.2(1)",
        "1.2(2)",
    ]


def test_text_between_items_belongs_to_the_item_before() -> None:
    text = "第一条 应当：\n（一）甲。\n乙。\n（二）丙。"
    assert parts_of(parse_text(text, "mou")) == ["1 应当：", "1(1)", "1(1).1 甲。", "1(1).2 乙。", "1(2) （二）丙。"]


def test_parts_chapters_and_sections() -> None:
    first = (
        "第一编 总则\n第一分编 甲\n第一章 乙\n第一节 丙\n第一条 一。\n第二节 丁\n第二条 二。\n第二章 戊\n第三条 三。"
    )
    tree = parse_text(f"某市办法\n{first}\n第二编 己\n第四条 四。\n附　则\n第五条 五。", "mou")
    assert [a.chapter for a in tree.articles] == [
        "第一编　总则／第一分编　甲／第一章　乙／第一节　丙",
        "第一编　总则／第一分编　甲／第一章　乙／第二节　丁",
        "第一编　总则／第一分编　甲／第二章　戊",
        "第二编　己",
        "第二编　己／附　则",
    ]
    assert [len(a.paragraphs) for a in tree.articles] == [1] * 5


def test_a_table_of_contents_and_a_note_of_passing_are_no_title() -> None:
    head = "某市办法\n（2020年1月1日某市人民政府通过）\n目　录\n第一章 总则\n第二章 罚则\n"
    tree = parse_text(f"{head}第一章 总则\n第一条 甲。\n第二章 罚则\n第二条 乙。", "mou")
    assert tree.title == "某市办法"
    assert [(a.mark, a.chapter) for a in tree.articles] == [("第一条", "第一章　总则"), ("第二条", "第二章　罚则")]


@pytest.mark.parametrize(
    ("heads", "keys"),
    [
        (("附件1：评分标准", "附件2：挂牌标准"), ("附件-评分标准", "附件-挂牌标准")),
        (("附件1", "附件2"), ("附件-1", "附件-2")),
        (("附件一", "附件二"), ("附件-1", "附件-2")),
        (("附件：\n某市重点实验室", "某市（新型）研发机构"), ("附件-重点实验室", "附件-新型研发机构")),
        (("附录", "附表：评分"), ("附件", "附件-评分")),
    ],
)
def test_annexes_that_number_their_articles_anew(heads: tuple[str, str], keys: tuple[str, str]) -> None:
    text = f"某市办法\n第一条 甲。\n第二条 乙。\n{heads[0]}\n第一条 丙。\n{heads[1]}\n第一条 丁。\n第二条 戊。"
    tree = parse_text(text, "mou", place="某市")
    expected = ["1", "2", f"{keys[0]}/1", f"{keys[1]}/1", f"{keys[1]}/2"]
    assert [str(a.address).removeprefix("mou/") for a in tree.articles] == expected
    assert tree.notices == ()


def test_annexes_of_one_name_stay_apart() -> None:
    tree = parse_text("第一条 甲。\n附件\n第一条 乙。\n附件\n第一条 丙。", "mou")
    assert [str(a.address) for a in tree.articles] == ["mou/1", "mou/附件/1a", "mou/附件/1b"]


def test_a_missing_number_in_an_annex_is_stated_with_its_name() -> None:
    tree = parse_text("第一条 甲。\n附件：标准\n第一条 乙。\n第三条 丙。", "mou")
    assert tree.notices == ("附件《附件：标准》缺第二条。",)


@pytest.mark.parametrize(
    ("numbers", "notices"),
    [
        ((1, 2), ()),
        ((1, 3), ("原文缺第二条。",)),
        ((1, 4), ("原文缺第二条、第三条。",)),
        ((2, 9), ("原文缺第一条。", "原文缺第三条至第八条。")),
        ((1, 1, 1, 2), ("原文有三个第一条。",)),
    ],
)
def test_notices(numbers: tuple[int, ...], notices: tuple[str, ...]) -> None:
    text = "\n".join(f"第{to_numeral(n)}条　甲。" for n in numbers)
    assert parse_text(text, "mou").notices == notices


def test_inserted_articles() -> None:
    tree = parse_text("第一条 甲。\n第一条之一 乙。\n第一条之二 丙：\n（一）丁。\n第二条 戊。", "mou")
    assert parts_of(tree) == ["1 甲。", "1-1 乙。", "1-2 丙：", "1-2(1) （一）丁。", "2 戊。"]
    assert tree.notices == ()


def test_articles_in_arabic_numbers_and_half_width_marks() -> None:
    tree = parse_text("第1条 甲:\n(一)乙;\n(二)丙。\n第2条:丁。", "mou")
    assert parts_of(tree) == ["1 甲:", "1(1) (一)乙;", "1(2) (二)丙。", "2 丁。"]


def test_numbers_on_lines_of_their_own() -> None:
    tree = parse_text("第一条\n甲：\n（一）\n乙。\n（二）\n丙。\n第二条\n丁。\n戊。", "mou")
    assert parts_of(tree) == ["1 甲：", "1(1) （一）乙。", "1(2) （二）丙。", "2", "2.1 丁。", "2.2 戊。"]


def test_references_at_the_beginning_of_a_paragraph_are_no_numbers() -> None:
    items = "（一）乙；\n（二）丙。\n（一）、（二）项所列情形除外。\n（一）项规定从严。"
    articles = "第二条规定的期限为一年。\n第二条、第三条从其规定。\n第二条 丁。"
    tree = parse_text(f"第一条 甲：\n{items}\n{articles}", "mou")
    assert [a.mark for a in tree.articles] == ["第一条", "第二条"]
    assert parts_of(tree)[4:8] == [
        "1.2 （一）、（二）项所列情形除外。",
        "1.3 （一）项规定从严。",
        "1.4 第二条规定的期限为一年。",
        "1.5 第二条、第三条从其规定。",
    ]


def test_missing_items_are_kept_missing() -> None:
    text = "第一条 甲：\n1、乙；\n3、丙。\n第二条 甲：\n（一）乙；\n（三）丙。"
    assert [part.split()[0] for part in parts_of(parse_text(text, "mou"))] == ["1", "1(1)", "1(3)", "2", "2(1)", "2(3)"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\n\n", "\n\t\n", "\f\n", "\u2028"])
@pytest.mark.parametrize("end", ["", "\n", "\r\n\r\n"])
def test_ends_of_lines_do_not_matter(newline: str, end: str) -> None:
    lines = ["某市办法", "第一条\t甲：", "\u3000\u3000（一）乙；", "\u00a0（二）丙。", "第二条\u00a0\u3000丁。"]
    tree = parse_text(newline.join(lines) + end, "mou")
    assert parts_of(tree) == ["1 甲：", "1(1) （一）乙；", "1(2) （二）丙。", "2 丁。"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \t\n",
        "某市通知\n各单位：\n请遵照执行。",
        "\x00\x01第\x02一条\x7f" * 50,
        "第零条 甲。",
        "第99999999条 甲。",
    ],
)
def test_a_text_without_articles_has_none_and_loses_nothing(text: str) -> None:
    tree = parse_text(text, "mou")
    assert tree.articles == ()
    assert squeeze(tree.published) == squeeze(text)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "第一条 " + "企业应当" * 50_000,
        "第一条 甲。\n" + "企业应当。\n" * 33_000,
        "第一条 甲：\n" + "（一）企业。\n" * 28_000,
        "第一条 甲：\n" + "（一）企业。\n乙应当。\n" * 15_000,
        "第一条 企业应当。\n" * 18_000,
        "\n".join(f"第{n}条 企业应当向市科技局备案。" for n in range(1, 9_000)),
        "附件" + " " * 200_000 + "，\n第一条 甲。",
        "[bookmark:" * 20_000,
        "某市重点实验室\n" * 25_000 + "第一条 甲。",
        "（" * 200_000,
        "。" * 100_000 + "）" * 100_000,
        "\n".join("第一条 企业应当"[:8] + "依照本办法向市科技局备案" * 2 for _ in range(6_000)),
    ],
    ids=lambda text: f"{text[:8]!r}",
)
def test_200_000_characters_do_not_blow_up(text: str) -> None:
    assert len(text) > 130_000
    assert squeeze(parse_text(text, "mou").published) == squeeze(text)


# Properties

LETTERS = "企业应当依法向科技主管部门报送材料并提供经费支持"
LONG, SHORT = st.text(LETTERS, min_size=90, max_size=120), st.text(LETTERS, min_size=3, max_size=40)


@st.composite
def laws(draw: st.DrawFn) -> str:
    """Draw a law with chapters, articles, paragraphs and items, a line each."""
    lines = ["云溪市中试基地管理办法"]
    for number in range(1, draw(st.integers(5, 9))):
        if number % 4 == 1:
            lines.append(f"第{to_numeral(number // 4 + 1)}章　{draw(SHORT)[:6]}")
        items = draw(st.integers(0, 3))
        lines.append(f"第{to_numeral(number)}条　{draw(LONG)}{'：' if items else '。'}")
        lines += [f"（{to_numeral(n)}）{draw(SHORT)}{'；' if n < items else '。'}" for n in range(1, items + 1)]
        lines += [f"{draw(SHORT)}。" for _ in range(draw(st.integers(0, 1)))]
    return "\n".join(lines)


def wrap(text: str, width: int, *, blank: bool, indent: str = "　　") -> str:
    """Return ``text`` wrapped hard, the first lines of its paragraphs set in."""
    lines = []
    for paragraph in text.split("\n"):
        rest = indent + paragraph
        while rest:
            lines.append(rest[:width])
            rest = rest[width:]
    return ("\n\n" if blank else "\n").join(lines)


@settings(deadline=None, max_examples=60)
@given(laws(), st.integers(20, 32), st.booleans())
def test_wrapping_changes_nothing(law: str, width: int, blank: bool) -> None:
    plain, wrapped = parse_text(law, "mou"), parse_text(wrap(law, width, blank=blank), "mou")
    assert squeeze(wrapped.published) == squeeze(law)
    assert wrapped.articles == plain.articles


@settings(deadline=None, max_examples=40)
@given(laws(), st.integers(20, 32))
def test_wrapping_without_indents_loses_no_article(law: str, width: int) -> None:
    plain, wrapped = parse_text(law, "mou"), parse_text(wrap(law, width, blank=True, indent=""), "mou")
    assert squeeze(wrapped.published) == squeeze(law)
    assert [a.mark for a in wrapped.articles] == [a.mark for a in plain.articles]


@settings(deadline=None, max_examples=60)
@given(laws())
def test_what_is_published_parses_to_the_same_tree(law: str) -> None:
    tree = parse_text(law, "mou")
    assert parse_text(tree.published, "mou").articles == tree.articles
    assert tree.notices == ()


@settings(deadline=None)
@given(st.text("第一二十3条章附件：。；（）1、 \n\u3000甲〔之", max_size=120))
def test_any_text_is_parsed_without_loss_and_with_addresses_that_can_be_read(text: str) -> None:
    tree = parse_text(text, "mou")
    assert squeeze(tree.published) == squeeze(text)
    for article in tree.articles:
        for part in article.parts():
            assert Address.parse(str(part.address)) == part.address
