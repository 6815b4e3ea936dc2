"""The law's own words told the other way round: 不向社会公布 for 向社会公布; and acts of bodies that no text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tiaowen.domain import ClaimOutcome
from tiaowen.rules.claims import Read
from tiaowen.rules.law import Sentence
from tiaowen.rules.propositions import SUPPOSES, UNSURE, find_clauses
from tiaowen.rules.record import Finding, Record

_FORBIDS = "不得|不能|不可以?|不予|不会|不准|不再|禁止"
_FREES = "无须|无需|不需要?|不须|不必|不用|不要求|不受|可以不|可不"
_ACTS = (
    "向社会|公布|公示|公开|受理|给予|奖励|资助|支持|通报|审核|审查|论证|考察|组织|委托|纳入|列入|进入|撤销|取消|授牌|颁发|印发|发布|"
    "开展|报送|提交|批准|备案"
)
_TURNED = re.compile(rf"(?P<modal>{_FORBIDS}|{_FREES})|(?<![不未没])(?:不|未|没有?)(?=(?:对外)?(?:{_ACTS}))")
_FREED = re.compile(_FREES)
_PERMITS = re.compile(r"(?<![不未])(?:可以|可|允许|能够|能)(?:直接|自行)?")
_LATER = re.compile(r"后|满|期|再次|除非|如|若|只有")
_NEGATED = re.compile(rf"(?:{_FORBIDS}|{_FREES}|[不未无非]|没有)[^，。；]{{0,4}}$")
_CONDITION = re.compile(r"(?:的|时|者|后)$")
_HERE = re.compile(r"[您贵我]|你们|该(?:公司|企业|单位)")
_SAYS_NOTHING = re.compile(r"规定|要求|写|说明|提到|给出|列出|明确|限制|限定")
_IS = re.compile(r"^(?:再|另|成为|作为|为|是|属于)")
_LIFTED = re.compile(r"[^，。；]{0,4}(?:不作|不做|没有)要求")
_BODY = re.compile(
    r"(?:由|报送?|报请|经|送|提交给?|交给?|向|到)(?P<body>(?:[\u4e00-\u9fff]{2,4}(?:市|省|自治区))?市?级?(?P<core>财政|发展和改革|发展改革|发改|人力资源[^，。；]{0,6}|人社"
    r"|教育|卫生健康|卫健|工业和信息化|工信|经信|市场监管|市场监督管理|税务|审计|民政|农业农村|生态环境|环保|统计|住建|自然资源|商务|公安|司法|医保"
    r"|知识产权|大数据|行政审批|国资)(?:局|委员会|委|厅|部门))(?![^，。；]{0,6}(?:咨询|核实|了解|查询))"
)
_ACT = re.compile(r"受理|审核|审批|审查|批准|认定|评审|考察|解释|公示|颁发|授牌|聘任|撤销|取消|备案|评估|评定|考核")
_REACH = 8  # characters after a body in which its act is told
_LEAST = 4  # characters of the law that are repeated
_REPEATED, _MOSTLY = 4, 0.55  # terms of a clause that a sentence of the law has, so that it repeats it
_SHARED = 2  # other terms that the sentence has in common with the law's


def find_echoes(record: Record) -> Iterator[Finding]:
    """Yield a finding on every clause that turns the law's own words round, or lets a body act that no text names."""
    for read in record.reads:
        if read.segment.kind == "heading":
            continue
        yield from _find_strangers(record, read)
        if SUPPOSES.search(read.segment.text):
            continue
        for clause in find_clauses(read.segment.text):
            if UNSURE.search(clause[0]) or (_CONDITION.search(clause[0]) and clause.end() < len(read.segment.text) - 1):
                continue
            turned = _turned(record, read, clause) or _permitted(record, read, clause) or _swapped(record, read, clause)
            if turned is not None:
                reason = f"{record.law.corpus.label(turned.at)}写的是“{turned.text[:60]}”。"
                yield record.finding(read, clause.span(), ClaimOutcome.CONTRADICTED, reason)


def _turned(record: Record, read: Read, clause: re.Match[str]) -> Sentence | None:
    """Return the sentence of the law whose words the clause denies."""
    for match in _TURNED.finditer(clause[0]):
        rest = _IS.sub("", clause[0][match.end() :])
        if _SAYS_NOTHING.match(rest) or (_HERE.search(clause[0]) and not _FREED.match(match[0])):
            continue
        for sentence in _near(record, read, rest):
            words = _common(rest, sentence.text)
            at = sentence.text.find(words)
            lifted = _LIFTED.match(sentence.text, at + len(words))
            if (
                not lifted
                and not _NEGATED.search(sentence.text[max(0, at - 8) : at])
                and not _is_said(record, read, match[0] + words)
            ):
                return sentence
    return None


def _permitted(record: Record, read: Read, clause: re.Match[str]) -> Sentence | None:
    """Return the sentence of the law that forbids what the clause permits."""
    if _LATER.search(clause[0]):
        return None
    for match in _PERMITS.finditer(clause[0]):
        rest = clause[0][match.end() :]
        for sentence in _near(record, read, rest):
            words = _common(rest, sentence.text)
            before = sentence.text[: sentence.text.find(words)]
            if re.search(r"(?:不得|不能|不可|禁止)$", before) and sentence.text.count(words) == 1:
                return sentence
    return None


def _swapped(record: Record, read: Read, clause: re.Match[str]) -> Sentence | None:
    """Return the sentence of the law that the clause repeats but for one word: 继续有效 for 作废."""
    choices = record.law.contrasts.read(clause[0])
    if not choices or any(clause.start() <= c.mention.start < clause.end() for c in read.claims):
        return None
    own = record.law.words_of(clause[0])
    best: tuple[int, Sentence] | None = None
    for sentence in record.law.sentences(record.law.names.regulations(read.scope), read.scope.platform):
        shared = len(own & sentence.terms)
        if shared >= max(_REPEATED, len(own) * _MOSTLY) and (best is None or shared > best[0]):
            best = shared, sentence
    return best[1] if best and record.law.contrasts.conflict(choices, [best[1].text]) else None


def _near(record: Record, read: Read, rest: str) -> Iterator[Sentence]:
    """Yield the sentences of the law in scope that have the first words of ``rest`` and more of what is said."""
    head = rest[:_LEAST]
    if len(head) < _LEAST or re.search(r"[0-9（(]", head):
        return
    said = record.law.words_of(read.segment.text) | record.law.words_of(record.question)
    told = {value for name in record.law.names.read(read.segment.text) for value in name.values} | read.scope.applicant
    for sentence in record.law.sentences(record.law.names.regulations(read.scope), read.scope.platform):
        if head not in sentence.text:
            continue
        shared = sentence.terms - record.law.words_of(_common(rest, sentence.text))
        cases = {
            v for name in record.law.names.read(sentence.text) if name.dimension == "applicant" for v in name.values
        }
        other = bool(cases) and bool(told & {"企业", "高校院所"}) and cases.isdisjoint(told)
        cited = sentence.at.whole in record.places
        if not other and (len(shared & said) >= _SHARED or cited):
            yield sentence


def _common(rest: str, law: str) -> str:
    """Return the longest beginning of ``rest`` that stands in ``law``."""
    end = _LEAST
    while end < len(rest) and rest[: end + 1] in law:
        end += 1
    return rest[:end]


def _is_said(record: Record, read: Read, words: str) -> bool:
    """Tell whether the law in scope itself says ``words``, in the sense of their beginning."""
    return any(record.law.holds(id_, [words[:5]]) for id_ in record.law.names.regulations(read.scope))


def _find_strangers(record: Record, read: Read) -> Iterator[Finding]:
    """Yield a finding on every body that no text in scope names, or names with the act that is told of it."""
    regulations = record.law.names.regulations(read.scope)
    for match in _BODY.finditer(read.segment.text):
        core = match["core"][:2]
        if core in record.question:
            continue
        act = _ACT.search(read.segment.text, match.end(), match.end() + _REACH)
        held = [s.text for s in record.law.sentences(regulations, frozenset()) if _named(core).search(s.text)]
        if not held:
            reason = f"条文里没有提到{match['body']}。"
        elif act and not any(act[0] in text for text in held):
            reason = f"条文里没有写由{match['body']}{act[0]}。"
        else:
            continue
        yield record.finding(read, match.span("body"), ClaimOutcome.UNSUPPORTED, reason)


@lru_cache(maxsize=64)
def _named(core: str) -> re.Pattern[str]:
    return re.compile(f"{re.escape(core)}[^，。；资]{{0,4}}(?:局|部门|委|厅|主管)")
