"""Run files: a line of JSON that says what was run, then a line for what came of each case. Scores come later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from tiaowen.domain import Address, Answer, Eligibility, Value, Verdict
from tiaowen.errors import SuiteError
from tiaowen.evals.cases import (
    Case,
    ClaimCase,
    Conversation,
    EligibilityCase,
    LookupCase,
    RetrievalCase,
    SuiteName,
    VariationCase,
)


class Ranked(Value):
    """A place and its score, which orders the places of one question and means nothing beyond it."""

    address: Address
    score: float


class Fingerprints(Value):
    """Digests of what decides the answers, of the cases, and the name of what words them."""

    corpus: str
    rules: str
    prompts: str
    embedding: str
    model: str
    program: str
    cases: str


class Header(Value):
    """The first line of a run: its format, the command that makes it again, and what it was made with.

    ``cities`` are the names by which a question names a city of the corpus, ``labels`` those of the regulations.
    """

    format: Literal[1] = 1
    command: str
    version: str
    fingerprints: Fingerprints
    suites: tuple[SuiteName, ...]
    cities: tuple[str, ...]
    labels: dict[str, str]


class Outcome(Value):
    """What every line has: how long the case took, and the error where it crashed."""

    elapsed_ms: float = 0.0
    error: str | None = None


class Reply(Outcome):
    """What came of a question: the answer, and the parts of articles that it was drawn from, best first.

    ``groundless`` are the figures of the answer that come from nowhere, as :mod:`tiaowen.evals.grounding` finds them;
    ``first_ms`` is when its first checked words could be read.
    """

    answer: Answer | None = None
    passages: tuple[Ranked, ...] = ()
    groundless: tuple[str, ...] = ()
    first_ms: float = 0.0


class AnswerRecord(Value):
    """A question with its reply."""

    suite: Literal["answers"] = "answers"
    case: Case
    reply: Reply


class ConversationRecord(Value):
    """A conversation with a reply to each turn."""

    suite: Literal["conversations"] = "conversations"
    case: Conversation
    replies: tuple[Reply, ...]


class VariationRecord(Value):
    """A question typed another way with its reply, and the reply to it as it was written."""

    suite: Literal["variations"] = "variations"
    case: VariationCase
    plain: Reply
    reply: Reply


class RetrievalRecord(Outcome):
    """A question with the articles that search found and the parts that the chain read, best first."""

    suite: Literal["retrieval"] = "retrieval"
    case: RetrievalCase
    hits: tuple[Ranked, ...] = ()
    passages: tuple[Ranked, ...] = ()


class ClaimRecord(Outcome):
    """A text with the verdicts on it."""

    suite: Literal["claims", "mutations"]
    case: ClaimCase
    verdicts: tuple[Verdict, ...] = ()


class EligibilityRecord(Outcome):
    """What an applicant said, and what was made of it."""

    suite: Literal["eligibility", "boundaries"]
    case: EligibilityCase
    eligibility: Eligibility | None = None


class LookupRecord(Outcome):
    """A place as written, and what was found."""

    suite: Literal["lookups"] = "lookups"
    case: LookupCase
    found: tuple[Address, ...] = ()


Record = Annotated[
    AnswerRecord
    | ConversationRecord
    | VariationRecord
    | RetrievalRecord
    | ClaimRecord
    | EligibilityRecord
    | LookupRecord,
    Field(discriminator="suite"),
]
_RECORD: TypeAdapter[Record] = TypeAdapter(Record)


class Run(Value):
    """A header and a record of each case, in order."""

    header: Header
    records: tuple[Record, ...]


def write_run(run: Run, path: Path) -> None:
    """Write ``run`` to ``path``, whole or not at all."""
    lines = [run.header.model_dump_json(), *(record.model_dump_json() for record in run.records)]
    write_whole("\n".join(lines) + "\n", path)


def read_run(path: Path) -> Run:
    """Return the run in ``path``; raise :class:`SuiteError` with the line that is no part of one."""
    number = 0
    try:
        lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")  # a text may hold other breaks
        header = Header.model_validate_json(lines[0])
        records: list[Record] = []
        for line in lines[1:]:
            number = len(records) + 1
            records.append(_RECORD.validate_json(line))
    except (ValidationError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path}:{number + 1}：这一行读不懂，不是 tiaowen eval run 写的。请重新运行。") from error
    return Run(header=header, records=tuple(records))


def write_whole(text: str, path: Path) -> None:
    """Write ``text`` to ``path`` in one step, so that nobody finds half of it."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
