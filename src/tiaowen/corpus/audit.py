"""``tiaowen check``: everything about a corpus that can be found wrong without a lawyer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tiaowen.corpus.files import read_text
from tiaowen.corpus.lines import to_lines
from tiaowen.corpus.load import METADATA, TERMS, TEXT, Corpus, load_regulation, parse_regulation, regulation_folders
from tiaowen.corpus.lookup import find_places
from tiaowen.corpus.terms import Terms, load_terms
from tiaowen.domain import Regulation, Value
from tiaowen.errors import CorpusError


class Finding(Value):
    """Something wrong in a corpus: the file, and a sentence that says what and what to do."""

    path: Path
    message: str


def audit_corpus(folder: Path) -> tuple[Finding, ...]:
    """Return everything wrong with the corpus in ``folder``; one broken file does not hide another's mistakes."""
    findings: list[Finding] = []
    regulations: list[Regulation] = []
    terms: Terms | None = None
    try:
        terms = load_terms(folder / TERMS)
    except CorpusError as error:
        findings.append(Finding(path=error.path, message=str(error)))
    try:
        folders = regulation_folders(folder)
    except CorpusError as error:
        return (*findings, Finding(path=error.path, message=str(error)))
    for path in folders:
        try:
            regulations.append(load_regulation(path))
            findings += _audit_text(path)
        except CorpusError as error:
            findings.append(Finding(path=error.path, message=str(error)))
    if terms is not None:
        corpus = Corpus(regulations=tuple(regulations), terms=terms)
        for regulation in regulations:
            findings += _audit_regulation(folder / regulation.id, regulation, corpus)
    return tuple(findings)


def _finding(path: Path, sentence: str) -> Finding:
    return Finding(path=path, message=f"{path}：{sentence}")


def characters(text: str) -> str:
    """Return what of ``text`` may not be lost: all but white space and page artefacts."""
    return re.sub(r"\s", "", "".join(to_lines(text)))


def _audit_text(folder: Path) -> Iterator[Finding]:
    path = folder / TEXT
    metadata, tree = parse_regulation(folder)
    if characters(tree.published) != characters(read_text(path)):
        yield _finding(path, "解析后的文字与原文不一致，有字丢失或错位。请报告这个问题，不要改原文。")
    if characters(tree.title) != characters(metadata.title):
        problem = f"标题写作“{metadata.title}”，原文的标题是“{tree.title}”。"
        yield _finding(folder / METADATA, f"{problem}请照原文改正。")
    for name in ("effective", "term"):
        words = getattr(metadata, name)
        if words and characters(words) not in characters(tree.published):
            problem = f"{name} 写的“{words}”不在原文里。"
            yield _finding(folder / METADATA, f"{problem}请照抄原文。")


def _audit_regulation(folder: Path, regulation: Regulation, corpus: Corpus) -> Iterator[Finding]:
    known = {platform.name for platform in corpus.terms.platforms}
    for platform in regulation.platforms:
        if platform not in known:
            problem = f"平台“{platform}”不在 {TERMS} 里。请在那里补上它和它的别名。"
            yield _finding(folder / METADATA, problem)
    for other in corpus.regulations:
        if other.jurisdiction.name == regulation.jurisdiction.name and other.jurisdiction != regulation.jurisdiction:
            problem = f"{regulation.jurisdiction.name}的别名与 {other.id} 里写的不一样。请写成一样。"
            yield _finding(folder / METADATA, problem)
    addresses = [part.address for article in regulation.articles for part in article.parts()]
    for address, times in Counter(addresses).items():
        if times > 1:
            yield _finding(folder / TEXT, f"地址 {address} 指向 {times} 处，无法区分。")
        if address not in find_places(corpus.label(address), corpus, (regulation,)).found:
            yield _finding(folder / TEXT, f"地址 {address} 与它的引注写法不能互相还原。")
