"""核验: a text with its claims marked in place, and the claims with their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from tiaowen.app.render.outcomes import OUTCOMES
from tiaowen.app.render.page.article import empty
from tiaowen.app.render.page.claims import claim_line, counted, tone
from tiaowen.app.render.page.markup import button
from tiaowen.corpus.load import Corpus
from tiaowen.rules.record import Finding

TEXT_LABEL, TEXT_HINT = "要核对的文字", "贴一段文字：要发出去的答复、别处得来的回答、自己写的说明……"
QUESTION_LABEL, QUESTION_HINT = "它回答的问题（可以不填）", "问题里的数是提问人自己的，不当作条文里的数来核对"
SUBMIT = "核验"
EMPTY_TEXT = "请先贴上要核对的文字。"
WAITING = "数字对不对，对着条文查"
WAITING_TEXT = (
    "文字里的每个数、每个条件，都会在原处标出来：对的、不对的、条文里没有的。",
    "每一处都写明理由和出处。写明是哪个城市、哪类平台，查得更准。",
)
SAMPLES = (
    "柳州要求固定研发人员不少于10人，科研用房300平方米以上。",
    "拉萨市重点实验室备案后给50万元，考核优秀的再奖励70万元。",
    "包头的年度总结应在每年3月底前报送。",
)
NOTHING, NOTHING_TEXT = "没有读到可以核对的说法", "文字里没有关于这些办法的数字、期限或条件。请贴上写明要求的那几句。"
TEXT, CLAIMS = "原文", "逐处说明"
_WORST = ("wrong", "open", "right")


def too_long(length: int, limit: int) -> str:
    """Return the sentence for a text that is too long to be checked at once."""
    return f"这段文字有 {length} 个字，一次最多核对 {limit} 个。请分几段来。"


def verify_waiting() -> str:
    """Return what stands for the result before there is one: what it does, and texts to try."""
    buttons = "".join(
        f"<li>{button('sample', str(n), escape(s), style='tw-example')}</li>" for n, s in enumerate(SAMPLES)
    )
    return empty(WAITING, *WAITING_TEXT).removesuffix("</div>") + f'<ul class="tw-samples">{buttons}</ul></div>'


def verify_view(corpus: Corpus, text: str, findings: Sequence[Finding], *, goto: str) -> str:
    """Return ``text`` with ``findings`` marked in place, and each with its reason; places open in ``goto``."""
    if not findings:
        return empty(NOTHING, NOTHING_TEXT)
    lines = "".join(
        f'<li id="claim-{n}">{claim_line(corpus, finding.verdict, goto=goto, number=str(n))}</li>'
        for n, finding in enumerate(findings, 1)
    )
    summary = counted([finding.verdict for finding in findings])
    key = "".join(f'<li><mark class="tw-m-{name}">{word}</mark></li>' for name, word in _key(findings))
    return (
        f'<article class="tw-result tw-verified-text"><h2>{summary}</h2><ul class="tw-key">{key}</ul>'
        f'<h3>{TEXT}</h3><div class="tw-pasted" dir="auto">{mark_findings(text, findings)}</div>'
        f"<h3>{CLAIMS}</h3><ol>{lines}</ol></article>"
    )


def _key(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    there = {tone(finding.verdict.outcome) for finding in findings}
    named = (("right", "有依据"), ("wrong", "不对"), ("open", "条文里没有，或说得不清"))
    return [(name, word) for name, word in named if name in there]


def mark_findings(text: str, findings: Sequence[Finding]) -> str:
    """Return ``text`` escaped, each finding marked by its tone and followed by its number; of several the worst shows.

    >>> from tiaowen.domain import Verdict
    >>> mark_findings("<8人", [Finding(1, 3, Verdict(text="8人", outcome="supported", reason=""))])
    '&lt;<mark class="tw-m-right" title="有依据">8人</mark><sup>1</sup>'
    """
    cuts = sorted({0, len(text), *(p for f in findings for p in (f.start, f.end) if 0 <= p <= len(text))})
    out: list[str] = []
    for start, end in pairwise(cuts):
        covering = [f for f in findings if f.start <= start and end <= f.end]
        if covering:
            worst = min(covering, key=lambda f: _WORST.index(tone(f.verdict.outcome)))
            name, word = tone(worst.verdict.outcome), OUTCOMES[worst.verdict.outcome]
            out.append(f'<mark class="tw-m-{name}" title="{word}">{escape(text[start:end])}</mark>')
        else:
            out.append(escape(text[start:end]))
        out += [f"<sup>{n}</sup>" for n, f in enumerate(findings, 1) if f.end == end and f.start < end]
    return "".join(out)
