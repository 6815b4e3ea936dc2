"""One attempt of the model at an answer: its stream through the gate, held back until it is sure to stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from tiaowen.answering.understand import Query
from tiaowen.answering.writing import failures
from tiaowen.answering.writing.clean import Cleaner
from tiaowen.answering.writing.gate import Gate, Offence, Passed
from tiaowen.answering.writing.grounds import Lore
from tiaowen.answering.writing.pieces import Cutter
from tiaowen.answering.writing.repair import repair
from tiaowen.answering.writing.result import Result
from tiaowen.answering.writing.slots import Material
from tiaowen.domain import Citation, Verdict
from tiaowen.errors import ModelUnavailableError

_MOST_OFFENCES = 2
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_BARE = re.compile(
    r"\W*(?:(?:并)?没有|有的?|是的?|对的?|不是|不?需要|不?用|不?可以|不?能|不?行|不?会|不?够|不?符合|不?算|不?必|要|否)(?:[，。,：:！!；;*\s]+|$)"
)
_LEADS = ("：", ":", "：**", ":**")
_ENTRY = re.compile(r"\s*(?:[-*+•|]|\d{1,2}[.、)）]|[（(][\d一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、)")
_SAYS = re.compile(
    r"[\d一二两三四五六七八九十]+(?:个|项|条|种|类|方面|点|步|步骤)|第[\d一二三四五六七八九十百]+条|[{｛]"
)
_EXPLAINED = 4  # sentences, with the first, after which it must be borne out
_LONGEST = 4000  # characters; no question here needs so many
_FOREIGN = 120  # letters without any Chinese after which an answer is held to be in another language


class Attempt:
    """What has come of an answer so far. ``shown`` is what may be read already, ``text`` all that has passed."""

    def __init__(self, query: Query, material: Material, result: Result, secrets: str, lore: Lore) -> None:
        self.offences: list[Offence] = []
        self.restarted = False
        self._make_gate = partial(Gate, query, material, result, secrets, lore)
        self._material = material
        self._result = result
        self._corpus = lore.corpus
        self._begin()

    def _begin(self) -> None:
        self._gate = self._make_gate()
        self._cutter = Cutter()
        self._grounded = False
        self._left_out: list[str] = []
        self._opener = ""
        self._waiting: list[str] = []
        self._explained = False
        self._bare = False
        self.offences.clear()

    @property
    def text(self) -> str:
        """All that has passed the gate."""
        return re.sub(r"\n{3,}", "\n\n", self._gate.text).strip()

    @property
    def shown(self) -> str:
        """What may be read: nothing before a place of the law is cited and what was worked out is said."""
        stands = self._grounded or self._result.silent
        ready = stands and not self.spoilt and self._result.lacks(self._gate.text) is None
        return self.text if ready else ""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations so far, in order."""
        return self._gate.notes.citations

    @property
    def claims(self) -> list[Verdict]:
        """The verdicts on what has passed."""
        return self._gate.claims

    @property
    def spoilt(self) -> bool:
        """Whether so much was wrong that the answer is not taken."""
        return len(self.offences) > _MOST_OFFENCES or any(offence.concluding for offence in self.offences)

    @property
    def sound(self) -> bool:
        """Whether the whole answer may be taken."""
        return not self.spoilt and bool(self.text)

    @property
    def omitted(self) -> str:
        """What the answer says of what was left out of it."""
        if not self._left_out:
            return ""
        reasons = "；".join(dict.fromkeys(reason.removesuffix("。") for reason in self._left_out))
        return f"\n\n（有一部分没有通过核对，已经略去：{reasons}。）"

    def read(self, stream: Iterator[str]) -> Iterator[None]:
        """Read ``stream`` through the gate; yield whenever more may be shown, or nothing has come for a while.

        Ends early where the answer is spoilt. Raises :class:`~tiaowen.errors.ModelUnavailableError` where what came is
        no answer.
        """
        cleaner, seen = Cleaner(), ""
        for words in stream:
            clean = cleaner.feed(words)
            if cleaner.unthought and not self.restarted:
                self.restarted, seen = True, ""
                self._begin()
            seen += clean
            if len(seen) > _LONGEST:
                raise ModelUnavailableError(failures.ENDLESS)
            if not _CHINESE.search(seen) and len(_LATIN.findall(seen)) > _FOREIGN:
                raise ModelUnavailableError(failures.NOT_CHINESE)
            if self._take(self._cutter.feed(clean)) or not words:
                yield
            if self.spoilt:
                return
        rest = cleaner.finish()
        seen += rest
        self._take([*self._cutter.feed(rest), *self._cutter.finish()])
        if self._opener:  # nothing followed
            self._take_in(self._opener, self._check(self._opener))
        self._settle()
        if not self.spoilt:
            self._see_whole(seen)
        yield

    def offend(self, words: str, reason: str) -> None:
        """Note an offence of the whole answer, which is not taken then."""
        self.offences.append(Offence(words, reason, concluding=True))

    def _take(self, pieces: list[str]) -> bool:
        """Put ``pieces`` through the gate; tell whether any has passed."""
        before = self._gate.text
        for piece in pieces:
            if self.spoilt:
                break
            self._take_one(piece)
        return self._gate.text != before

    def _take_one(self, piece: str) -> None:
        """Put ``piece`` through the gate; what can only be judged with what follows waits for it."""
        if self._gate.first and _BARE.fullmatch(self._opener + piece):
            self._opener += piece  # 没有。 says something only with what follows
            return
        piece, self._opener = self._opener + piece, ""
        if self._waiting and self._goes_on(piece):
            self._waiting.append(piece)
            return
        self._settle()
        checked = self._check(piece)
        wrong = isinstance(checked, Offence)
        if piece.rstrip().endswith(_LEADS) and (wrong or _SAYS.search(piece)):
            self._waiting, self._explained = [piece], False  # 有五项条件： is right or wrong by its list
        elif isinstance(checked, Offence) and checked.claimed and self._gate.first and not _ENTRY.match(piece):
            self._waiting, self._explained = [piece], True  # 多150万元。 comes before the figures that bear it out
        else:
            self._take_in(piece, checked)

    def _goes_on(self, piece: str) -> bool:
        """Tell whether ``piece`` belongs to what waits: the list of its lead, or the sentences that explain it."""
        if self._explained:
            return len(self._waiting) < _EXPLAINED
        return not self._waiting[-1].endswith("\n") or bool(_ENTRY.match(piece) or not piece.strip())

    def _settle(self) -> None:
        """Put what waits for its list through the gate, as one where it holds so."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        checked = self._check("".join(waiting))
        if isinstance(checked, Passed):
            self._take_in("".join(waiting), checked)
            return
        lead, *entries = waiting
        alone = self._check(lead)
        if isinstance(alone, Passed):  # what is wrong is what it says of its list
            self.offences.append(checked._replace(words=lead.strip()))
            self._left_out.append(checked.reason)
        else:
            self._take_in(lead, alone)
        for piece in entries:
            if not self.spoilt:
                self._take_in(piece, self._check(piece))

    def _check(self, piece: str) -> Passed | Offence:
        checked = self._gate.check(piece)
        if self._gate.first:
            self._bare = bool(_BARE.match(piece)) and not (self._result.outcome or self._result.premise)
        # 不能。 rests on all that follows
        return checked._replace(concluding=True) if isinstance(checked, Offence) and self._bare else checked

    def _take_in(self, piece: str, checked: Passed | Offence) -> None:
        if isinstance(checked, Offence):
            self.offences.append(checked)
            if self.spoilt:
                return
            repaired = repair(piece, self._gate, self._material, self._corpus)
            if repaired is None:
                self._left_out.append(checked.reason)
                return
            checked = repaired
        self._grounded = self._grounded or checked.grounded
        self._gate.accept(checked)

    def _see_whole(self, seen: str) -> None:
        """Raise where there is no answer; note where it lacks what was worked out."""
        if not seen.strip():
            raise ModelUnavailableError(failures.EMPTY)
        if not _CHINESE.search(seen):
            raise ModelUnavailableError(failures.NOT_CHINESE)
        lacking = self._result.lacks(self._gate.text)
        if lacking is not None:
            self.offend(self.text, lacking)
        elif not self._grounded and not self._result.silent:
            raise ModelUnavailableError(failures.NO_GROUNDS)
