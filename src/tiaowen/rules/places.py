"""Citations that name no article, or one that does not hold what is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tiaowen.domain import Address, ClaimOutcome, Verdict
from tiaowen.rules.agreement import agrees
from tiaowen.rules.citations import Cited
from tiaowen.rules.claims import Claim, Read
from tiaowen.rules.record import Finding, Judged, Record
from tiaowen.rules.senses import Sense

_NEAR = 0.4  # the place cited may hold the figure in other words than those that fit best
_ROW, _LEAD = 8, 40  # segments in which the citation of a row, or of what leads to a list, is looked for
_CITES = re.compile(r"[（(]?(?:法条|条文)?(?:依据|参见|详见|见|来源|出处|出自|根据)|[（(]|《|第|\[|〔")
_DENIED = re.compile(r"(?:没有|并无|不存在|缺少?)(?:第[^，。；]{1,12}[、和至])*$")
_DENIED_AFTER = re.compile(r"[^，。；]{0,12}(?:没有出现|不存在|未出现|缺失|空缺|没有|不见|跳过|缺)")
_TOLD = frozenset({Sense.LAW, Sense.TOTAL, Sense.COUNT, Sense.GIVEN})


def find_misplaced(record: Record) -> Iterator[Finding]:
    """Yield a finding on every citation of an article that does not exist or does not hold the claim beside it."""
    end = len(record.text)
    for address in record.cited:
        if record.law.corpus.text(address) is None:
            outcome = ClaimOutcome.UNSUPPORTED
            yield Finding(end, end, Verdict(text=str(address), outcome=outcome, reason="引用的这个地址不存在。"))
    for read in record.reads:
        for cited in read.cited:
            text = read.segment.text
            denied = bool(_DENIED.search(text, 0, cited.start) or _DENIED_AFTER.match(text, cited.end))
            if denied and not cited.addresses:
                yield record.finding(read, (cited.start, cited.end), ClaimOutcome.SUPPORTED, "原文确实没有这一条。")
            elif not cited.addresses:
                yield record.finding(read, (cited.start, cited.end), ClaimOutcome.UNSUPPORTED, "没有这一条。")
    for judged in record.judged:
        if judged.claim.sense in _TOLD and judged.outcome is ClaimOutcome.SUPPORTED:
            yield from _misplaced(record, judged)


def _misplaced(record: Record, judged: Judged) -> Iterator[Finding]:
    claim, provision = judged.claim, judged.provision
    if claim.sense is Sense.COUNT and provision and provision.metric not in record.named(claim, counted=True):
        return  # it happens to be the figure of something else
    source = _source(record, claim.segment)
    if provision is None or source is None:
        return
    article = record.law.corpus.article(provision.at)
    # 自评达到第九条基本条件: the words are the law's own and cite nothing here.
    cited = [c for read in source for c in read.cited if article is None or c.words not in article.text]
    cited = _governing(cited, source[0], claim)
    places = [a for c in cited for a in c.addresses if a.regulation == provision.at.regulation]
    if not places:
        return
    ranked = [r for r in record.rank(claim) if agrees(claim, r.provision)]
    best = max((r.score for r in ranked if r.provision == provision), default=0.0)
    if any(r.score >= _NEAR * best and _holds(places, r.provision.at) for r in ranked):
        return
    reason = f"这一条没有这样规定，应为{record.label(provision)}。"
    span = cited[0].start, cited[0].end
    read = next(read for read in source if cited[0] in read.cited)
    yield record.finding(read, span, ClaimOutcome.MISATTRIBUTED, reason, provision)


def _governing(cited: Sequence[Cited], read: Read, claim: Claim) -> list[Cited]:
    """Return the citations that are the claim's: not those in parentheses that end what stands before it."""
    text = read.segment.text

    def ends_before(c: Cited) -> bool:
        return c.end <= claim.mention.start and text[c.start - 1 : c.start] in {"（", "("} and c in read.cited

    later = [c for c in cited if not ends_before(c)]
    return later if read.segment.kind != "cell" and read is not None and claim in read.claims else list(cited)


def _holds(places: Iterable[Address], at: Address) -> bool:
    """Tell whether one of ``places`` is ``at``, holds it or lies in it."""
    return any(place.covers(at) or at.covers(place) for place in places)


def _is_citation(read: Read) -> bool:
    """Tell whether a segment is a citation and nothing else: （第九条）."""
    return bool(read.cited) and not read.claims and bool(_CITES.match(read.segment.text))


def _source(record: Record, index: int) -> list[Read] | None:
    """Return the segments that cite for a segment: itself, a bare citation after it, its row, what leads to it."""
    read = record.reads[index]
    own = [read] if read.cited else []
    following = record.reads[index + 1 : index + 2]
    own += [r for r in following if r.segment.line == read.segment.line and _is_citation(r)]
    if own:
        return own
    if read.segment.kind == "cell":
        row = record.reads[max(0, index - _ROW) : index + _ROW + 1]
        return [r for r in row if r.segment.line == read.segment.line and r.cited and not r.claims][:1] or None
    if read.segment.entry:
        lead = next((r for r in reversed(record.reads[max(0, index - _LEAD) : index]) if not r.segment.entry), None)
        if lead and lead.cited and lead.segment.block in {read.segment.block, read.segment.block - 1}:
            return [lead]
    return None
