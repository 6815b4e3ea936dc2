import pytest

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.naming import city_names, find_elsewhere, find_scope, read_names, without_names

ALL = ["baotou-etrc", "lhasa-etrc", "lhasa-platform", "liaocheng-tic", "liuzhou-etrc"]


def scope_of(text: str, corpus: Corpus) -> list[str]:
    return [r.id for r in find_scope(read_names(text, corpus), corpus).regulations]


def test_every_writing_of_a_city_is_known(corpus: Corpus) -> None:
    names = city_names(corpus)
    assert {names[name] for name in ("柳州", "柳州市", "柳洲")} == {"柳州市"}
    assert {names[name] for name in ("拉萨", "拉莎")} == {"拉萨市"}


def test_names_come_in_order_and_once(corpus: Corpus) -> None:
    names = read_names("柳州和拉萨的工程中心，柳州市的重点实验室", corpus)
    assert names.cities == ("柳州市", "拉萨市")
    assert names.platforms == ("工程技术研究中心", "重点实验室")
    assert names.titles == ()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ALL),
        ("研发人员要多少", ALL),
        ("柳州", ["liuzhou-etrc"]),
        ("拉萨", ["lhasa-etrc", "lhasa-platform"]),
        ("拉萨平台办法", ["lhasa-platform"]),
        ("拉萨老办法", ["lhasa-etrc"]),
        ("拉萨重点实验室", ["lhasa-platform"]),
        ("拉萨工程中心", ["lhasa-etrc", "lhasa-platform"]),
        ("重点实验室", ["lhasa-platform"]),
        ("技术创新中心", ["lhasa-platform", "liaocheng-tic"]),
        ("柳州和包头", ["baotou-etrc", "liuzhou-etrc"]),
        ("《拉萨市工程技术研究中心认定管理办法（暂行）》", ["lhasa-etrc"]),
        ("《拉萨市工程技术研究中心认定管理办法(暂行)》", ["lhasa-etrc"]),
        ("拉萨征求意见稿", ["lhasa-etrc", "lhasa-platform"]),  # the city weighs more than a title it does not have
    ],
)
def test_scope(text: str, ids: list[str], corpus: Corpus) -> None:
    assert scope_of(text, corpus) == ids


def test_what_no_regulation_covers_is_said(corpus: Corpus) -> None:
    scope = find_scope(read_names("柳州和拉萨的重点实验室", corpus), corpus)
    assert [r.id for r in scope.regulations] == ["lhasa-platform"]
    assert scope.uncovered == (("柳州市", "重点实验室"),)
    assert find_scope(read_names("柳州重点实验室", corpus), corpus).regulations == ()


def test_names_can_be_taken_out(corpus: Corpus) -> None:
    assert without_names("柳州市工程中心要多少人", corpus).split() == ["要多少人"]


def test_places_elsewhere(corpus: Corpus) -> None:
    assert find_elsewhere("北京和柳州、桂林", corpus) == ("北京", "桂林")
    assert find_elsewhere("柳州", corpus) == ()


def test_a_full_title_with_half_width_brackets_is_a_title(corpus: Corpus) -> None:
    title = "拉萨市科技创新平台管理办法（试行）"
    assert read_names("《拉萨市科技创新平台管理办法(试行)》", corpus).titles == (title,)
    assert read_names(f"《{title}》", corpus).titles == (title,)
