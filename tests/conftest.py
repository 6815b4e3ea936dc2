"""What the tests share: the corpus as it is, and a made-up city."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from tiaowen.corpus.load import Corpus, load_corpus

CORPUS = Path(__file__).parents[1] / "corpus"

TERMS = """\
platforms:
  - name: 中试基地
    aliases: [中试平台]
  - name: 重点实验室
metrics:
  - name: 固定人员
    unit: 人
  - name: 自有场地
    unit: 平方米
  - name: 租用场地
    unit: 平方米
  - name: 运行时间
    unit: 年
  - name: 合格分数
    unit: 分
"""

METADATA = """\
title: 云溪市中试基地管理办法（试行）
jurisdiction:
  name: 云溪市
  aliases: [云溪]
authority: 云溪市科技局
status: trial
platforms: [中试基地]
effective: 自2030年1月1日起施行
term: 有效期3年
"""

TEXT = """\
云溪市中试基地管理办法
（试行）
第一章　总　则
第一条　为了规范中试基地，制定本办法。
第二条　中试基地应当具备下列条件：
（一）固定人员不少于6人；
（二）场地符合下列之一：
1．自有场地300平方米以上；
2．租用场地500平方米以上。
（三）运行一年以上。
第三条　申请人应当：
（一）注册；
（二）备案。
主管单位应当：
（一）审核；
（二）推荐。
第三条之一　本办法不限制联合申报。
第五条　本办法自2030年1月1日起施行，有效期3年。
附件1：云溪市中试基地评分标准
第一条　满分100分。
第二条　60分合格。
附件2：云溪市中试基地挂牌标准
第一条　统一挂牌。
"""

RULES = """\
rules:
  - id: staff
    at: 2(1)
    quote: 固定人员不少于6人
    role: eligibility
    metric: 固定人员
    value: {min: 6, unit: 人}
  - id: own-site
    at: 2(2)(1)
    quote: 自有场地300平方米以上
    role: eligibility
    metric: 自有场地
    value: {min: 300, unit: 平方米}
  - id: rented-site
    at: 2(2)(2)
    quote: 租用场地500平方米以上
    role: eligibility
    metric: 租用场地
    value: {min: 500, unit: 平方米}
  - id: running
    at: 2(3)
    quote: 运行一年以上
    role: eligibility
    metric: 运行时间
    value: {min: 1, unit: 年}
  - id: pass
    at: 附件-中试基地评分标准/2
    quote: 60分合格
    role: evaluation
    metric: 合格分数
    value: {equal: 60, unit: 分}
no_rules:
  - at: "5"
    quote: 自2030年1月1日起施行，有效期3年
    reason: 已写在 regulation.yaml。
  - at: 附件-中试基地评分标准/1
    quote: 满分100分
    reason: 只说评分的满分，不约束申请人。
"""

CHECKS = """\
- rule: staff
  right: [云溪中试基地的固定人员不少于6人。]
  wrong: [云溪中试基地的固定人员不少于5人。]
- rule: own-site
  right: [云溪中试基地的自有场地要300平方米以上。]
  wrong: [云溪中试基地的自有场地要超过300平方米。]
- rule: rented-site
  right: [云溪中试基地租用场地的，要500平方米以上。]
  wrong: [云溪中试基地租用场地的，300平方米就够。]
- rule: running
  right: [云溪中试基地要运行一年以上。]
  wrong: [云溪中试基地要运行两年以上。]
- rule: pass
  right: [云溪中试基地60分合格。]
  wrong: [云溪中试基地80分合格。]
"""

CITY = MappingProxyType(
    {
        "terms.yaml": TERMS,
        "yunxi-base/regulation.yaml": METADATA,
        "yunxi-base/text.txt": TEXT,
        "yunxi-base/rules.yaml": RULES,
        "yunxi-base/checks.yaml": CHECKS,
    }
)  # file → content


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Return the corpus of the repository."""
    return load_corpus(CORPUS)


@pytest.fixture(scope="session")
def city_files() -> Mapping[str, str]:
    """Return the files of the made-up city with their content."""
    return CITY


@pytest.fixture
def make_city(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes the corpus of a made-up city, with files added, replaced or (None) left out."""

    def make(files: dict[str, str | bytes | None] | None = None) -> Path:
        folder = tmp_path / "corpus"
        for name, content in {**CITY, **(files or {})}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is not None:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return make
