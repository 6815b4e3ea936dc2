"""What the tests of evals share: a made-up city with its suites, and an assistant over it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tiaowen.assistant import Assistant
from tiaowen.evals.record import Run
from tiaowen.evals.run import plan_run, run_tasks
from tiaowen.evals.suite import load_suites
from tiaowen.settings import Settings

ANSWERS = """\
- {id: T1, kind: numeric, turns: [云溪中试基地的固定人员不少于几人], gold_articles: [yunxi-base/2(1)],
   must: [[不少于6人, 不少于7人]], derived: [不少于6人, 不少于7人], abstain: false}
- {id: T2, kind: out_of_scope, turns: [深圳的中试基地要几个人], abstain: true}
- {id: T3, kind: money, turns: [云溪中试基地给多少钱], must: [[一亿元]], derived: [一亿元], abstain: false}
"""
RETRIEVAL = "- {id: R1, kind: condition, question: 固定人员不少于几人, articles: [yunxi-base/2(1)]}\n"
ELIGIBILITY = """\
- id: E1
  kind: one_figure
  regulation: yunxi-base
  platform: 中试基地
  facts: [{metric: 固定人员, value: 6人}]
  asked: [固定人员]
  outcome: pass
  criteria: [{rule: 'yunxi-base:staff', outcome: met}]
"""
CONVERSATIONS = """\
- id: V1
  kind: next_matter
  turns:
  - {ask: 云溪中试基地的固定人员不少于几人, gold_articles: [yunxi-base/2(1)], abstain: false}
  - {ask: 自有场地要多少平方米, must: [[300平方米]], abstain: false}
"""
CLAIMS = """\
- {id: C1, question: 云溪要几人, answer: 云溪中试基地的固定人员不少于6人。, cited: [yunxi-base/2], label: accept}
- {id: C2, question: 云溪要几人, answer: 云溪中试基地的固定人员不少于26人。, cited: [yunxi-base/2], label: reject,
   errors: [{span: 26人, type: wrong_value}]}
"""


SUITES = {
    "answers": ANSWERS,
    "retrieval": RETRIEVAL,
    "eligibility": ELIGIBILITY,
    "conversations": CONVERSATIONS,
    "claims": CLAIMS,
}


def write_suites(folder: Path) -> Path:
    for name, text in SUITES.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "cases.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def suites(tmp_path: Path) -> Path:
    """Return a folder of evals with a few cases of every suite about the made-up city."""
    return write_suites(tmp_path / "evals")


@pytest.fixture(scope="session")
def city_assistant(city_files: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Return an assistant over the made-up city."""
    home = tmp_path_factory.mktemp("city")
    for name, content in city_files.items():
        path = home / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return Assistant.from_settings(Settings(corpus=home / "corpus", data=home / "data"))


@pytest.fixture(scope="session")
def city_run(city_assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a run of every suite over the made-up city."""
    folder = write_suites(tmp_path_factory.mktemp("suites") / "evals")
    tasks = plan_run(load_suites(folder, city_assistant.corpus), city_assistant.corpus)
    return run_tasks(city_assistant, tasks, command="tiaowen eval run")
