"""What a conversation asks."""

import pytest

from tiaowen.answering.understand import understand


@pytest.mark.parametrize(
    ("question", "regulations"),
    [
        ("柳州要多少人", {"liuzhou-etrc"}),
        ("柳洲要多少人", {"liuzhou-etrc"}),
        ("聊诚的门槛", {"liaocheng-tic"}),
        ("拉莎的门槛", {"lhasa-etrc", "lhasa-platform"}),
        ("拉萨重点实验室的面积", {"lhasa-platform"}),
        ("拉萨平台办法怎么说", {"lhasa-platform"}),
        ("拉萨老办法怎么说", {"lhasa-etrc"}),
        ("包头和柳州一样吗", {"baotou-etrc", "liuzhou-etrc"}),
        ("新型研发机构要几个案例", {"lhasa-platform"}),
        ("技术创新中心要多少人", {"lhasa-platform", "liaocheng-tic"}),
        ("要多少人", {"lhasa-etrc", "lhasa-platform", "liuzhou-etrc", "baotou-etrc", "liaocheng-tic"}),
    ],
)
def test_names_narrow_the_regulations(corpus, question, regulations):
    assert set(understand([question], corpus).regulations) == regulations


def test_city_of_a_later_turn_replaces_the_earlier_one_and_keeps_the_matter(corpus):
    query = understand(["拉萨工程中心的年报几号交", "那柳州呢？"], corpus)
    assert query.regulations == ("liuzhou-etrc",)
    assert "年报" in query.search
    assert "拉萨" not in query.search


def test_turn_that_stands_by_itself_forgets_the_earlier_matter(corpus):
    query = understand(["拉萨工程中心的年报几号交", "柳州的绩效评估多久开展一次呢"], corpus)
    assert "年报" not in query.search


def test_facts_of_earlier_turns_are_kept_for_a_question_that_depends_on_them(corpus):
    query = understand(["我们公司在柳州，8个研发，7个本科", "中级职称以上的有3个", "那人员这条够了吗？"], corpus)
    assert query.regulations == ("liuzhou-etrc",)
    assert all(words in query.search for words in ("7个本科", "中级职称", "人员这条"))


def test_place_that_the_corpus_does_not_hold_is_reported_not_replaced(corpus):
    assert understand(["北京市工程技术研究中心怎么申请"], corpus).elsewhere == ("北京",)


@pytest.mark.parametrize("turn", ["深圳呢", "那深圳市要多少人？", "换成深圳，面积要多大"])
def test_place_that_a_later_turn_goes_over_to_replaces_the_city(corpus, turn):
    query = understand(["柳州要多少研发人员", turn], corpus)
    assert (query.elsewhere, query.narrowed) == (("深圳",), False)


def test_place_elsewhere_stays_in_question_until_a_city_is_named(corpus):
    assert understand(["深圳要多少人", "面积呢"], corpus).elsewhere == ("深圳",)
    assert understand(["深圳要多少人", "那柳州呢"], corpus).elsewhere == ()


def test_place_told_in_passing_does_not_replace_the_city(corpus):
    query = understand(["柳州要什么条件", "我们主任是南京大学毕业的，算不算"], corpus)
    assert (query.elsewhere, query.regulations) == ((), ("liuzhou-etrc",))


def test_article_of_an_earlier_turn_is_looked_up_in_the_city_of_a_later_one(corpus):
    query = understand(["柳州第九条", "那包头呢？"], corpus)
    assert [str(place) for place in query.found] == ["baotou-etrc/9"]
    assert not understand(["柳州第九条", "那包头要多少钱"], corpus).found


def test_article_is_not_looked_up_in_a_city_that_was_not_named(corpus):
    query = understand(["柳州的重点实验室第三条"], corpus)
    assert (query.found, query.uncovered) == ((), (("柳州市", "重点实验室"),))


def test_city_of_the_corpus_is_never_elsewhere(corpus):
    assert understand(["西藏拉萨的重点实验室"], corpus).elsewhere == ()


def test_pair_of_city_and_platform_without_regulation_is_reported(corpus):
    query = understand(["柳州的重点实验室要多少平"], corpus)
    assert query.uncovered == (("柳州市", "重点实验室"),)
    assert query.regulations == ()


@pytest.mark.parametrize("question", ["柳州\u200b要\x00几\x07个人", "柳州　要几　个人", "柳州\n要几个\t人"])
def test_invisible_characters_do_not_matter(corpus, question):
    assert understand([question], corpus).regulations == ("liuzhou-etrc",)


@pytest.mark.parametrize(
    ("later", "categories"),
    [
        ("那260平呢", ("服务",)),
        ("要是工业类，260平呢", ("工业",)),
        ("要是养殖类，260平呢", ()),
        ("这类260平行吗", ("服务",)),
    ],
)
def test_category_of_an_earlier_turn_holds_until_another_is_named_known_or_not(corpus, later, categories):
    query = understand(["拉萨服务类新型研发机构，场地280平行吗", later], corpus)
    assert query.cases.get("category", ()) == categories


@pytest.mark.parametrize(
    ("turns", "platforms"),
    [
        (("柳州要多少研发人员", "那拉萨呢"), ("工程技术研究中心",)),
        (("聊城要多大面积", "拉萨呢"), ("技术创新中心",)),
        (("聊城要多大面积", "柳州呢"), ()),  # which has no such platform
        (("拉萨要多少人", "柳州呢"), ()),  # six platforms: none of them is meant
    ],
)
def test_the_platform_of_a_city_with_one_is_meant_in_the_next_city_too(corpus, turns, platforms):
    assert understand(turns, corpus).platforms == platforms
