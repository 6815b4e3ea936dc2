"""The gate: a piece of what a model writes → its checked words, or the offence in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tiaowen.answering.draft import Notes
from tiaowen.answering.release import without_marks
from tiaowen.answering.understand import Query
from tiaowen.answering.writing.clean import clean_piece
from tiaowen.answering.writing.grounds import Grounds, Lore
from tiaowen.answering.writing.result import Result
from tiaowen.answering.writing.slots import MARK, SLOT, Material, without_repeated
from tiaowen.corpus.rules import Rule
from tiaowen.domain import Address, ClaimOutcome, Verdict
from tiaowen.quantities import same_quantity
from tiaowen.rules.check import find_claims
from tiaowen.rules.conclusions import is_on_conclusion
from tiaowen.rules.record import Finding

_RANGE = re.compile(r"(\d+)\s*[-–~]\s*(\d+)")
_ADDRESS = re.compile(
    r"https?:|www\.|ftp:|javascript:|data:[a-z]|mailto:|\b[\w-]+\.(?:com|cn|net|org|io|top|xyz)\b", re.IGNORECASE
)
_LATIN = re.compile(r"[A-Za-z]{2,}")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_CLAUSE = re.compile(r"[^，。；|]*[，。；|]?")
_SENTENCE_END = re.compile(r"[。！？；\n]+")
_ROW_END = re.compile(r"\s*\|\s*$")
_CLOSING = re.compile(r"[。！？!?；;：:]*[”’」』）)*]*\s*$")


class Offence(NamedTuple):
    """What is wrong with a piece: its ``words``, why, and whether it draws the conclusion.

    ``claimed`` tells that the checker does not find a claim, which what follows may still bear out.
    """

    words: str
    reason: str
    concluding: bool = False
    claimed: bool = False


class Filled(NamedTuple):
    """A piece with its slots filled and its marks taken out: where each stood, and the articles that it names."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    problem: str | None = None


class Passed(NamedTuple):
    """A piece that may leave, its marks in place; ``grounded`` tells that it rests on a place of the law."""

    text: str
    claims: tuple[Verdict, ...] = ()
    grounded: bool = False


class Gate:
    """Checks the pieces of one answer in their order; ``text`` is what has passed so far."""

    def __init__(self, query: Query, material: Material, result: Result, secrets: str, lore: Lore) -> None:
        self.text = ""
        self.claims: list[Verdict] = []
        self.notes = Notes(lore.corpus)
        self.result = result
        self._query = query
        self._material = material
        self._corpus = lore.corpus
        self._rules = {rule.id: rule for rule in lore.corpus.rules}
        self._grounds = Grounds(query, result.words, secrets, lore)
        self._opened = False
        self._plain = ""  # without marks, which would hide words from the check

    @property
    def asked(self) -> str:
        """What the asker wrote."""
        return self._query.said

    @property
    def first(self) -> bool:
        """Whether no sentence that says anything has passed yet."""
        return not self._opened

    def accept(self, passed: Passed) -> None:
        """Put ``passed`` behind what has passed so far."""
        self.text += passed.text
        self._plain += without_marks(passed.text)
        self.claims += passed.claims
        self._opened = self._opened or bool(_CHINESE.search(passed.text))

    def check(self, raw: str) -> Passed | Offence:
        """Return ``raw`` as it may leave, or what is wrong with it."""
        filled = self.fill(clean_piece(raw))
        concluding = self.result.concludes(filled.text, first=self.first)
        problem = filled.problem or self._form(filled.text) or self.result.denied_by(filled.text, first=self.first)
        if problem:
            return Offence(filled.text.strip(), problem, concluding)
        findings = self._find(filled.text)
        wrong = [finding.verdict for finding in findings if not finding.verdict.released]
        if wrong:
            # what follows a wrong sum, or a wrong 符合 in a row, may rest on it
            concluding = concluding or any(
                v.outcome is ClaimOutcome.MISCALCULATED or is_on_conclusion(v) for v in wrong
            )
            return Offence(filled.text.strip(), wrong[0].reason, concluding, claimed=True)
        strange = self._misplaced(filled, findings) or (
            None if concluding or self._heads_table(filled.text) else self._grounds.lacks(_aside(filled.text, findings))
        )
        if strange:
            return Offence(filled.text.strip(), strange, concluding)
        return self._cite(filled, findings)

    def fill(self, piece: str) -> Filled:
        """Return ``piece`` with the words of the law for its slots; a slot or mark that does not exist is a problem."""
        problem: list[str] = []

        def put(match: re.Match[str]) -> str:
            slot = self._material.slot(match[1])
            if slot is None:
                problem.append(f"没有 {match[0]} 这个记号。")
                return ""
            return without_repeated(slot.words, piece[: match.start()])

        text, out, marks = SLOT.sub(put, piece), "", []
        end = 0
        for match in MARK.finditer(text):
            out += text[end : match.start()]
            end = match.end()
            for number in _numbers(match[1]):
                if self._material.source(number) is None:
                    problem.append(f"没有编号 [{number}] 的条文。")
                elif (len(out), number) not in marks:
                    marks.append((len(out), number))
        return Filled(out + text[end:], tuple(marks), problem[0] if problem else None)

    def findings(self, text: str) -> Sequence[Finding]:
        """Return the findings on ``text`` behind what has passed, with places in ``text``."""
        return self._find(text)

    def _heads_table(self, text: str) -> bool:
        before = self.text.rstrip(" ").rstrip("\n").rpartition("\n")[2]
        return text.lstrip().startswith("|") and not before.lstrip().startswith("|")

    def _form(self, text: str) -> str | None:
        if _ADDRESS.search(text):
            return "不能写网址。"
        if self._grounds.tells_secret(text):
            return "不能复述给模型的说明。"
        if len(_LATIN.findall(text)) > 3 and not _CHINESE.search(text):
            return "要用中文回答。"
        return None

    def _find(self, text: str) -> list[Finding]:
        cited = [c.address for c in self.notes.citations]
        start = len(self._plain)
        found = find_claims(self._plain + text, question=self._query.said, cited=cited, corpus=self._corpus)
        return [
            finding._replace(start=finding.start - start, end=finding.end - start)
            for finding in found
            if finding.start >= start
        ]

    def _misplaced(self, filled: Filled, findings: Sequence[Finding]) -> str | None:
        """Return what is wrong with the marks of a piece: none of them holds what it says."""
        ends = [match.end() for match in _SENTENCE_END.finditer(filled.text)]
        for start, end in pairwise([0, *ends, len(filled.text)]):
            cited = {self._material.sources[n - 1].address for at, n in filled.marks if start < at <= end}
            for finding in findings if cited else ():
                rule = self._rules.get(finding.verdict.basis or "")
                if rule is None or not start <= finding.start < end or any(self._says_too(c, rule.at) for c in cited):
                    continue
                return f"引的条文不对：“{finding.verdict.text}”出自{self._corpus.label(rule.at)}。"
        return None

    def _at(self, articles: set[Address]) -> Iterator[Rule]:
        return (rule for rule in self._corpus.rules if rule.at.whole in articles)

    def _cite(self, filled: Filled, findings: Sequence[Finding]) -> Passed:
        """Return the piece with marks on the very items that its claims rest on; one without a mark gets its own."""
        text, out, since, last = filled.text, "", 0, 0
        cited: set[Address] = set()
        for at, number in filled.marks:
            since = since if at == last else last
            article = self._material.sources[number - 1].address
            own = [b for b in self._bases(f for f in findings if since <= f.start < at) if b.whole == article]
            places = own or [self._grounds.best_part(article, text[since:at])]
            out += text[last:at] + "".join(self._mark(place) for place in places)
            cited.add(article)
            last = at
        rest = text[last:]
        missing = [b for b in self._bases(findings) if not any(self._says_too(article, b) for article in cited)]
        closing = _ROW_END.search(rest) or _CLOSING.search(rest)
        at = closing.start() if closing else len(rest)
        rest = rest[:at] + "".join(self._mark(base) for base in missing) + rest[at:]
        grounded = bool(cited or missing or (findings and self.notes.citations))
        return Passed(out + rest, tuple(finding.verdict for finding in findings), grounded)

    def _bases(self, findings: Iterable[Finding]) -> list[Address]:
        """Return the places that claims rest on, in the regulations asked about or those the model was given."""
        rules = (self._rules.get(finding.verdict.basis or "") for finding in findings)
        return list(dict.fromkeys(rule.at for rule in rules if rule is not None and self._in_scope(rule.at)))

    def _in_scope(self, place: Address) -> bool:
        return place.regulation in self._query.regulations or self._material.holds(place)

    def _says_too(self, article: Address, place: Address) -> bool:
        """Tell whether ``article`` holds ``place``, or a rule that says the same as one there."""
        ours = [rule for rule in self._corpus.rules if rule.at == place]
        return article == place.whole or any(_alike(rule, other) for rule in ours for other in self._at({article}))

    def _mark(self, place: Address) -> str:
        part = next((p for p in self._corpus.parts(place) if p.address == place), None)
        return self.notes.mark(place, (part.own or part.text) if part else "")


def _aside(text: str, findings: Sequence[Finding]) -> str:
    """Return the clauses of ``text`` in which nothing was found to check."""
    kept, start = [], 0
    for clause in _CLAUSE.findall(text):
        end = start + len(clause)
        if not any(f.start < end and start < f.end for f in findings):
            kept.append(clause)
        start = end
    return "".join(kept)


def _alike(one: Rule, other: Rule) -> bool:
    if isinstance(one.value, bool) or isinstance(other.value, bool):
        return one.metric == other.metric and one.value is other.value
    return one.metric == other.metric and same_quantity(one.value, other.value)


def _numbers(words: str) -> Iterator[int]:
    for part in re.split(r"[,，、]", words):
        span = _RANGE.search(part)
        if span and 0 <= int(span[2]) - int(span[1]) < 20:
            yield from range(int(span[1]), int(span[2]) + 1)
        elif part.strip().isdecimal():
            yield int(part)
        else:
            yield 0
