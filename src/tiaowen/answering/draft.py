"""An answer before it is checked, and the citations that it gathers."""

from __future__ import annotations

import re

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule, plain
from tiaowen.domain import Address, AnswerStatus, Citation, Eligibility, Value
from tiaowen.quantities import Quantity, find_quantities, format_quantity, same_quantity

UNMET = "**不符合**"
"""How a conclusion begins that gives its reason in the same line."""
_PAUSE = re.compile(r"[，,；;。]")


class Draft(Value):
    """An answer before it is checked: Markdown, 〔n〕 standing for the n-th citation; ``mode`` says who wrote it.

    ``conclusions`` are parts of lines that rest on the lines below them, up to the next: none outlives one of those.
    """

    text: str
    status: AnswerStatus
    citations: tuple[Citation, ...] = ()
    mode: str = "extractive"
    eligibility: Eligibility | None = None
    conclusions: tuple[str, ...] = ()


class Notes:
    """The citations of a draft, numbered in the order of their first use."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._quotes: dict[Address, str] = {}

    def mark(self, address: Address, quote: str) -> str:
        """Return the mark of ``address``; its first quote is kept."""
        self._quotes.setdefault(address, quote)
        return f"〔{list(self._quotes).index(address) + 1}〕"

    def mark_rule(self, rule: Rule) -> str:
        """Return the mark of the place of ``rule``, quoted as a whole."""
        part = next((p for p in self.corpus.parts(rule.at) if p.address == rule.at), None)
        return self.mark(rule.at, (part.own or part.text) if part else rule.quote)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations in order."""
        return tuple(self.corpus.cite(address, quote) for address, quote in self._quotes.items())

    def sources(self, most: int | None = None) -> str:
        """Return the line that names the places cited, the first ``most`` of them where that is told."""
        labels = dict.fromkeys(citation.label for citation in self.citations[:most])
        return f"依据：{'；'.join(labels)}。"


def word_rule(rule: Rule) -> str:
    """Return what ``rule`` says in the law's own words where they say nothing else, else worded from its value.

    Of 良好、优秀分别给予15、20万元 only one is meant: 考核优秀的，绩效奖励20万元.
    """
    quote = plain(rule.quote)
    if isinstance(rule.value, bool):
        return quote
    mentions = find_quantities(quote)
    own = [mention for mention in mentions if same_quantity(mention.quantity, rule.value)]
    if len(mentions) == 1 or not own:
        return quote
    if "分别" not in quote:
        start = max((m.end() for m in _PAUSE.finditer(quote, 0, own[0].start)), default=0)
        end = _PAUSE.search(quote, own[0].end)
        clause = quote[start : end.start() if end else len(quote)]
        if len(find_quantities(clause)) == 1 and len(clause) > len(own[0].text) + 2:
            return clause
    return word_case(rule) + _worded(rule, rule.value)


def word_case(rule: Rule) -> str:
    """Return the case of ``rule`` as it stands before what it says: 考核优秀的，."""
    when = rule.when
    case = f"考核{when.grade}的，" if when.grade else ""
    case += f"提档升级为{when.level}的，" if when.level else ""
    case += f"{when.category}类的，" if when.category else ""
    return case + (f"{when.applicant}的，" if when.applicant else "")


def word_requirement(rule: Rule, required: str) -> str:
    """Return that ``rule`` asks for ``required``, its case in front: 企业的，研发费用占比要求近三年不低于3%."""
    cause = f"{rule.when.cause}的，" if rule.when.cause else ""
    return f"{cause}{word_case(rule)}{rule.metric}要求{required}"


def _worded(rule: Rule, value: Quantity) -> str:
    soft = "" if rule.firmness == "must" else "原则上" if "原则上" in rule.quote else "一般"
    window = plain(rule.window or "") if rule.window in {"一次性"} else ""
    return f"{rule.metric}{soft}{window}{format_quantity(value)}"
