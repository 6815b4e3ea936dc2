import re
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
        (
            "text.txt",
            "第三条之一　本办法",
            "第三条之一　满40人的，本办法",
            "text.txt:17：yunxi-base/3-1 的“满40人”（在“满40人的，本办法不”里）没有规则引用。请在 rules.yaml 补上",
        ),
        (
            "rules.yaml",
            "quote: 固定人员不少于6人",
            "quote: 固定人员不低于6人",
            "rules.yaml:2：规则 staff：引文“固定人员不低于6人”不在 2(1)。请照抄原文。",
        ),
        (
            "rules.yaml",
            "{min: 300, unit: 平方米}",
            "{above: 300, unit: 平方米}",
            "rules.yaml:8：规则 own-site：引文说的不是这个值，而是",
        ),
        (
            "rules.yaml",
            "role: evaluation",
            "role: evaluation\n    platform: 孵化器",
            "rules.yaml:26：规则 pass：平台“孵化器”不在 regulation.yaml 的 platforms 里。请核对名称。",
        ),
        (
            "rules.yaml",
            "{equal: 60, unit: 分}",
            "{equal: 60/0, unit: 分}",
            "rules.yaml:31：rules.4.value.equal 的值 '60/0' 不对。",
        ),
        (
            "rules.yaml",
            "quote: 满分100分",
            "quote: 满分一百分",
            "rules.yaml:37：no_rules 里的“满分一百分”不在 附件-中试基地评分标准/1。 请照抄原文。",
        ),
        (
            "checks.yaml",
            "- rule: staff",
            "- rule: own-site",
            "checks.yaml:4：规则 own-site 的例句写了两处。请并成一处。",
        ),
        (
            "checks.yaml",
            "  right: [云溪中试基地60分合格。]\n",
            "",
            "checks.yaml:13：缺少必填项 4.right。 请补上这一项。",
        ),
        (
            "checks.yaml",
            "[云溪中试基地80分合格。]",
            "[]",
            "checks.yaml:15：4.wrong 不能是空的。 请至少写一项。",
        ),
    ],
)
def test_findings(file: str, old: str, new: str, words: str, make_city: City) -> None:
    folder = make_city()
    path = folder / "yunxi-base" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    finding = audit_corpus(folder)[0]
    assert finding.path == path
    assert finding.message.startswith(str(path))
    assert words in finding.message


def test_sentences_for_no_rule_and_a_rule_without_sentences(make_city: City) -> None:
    folder = make_city()
    path = folder / "yunxi-base" / "checks.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("rule: running", "rule: runing"), encoding="utf-8")
    assert [finding.message for finding in audit_corpus(folder)] == [
        f"{path}:10：没有 runing 这条规则（草稿不算）。请核对它在 rules.yaml 里的 id，或删去这一项。",
        f"{path}：规则 running 没有例句。请补上至少一句说对的、一句说错的。",
    ]


def test_a_draft_of_a_rule_covers_nothing(make_city: City) -> None:
    folder = make_city()
    path = folder / "yunxi-base" / "rules.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("role: evaluation", "role: evaluation\n    draft: true"))
    quantity, sentences = audit_corpus(folder)
    assert "text.txt:21：yunxi-base/附件-中试基地评分标准/2 的“60分”" in quantity.message
    assert "没有 pass 这条规则（草稿不算）。" in sentences.message


def test_without_rules_every_quantity_is_a_finding(make_city: City) -> None:
    folder = make_city({"yunxi-base/rules.yaml": None, "yunxi-base/checks.yaml": None})
    findings = audit_corpus(folder)
    assert [re.findall(r"text\.txt:(\d+)：.*的“(.*?)”（", finding.message)[0] for finding in findings] == [
        ("6", "不少于6人"),
        ("8", "300平方米以上"),
        ("9", "500平方米以上"),
        ("10", "一年以上"),
        ("18", "2030年1月1日起"),
        ("18", "3年"),
        ("20", "100分"),
        ("21", "60分"),
    ]


def test_broken_rules_do_not_hide_broken_sentences(make_city: City) -> None:
    folder = make_city({"yunxi-base/rules.yaml": "rules: 1\n", "yunxi-base/checks.yaml": "- rule: staff\n"})
    assert [finding.path.name for finding in audit_corpus(folder)] == ["rules.yaml", "checks.yaml"]


def test_two_regulations_of_a_city_name_it_alike(make_city: City) -> None:
    folder = make_city()
    for name in ("regulation.yaml", "text.txt", "rules.yaml", "checks.yaml"):
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
