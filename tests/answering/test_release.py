"""Nothing leaves that the check does not support."""

from tiaowen.answering.compose import Draft
from tiaowen.answering.release import release
from tiaowen.answering.understand import understand
from tiaowen.domain import Address


def draft(corpus, text, *places):
    quotes = [corpus.cite(Address.parse(place), corpus.text(Address.parse(place))) for place in places]
    return Draft(text=text, status="verified", citations=tuple(quotes))


def test_line_with_a_figure_that_no_cited_place_holds_is_left_out_and_said_so(corpus):
    query = understand(["柳州要多少研发人员"], corpus)
    answer = release(draft(corpus, "不少于8人。〔1〕\n面积不少于999平方米。〔1〕", "liuzhou-etrc/9(3)"), query, corpus)
    assert "不少于8人" in answer.text
    assert "999" not in answer.text
    assert "已经略去" in answer.text


def test_comparator_is_part_of_the_figure(corpus):
    query = understand(["柳州要多少研发人员"], corpus)
    assert "超过8人" not in release(draft(corpus, "超过8人。〔1〕", "liuzhou-etrc/9(3)"), query, corpus).text


def test_figure_of_another_place_does_not_count(corpus):
    query = understand(["柳州要多少研发人员"], corpus)
    assert "不少于20人" not in release(draft(corpus, "不少于20人。〔1〕", "liuzhou-etrc/9(3)"), query, corpus).text


def test_draft_of_which_nothing_is_left_is_declined(corpus):
    query = understand(["柳州要多少研发人员"], corpus)
    assert release(draft(corpus, "不少于999人。"), query, corpus).status == "declined"


def test_released_claims_name_their_basis(corpus):
    query = understand(["柳州要多少研发人员"], corpus)
    claim = release(draft(corpus, "不少于8人。〔1〕", "liuzhou-etrc/9(3)"), query, corpus).claims[0]
    assert (claim.text, claim.outcome, claim.basis) == ("不少于8人", "supported", "liuzhou-etrc:staff")
