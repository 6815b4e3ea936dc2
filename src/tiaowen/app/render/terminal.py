"""What the command line prints: answers, articles, hits and scores, in Chinese."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Answer, Hit

if TYPE_CHECKING:
    from tiaowen.evals.run import Run, Share

INDEXING = "建立索引"
BAD_LINE = '这一行不是 {"id": …, "turns": ["…"]} 这样的 JSON。'
_STATUS = {"verified": "已核验", "declined": "条文未规定", "clarify": "需要补充"}
_SNIPPET = 60  # characters of an article shown with a hit


def answer_text(answer: Answer) -> str:
    """Return ``answer`` as plain text: status and answer, quotes with their labels, notices."""
    parts = [f"【{_STATUS[answer.status]}】{answer.text}"]
    parts += [f"〔{n}〕{c.label}\n{_indent(c.quote)}" for n, c in enumerate(answer.citations, 1)]
    parts += [f"注意：{notice}" for notice in answer.notices]
    return "\n\n".join(parts)


def answer_record(answer: Answer, id_: object = None) -> str:
    """Return ``answer`` as one line of JSON, as the contract has it."""
    record = answer.model_dump(mode="json")
    return json.dumps(record if id_ is None else {"id": id_, **record}, ensure_ascii=False)


def error_record(id_: object, line: int, message: str) -> str:
    """Return the line of JSON that stands for line number ``line`` of a batch, which could not be answered."""
    return json.dumps({"id": id_, "line": line, "error": message}, ensure_ascii=False)


def article_text(address: Address, corpus: Corpus) -> str:
    """Return the text at ``address`` with its label, chapter and address, and the notices of its regulation."""
    regulation, article = corpus.regulation(address.regulation), corpus.article(address)
    head = [corpus.label(address), article.chapter if article and article.chapter else ""]
    tail = [f"地址：{address}", *(f"注意：{notice}" for notice in regulation.notices)]
    return "\n".join([*(line for line in head if line), "", corpus.text(address) or "", "", *tail])


def hit_text(hit: Hit) -> str:
    """Return ``hit`` on two lines: address and label, then the beginning of its text."""
    snippet = " ".join(hit.text.split())
    return f"{hit.address}　{hit.label}\n    {snippet[:_SNIPPET]}{'…' if len(snippet) > _SNIPPET else ''}"


def hit_record(hit: Hit) -> str:
    """Return ``hit`` as one line of JSON: address and score."""
    return json.dumps({"address": str(hit.address), "score": round(hit.score, 6)}, ensure_ascii=False)


def index_ready(corpus: Corpus, folder: Path) -> str:
    """Return the line that says that the index is there."""
    articles = sum(len(r.articles) for r in corpus.regulations)
    return f"索引已就绪：{len(corpus.regulations)} 部法规，{articles} 条，存放在 {folder}。"


def page_ready(url: str) -> str:
    """Return the line that says where the page is."""
    return f"条问已就绪：{url}（按 Ctrl+C 结束）"


def audit_summary(folder: Path, findings: int) -> str:
    """Return the line that ends an audit."""
    return f"{folder}：发现 {findings} 处问题。" if findings else f"{folder}：没有发现问题。"


def file_problem(error: OSError) -> str:
    """Return a sentence for a file that cannot be read or written."""
    return f"文件 {error.filename} 无法读写（{error.strerror}）。请检查路径和权限。"


def run_table(run: Run) -> Iterator[str]:
    """Yield the lines of the table of scores."""
    summary = run.summarise()
    yield "| 类别 | 答对 | 引用召回 | 引用精度 | 直接 |"
    yield "|---|---|---|---|---|"
    for name, figures in (("全部", summary.overall), *((k.kind, k.figures) for k in summary.kinds)):
        values = (figures.recall.value, figures.precision.value, figures.direct.value)
        cells = " | ".join(_number(value) for value in values)
        yield f"| {name} | {figures.right.hits}/{figures.right.n} | {cells} |"
    yield f"答对 {_share(summary.overall.right)}；出错 {summary.overall.crashed} 题。"


def wrong_cases(run: Run) -> Iterator[str]:
    """Yield the cases that were answered wrongly, each with the reasons."""
    for result in run.wrong:
        score = result.score
        yield f"\n{score.id}　{' / '.join(result.case.turns)}"
        yield f"    答：{_indent(result.answer.text).strip() if result.answer else result.error}"
        parts = (score.must, score.must_not, score.abstain, score.verdict)
        yield from (f"    {part.reason}" for part in parts if part.value is not None and part.value < 1)


def _share(share: Share) -> str:
    low, high = share.interval
    return f"{_number(share.value)}（n={share.n}，95% 区间 {low:.3f} 至 {high:.3f}）"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))
