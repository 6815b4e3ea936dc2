"""What the tests share: the corpus as it is, and a made-up city."""

from __future__ import annotations

from collections.abc import Callable
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

CITY = MappingProxyType(
    {"terms.yaml": TERMS, "yunxi-base/regulation.yaml": METADATA, "yunxi-base/text.txt": TEXT}
)  # file → content


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Return the corpus of the repository."""
    return load_corpus(CORPUS)


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
