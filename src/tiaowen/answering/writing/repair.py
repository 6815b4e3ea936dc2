"""A piece that may not leave → one that may: its figure put right, its rule told, or its article's own sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiaowen.answering.draft import word_rule
from tiaowen.answering.select import split_sentences
from tiaowen.answering.writing.clean import clean_piece
from tiaowen.answering.writing.gate import Gate, Passed
from tiaowen.answering.writing.slots import Material, figure_words, without_repeated
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule
from tiaowen.quantities import Quantity, find_quantities
from tiaowen.rules.record import Finding

_HEAD = re.compile(r"\s*(?:[-*+•]\s+|\d{1,2}[.、]\s*|#+\s*)?(?:\*\*[^*\n]{1,24}\*\*[：:]\s*)?")
_MARK = re.compile(r"^(?:[（(][一二三四五六七八九十百零]+[）)]|\d+[、．.])\s*")
_FIGURE = 24  # characters of a claim that is a figure and not the sentence around it
_LIKE = 0.3  # of the pairs of characters that an article's own sentence has in common with the one it stands in for


def repair(raw: str, gate: Gate, material: Material, corpus: Corpus) -> Passed | None:
    """Return what may leave instead of ``raw``, the nearest to it first; None where nothing may."""
    tried: set[str] = set()
    for candidate in _candidates(raw, gate, material, corpus):
        if candidate in tried:
            continue
        tried.add(candidate)
        checked = gate.check(candidate)
        if isinstance(checked, Passed) and checked.text.strip():
            return checked
    return None


def _candidates(raw: str, gate: Gate, material: Material, corpus: Corpus) -> Iterator[str]:
    filled = gate.fill(clean_piece(raw))
    text, tail = filled.text, "\n" if raw.endswith("\n") else ""
    marks = "".join(f"[{number}]" for _, number in filled.marks)
    findings = gate.findings(text)
    wrong = [finding for finding in findings if not finding.verdict.released]
    rules = {rule.id: rule for rule in corpus.rules if material.holds(rule.at)}
    if not wrong:
        yield text  # only its marks were wrong: it is given those that its claims rest on
    yield _with_figures(text, wrong, rules)
    yield _with_figures(text, wrong, rules).rstrip() + marks + tail
    if text.lstrip().startswith("|"):
        return  # a row has its columns; a sentence does not fit in
    head = _HEAD.match(text)
    lead = head[0] if head else ""
    for finding in (*wrong, *findings):
        rule = rules.get(finding.verdict.basis or "")
        if rule is not None and _is_meant(rule, text + gate.asked):
            yield f"{lead}{word_rule(rule)}。{tail}"
    if find_quantities(text):
        return  # the sentence most like one with a figure has that of another case
    for sentence in _likest(text, material):
        yield f"{lead}{sentence}{tail}"


def _is_meant(rule: Rule, told: str) -> bool:
    """Tell whether ``told`` speaks of the case that ``rule`` is for: what firms need is no answer for a university."""
    when = rule.when
    cases = (when.category, when.grade, when.level, when.applicant and when.applicant[:2])
    return all(case is None or case in told for case in cases)


def _with_figures(text: str, wrong: list[Finding], rules: dict[str, Rule]) -> str:
    """Return ``text`` with each wrong figure replaced by that of the rule which says otherwise."""
    for finding in sorted(wrong, key=lambda f: -f.start):
        rule = rules.get(finding.verdict.basis or "")
        figure = find_quantities(finding.verdict.text)
        if rule is None or not isinstance(rule.value, Quantity) or not figure or len(finding.verdict.text) > _FIGURE:
            continue
        words, before = figure_words(rule, rule.value), text[: finding.start]
        if not figure[0].comparators and len(find_quantities(words)) == 1 and find_quantities(words)[0].comparators:
            continue  # 只要3人就够 cannot become 只要不少于8人就够
        text = before + without_repeated(words, before) + text[finding.end :]
    return text


def _likest(text: str, material: Material) -> Iterator[str]:
    """Yield the sentences of the articles that are most like ``text``, each with the mark of its article."""
    own = _pairs(text)
    scored = []
    for source in material.sources:
        for sentence in split_sentences(source.text):
            plain = _MARK.sub("", sentence)
            share = len(own & _pairs(plain)) / max(1, min(len(own), len(_pairs(plain))))
            if share >= _LIKE and len(plain) > 6:
                scored.append((share, f"{plain.rstrip('；;。')}。[{source.number}]"))
    yield from (sentence for _, sentence in sorted(scored, key=lambda pair: -pair[0])[:2])


def _pairs(text: str) -> set[str]:
    plain = re.sub(r"\W", "", text)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
