"""What the interface takes and gives; what the assistant gives as it is (answers, verdicts) is in ``domain``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictInt, StrictStr

from tiaowen.domain import Address, Answer, Citation, Eligibility, Hit, Status, Value, Verdict
from tiaowen.rules.assessment import OpenQuestion

_MANY = 50

Id = Annotated[
    StrictStr | StrictInt | None,
    Field(description="您给这次请求的编号，原样带回；不写就没有", examples=["A004"]),
]
_Turn = Annotated[str, Field(min_length=1)]


class AskRequest(Value):
    """A conversation whose last turn is to be answered."""

    turns: Annotated[
        tuple[_Turn, ...],
        Field(
            min_length=1,
            max_length=_MANY,
            description="提问人写的话，从早到晚；最后一句是要回答的问题。以前的回答不用写，程序会重新算出。",
            examples=[["柳州工程技术研究中心需要多少研发人员？", "那聊城呢？"]],
        ),
    ]
    id: Id = None


class AnswerRecord(Answer):
    """A checked answer, with the id of the request where it had one."""

    id: Id = None


class VerifyRequest(Value):
    """A text to be checked."""

    answer: Annotated[
        str, Field(min_length=1, description="要核对的文字，谁写的都行", examples=["柳州要求固定研发人员不少于10人。"])
    ]
    question: Annotated[
        str, Field(description="它回答的问题；问题里的数是提问人自己的，不核对", examples=["柳州要多少研发人员？"])
    ] = ""
    cited: Annotated[
        tuple[str, ...],
        Field(max_length=_MANY, description="它说依据的条文地址", examples=[["liuzhou-etrc/9(3)"]]),
    ] = ()
    id: Id = None


class VerifyRecord(Value):
    """The verdicts on a text."""

    id: Id = None
    accept: Annotated[bool, Field(description="是否每一处都有依据")]
    claims: Annotated[tuple[Verdict, ...], Field(description="读到的每一处说法和判断")]


class RegulationRecord(Value):
    """A regulation, and the addresses of its articles."""

    id: Annotated[str, Field(description="法规的编号，地址由它开头", examples=["liuzhou-etrc"])]
    title: Annotated[str, Field(description="名称")]
    jurisdiction: Annotated[str, Field(description="哪个市的", examples=["柳州市"])]
    issuer: Annotated[str | None, Field(description="发文机关；原文没有写就是 null")]
    authority: Annotated[str, Field(description="主管部门")]
    status: Annotated[Status, Field(description="in_force 施行，trial 试行，interim 暂行，draft 征求意见稿")]
    effective: Annotated[str | None, Field(description="原文关于施行日期的字句；没有写就是 null")]
    term: Annotated[str | None, Field(description="原文关于有效期的字句；没有写就是 null")]
    platforms: Annotated[tuple[str, ...], Field(description="管哪几类平台")]
    notices: Annotated[tuple[str, ...], Field(description="阅读时要注意的")]
    articles: Annotated[tuple[Address, ...], Field(description="各条的地址，按原文次序")]


class RegulationList(Value):
    """All regulations."""

    fingerprint: Annotated[str, Field(description="条文的指纹：条文改动，指纹就变", examples=["74d0f298af38b775"])]
    regulations: Annotated[tuple[RegulationRecord, ...], Field(description="收录的法规，按编号排列")]


class PartRecord(Value):
    """A paragraph or item."""

    address: Annotated[Address, Field(description="地址")]
    text: Annotated[str, Field(description="原文")]


class RuleRecord(Value):
    """A rule: a number or a condition in the law, as data."""

    id: Annotated[str, Field(description="规则的编号", examples=["liuzhou-etrc:staff"])]
    address: Annotated[Address, Field(description="出自哪里")]
    platform: Annotated[str, Field(description="管哪类平台")]
    metric: Annotated[str, Field(description="说的是什么", examples=["固定研发人员"])]
    value: Annotated[str, Field(description="要求，或“是”“否”", examples=["不少于8人"])]
    quote: Annotated[str, Field(description="原文的字句")]


class ArticleRecord(Value):
    """A place in the law: an article, a paragraph or an item."""

    address: Annotated[Address, Field(description="地址", examples=["liuzhou-etrc/9(3)"])]
    label: Annotated[str, Field(description="人们的写法")]
    regulation: Annotated[str, Field(description="法规的编号")]
    status: Annotated[Status, Field(description="这部法规施行到哪一步")]
    chapter: Annotated[str | None, Field(description="所在的章")]
    annex: Annotated[str | None, Field(description="所在的附件")]
    text: Annotated[str, Field(description="原文，一字不改")]
    parts: Annotated[tuple[PartRecord, ...], Field(description="里面的款和项")]
    rules: Annotated[tuple[RuleRecord, ...], Field(description="出自这里的规则")]
    notices: Annotated[tuple[str, ...], Field(description="引用时要说明的，如征求意见稿")]
    previous: Annotated[Address | None, Field(description="上一条的地址")]
    next: Annotated[Address | None, Field(description="下一条的地址")]


class SearchRecord(Value):
    """The articles found, best first."""

    hits: Annotated[tuple[Hit, ...], Field(description="找到的条文，最相关的在前")]


class Told(Value):
    """A fact about the applicant."""

    metric: Annotated[str, Field(description="说的是什么，写法见自测的表", examples=["研发人员"])]
    value: Annotated[
        bool | int | float | str,
        Field(description="多少，或是否：10、“10人”、“约500万元”、true", examples=["7人"]),
    ]
    unit: Annotated[str, Field(description="单位；不写就是表里的第一个", examples=["人"])] = ""


class EligibilityRequest(Value):
    """Facts to be held against the conditions of a platform."""

    regulation: Annotated[str, Field(description="法规的编号", examples=["liuzhou-etrc"])]
    platform: Annotated[str, Field(description="哪类平台", examples=["工程技术研究中心"])]
    facts: Annotated[
        tuple[Told, ...],
        Field(
            max_length=200,
            description="知道的情况；没有写的就当作不清楚",
            examples=[[{"metric": "研发人员", "value": "7人"}, {"metric": "一级法人", "value": True}]],
        ),
    ] = ()
    category: Annotated[str | None, Field(description="类别，如“农业”；分类别的平台才要写")] = None
    applicant: Annotated[str | None, Field(description="谁申报：企业、高校、科研院所", examples=["企业"])] = None
    holds: Annotated[tuple[str, ...], Field(max_length=_MANY, description="属于的情形，如“联合共建”")] = ()
    fails: Annotated[tuple[str, ...], Field(max_length=_MANY, description="不属于的情形")] = ()
    id: Id = None


class ChangeRecord(Value):
    """One thing to change."""

    metric: Annotated[str, Field(description="改什么")]
    text: Annotated[str, Field(description="改到多少，一句话", examples=["研发人员：再增1人，到8人"])]
    rules: Annotated[tuple[str, ...], Field(description="要求它的规则")]


class EligibilityRecord(Value):
    """The conditions with their outcome."""

    id: Id = None
    eligibility: Annotated[Eligibility, Field(description="结论和逐个条件")]
    changes: Annotated[tuple[ChangeRecord, ...], Field(description="最少要改什么，才没有不符合的条件")]
    attest: Annotated[tuple[Citation, ...], Field(description="程序判断不了、要自己确认的条件")]
    open_questions: Annotated[tuple[OpenQuestion, ...], Field(description="条文没有写清的")]
    support: Annotated[tuple[str, ...], Field(description="可能得到的支持；没有写明给多少钱，就是空的")]
