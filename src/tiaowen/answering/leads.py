"""What the lead of a list says of its entries: whose duty an item is, what follows from a case."""

from __future__ import annotations

import re

from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address

_DUTIES = re.compile(r"(?:职责|任务|工作)(?:和任务|包括)?(?:是|如下|包括|有)?[：:]?$")
_OFFICE = re.compile(r"(?:（[^）]*）)?(?:负责|是(?!指)|的?(?:主要)?(?:职责|任务|工作))")
_CASE = re.compile(r"情形之一|情况之一|下列情形|行为之一")
_CONSEQUENCE = re.compile(r"之一的?[，,](?P<what>[^：:]+)[：:]?$")


def office_of(lead: str) -> str:
    """Return whose duties ``lead`` introduces; empty where it introduces no duties.

    >>> office_of("依托单位是建设主体，其主要职责是：")
    '依托单位'
    """
    if not _DUTIES.search(lead):
        return ""
    match = _OFFICE.search(lead)
    return lead[: match.start()] if match else ""


def consequence_of(lead: str) -> str:
    """Return what follows in the cases that ``lead`` introduces; empty where it introduces none.

    >>> consequence_of("有下列情形之一的，予以撤销:")
    '予以撤销'
    """
    match = _CONSEQUENCE.search(lead) if _CASE.search(lead) else None
    return match["what"].strip() if match else ""


def lead_at(address: Address, corpus: Corpus) -> str:
    """Return the lead of the list in which ``address`` is an entry; empty where it is none."""
    return next((part.lead for part in corpus.parts(address) if part.address == address), "")


def with_lead(text: str, address: Address, corpus: Corpus) -> str:
    """Return ``text``, an entry at ``address``, with what its lead says of it: 依托单位：…, …的，予以撤销."""
    lead = lead_at(address, corpus)
    office = office_of(lead)
    if office:
        return f"{office}：{text}"
    consequence = consequence_of(lead)
    return f"{text.rstrip('；;。')}，{consequence}。" if consequence else text
