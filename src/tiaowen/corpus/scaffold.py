"""``tiaowen new``: a text → the folder of a new regulation, what can be read filled in, the rest marked as blank."""

from __future__ import annotations

import re
import shutil
from fractions import Fraction
from pathlib import Path

import yaml

from tiaowen.corpus.files import read_text
from tiaowen.corpus.load import METADATA, TERMS, TEXT
from tiaowen.corpus.parse import ParsedText, parse_text
from tiaowen.corpus.proposals import Proposal, Unnamed, propose_rules
from tiaowen.corpus.rules import RULES
from tiaowen.corpus.terms import Terms, load_terms
from tiaowen.domain import Address, Status, Value
from tiaowen.errors import AddressError, CorpusError
from tiaowen.quantities import Quantity

_CITY = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:自治州|自治县|地区|[市盟州县])")
_EFFECTIVE = re.compile(r"自[^。，,；;\n]{2,24}起(?:正式|开始)?(?:施行|实施|试行|执行|生效)")
_TERM = re.compile(r"(?:有效期|期限|试行期)限?[为是]?\s*[0-9一二三四五六七八九十两]+\s*年")
_INTERPRETER = re.compile(r"由\s*([^。，,；;\n由]{2,30}?)\s*负责(?:[^。，,；;\n]{0,6})解释")
_STATUS = (("征求意见", Status.DRAFT), ("试行", Status.TRIAL), ("暂行", Status.INTERIM))
_RULES_HEAD = """\
# 由程序从数字起草，逐条核对后再用：核对引文、指标、值、role、platform 和 when，改好后删去 draft: true 才算数。
# 能判断是或否的条件（注册地、独立法人……）没有数字，要自己补上。
"""


class Scaffold(Value):
    """What was made: the folder, the keys left blank, how many drafts of rules, and the quantities not named."""

    folder: Path
    articles: int
    blanks: tuple[str, ...]
    drafts: int
    unnamed: tuple[Unnamed, ...]
    notices: tuple[str, ...]


def scaffold_regulation(id_: str, text: Path, folder: Path) -> Scaffold:
    """Make the folder of the regulation ``id_`` in the corpus ``folder`` from the file ``text``, and say what it holds.

    The text is kept byte for byte; draft rules do not count until a person removes their mark. Raises
    :class:`~tiaowen.errors.CorpusError` for a bad id, a folder that is there already, a text that is no UTF-8 or
    has no articles; then nothing is made.
    """
    target = folder / id_
    _check_id(id_, target)
    terms = load_terms(folder / TERMS)
    content = read_text(text)
    title = parse_text(content, id_).title
    city = _CITY.match(title)
    tree = parse_text(content, id_, place=city[0] if city else "")
    if not tree.articles:
        raise CorpusError(text, "没有找到条文。", advice="条文要以“第一条”这样的条号开头，单独起行。")
    proposals = propose_rules(tree.articles, terms)
    metadata, blanks = _word_metadata(tree, city[0] if city else None, terms)
    making = folder / f".{id_}.making"  # folders with a dot are no regulations; a run cut short leaves no half of one
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir()
    (making / TEXT).write_bytes(text.read_bytes())
    (making / METADATA).write_text(metadata, encoding="utf-8")
    (making / RULES).write_text(_word_rules(proposals), encoding="utf-8")
    making.rename(target)
    return Scaffold(
        folder=target,
        articles=len(tree.articles),
        blanks=blanks,
        drafts=sum(isinstance(proposal, Proposal) for proposal in proposals),
        unnamed=tuple(proposal for proposal in proposals if isinstance(proposal, Unnamed)),
        notices=tree.notices,
    )


def _check_id(id_: str, target: Path) -> None:
    try:
        Address.parse(f"{id_}/1")
    except AddressError as error:
        advice = "请用小写字母、数字和连字符，例如 nanning-etrc。"
        raise CorpusError(target.parent, f"编号 {id_!r} 写法不对。", advice=advice) from error
    if target.exists():
        raise CorpusError(target, "这个文件夹已经有了。", advice="请换一个编号，或先移走它。")


def _word_metadata(tree: ParsedText, city: str | None, terms: Terms) -> tuple[str, tuple[str, ...]]:
    """Return ``regulation.yaml`` and the keys that it leaves blank; blanks are refused by ``tiaowen check``."""
    status = next((status for word, status in _STATUS if word in tree.title), Status.IN_FORCE)
    annexes = "".join(article.annex or "" for article in tree.articles)
    platforms = terms.platforms_in(tree.title) or terms.platforms_in(annexes)
    interpreter = _find(_INTERPRETER, tree, group=1)
    rows = (
        ("title", tree.title or None, "标题，照抄原文"),
        ("authority", None, "主管部门的全称，照抄原文"),
        ("interpreter", interpreter, ""),
        ("status", str(status), "in_force、trial（试行）、interim（暂行）或 draft（征求意见稿），请核对"),
        ("platforms", list(platforms) or None, "管哪几类平台，名称见 terms.yaml"),
        ("effective", _find(_EFFECTIVE, tree), ""),
        ("term", _find(_TERM, tree), ""),
    )
    # only what is needed is left blank; what the text does not say is left out
    needed = {"title", "authority", "platforms"}
    lines = [_word_row(key, value, note) for key, value, note in rows if value is not None or key in needed]
    place = f"jurisdiction:\n{_word_row('  name', city, '城市全称')}\n"
    lines.insert(1, place + "  aliases: []  # 人们怎么写这个城市，例如去掉“市”字")
    blanks = tuple(key for key, value, _ in rows if value is None and key in needed)
    return "\n".join(lines) + "\n", blanks if city else (*blanks, "jurisdiction.name")


def _word_row(key: str, value: str | list[str] | None, note: str) -> str:
    if value is None:
        return f"{key}:  # 待填：{note}"
    text = (
        yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000).removesuffix("...\n").strip()
    )
    return f"{key}: {text}" + (f"  # {note}" if note and key == "status" else "")


def _find(pattern: re.Pattern[str], tree: ParsedText, *, group: int = 0) -> str | None:
    """Return the last words of the articles that ``pattern`` matches: such things stand at the end."""
    found = [match[group].strip() for article in tree.articles for match in pattern.finditer(article.text)]
    return found[-1] if found else None


def _word_rules(proposals: tuple[Proposal | Unnamed, ...]) -> str:
    drafts = [proposal for proposal in proposals if isinstance(proposal, Proposal)]
    entries = [_to_entry(number, draft) for number, draft in enumerate(drafts, 1)]
    body = yaml.safe_dump({"rules": entries}, allow_unicode=True, sort_keys=False, width=10_000)
    unnamed = [f"#   {_local(p.at)}：{p.words}" for p in proposals if isinstance(p, Unnamed)]
    tail = ["# 下列数字没有认出是什么指标：补上规则，或写进 no_rules 并说明理由。", *unnamed] if unnamed else []
    return _RULES_HEAD + body + "".join(f"{line}\n" for line in tail)


def _to_entry(number: int, draft: Proposal) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": f"draft-{number}",
        "at": _local(draft.at),
        "quote": draft.quote,
        "role": draft.role.value,
        "metric": draft.metric,
        "value": _to_value(draft.quantity),
    }
    return entry | ({"firmness": "usual"} if draft.soft else {}) | {"draft": True}


def _local(address: Address) -> str:
    return str(address).partition("/")[2]


def _to_value(quantity: Quantity) -> dict[str, object]:
    bounds = (
        ("above" if quantity.low_open else "min", quantity.low),
        ("below" if quantity.high_open else "max", quantity.high),
    )
    if quantity.is_point:
        bounds = (("equal", quantity.low), ("max", None))
    given = {key: _to_bound(value, quantity.unit) for key, value in bounds if value is not None}
    return {**given, "unit": quantity.unit}


def _to_bound(value: Fraction, unit: str) -> int | str:
    if unit == "月日":
        return f"{int(value) // 100:02}-{int(value) % 100:02}"
    return int(value) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
