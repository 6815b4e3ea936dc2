"""Cases: what is asked and what must come of it, one type per suite. ``evals/README.md`` explains each field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictBool, StringConstraints, WithJsonSchema, model_validator

from tiaowen.domain import Address, CriterionOutcome, Value
from tiaowen.evals.matching import contains, normalise

SuiteName = Literal[
    "retrieval", "answers", "claims", "eligibility", "conversations", "variations", "boundaries", "mutations", "lookups"
]
Outcome = Literal["pass", "fail", "unknown"]


def _check_needle(text: str) -> str:
    if not normalise(text):
        raise ValueError("除去空白和 Markdown 记号后是空的。")
    return text


Words = Annotated[str, StringConstraints(pattern=r"\S")]
Needle = Annotated[str, AfterValidator(_check_needle)]
Place = Annotated[
    Address,
    WithJsonSchema({"type": "string", "pattern": r"^[a-z0-9-]+/", "examples": ["liuzhou-etrc/9(3)"]}),
]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
Kind = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]


class Entry(Value):
    """What every case carries. A case without ``source`` is from the file that holds it."""

    id: Annotated[Id, Field(description="编号，全部考题里不重复")]
    kind: Annotated[Kind, Field(description="类别，按类别统计：小写英文，词间用下划线")]
    source: Annotated[str, Field(description="出处：谁问的、哪里来的；不写就是文件名")] = ""
    note: Annotated[str, Field(description="给人看的说明")] = ""


class Expectation(Value):
    """What a right answer must hold."""

    docs: Annotated[tuple[Words, ...], Field(description="涉及的法规，按法规统计时用")] = ()
    gold_articles: Annotated[tuple[Place, ...], Field(description="应当引用的条文")] = ()
    acceptable_articles: Annotated[tuple[Place, ...], Field(description="引了也不算多余的条文")] = ()
    must: Annotated[
        tuple[Annotated[tuple[Needle, ...], Field(min_length=1)], ...],
        Field(description="必答内容：每一组里至少出现一个"),
    ] = ()
    must_not: Annotated[tuple[Needle, ...], Field(description="答案里不得出现的内容")] = ()
    derived: Annotated[tuple[Needle, ...], Field(description="must 里推算出来的、条文和问题里都没有的写法")] = ()
    verdict: Annotated[Outcome | None, Field(description="够不够条件的结论")] = None
    failing: Annotated[tuple[Words, ...], Field(description="不够的是哪几条，给人看")] = ()
    abstain: Annotated[StrictBool, Field(description="条文没有答案，如实说明才算对")]

    @model_validator(mode="after")
    def _can_be_met(self) -> Expectation:
        if not (self.abstain or self.must or self.must_not or self.verdict or self.gold_articles):
            raise ValueError("没有写任何期望，怎么答都对。请写 must、verdict、abstain 或 gold_articles。")
        for any_of in self.must:
            if all(any(contains(words, banned) for banned in self.must_not) for words in any_of):
                raise ValueError(f"must 里的“{any_of[0]}”一组，每个写法都被 must_not 禁止，怎么答都错。")
        stray = [words for words in self.derived if not any(words in any_of for any_of in self.must)]
        if stray:
            raise ValueError(f"derived 里的“{stray[0]}”不在 must 里。")
        return self


class Case(Expectation, Entry):
    """``answers``: a question, or a conversation whose last question is scored."""

    turns: Annotated[tuple[Words, ...], Field(min_length=1, description="提问人说的话，答最后一句")]


class Turn(Expectation):
    """One question of a conversation."""

    ask: Annotated[Words, Field(description="这一句问什么")]


class Conversation(Entry):
    """``conversations``: several turns, each scored."""

    turns: Annotated[tuple[Turn, ...], Field(min_length=2, description="依次问的话，每一句都评分")]

    def cases(self) -> Iterator[Case]:
        """Yield each turn as a case of its own, asked after those before it."""
        for n, turn in enumerate(self.turns, 1):
            said = dict(turn)
            del said["ask"]
            asks = tuple(before.ask for before in self.turns[:n])
            yield Case(id=f"{self.id}-{n}", kind=self.kind, source=self.source, turns=asks, **said)


class VariationCase(Entry):
    """``variations``: a case of ``answers``, ``plain``, whose turns are typed another way."""

    turns: tuple[Words, ...]
    plain: Case


class RetrievalCase(Entry):
    """``retrieval``: a question and the places that answer it."""

    question: Annotated[Words, Field(description="问题")]
    articles: Annotated[
        tuple[Place, ...], Field(min_length=1, max_length=5, description="回答它的条文，写到项；最多五条")
    ]


class Planted(Value):
    """A mistake put into a text: where, of which kind, and what would be right."""

    span: Annotated[Words, Field(description="错在哪几个字，与 answer 里一字不差")]
    type: Annotated[Kind, Field(description="哪一种错")]
    right: Annotated[str, Field(description="对的是什么")] = ""


class ClaimCase(Entry):
    """``claims``: a text that answers a question, its citations, and whether it may leave."""

    kind: Annotated[Kind | Literal[""], Field(description="类别；不写就是第一处错的种类")] = ""
    question: Annotated[str, Field(description="它回答的问题")]
    answer: Annotated[Words, Field(description="要核对的文字")]
    cited: Annotated[tuple[Place, ...], Field(description="它引用的条文")] = ()
    label: Annotated[Literal["accept", "reject"], Field(description="该放行还是该拦下")]
    errors: Annotated[tuple[Planted, ...], Field(description="该拦下的，错在哪里")] = ()

    @model_validator(mode="after")
    def _errors_stand_in_the_answer(self) -> ClaimCase:
        if self.label == "accept" and self.errors:
            raise ValueError("该放行的文字不能有 errors。")
        missing = [planted.span for planted in self.errors if self.answer.count(planted.span) != 1]
        if missing:
            raise ValueError(f"errors 里的“{missing[0]}”在 answer 里不是恰好出现一次。")
        return self

    @property
    def group(self) -> str:
        """The kind under which the case is counted."""
        return self.kind or (self.errors[0].type if self.errors else "correct")


class Said(Value):
    """One fact of the asker: a figure in words, or yes or no."""

    metric: Annotated[Words, Field(description="指标，terms.yaml 里的名称")]
    value: Annotated[Words | StrictBool, Field(description="数量（7人、约300平方米）或 true、false")]


class ExpectedCriterion(Value):
    """What must come of one rule."""

    rule: Annotated[Words, Field(description="规则，如 liuzhou-etrc:staff")]
    outcome: Annotated[CriterionOutcome, Field(description="符合、不符合、不清楚、没有规定")]
    shortfall: Annotated[Words | None, Field(description="差多少，如 差1人")] = None
    told: Annotated[StrictBool | None, Field(description="是否要说出差多少")] = None


class EligibilityCase(Entry):
    """``eligibility``: what an applicant says of themselves, and what must come of which rules."""

    regulation: Annotated[Words, Field(description="按哪部法规申请")]
    platform: Annotated[Words, Field(description="申请哪种平台")]
    category: Annotated[str | None, Field(description="类别，如 工业、高校")] = None
    applicant: Annotated[Literal["企业", "高校院所"] | None, Field(description="申请单位是什么")] = None
    holds: Annotated[tuple[Words, ...], Field(description="说了属于的情形，如 联合共建")] = ()
    fails: Annotated[tuple[Words, ...], Field(description="说了不属于的情形")] = ()
    facts: Annotated[tuple[Said, ...], Field(description="申请单位说的情况")] = ()
    asked: Annotated[tuple[Words, ...], Field(description="只问哪些指标；不写就是全部")] = ()
    outcome: Annotated[Outcome | None, Field(description="总的结论")] = None
    criteria: Annotated[tuple[ExpectedCriterion, ...], Field(description="各条规则的结论")] = ()

    @model_validator(mode="after")
    def _expects_something(self) -> EligibilityCase:
        if self.outcome is None and not self.criteria:
            raise ValueError("没有写任何期望。请写 outcome 或 criteria。")
        return self


class LookupCase(Entry):
    """``lookups``: a place as somebody writes it, and all that it can mean."""

    text: Words
    places: Annotated[tuple[Place, ...], Field(min_length=1)]


AnyCase = Case | Conversation | VariationCase | RetrievalCase | ClaimCase | EligibilityCase | LookupCase
