from __future__ import annotations

import pytest
from langchain_core.language_models import FakeListChatModel

from tiaowen.answering.comparison import Comparison, compare, sides_of, topics_of
from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Answer
from tiaowen.errors import QuestionError
from tiaowen.retrieval.lexical import LexicalRetriever


def nothing(question: str) -> Answer:
    return Answer(question=question, text="没有规定。", status="declined")


@pytest.fixture
def table(corpus: Corpus) -> Comparison:
    sides = ["liuzhou-etrc", "baotou-etrc", "lhasa-platform/工程技术研究中心"]
    return compare(sides, ["年度报告", "场地面积", "扶持资助"], corpus, ask=nothing)


def test_every_cell_says_what_its_text_says_and_cites_it(table: Comparison) -> None:
    rows = {row.name: row for row in table.rows}
    report = rows["年度报告截止"].cells
    assert ["12月底" in report[0].text, "1月30日" in report[1].text, "11月30日" in report[2].text] == [True] * 3
    assert [str(cell.citations[0].address) for cell in report] == [
        "liuzhou-etrc/21",
        "baotou-etrc/11",
        "lhasa-platform/20",
    ]
    for row in table.rows:
        for side, cell in zip(table.sides, row.cells, strict=True):
            assert cell.silent == cell.text.startswith("未规定")
            assert {citation.address.regulation for citation in cell.citations} <= {side.regulation}


def test_what_a_text_does_not_say_is_said_so_and_differs(table: Comparison) -> None:
    area = next(row for row in table.rows if row.name == "场地面积")
    assert [cell.silent for cell in area.cells] == [False, True, False]
    assert (area.partial, area.differs) == (True, True)


def test_the_same_said_in_other_words_does_not_differ(corpus: Corpus) -> None:
    table = compare(["lhasa-etrc", "lhasa-platform/工程技术研究中心"], ["绩效评估"], corpus, ask=nothing)
    cycle = next(row for row in table.rows if row.name == "评估周期")
    assert cycle.differs  # 一般以三年 is soft, 每三年 is not
    table = compare(["lhasa-etrc", "liuzhou-etrc"], ["绩效评估"], corpus, ask=nothing)
    assert not next(row for row in table.rows if row.name == "评估周期").differs


def test_a_topic_without_rules_is_answered_from_each_text_alone(corpus: Corpus) -> None:
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        cited = corpus.cite(Address.parse("liuzhou-etrc/10"), "工程技术中心认定程序：")
        return Answer(
            question=question, text="按程序办。〔1〕\n\n依据：第十条。", status="verified", citations=(cited,)
        )

    row = compare(["liuzhou-etrc", "baotou-etrc"], ["申报程序"], corpus, ask=ask).rows[0]
    assert (row.kind, row.cells[0].text) == ("text", "按程序办。")
    assert row.cells[1].silent  # what it cites is another text
    assert ["柳州市" in asked[0], "包头市" in asked[1]] == [True, True]


def test_platforms_and_regulations_can_be_chosen(corpus: Corpus) -> None:
    sides = [side.id for side in sides_of(corpus)]
    assert "lhasa-platform/重点实验室" in sides
    assert len(set(sides)) == len(sides)
    assert {topic.name for topic in corpus.terms.topics} == set(topics_of(corpus))


@pytest.mark.parametrize(
    ("sides", "topics", "said"),
    [
        (["liuzhou-etrc"], ["年度报告"], "至少选两个"),
        (["liuzhou-etrc", "liuzhou-etrc"], ["年度报告"], "至少选两个"),
        (["liuzhou-etrc", "baotou-etrc"], [], "事项"),
        (["liuzhou-etrc", "<b>"], ["年度报告"], "没有“<b>”"),
        (["liuzhou-etrc", "baotou-etrc"], ["天气"], "没有“天气”"),
    ],
)
def test_what_cannot_be_compared_is_said_so(corpus: Corpus, sides: list[str], topics: list[str], said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        compare(sides, topics, corpus, ask=nothing)


def test_a_table_is_composed_from_the_articles_and_asks_no_model(corpus: Corpus, retriever: LexicalRetriever) -> None:
    model = FakeListChatModel(responses=["一", "二", "三"])
    assistant = Assistant(corpus, retriever=retriever, chat_model=model)
    row = assistant.compare(["liuzhou-etrc", "baotou-etrc"], ["申报程序"]).rows[0]
    assert model.i == 0  # the reply that would be next
    assert "认定程序" in row.cells[0].text
    assert "三个步骤" in row.cells[1].text
    assert row.differs
