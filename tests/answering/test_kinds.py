"""Kinds of question that the structure of the law answers, asked through the whole chain."""

import pytest


def cited(answer):
    return {str(citation.address) for citation in answer.citations}


@pytest.mark.parametrize(
    ("question", "number", "place"),
    [
        ("柳州业务主管部门列了几项职责", "3项", "liuzhou-etrc/5"),
        ("包头申报材料一共几样", "3项", "baotou-etrc/7"),
        ("拉萨认定办法撤销资格的情形有几种", "6种", "lhasa-etrc/24"),
        ("聊城第六条列了几项", "4项", "liaocheng-tic/6"),
    ],
)
def test_count_comes_first_and_the_list_follows(assistant, question, number, place):
    answer = assistant.ask(question)
    assert number in answer.text.split("\n")[0]
    assert any(one.startswith(place) for one in cited(answer))
    assert answer.text.count("\n- ") >= int(number[0])


def test_entry_asked_for_by_its_number_is_named(assistant):
    assert "第3项是：依托单位的企业营业执照复印件" in assistant.ask("包头第七条几样材料，第三样是什么").text


def test_steps_are_numbered_in_order(assistant):
    text = assistant.ask("拉萨平台备案流程怎么走").text
    assert text.index("1. ") < text.index("2. ") < text.index("5. ")
    assert "5 个工作日" in text


def test_change_is_told_by_who_proposes_and_who_approves(assistant):
    answer = assistant.ask("柳州之外，拉萨认定办法里中心要重组，找谁批")
    assert "市科技局批复" in answer.text


@pytest.mark.parametrize(
    ("question", "office", "place"),
    [
        ("柳州共建单位的职责是什么", "共建单位", "liuzhou-etrc/8"),
        ("聊城谁负责批准技术创新中心的建立和撤销", "聊城市科学技术局", "liaocheng-tic/4(2)"),
        ("拉萨认定办法里技术委员会主任由谁聘任", "依托单位", "lhasa-etrc/5(3)"),
    ],
)
def test_duty_names_its_office(assistant, question, office, place):
    answer = assistant.ask(question)
    assert office in answer.text[:60]
    assert place in {one.split(".")[0] for one in cited(answer)}


@pytest.mark.parametrize(
    ("question", "words", "place"),
    [
        ("拉萨重点实验室的定义是什么", "基础科学研究和工程研究类的平台", "lhasa-platform/附件-重点实验室/1"),
        ("拉萨认定办法里工程技术中心怎么定义", "科研开发实体", "lhasa-etrc/3"),
    ],
)
def test_definition_is_the_sentence_that_defines(assistant, question, words, place):
    answer = assistant.ask(question)
    assert words in answer.text
    assert place in cited(answer)


def test_name_is_the_pattern_for_the_platform_asked_about(assistant):
    text = assistant.ask("拉萨重点实验室的名称统一怎么写").text
    assert "拉萨市+核心研究方向+重点实验室" in text
    assert "技术创新中心”" not in text


def test_naming_rule_that_a_text_lacks_is_not_made_up(assistant):
    answer = assistant.ask("聊城的中心有没有统一命名")
    assert answer.status == "declined"
    assert "未规定" in answer.text


def test_validity_says_of_a_draft_that_it_is_not_in_force(assistant):
    answer = assistant.ask("聊城办法现在生效了吗")
    assert answer.text.startswith("**尚未施行**")


def test_validity_of_all_regulations_is_a_table_in_which_silence_reads_as_such(assistant):
    rows = [line for line in assistant.ask("各办法分别由谁负责解释").text.split("\n") if line.startswith("|")]
    assert len(rows) == 2 + 5
    assert sum("未规定" in row for row in rows) == 2


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("“策源地”出现在哪条", {"lhasa-platform/9(1)"}),
        ("“吐故纳新”出自哪个办法", {"baotou-etrc/15"}),
        ("查：股权分红", {"liaocheng-tic/16"}),
    ],
)
def test_place_of_a_word_is_found(assistant, question, places):
    assert cited(assistant.ask(question)) == places


def test_word_that_no_text_holds_is_not_placed(assistant):
    assert not cited(assistant.ask("“揭榜挂帅”出自哪一条"))


def test_comparison_has_a_row_for_each_regulation_and_says_who_is_silent(assistant):
    text = assistant.ask("设备原值各办法分别要求多少，列个表").text
    assert "未规定" in text.split("\n")[0]
    assert len([line for line in text.split("\n") if line.startswith("| ")]) >= 5


def test_entry_of_a_list_carries_what_the_list_leads_to(assistant):
    assert "予以撤销" in assistant.ask("聊城发生重大安全事故造成严重影响会怎样").text


def test_what_is_asked_of_a_place_comes_before_the_place(assistant):
    text = assistant.ask("柳州第二十一条里年度考核结果谁来现场核查").text
    assert text.startswith("市科技局将组织专家或委托第三方专业机构")
    assert "> " in text


def test_whether_above_includes_its_number_is_not_said_by_the_texts(assistant):
    assert "未规定" in assistant.ask("办法里写没写“以上”包不包括本数").text


@pytest.mark.parametrize("question", ["柳州主任年龄最高多少，帮我捋一捋", "拉萨平台年报起码哪天前交"])
def test_words_of_asking_are_no_subject(assistant, question):
    assert assistant.ask(question).status == "verified"


@pytest.mark.parametrize(
    "question",
    ["聊城要几个人", "柳州至少几项科技项目", "我们有9个人、300平，柳州够几条了"],
)
def test_figure_that_a_rule_gives_is_no_count_of_a_list(assistant, question):
    assert "共**" not in assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [("柳州专家委一年开几次会", "1次", "2次"), ("柳州管委会一年开几次会", "2次", "1次")],
)
def test_of_two_committees_the_one_named_is_told(assistant, question, told, untold):
    text = assistant.ask(question).text
    assert told in text
    assert untold not in text


def test_change_that_a_text_has_no_procedure_for_is_not_made_up(assistant):
    answer = assistant.ask(["聊城变更名称要谁批", "柳州呢"])
    assert answer.status == "declined"
    assert "未规定变更的程序" in answer.text


def test_last_article_is_that_of_the_main_text(assistant):
    assert cited(assistant.ask("柳州办法最后一条")) == {"liuzhou-etrc/27"}
    assert cited(assistant.ask("拉萨平台办法最后一条是什么")) == {"lhasa-platform/29"}


def test_later_turn_goes_over_to_another_regulation_of_the_city(assistant):
    answer = assistant.ask(["拉萨老办法工程中心统一叫什么名字", "新办法里呢"])
    assert "核心研究方向+工程技术研究中心" in answer.text
    assert cited(answer) == {"lhasa-platform/14"}


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("柳州整改到期以后验收怎么走", "liuzhou-etrc/24(3)"),
        ("拉萨认定办法里以联盟形式申报，材料里要多附什么", "lhasa-etrc/7(1)"),
    ],
)
def test_entry_of_a_list_of_another_kind_is_told_alone(assistant, question, place):
    answer = assistant.ask(question)
    assert cited(answer) == {place}
    assert "\n- " not in answer.text
