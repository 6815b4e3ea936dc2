"""A case that went wrong, unfolded: what was asked, what was expected, what came of it, and what was retrieved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from tiaowen.app.render.evals import words
from tiaowen.app.render.page.markup import from_markdown
from tiaowen.domain import Address, Answer, Eligibility, Verdict
from tiaowen.evals.cases import ClaimCase, EligibilityCase, Expectation, RetrievalCase
from tiaowen.evals.record import (
    AnswerRecord,
    ClaimRecord,
    ConversationRecord,
    EligibilityRecord,
    LookupRecord,
    Ranked,
    Record,
    Reply,
    RetrievalRecord,
    VariationRecord,
)
from tiaowen.evals.score import CaseScore
from tiaowen.evals.wording import STATUS

Texts = Callable[[Address], str | None]
_SHOWN = 8  # retrieved places
_SNIPPET = 90


class Failures:
    """Renders cases; ``labels`` are titles by regulation, ``texts`` gives the law's own words, None where unknown."""

    def __init__(self, labels: dict[str, str], texts: Texts) -> None:
        self.labels = labels
        self.texts = texts

    def render(self, record: Record, score: CaseScore) -> str:
        """Return the HTML of one case."""
        name, kind = words.SUITES[score.suite], words.kind_name(score.kind)
        source = f'<span class="source">{escape(record.case.source)}</span>' if record.case.source else ""
        note = f'<p class="note">说明：{escape(record.case.note)}</p>' if record.case.note else ""
        return (
            f'<details class="case" open id="{score.suite}-{escape(score.id)}"><summary><b>{escape(score.id)}</b>'
            f"<span>{name} · {escape(kind)}</span>{source}</summary>"
            f'<p class="why">{escape(score.why)}</p>{"".join(self._body(record, score))}{note}</details>'
        )

    def _body(self, record: Record, score: CaseScore) -> Iterator[str]:
        match record:
            case AnswerRecord(case=case, reply=reply):
                yield _asked(case.turns)
                yield from self._reply(case, reply)
            case ConversationRecord(case=case, replies=replies):
                for turn, reply, scored in zip(case.turns, replies, score.turns, strict=True):
                    yield _asked((turn.ask,), mark="✓ 对" if scored.right else "✗ 错")
                    if not scored.right:
                        yield from self._reply(turn, reply)
                    elif reply.answer:
                        yield _part("回答", f"<p>{escape(_shorten(reply.answer.text))}</p>")
            case VariationRecord(case=varied):
                yield _asked(varied.turns)
                yield _part("原来的问法", _list(map(escape, varied.plain.turns)))
                yield from self._reply(varied.plain, record.reply)
            case RetrievalRecord(case=case):
                yield _asked((case.question,))
                yield _part("应找到", _list(self._place(place) for place in case.articles))
                yield self._retrieved(record.hits, case)
            case ClaimRecord(case=case):
                yield from self._claim(case, record.verdicts)
            case EligibilityRecord(case=case):
                yield from self._eligibility(case, record.eligibility)
            case LookupRecord(case=case):
                yield _asked((case.text,))
                yield _part("应找到", _list(self._place(place) for place in case.places))
                yield _part("找到的", _list(self._place(place) for place in record.found) or "<p>没有</p>")

    def _reply(self, expected: Expectation, reply: Reply) -> Iterator[str]:
        yield _part("期望", _list(self._expectations(expected)))
        if reply.answer is None:
            return
        yield _part("回答", self._answer(reply.answer), style="answer")
        yield self._retrieved(reply.passages, expected)

    def _expectations(self, expected: Expectation) -> Iterator[str]:
        for any_of in expected.must:
            yield "要有 " + " 或 ".join(f"<q>{escape(word)}</q>" for word in any_of)
        if expected.must_not:
            yield "不能有 " + "、".join(f"<q>{escape(word)}</q>" for word in expected.must_not)
        if expected.verdict:
            failing = f"（{escape('；'.join(expected.failing))}）" if expected.failing else ""
            yield f"结论：{words.OUTCOMES[expected.verdict]}{failing}"
        if expected.abstain:
            yield "条文没有规定，应如实说明"
        if expected.gold_articles:
            yield "应引 " + "、".join(self._place(place) for place in expected.gold_articles)

    def _answer(self, answer: Answer) -> str:
        marks = [f"<sup>〔{n}〕</sup>" for n in range(1, len(answer.citations) + 1)]
        cited = _list(f"〔{n}〕{escape(c.label)}" for n, c in enumerate(answer.citations, 1))
        verdict = ""
        if answer.eligibility:
            verdict = f'<p class="soft">判断：{words.OUTCOMES[answer.eligibility.outcome]}</p>'
        notices = "".join(f'<p class="soft">注意：{escape(notice)}</p>' for notice in answer.notices)
        status = f'<span class="status">{STATUS[answer.status]}</span>'
        return f'{status}<div class="text">{from_markdown(answer.text, marks)}</div>{verdict}{notices}{cited}'

    def _retrieved(self, ranked: Sequence[Ranked], expected: Expectation | RetrievalCase) -> str:
        gold = expected.articles if isinstance(expected, RetrievalCase) else expected.gold_articles
        if not ranked:
            return _part("检索到的条文", "<p>没有检索：问题直接指明了条文，或所问不在收录范围内。</p>")
        rows = "".join(
            f'<li class="{"gold" if _meets(one.address, gold) else "other"}">{self._place(one.address)}'
            f'<span class="score">{one.score:.3f}</span>{self._snippet(one.address)}</li>'
            for one in ranked[:_SHOWN]
        )
        return _part("检索到的条文", f'<ol class="retrieved">{rows}</ol>')

    def _claim(self, case: ClaimCase, verdicts: Sequence[Verdict]) -> Iterator[str]:
        yield _asked((case.question,))
        yield _part("要核对的文字", f'<div class="text">{from_markdown(case.answer)}</div>', style="answer")
        planted = (f"<q>{escape(e.span)}</q>，对的是：{escape(e.right or '（没有写）')}" for e in case.errors)
        yield _part("期望", "<p>放行</p>" if case.label == "accept" else "<p>拦下</p>" + _list(planted))
        judged = (f"{'✓' if v.released else '✗'} <q>{escape(v.text)}</q> {escape(v.reason)}" for v in verdicts)
        yield _part("核对的结果", _list(judged) or "<p>没有读到可以核对的说法</p>")

    def _eligibility(self, case: EligibilityCase, found: Eligibility | None) -> Iterator[str]:
        said = [
            f"{s.metric}：{s.value if isinstance(s.value, str) else '有' if s.value else '没有'}" for s in case.facts
        ]
        applicant = "，".join(part for part in (case.category, case.applicant, *case.holds) if part)
        title = words.regulation_name(case.regulation, self.labels)
        yield _part(
            "申报情况",
            f"<p>{escape(case.platform)}（《{escape(title)}》）{escape(applicant)}</p>{_list(map(escape, said))}",
        )
        wanted = [
            f"{escape(c.rule)}：{words.OUTCOMES[c.outcome]}{'，' + escape(c.shortfall) if c.shortfall else ''}"
            for c in case.criteria
        ]
        head = f"<p>结论：{words.OUTCOMES[case.outcome]}</p>" if case.outcome else ""
        yield _part("期望", head + _list(wanted))
        if found:
            rows = (
                f"{escape(c.label)}：要求{escape(c.required)}，{escape(c.given or '没有说')}，"
                f"{words.OUTCOMES[c.outcome]}{'，' + escape(c.shortfall) if c.shortfall else ''}"
                for c in found.criteria
            )
            yield _part("得出的", f"<p>结论：{words.OUTCOMES[found.outcome]}</p>" + _list(rows))

    def _place(self, address: Address) -> str:
        return f'<span title="{escape(str(address))}">{escape(words.place_name(address, self.labels))}</span>'

    def _snippet(self, address: Address) -> str:
        text = self.texts(address)
        return f'<span class="snippet">{escape(_shorten(text))}</span>' if text else ""


def _meets(address: Address, gold: Iterable[Address]) -> bool:
    return any(address.covers(one) or one.covers(address) for one in gold)


def _asked(turns: Sequence[str], mark: str = "") -> str:
    tail = f'<span class="soft">{mark}</span>' if mark else ""
    return "".join(f'<p class="asked">{escape(turn)}{tail}</p>' for turn in turns if turn)


def _part(name: str, inner: str, style: str = "") -> str:
    return f'<section class="part {style}"><h4>{name}</h4><div>{inner}</div></section>'


def _list(items: Iterable[str]) -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{rows}</ul>" if rows else ""


def _shorten(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SNIPPET else f"{plain[:_SNIPPET]}…"
