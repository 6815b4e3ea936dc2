"""Lists of the law, leads and fit."""

import pytest

from tiaowen.answering.fit import Fit
from tiaowen.answering.leads import consequence_of, office_of, with_lead
from tiaowen.answering.lists import kind_asked, listings_of
from tiaowen.answering.names import short_names
from tiaowen.domain import Address


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("要准备哪些材料", "材料"),
        ("一共几道关", "程序"),
        ("依托单位负责什么", "职责"),
        ("哪些情形会取消", "情形"),
        ("分几档", "等级"),
        ("门槛高吗", "条件"),
        ("材料退回来了", None),
    ],
)
def test_kind_of_list_is_read_from_the_question(text, kind):
    assert kind_asked(text) == kind


def test_list_of_items_has_its_entries_and_list_in_a_sentence_its_number(corpus):
    items = next(listings_of(corpus.article(Address.parse("baotou-etrc/7"))))
    assert (items.kind, items.count, len(items.entries)) == ("材料", 3, 3)
    steps = next(listings_of(corpus.article(Address.parse("baotou-etrc/6"))))
    assert (steps.kind, steps.count, steps.told, steps.entries) == ("程序", 3, True, ())


def test_lead_tells_the_office_and_the_consequence(corpus):
    assert office_of("共建单位是协同单位，主要职责是：") == "共建单位"
    assert office_of("应具备以下条件：") == ""
    assert consequence_of("出现下列情形之一的，撤销其资格：") == "撤销其资格"
    assert with_lead("无故缺席的；", Address.parse("liaocheng-tic/19(2)"), corpus) == "无故缺席的，予以撤销。"
    assert with_lead("原样。", Address.parse("liuzhou-etrc/9(3)"), corpus) == "原样。"


def test_fit_knows_what_no_text_speaks_of(corpus):
    assert Fit("火星移民", corpus, topics=False).known == 0
    assert Fit("绩效评估", corpus, topics=False).known == 1


def test_short_names_tell_apart_the_regulations_of_one_city(corpus):
    names = short_names([r.id for r in corpus.regulations], corpus)
    assert names["liuzhou-etrc"] == "柳州"
    assert len(set(names.values())) == len(names)
    assert short_names(["lhasa-etrc", "liuzhou-etrc"], corpus)["lhasa-etrc"] == "拉萨"
