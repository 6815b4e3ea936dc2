from __future__ import annotations

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import plain
from tiaowen.rules.assessment import assess
from tiaowen.rules.attest import find_open_conditions
from tiaowen.rules.fields import apply_for, conditions_of


def test_conditions_without_a_rule_are_named_in_the_words_of_the_law(corpus: Corpus) -> None:
    for regulation in corpus.regulations:
        for platform in regulation.platforms:
            rules = conditions_of(regulation.id, platform, corpus)
            found = find_open_conditions(regulation.id, platform, corpus)
            assert found, platform
            for citation in found:
                assert plain(citation.quote) in plain(corpus.text(citation.address) or "")
                assert not any(plain(rule.quote) in plain(citation.quote) for rule in rules)


def test_a_soft_condition_is_to_be_attested(corpus: Corpus) -> None:
    quotes = [citation.quote for citation in find_open_conditions("liuzhou-etrc", "工程技术研究中心", corpus)]
    assert any("有一定强度" in quote for quote in quotes)
    assert not any("300平方米" in quote for quote in quotes)


def test_what_the_text_leaves_open_is_told_with_the_result(corpus: Corpus) -> None:
    assessed = assess((), apply_for("liaocheng-tic", "技术创新中心", corpus), corpus)
    assert any("3%" in question.says for question in assessed.open_questions)
    assert {str(q.citation.address.whole) for q in assessed.open_questions} == {"liaocheng-tic/8a"}
    assert assessed.eligibility.outcome == "unknown"
