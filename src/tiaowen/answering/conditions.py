"""What a platform asks for: the figures of its conditions in one paragraph, then the conditions as they stand."""

from __future__ import annotations

import re

from tiaowen.answering.draft import Draft, Notes, word_requirement
from tiaowen.answering.lists import Listing, best_listings
from tiaowen.answering.names import short_names
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.domain import Address
from tiaowen.quantities import Quantity
from tiaowen.rules.eligibility import word_required

_ASKED = re.compile(r"条件|门槛|硬指标|硬性|硬杠|要求|资格|标准")
_ALL = re.compile(
    r"哪些|什么|啥|有哪|列|逐|一条条|一项项|都有|全部|所有|讲下|讲讲|说说|说下|一下|清单|怎么样才|如何才|怎么才|怎样才|(?:条件|门槛)(?:是|呢)?[?？。]?$"
)
_FIGURES = re.compile(r"硬指标|硬性|硬杠|数字|量化|指标|定量")
_OTHER = re.compile(
    r"评估|考核|评价|年报|报告|更名|变更|撤|资助|补贴|奖励|委员会|主任|整改|优先|享受|支持|升级|提档|重新|职责|材料|流程|程序"
)
_FIRM, _SCHOOL = re.compile(r"企业|公司|厂"), re.compile(r"高校|大学|院所|研究所|研究院")
_MOST = 2


def compose_conditions(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft on all conditions of a platform; None where not all are asked for, or several may be meant."""
    asked = _ASKED.search(query.text) and (_ALL.search(query.text) or _FIGURES.search(query.text))
    if not asked or _OTHER.search(query.text) or query.found or len(query.regulations) > _MOST:
        return None
    listings = [one for one in best_listings(query, "条件", corpus) if one.entries]
    if not listings:
        return None
    notes = Notes(corpus)
    names = short_names(tuple(one.address.regulation for one in listings), corpus)
    lines: list[str] = []
    for listing in listings:
        front = f"**{names[listing.address.regulation]}**：" if len(listings) > 1 else ""
        lines += _words(listing, front, query, notes, corpus)
    return Draft(text="\n".join(lines).strip(), status="verified", citations=notes.citations)


def _words(listing: Listing, front: str, query: Query, notes: Notes, corpus: Corpus) -> list[str]:
    rules = [rule for rule in corpus.rules if _is_figure(rule, listing.address, query)]
    mark = notes.mark(listing.address.whole, corpus.text(listing.address) or listing.lead)
    told = "；".join(dict.fromkeys(word_requirement(rule, word_required(rule)) for rule in rules))
    lines = [f"{front}数字要求：{told}{mark}。", ""] if told else []
    if told and _FIGURES.search(query.text):
        return lines
    lead = listing.lead.rstrip("：:")
    lines += [f"{'' if told else front}{lead}{'' if told else mark}：", ""]
    return [*lines, *(f"- {entry}".replace("\n", "\n  ") for _, entry in listing.entries), ""]


def _is_figure(rule: Rule, place: Address, query: Query) -> bool:
    """Tell whether ``rule`` is a figure of the conditions at ``place``, in the case that is asked about."""
    inside = place.whole.covers(rule.at) and rule.role == Role.ELIGIBILITY and isinstance(rule.value, Quantity)
    firm, school = bool(_FIRM.search(query.text)), bool(_SCHOOL.search(query.text))
    other = {"企业": school, "高校院所": firm}.get(rule.when.applicant or "", False)
    wrong = other and firm != school
    category = rule.when.category and query.cases.get("category") and rule.when.category not in query.cases["category"]
    return inside and not wrong and not category
