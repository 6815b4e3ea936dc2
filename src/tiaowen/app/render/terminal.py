"""What the command line prints: answers, articles and hits, in Chinese."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tiaowen.app.render.outcomes import OUTCOMES
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule
from tiaowen.domain import Address, Answer, Hit, Verdict
from tiaowen.quantities import Quantity, format_quantity

if TYPE_CHECKING:
    from tiaowen.corpus.scaffold import Scaffold

INDEXING = "建立索引"
BAD_LINE = '这一行不是 {"id": …, "turns": ["…"]} 这样的 JSON。'
BAD_CLAIM = '这一行不是 {"id": …, "question": "…", "answer": "…", "cited": ["…"]} 这样的 JSON。'
NO_CLAIMS = "没有读到可以核对的说法。"
OUT_ALONE = "--out 要和 --batch 一起用；单个问题的回答直接输出到屏幕。"
BATCH_AND_QUESTION = "--batch 的问题写在文件里，命令行上不要再写问题。"
_STATUS = {"verified": "已核验", "declined": "条文未规定", "clarify": "需要补充"}
_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOSPC: "磁盘已满",
}
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
    return _to_json(record if id_ is None else {"id": id_, **record})


def error_record(id_: object, line: int, message: str) -> str:
    """Return the line of JSON that stands for line number ``line`` of a batch, which could not be answered."""
    return _to_json({"id": id_, "line": line, "error": message})


def crash(error: Exception) -> str:
    """Return the sentence for a question that could not be answered through a fault of the program."""
    return f"程序出错，这一行没有结果（{type(error).__name__}: {error}）。请报告这个问题。"


def verdicts_text(verdicts: Sequence[Verdict]) -> str:
    """Return ``verdicts`` as lines for people, the wrong ones first."""
    if not verdicts:
        return NO_CLAIMS
    wrong = [verdict for verdict in verdicts if not verdict.released]
    head = f"{len(verdicts)} 处说法，{len(wrong)} 处不对。" if wrong else f"{len(verdicts)} 处说法，都有依据。"
    right = [verdict for verdict in verdicts if verdict.released]
    lines = [
        f"{'✓' if v.released else '✗'} {_one_line(v.text)}　{OUTCOMES[v.outcome]}：{v.reason}" for v in (*wrong, *right)
    ]
    return "\n".join([head, *lines])


def verdicts_record(verdicts: Sequence[Verdict], id_: object = None) -> str:
    """Return ``verdicts`` as one line of JSON, as the contract has it."""
    record: dict[str, object] = {} if id_ is None else {"id": id_}
    record["accept"] = all(verdict.released for verdict in verdicts)
    record["claims"] = [verdict.model_dump(mode="json") for verdict in verdicts]
    return _to_json(record)


def rule_text(rule: Rule) -> str:
    """Return ``rule`` on one line: its id, metric and value, and the words it quotes."""
    value = format_quantity(rule.value) if isinstance(rule.value, Quantity) else "是" if rule.value else "否"
    return f"{rule.id}　{rule.metric}：{value}　“{_one_line(rule.quote)}”"


def rule_record(rule: Rule) -> str:
    """Return ``rule`` as one line of JSON, as the contract has it; a condition has ``value`` true or false."""
    record: dict[str, object] = {"id": rule.id, "address": str(rule.at), "role": rule.role}
    record |= {"platform": "、".join(rule.platforms), "metric": rule.metric}
    empty = dict.fromkeys(Quantity.model_fields)
    record |= rule.value.model_dump(mode="json") if isinstance(rule.value, Quantity) else {"value": rule.value, **empty}
    record |= {"quote": rule.quote, "when": rule.when.model_dump(mode="json", exclude_none=True)}
    record |= {"window": rule.window, "firmness": rule.firmness}
    return _to_json(record)


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
    return _to_json({"address": str(hit.address), "score": round(hit.score, 6)})


def index_ready(corpus: Corpus, folder: Path) -> str:
    """Return the line that says that the index is there."""
    articles = sum(len(r.articles) for r in corpus.regulations)
    return f"索引已就绪：{len(corpus.regulations)} 部法规，{articles} 条，存放在 {folder}。"


def scaffold_lines(made: Scaffold) -> Iterator[str]:
    """Yield what was made for a new regulation, and what a person has to fill in."""
    yield f"已建好 {made.folder}：{made.articles} 条，起草了 {made.drafts} 条规则。"
    if made.drafts:
        yield "草稿标着 draft: true，逐条核对后删去这个标记才算数。"
    yield from made.notices
    if made.blanks:
        yield f"regulation.yaml 里要填写：{'、'.join(made.blanks)}。填好之前这个文件夹不能用。"
    if made.unnamed:
        yield "下面这些数没有认出说的是什么，请在 rules.yaml 里补上规则，或写明不是规则的原因："
        yield from (f"- {words.at}　{words.words}" for words in made.unnamed)
    yield "改好后运行 tiaowen check。"


def page_ready(url: str) -> str:
    """Return the line that says where the page is."""
    return f"条问已就绪：{url}（按 Ctrl+C 结束）"


def audit_summary(folder: Path, findings: int) -> str:
    """Return the line that ends an audit."""
    return f"{folder}：发现 {findings} 处问题。" if findings else f"{folder}：没有发现问题。"


def file_problem(error: OSError) -> str:
    """Return a sentence for a file that cannot be read or written."""
    file = f"文件 {error.filename} " if error.filename else "文件"
    return f"{file}无法读写（{_REASONS.get(error.errno or 0, error.strerror)}）。请检查路径和权限。"


def _to_json(record: dict[str, object]) -> str:
    """Return ``record`` on one line, half a surrogate pair escaped: no file can hold it."""
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))
