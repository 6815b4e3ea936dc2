"""``tiaowen new``: what can be read is filled in, the rest is blank, and drafts do not count."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tiaowen.corpus.load import load_corpus, load_regulation
from tiaowen.corpus.rules import load_rules
from tiaowen.corpus.scaffold import scaffold_regulation
from tiaowen.corpus.terms import load_terms
from tiaowen.errors import CorpusError

REPOSITORY = Path(__file__).parents[2]
TEXT = """\
某某市工程技术研究中心管理办法（试行）
第一条 为规范管理，制定本办法。
第二条 申请单位应具备以下条件：
（一）固定研究开发人员一般不少于8人，其中本科学历人员占比不低于三分之二；
（二）科研用房面积达300平方米以上，每层有4个出口；
（三）应于每年11月30日前提交年度报告。
第三条 市级工程技术研究中心给予20万元扶持资助。
第五条 本办法由某某市科技局负责解释，自发布之日起施行，有效期5年。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    shutil.copy(REPOSITORY / "corpus" / "terms.yaml", corpus)
    return corpus


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "办法.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    return path


def fill(folder: Path) -> None:
    path = folder / "regulation.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("authority:  #", "authority: 某某市科技局  #"), "utf-8")


def test_the_text_is_kept_byte_for_byte(folder: Path, text: Path) -> None:
    made = scaffold_regulation("mou-etrc", text, folder)
    assert (made.folder / "text.txt").read_bytes() == text.read_bytes()
    assert sorted(p.name for p in folder.iterdir()) == ["mou-etrc", "terms.yaml"]
    assert (made.articles, made.notices) == (4, ("原文缺第四条。",))


def test_what_can_be_read_is_filled_in(folder: Path, text: Path) -> None:
    made = scaffold_regulation("mou-etrc", text, folder)
    fill(made.folder)
    regulation = load_regulation(made.folder)
    assert regulation.title == "某某市工程技术研究中心管理办法（试行）"
    assert regulation.jurisdiction.name == "某某市"
    assert (regulation.status, regulation.platforms) == ("trial", ("工程技术研究中心",))
    assert (regulation.interpreter, regulation.effective, regulation.term) == (
        "某某市科技局",
        "自发布之日起施行",
        "有效期5年",
    )


def test_what_is_blank_is_named_and_refused_until_it_is_filled(folder: Path, text: Path) -> None:
    made = scaffold_regulation("mou-etrc", text, folder)
    assert made.blanks == ("authority",)
    with pytest.raises(CorpusError, match=r"regulation\.yaml:\d+：authority 应当是文字"):
        load_regulation(made.folder)


def test_drafts_do_not_count_until_their_mark_is_removed(folder: Path, text: Path) -> None:
    made = scaffold_regulation("mou-etrc", text, folder)
    fill(made.folder)
    assert load_corpus(folder).rules == ()
    path = made.folder / "rules.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("draft: true", "draft: false"), encoding="utf-8")
    rules, _ = load_rules(made.folder, load_regulation(made.folder), load_terms(folder / "terms.yaml"))
    assert made.drafts == len(rules)
    assert [(str(r.at), r.metric, r.role, r.firmness) for r in rules] == [
        ("mou-etrc/2(1)", "研发人员", "eligibility", "usual"),
        ("mou-etrc/2(1)", "本科学历占比", "eligibility", "must"),
        ("mou-etrc/2(2)", "场地面积", "eligibility", "must"),
        ("mou-etrc/2(3)", "年度报告截止", "eligibility", "must"),
        ("mou-etrc/3", "扶持资助", "money", "must"),
        ("mou-etrc/5", "有效期", "validity", "must"),
    ]


def test_what_has_no_name_is_listed_with_its_place(folder: Path, text: Path) -> None:
    made = scaffold_regulation("mou-etrc", text, folder)
    assert [(str(one.at), one.words) for one in made.unnamed] == [("mou-etrc/2(2)", "每层有4个出口")]
    assert "#   2(2)：每层有4个出口" in (made.folder / "rules.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("title", "status"),
    [("管理办法（征求意见稿）", "draft"), ("管理暂行办法", "interim"), ("管理办法", "in_force")],
)
def test_the_status_is_read_from_the_title(folder: Path, text: Path, title: str, status: str) -> None:
    text.write_text(f"某某市重点实验室{title}\n第一条 略。\n", encoding="utf-8")
    made = scaffold_regulation("mou-lab", text, folder)
    assert f"status: {status}  #" in (made.folder / "regulation.yaml").read_text(encoding="utf-8")


def test_a_title_without_city_and_platform_leaves_them_blank(folder: Path, text: Path) -> None:
    text.write_text("管理办法\n第一条 略。\n", encoding="utf-8")
    assert scaffold_regulation("mou", text, folder).blanks == ("authority", "platforms", "jurisdiction.name")


@pytest.mark.parametrize("id_", ["Mou", "mou_etrc", "../mou", "mou/9", "", "某市", "mou-"])
def test_a_bad_id_is_refused(folder: Path, text: Path, id_: str) -> None:
    with pytest.raises(CorpusError, match="写法不对"):
        scaffold_regulation(id_, text, folder)


def test_a_folder_that_is_there_is_left_alone(folder: Path, text: Path) -> None:
    (folder / "mou").mkdir()
    with pytest.raises(CorpusError, match="已经有了"):
        scaffold_regulation("mou", text, folder)
    assert list((folder / "mou").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [(TEXT.encode("gb18030"), "不是 UTF-8"), ("一篇没有条号的文章。".encode(), "没有找到条文"), (b"", "没有找到条文")],
)
def test_a_text_that_is_no_regulation_is_refused_and_nothing_is_made(
    folder: Path, text: Path, content: bytes, words: str
) -> None:
    text.write_bytes(content)
    with pytest.raises(CorpusError, match=words):
        scaffold_regulation("mou", text, folder)
    assert [p.name for p in folder.iterdir()] == ["terms.yaml"]


def test_a_text_that_is_not_there_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="读不到"):
        scaffold_regulation("mou", tmp_path / "nothing.txt", folder)


@pytest.mark.parametrize("id_", ["baotou-etrc", "lhasa-etrc", "lhasa-platform", "liaocheng-tic", "liuzhou-etrc"])
def test_the_texts_of_the_corpus_can_be_taken_in_anew(folder: Path, id_: str) -> None:
    made = scaffold_regulation(id_, REPOSITORY / "corpus" / id_ / "text.txt", folder)
    assert made.blanks == ("authority",)
    fill(made.folder)
    assert load_corpus(folder).rules == ()
    assert made.drafts >= 5
