"""The tools for language models (MCP): what the interface does, as functions that Gradio's own server offers.

Their docstrings are what a model reads: Chinese, in the form from which Gradio takes descriptions.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from gradio.events import api

from tiaowen.app.api import laws
from tiaowen.app.api.eligibility import judge
from tiaowen.app.api.models import AskRequest, EligibilityRequest, SearchRecord, Told, VerifyRequest
from tiaowen.app.api.problems import INTERNAL, to_problem
from tiaowen.app.api.routes import verify_request
from tiaowen.app.render import terminal
from tiaowen.app.render.api import words
from tiaowen.assistant import Assistant, Case
from tiaowen.errors import for_log

Given = ParamSpec("Given")


class ToolError(Exception):
    """What a model is told of a call that came to nothing."""


_log = logging.getLogger(__name__)


def build_tools(assistant: Assistant) -> None:
    """Offer the tools over ``assistant``, inside the Blocks that are being built. Each returns JSON as text."""

    def ask(question: str, earlier: list[str] | None = None) -> str:
        """回答关于科技创新平台（工程技术研究中心、技术创新中心、重点实验室等）管理办法的问题。
        每个数字、每个结论都与条文核对过，注明出自哪一条；条文没有规定的，status 是 declined；缺关键情况的，是 clarify。

        Args:
            question: 问题，中文，如“柳州工程技术研究中心需要多少研发人员？”
            earlier: 提问人先前问过的话，从早到晚；没有就不写
        """
        return terminal.answer_record(assistant.ask(AskRequest(turns=(*(earlier or ()), question)).turns))

    def regulations() -> str:
        """列出收录的法规：名称、哪个市的、施行到哪一步、管哪几类平台，和各条的地址。"""
        return laws.list_regulations(assistant).model_dump_json()

    def article(address: str) -> str:
        """给出一条、一款或一项的原文，和出自那里的规则。

        Args:
            address: 地址，如 liuzhou-etrc/9(3)，或人们的写法，如“柳州办法第九条第三项”
        """
        return laws.read_place(assistant, address).model_dump_json()

    def search(query: str, limit: int = 10) -> str:
        """按词或问题查找条文，最相关的在前。

        Args:
            query: 要找的词或问题
            limit: 最多列出几条，1 到 50
        """
        hits = assistant.search(query, max(1, min(limit, words.MOST_HITS)))
        return SearchRecord(hits=hits).model_dump_json()

    def verify(answer: str, question: str = "", cited: list[str] | None = None) -> str:
        """核对一段关于这些办法的文字，不论谁写的：读出其中的数字、条件和结论，逐处判断是不是条文的意思，并说明理由。
        accept 为真，就是每一处都有依据。答复别人之前，先用它核对。

        Args:
            answer: 要核对的文字
            question: 它回答的问题；问题里的数是提问人自己的，不核对
            cited: 它说依据的条文地址，如 liuzhou-etrc/9(3)
        """
        request = VerifyRequest(answer=answer, question=question, cited=tuple(cited or ()))
        return terminal.verdicts_record(verify_request(assistant, request))

    def eligibility_form(
        regulation: str, platform: str, category: str | None = None, applicant: str | None = None
    ) -> str:
        """列出一类平台的自测要填什么：每个条件一项，注明单位和出自哪里，还有要选的类别和情形。

        Args:
            regulation: 法规的编号，如 liuzhou-etrc，见 regulations
            platform: 哪类平台，如“工程技术研究中心”
            category: 类别，如“农业”；分类别的平台才要写
            applicant: 谁申报：企业、高校、科研院所
        """
        case = Case(category=category, applicant=applicant)
        return assistant.form(regulation, platform, **case).model_dump_json()

    def eligibility(
        regulation: str,
        platform: str,
        facts: dict[str, str],
        category: str | None = None,
        applicant: str | None = None,
    ) -> str:
        """按说到的情况，逐条判断够不够申报条件：符合、不符合（差多少）、没有说、条文没有规定；并给出最少要改什么。

        Args:
            regulation: 法规的编号，如 liuzhou-etrc，见 regulations
            platform: 哪类平台，如“工程技术研究中心”
            facts: 知道的情况，如 {"研发人员": "7人", "一级法人": "yes"}；有哪些可以说，见 eligibility_form
            category: 类别，如“农业”；分类别的平台才要写
            applicant: 谁申报：企业、高校、科研院所
        """
        told = tuple(Told(metric=metric, value=value) for metric, value in facts.items())
        request = EligibilityRequest(
            regulation=regulation, platform=platform, facts=told, category=category, applicant=applicant
        )
        return judge(assistant, request).model_dump_json()

    for tool in (ask, regulations, article, search, verify, eligibility_form, eligibility):
        # Not queued: a queued tool would be called by the server over HTTP from itself, through any proxy there is.
        api(_in_words(tool), queue=False)


def _in_words(tool: Callable[Given, str]) -> Callable[Given, str]:
    """Return ``tool`` with its errors as sentences, and faults of the program without what they are about."""

    @wraps(tool)
    def telling(*args: Given.args, **kwargs: Given.kwargs) -> str:
        try:
            return tool(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - as everywhere at the rim: nobody is shown the inside
            problem, _ = to_problem(error)
            if problem.status >= INTERNAL.status:
                _log.error("A tool failed: %s", for_log(error))
            raise ToolError(problem.detail) from None

    return telling
