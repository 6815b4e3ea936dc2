"""``tiaowen check``: everything about a corpus that can be found wrong without a lawyer."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path

from tiaowen.corpus.coverage import find_uncovered
from tiaowen.corpus.files import find_line, read_text
from tiaowen.corpus.gaps import load_gaps
from tiaowen.corpus.lines import to_lines
from tiaowen.corpus.load import METADATA, TERMS, TEXT, Corpus, load_regulation, parse_regulation, regulation_folders
from tiaowen.corpus.lookup import find_places
from tiaowen.corpus.rules import CHECKS, RULES, Rule, load_checks, load_rules, plain
from tiaowen.corpus.terms import Terms, load_terms
from tiaowen.domain import Regulation, Value
from tiaowen.errors import CorpusError

_OPENING = 20  # characters of an article by which it is found in the source


class Finding(Value):
    """Something wrong in a corpus: the file, and a sentence that says what and what to do."""

    path: Path
    message: str


def audit_corpus(folder: Path) -> tuple[Finding, ...]:
    """Return everything wrong with the corpus in ``folder``; one broken file does not hide another's mistakes."""
    findings: list[Finding] = []
    regulations: list[Regulation] = []
    terms: Terms | None = None
    folders: tuple[Path, ...] = ()
    with _noting(findings):
        terms = load_terms(folder / TERMS)
    with _noting(findings):
        folders = regulation_folders(folder)
    for path in folders:
        with _noting(findings):
            regulations.append(load_regulation(path))
            findings += _audit_text(path)
    if terms is not None:
        corpus = Corpus(regulations=tuple(regulations), terms=terms)
        for regulation in regulations:
            path = folder / regulation.id
            findings += _audit_regulation(path, regulation, corpus)
            rules: tuple[Rule, ...] | None = None
            with _noting(findings):
                rules, exemptions = load_rules(path, regulation, terms)
                ruled = Corpus(regulations=(regulation,), terms=terms, rules=rules, exemptions=exemptions)
                findings += _audit_coverage(path, ruled)
            with _noting(findings):
                findings += _audit_checks(path, rules)
            with _noting(findings):
                load_gaps(path, regulation)
    return tuple(findings)


@contextmanager
def _noting(findings: list[Finding]) -> Iterator[None]:
    """Turn an error of the corpus into a finding, and go on."""
    try:
        yield
    except CorpusError as error:
        findings.append(Finding(path=error.path, message=str(error)))


def _finding(path: Path, sentence: str, *, line: int | None = None) -> Finding:
    return Finding(path=path, message=str(CorpusError(path, sentence, line=line)))


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


def _audit_coverage(folder: Path, corpus: Corpus) -> Iterator[Finding]:
    """Yield a finding for every quantity of the one regulation of ``corpus`` that no rule quotes."""
    path = folder / TEXT
    lines = [plain(line) for line in read_text(path).split("\n")]
    starts = list(accumulate((len(line) for line in lines), initial=0))
    whole = "".join(lines)
    for found in find_uncovered(corpus):
        article = corpus.article(found.address)
        begin = whole.find(plain(article.full_text)[:_OPENING]) if article else -1
        at = whole.find(found.around, max(begin, 0))
        line = bisect(starts, at + found.around.index(found.words)) if at >= 0 else None
        sentence = (
            f"{found.address} 的“{found.words}”（在“{found.around}”里）没有规则引用。"
            f"请在 {RULES} 补上规则；不是规则的，写进 no_rules，说明原因。"
        )
        yield _finding(path, sentence, line=line)


def _audit_checks(folder: Path, rules: tuple[Rule, ...] | None) -> Iterator[Finding]:
    """Yield what is wrong between ``checks.yaml`` and ``rules``; None where those could not be read."""
    path = folder / CHECKS
    names = [check.rule for check in load_checks(folder)]
    if rules is None:
        return
    ids = [rule.id.partition(":")[2] for rule in rules]
    for index, name in enumerate(names):
        problem = ""
        if name not in ids:
            problem = f"没有 {name} 这条规则（草稿不算）。请核对它在 {RULES} 里的 id，或删去这一项。"
        elif name in names[:index]:
            problem = f"规则 {name} 的例句写了两处。请并成一处。"
        if problem:
            yield _finding(path, problem, line=find_line(path, (index, "rule")))
    for id_ in ids:
        if id_ not in names:
            yield _finding(path, f"规则 {id_} 没有例句。请补上至少一句说对的、一句说错的。")
