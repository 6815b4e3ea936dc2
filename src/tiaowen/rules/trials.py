"""``checks.yaml`` put to the checker: every right sentence has to pass, every wrong one to be stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tiaowen.corpus.audit import Finding
from tiaowen.corpus.files import find_line
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import CHECKS, load_checks
from tiaowen.errors import CorpusError
from tiaowen.rules.check import accepts, check_text


def audit_checks(folder: Path, corpus: Corpus) -> Iterator[Finding]:
    """Yield a finding for every sentence in the ``checks.yaml`` files under ``folder`` that is judged otherwise."""
    for regulation in corpus.regulations:
        path = folder / regulation.id / CHECKS
        for index, check in enumerate(load_checks(folder / regulation.id)):
            for side, sentences in (("right", check.right), ("wrong", check.wrong)):
                for place, sentence in enumerate(sentences):
                    verdicts = check_text(sentence, corpus=corpus)
                    if accepts(verdicts) == (side == "right"):
                        continue
                    reasons = "".join(verdict.reason for verdict in verdicts if not verdict.released)
                    problem = (
                        f"说对的这句没有通过：“{sentence}”{reasons}" if reasons else f"说错的这句没有拦住：“{sentence}”"
                    )
                    advice = "请核对句子是否点明了城市和平台；句子没有写错的，请报告这个问题。"
                    line = find_line(path, (index, side, place))
                    yield Finding(
                        path=path,
                        message=str(CorpusError(path, f"规则 {check.rule}：{problem}", line=line, advice=advice)),
                    )
