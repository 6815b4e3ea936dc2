"""Look-ups of every place of the corpus, in four ways of writing it."""

from __future__ import annotations

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.lookup import find_in_corpus
from tiaowen.domain import Address
from tiaowen.evals.lookups import generate_lookups

WAYS = ("address", "label", "spoken", "digits")


def test_every_place_is_written_in_four_ways(corpus: Corpus) -> None:
    places = {part.address for r in corpus.regulations for article in r.articles for part in article.parts()}
    cases = generate_lookups(corpus)
    for way in WAYS:
        assert {place for case in cases if case.kind == way for place in case.places} == places


def test_every_writing_is_found_and_nothing_else(corpus: Corpus) -> None:
    wrong = [c.text for c in generate_lookups(corpus) if set(find_in_corpus(c.text, corpus)) != set(c.places)]
    assert wrong == []


def test_a_writing_that_fits_two_regulations_or_two_articles_means_both(corpus: Corpus) -> None:
    texts = {case.text: case.places for case in generate_lookups(corpus)}
    assert texts["拉萨办法第九条"] == (Address.parse("lhasa-etrc/9"), Address.parse("lhasa-platform/9"))
    assert texts["聊城办法第八条"] == (Address.parse("liaocheng-tic/8a"), Address.parse("liaocheng-tic/8b"))
    assert texts["柳州办法第九条第三项"] == (Address.parse("liuzhou-etrc/9(3)"),)
