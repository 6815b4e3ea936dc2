from collections.abc import Callable
from pathlib import Path

import pytest

from tiaowen.corpus import audit
from tiaowen.corpus.audit import audit_corpus, characters

City = Callable[..., Path]
CORPUS = Path(__file__).parents[2] / "corpus"


def test_the_corpus_audits_clean() -> None:
    assert audit_corpus(CORPUS) == ()


def test_a_made_up_city_audits_clean(make_city: City) -> None:
    assert audit_corpus(make_city()) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (
            "regulation.yaml",
            "title: 云溪市中试基地管理办法（试行）",
            "title: 云溪市中试基地办法",
            "标题写作“云溪市中试基地办法”，原文的标题是“云溪市中试基地管理办法（试行）”。请照原文改正。",
        ),
        (
            "regulation.yaml",
            "自2030年1月1日起施行",
            "自2031年1月1日起施行",
            "effective 写的“自2031年1月1日起施行”不在原文里。请照抄原文。",
        ),
        ("regulation.yaml", "有效期3年", "有效期三年", "term 写的“有效期三年”不在原文里。请照抄原文。"),
        (
            "regulation.yaml",
            "[中试基地]",
            "[中试基地, 孵化器]",
            "平台“孵化器”不在 terms.yaml 里。请在那里补上它和它的别名。",
        ),
        (
            "regulation.yaml",
            "status: trial",
            "status: 试行",
            "regulation.yaml:6：status 的值 '试行' 不在允许的取值之内。",
        ),
        ("text.txt", "（二）备案。", "（一）备案。", "地址 yunxi-base/3.1(1) 指向 2 处，无法区分。"),
    ],
)
def test_findings(file: str, old: str, new: str, words: str, make_city: City) -> None:
    folder = make_city()
    path = folder / "yunxi-base" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    (finding,) = audit_corpus(folder)
    assert finding.path == path
    assert finding.message.startswith(str(path))
    assert words in finding.message


def test_two_regulations_of_a_city_name_it_alike(make_city: City) -> None:
    folder = make_city()
    for name in ("regulation.yaml", "text.txt"):
        text = (folder / "yunxi-base" / name).read_text(encoding="utf-8").replace("[云溪]", "[溪城]")
        other = folder / "yunxi-old" / name
        other.parent.mkdir(exist_ok=True)
        other.write_text(text, encoding="utf-8")
    findings = audit_corpus(folder)
    assert [finding.path.parent.name for finding in findings] == ["yunxi-base", "yunxi-old"]
    assert "云溪市的别名与 yunxi-old 里写的不一样。请写成一样。" in findings[0].message


def test_lost_characters_are_found(make_city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "read_text", lambda path: path.read_text(encoding="utf-8") + "尾")
    (finding,) = audit_corpus(make_city())
    assert "解析后的文字与原文不一致，有字丢失或错位。" in finding.message


def test_a_label_that_leads_elsewhere_is_found(make_city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_city()
    monkeypatch.setattr(audit.Corpus, "label", lambda _, address: "第一条" if address.article == "2" else f"{address}")
    messages = [finding.message for finding in audit_corpus(folder)]
    assert len(messages) == 7  # 第二条 with its five items, and 第二条 of an annex
    assert all("与它的引注写法不能互相还原。" in message for message in messages)


def test_one_broken_regulation_does_not_hide_another(make_city: City) -> None:
    folder = make_city(
        {
            "aaa/regulation.yaml": "title: 甲\n",
            "bbb/regulation.yaml": "",
            "丙/text.txt": "",
            "zzz/text.txt": "第一条 甲。",
            "terms.yaml": "platforms:\n  - names: 中试基地\n",
        }
    )
    metadata = folder / "yunxi-base" / "regulation.yaml"
    metadata.write_text(metadata.read_text(encoding="utf-8").replace("有效期3年", "有效期三年"), encoding="utf-8")
    found = {finding.path.relative_to(folder).as_posix() for finding in audit_corpus(folder)}
    assert found == {
        "terms.yaml",
        "aaa/regulation.yaml",
        "bbb/regulation.yaml",
        "丙",
        "yunxi-base/regulation.yaml",
        "zzz/regulation.yaml",
    }


def test_no_folder_is_a_finding(tmp_path: Path) -> None:
    findings = audit_corpus(tmp_path / "nowhere")
    assert ["terms.yaml" in f.message or "没有这个法规文件夹。" in f.message for f in findings] == [True, True]


def test_characters_are_all_but_white_space_and_artefacts() -> None:
    assert characters(" 甲\u3000乙\n\n[bookmark: _GoBack]丙\u00a0丁\t") == "甲乙丙丁"
