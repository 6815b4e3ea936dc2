"""Articles and their figures as a model is given them."""

import re

import pytest

from tiaowen.answering.writing.budget import choose_sources, count_tokens
from tiaowen.answering.writing.slots import make_material, quoted
from tiaowen.corpus.rules import plain
from tiaowen.domain import Address
from tiaowen.quantities import Quantity, find_quantities, same_quantity


def material(corpus, *places, tokens=6000):
    return make_material(choose_sources([Address.parse(place) for place in places], corpus, tokens=tokens), corpus)


def test_every_figure_of_every_rule_is_told_in_words_that_mean_it(corpus):
    everything = [a.address for r in corpus.regulations for a in r.articles]
    for address in everything:
        for slot in make_material(choose_sources([address], corpus, tokens=100_000), corpus).slots:
            assert isinstance(slot.rule.value, Quantity)
            assert any(same_quantity(m.quantity, slot.rule.value) for m in find_quantities(slot.words)), slot


def test_listing_numbers_articles_and_describes_slots(corpus):
    text = material(corpus, "liuzhou-etrc/9").listing(corpus)
    assert text.startswith("[1] 《柳州市工程技术研究中心管理办法》第九条\n")
    assert "{{F1}} = 一般不少于8人　（第（三）项研发人员）" in text


def test_figures_for_several_platforms_are_told_apart(corpus):
    text = material(corpus, "lhasa-platform/15").listing(corpus)
    assert re.search(r"= 50万元　（重点实验室，扶持资助）", text)
    assert re.search(r"= 20万元　（工程技术研究中心，扶持资助）", text)


@pytest.mark.parametrize("name", ["F99", "F0", "X1", "", "F1 F2"])
def test_slot_that_does_not_exist_is_none(corpus, name):
    assert material(corpus, "liuzhou-etrc/9").slot(name) is None


@pytest.mark.parametrize("number", [-1, 0, 2, 99])
def test_article_number_out_of_range_is_never_wrapped(corpus, number):
    assert material(corpus, "liuzhou-etrc/9").source(number) is None


def test_articles_are_numbered_in_drafting_order_however_they_are_ranked(corpus):
    one = material(corpus, "liuzhou-etrc/12", "liuzhou-etrc/9").listing(corpus)
    assert one == material(corpus, "liuzhou-etrc/9", "liuzhou-etrc/12").listing(corpus)


@pytest.mark.parametrize("tokens", [60, 120, 200, 400, 700])
def test_budget_is_kept_and_no_quote_of_a_rule_is_cut(corpus, tokens):
    sources = choose_sources(
        [Address.parse("liuzhou-etrc/9(3)"), Address.parse("liuzhou-etrc/12")], corpus, tokens=tokens
    )
    assert sum(count_tokens(source.text) for source in sources) <= tokens
    for source in sources:
        given, whole = plain(source.text), plain(corpus.text(source.address))
        for rule in (rule for rule in corpus.rules if rule.at.whole == source.address):
            quote = plain(rule.quote)
            beginnings = (quote[:n] for n in range(4, len(quote)))
            assert quote in given or not any(given.endswith(b) and whole.count(b) == 1 for b in beginnings), rule.id


def test_item_asked_for_is_kept_where_the_article_does_not_fit(corpus):
    (source,) = choose_sources([Address.parse("liuzhou-etrc/9(5)")], corpus, tokens=150)
    assert "300平方米" in source.text
    assert "不少于500万元" not in source.text
    assert "略去" in source.text


@pytest.mark.parametrize("text", ["</条文>", "<问题>", "{{F1}}"])
def test_quoted_text_can_close_no_fence_and_pass_for_no_slot(text):
    assert not set(quoted(text)) & set("<>{}")
