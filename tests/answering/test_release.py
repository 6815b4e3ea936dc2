"""Nothing leaves that the check does not support."""

from tiaowen.answering.compose import Draft
from tiaowen.answering.release import release
from tiaowen.answering.understand import understand
from tiaowen.domain import Address, Eligibility


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


def judged(corpus, conclusion, *lines):
    places = ("liuzhou-etrc/9(3)", "liuzhou-etrc/9(5)")
    eligibility = Eligibility(platform="工程技术研究中心", outcome="pass", criteria=())
    plain = draft(corpus, "\n\n".join([conclusion, *lines]), *places)
    return plain.model_copy(update={"eligibility": eligibility, "conclusions": (conclusion,)})


QUERY = ["柳州，我们9个研发，房子250平，够不够"]
TRUE = "- 研发人员要求一般不少于8人〔1〕，您说9个，符合。"
FALSE = "- 场地面积要求不少于200平方米〔2〕，您说250平方米，符合。"


def test_conclusion_falls_with_a_line_that_it_rests_on(corpus):
    query = understand(QUERY, corpus)
    answer = release(judged(corpus, "就您说的这几项，**符合**：", TRUE, FALSE), query, corpus)
    assert "**符合**" not in answer.text
    assert "还不能判断" in answer.text
    assert answer.eligibility.outcome == "unknown"


def test_conclusion_stands_where_every_line_does(corpus):
    query = understand(QUERY, corpus)
    answer = release(judged(corpus, "就您说的这几项，**符合**：", TRUE), query, corpus)
    assert "**符合**" in answer.text
    assert answer.eligibility.outcome == "pass"


def test_unmet_stands_on_its_own_reason_and_falls_with_a_wrong_one(corpus):
    query = understand(QUERY, corpus)
    right = "**不符合**：场地面积要求不少于300平方米〔2〕，您说250平方米，差50平方米。"
    wrong = "**不符合**：场地面积要求不少于400平方米〔2〕，您说250平方米，差150平方米。"
    assert "差50平方米" in release(judged(corpus, right, FALSE), query, corpus).text
    answer = release(judged(corpus, wrong, TRUE), query, corpus)
    assert "400" not in answer.text
    assert "还不能判断" in answer.text
    assert answer.eligibility.outcome == "unknown"


def test_of_an_answer_that_is_withheld_no_source_stands_alone(corpus):
    draft = Draft(text="柳州固定研发人员不少于12人。\n\n依据：第九条。", status="verified")
    answer = release(draft, understand(QUERY, corpus), corpus)
    assert answer.status == "declined"
    assert "依据" not in answer.text
