"""Questions in tables: rows that an office or an expert has filled in → cases, or an error for each bad row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import ValidationError

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.lookup import find_in_corpus
from tiaowen.corpus.naming import city_names
from tiaowen.domain import Address, Answer, AnswerStatus
from tiaowen.errors import AddressError, SuiteError, TiaowenError
from tiaowen.evals.cases import Case
from tiaowen.evals.possible import find_faults, find_wording
from tiaowen.evals.record import write_whole
from tiaowen.evals.schemas import first_line
from tiaowen.evals.scorers import score_answer
from tiaowen.evals.sheets import read_sheet
from tiaowen.evals.wording import STATUS, VERDICTS

# field → the headings that are understood; the first is the one that is written
HEADINGS: dict[str, tuple[str, ...]] = {
    "id": ("编号", "id"),
    "kind": ("类别", "kind"),
    "question": ("问题", "question"),
    "articles": ("应引条文", "依据条文", "expected articles", "articles", "gold_articles"),
    "must": ("必答", "必答内容", "must"),
    "must_not": ("不得出现", "must not", "must_not"),
    "derived": ("推算得出", "derived"),
    "verdict": ("结论", "verdict"),
    "abstain": ("应不答", "abstain"),
    "source": ("出处", "source"),
    "note": ("备注", "note"),
    "judgement": ("专家判断", "expert"),
    "answer": ("回答", "answer"),
    "status": ("状态", "status"),
}
RIGHT, WRONG = "对", "错"

_YES = frozenset({"是", "true", "1", "yes", "y", "√", "对"})
_NO = frozenset({"", "否", "false", "0", "no", "n", "×", "错"})
_LISTS = re.compile(r"[\n；;]+")
_PLACES = re.compile(r"[\n；;、，,]+")
_OR = re.compile(r"\s*[|｜]\s*|\s+/\s+")
_KIND = "expert"


class Imported(NamedTuple):
    """The cases of a table, and how many rows were left: without a judgement, or the same as a case that is there."""

    cases: tuple[Case, ...]
    unjudged: int
    known: int


def read_questions(path: Path, corpus: Corpus, present: Sequence[Case] = ()) -> Imported:
    """Return the cases in the first sheet of ``path``; ``present`` are those that the suite has.

    Where the table has a column for an expert's judgement, rows without one are left, and the answer in a row must be
    as right or as wrong by what the row expects as the expert says. Raises :class:`SuiteError` with a line for each
    row that is wrong; then nothing is imported.
    """
    headings, rows = read_sheet(path)
    names = {name.casefold(): field for field, names in HEADINGS.items() for name in names}
    table = [
        (row.number, {names.get(heading.casefold(), ""): text for heading, text in row.cells.items()}) for row in rows
    ]
    if not any("question" in cells for _, cells in table):
        raise SuiteError(f"{path}：第 1 行要有“问题”这一列，下面至少有一行。")
    judged = any(heading.casefold() in HEADINGS["judgement"] for heading in headings)
    reader = _Reader(corpus, present)
    cases: list[Case] = []
    problems: list[str] = []
    unjudged = known = 0
    for number, cells in table:
        if judged and not cells.get("judgement"):
            unjudged += 1
            continue
        try:
            case = reader.read(cells, f"{path.name} 第 {number} 行")
        except TiaowenError as error:
            problems.append(f"{path} 第 {number} 行：{error}")
            continue
        if case is None:
            known += 1
        else:
            cases.append(case)
    if problems:
        raise SuiteError("\n".join(problems))
    if not cases and not known:
        raise SuiteError(f"{path}：没有一行填了“{HEADINGS['judgement'][0]}”。请先请专家判断，填“对”或“错”。")
    return Imported(tuple(cases), unjudged, known)


def write_cases(cases: Iterable[Case], path: Path) -> None:
    """Write ``cases`` to the new file ``path``; raise :class:`SuiteError` where there is one."""
    if path.exists():
        raise SuiteError(f"{path} 已经有了。请用 --out 换一个文件名。")
    records = [case.model_dump(mode="json", exclude_defaults=True) for case in cases]
    body = yaml.safe_dump(records, allow_unicode=True, sort_keys=False, width=110)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(f"{first_line('answers')}\n{body}", path)


class _Reader:
    """Reads rows; it knows the ids that are taken."""

    def __init__(self, corpus: Corpus, present: Sequence[Case]) -> None:
        self.corpus = corpus
        self.present = {case.id: case for case in present}
        self.taken = set(self.present)
        self.wording = find_wording(corpus)
        self.cities = tuple(city_names(corpus))

    def read(self, cells: dict[str, str], place: str) -> Case | None:
        """Return the case of a row; None where it is one that is there already."""
        id_ = cells.get("id", "")
        places = tuple(self._find_place(words) for words in _split(_PLACES, cells.get("articles", "")))
        fields: dict[str, object] = {
            "id": id_ or "X",
            "kind": cells.get("kind", _KIND),
            "source": cells.get("source") or place,
            "note": cells.get("note", ""),
            "turns": tuple(_split(re.compile(r"\n+"), cells.get("question", ""))),
            "docs": tuple(dict.fromkeys(address.regulation for address in places)),
            "gold_articles": places,
            "must": tuple(tuple(_split(_OR, words)) for words in _split(_LISTS, cells.get("must", ""))),
            "must_not": tuple(_split(_LISTS, cells.get("must_not", ""))),
            "derived": tuple(_split(_LISTS, cells.get("derived", ""))),
            "verdict": _read_verdict(cells.get("verdict", "")),
            "abstain": _read_yes("abstain", cells.get("abstain", "")),
        }
        case = _to_case(fields)
        faults = [f"{fault.problem}{fault.advice}" for fault in find_faults(case, self.corpus, self.wording)]
        if faults:
            raise SuiteError("".join(faults))
        self._agree(case, cells)
        if id_ in self.present and _expects(case) == _expects(self.present[id_]):
            return None
        case = case.model_copy(update={"id": self._free(id_)})
        self.taken.add(case.id)
        return case

    def _find_place(self, words: str) -> Address:
        try:
            found: Collection[Address] = (Address.parse(words),)
        except AddressError:
            found = find_in_corpus(words, self.corpus)
        if len(found) > 1:
            places = "、".join(map(str, found))
            raise SuiteError(f"“{words}”对应几处条文（{places}）。请写其中一个地址。")
        return next(iter(found))

    def _agree(self, case: Case, cells: dict[str, str]) -> None:
        """Refuse a row whose answer is not, by what the row expects, what the expert says of it."""
        judgement, text = cells.get("judgement", ""), cells.get("answer", "")
        if not judgement:
            return
        if judgement not in {RIGHT, WRONG}:
            raise SuiteError(f"专家判断是“{judgement}”。请填“{RIGHT}”或“{WRONG}”。")
        statuses: dict[str, AnswerStatus] = {word: key for key, word in STATUS.items()}
        status = statuses.get(cells.get("status", ""), "verified")
        answer = Answer(question=case.turns[-1], text=text, status=status)
        scored = score_answer(case.model_copy(update={"verdict": None}), answer, cities=self.cities)
        if scored.right != (judgement == RIGHT):
            why = "".join(s.reason for s in (scored.must, scored.must_not, scored.abstain) if s.value == 0)
            said = f"按这一行写的期望却不对：{why}" if judgement == RIGHT else "按这一行写的期望却是对的。"
            raise SuiteError(f"专家判“{judgement}”，{said}请改必答、不得出现或应不答，让期望和判断一致。")

    def _free(self, id_: str) -> str:
        """Return ``id_`` where it is free, else one made from it."""
        if id_ and id_ not in self.taken:
            return id_
        stem = f"{id_}-e" if id_ else "X"
        numbers: Iterator[str] = (f"{stem}{n:03}" if not id_ else f"{stem}{n}" for n in range(1, len(self.taken) + 2))
        return next(one for one in numbers if one not in self.taken)


def _to_case(fields: dict[str, object]) -> Case:
    try:
        return Case.model_validate(fields)
    except ValidationError as error:
        problem = error.errors()[0]
        field = str(problem["loc"][0]) if problem["loc"] else ""
        field = {"turns": "question", "gold_articles": "articles"}.get(field, field)
        heading = f"“{HEADINGS[field][0]}”" if field in HEADINGS else ""
        context = problem.get("ctx", {})
        what = (
            str(context["error"])
            if "error" in context
            else f"{problem['input']!r} 写法不对。"
            if problem["input"]
            else "没有填。"
        )
        raise SuiteError(f"{heading}{what}") from error


def _read_verdict(text: str) -> str | None:
    words = {word: key for key, word in VERDICTS.items()} | {key: key for key in VERDICTS}
    if text and text not in words:
        raise SuiteError(f"“结论”写的是“{text}”。可以写：{'、'.join(VERDICTS.values())}。")
    return words.get(text)


def _read_yes(field: str, text: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise SuiteError(f"“{HEADINGS[field][0]}”写的是“{text}”。请填“是”或“否”。")


def _split(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (part.strip() for part in pattern.split(text) if part.strip())


def _expects(case: Case) -> tuple[object, ...]:
    return case.turns, set(case.gold_articles), case.must, case.must_not, case.verdict, case.abstain
