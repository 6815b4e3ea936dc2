"""How a platform is named: the pattern that the law prescribes, for the platform asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.names import short_names
from tiaowen.answering.select import split_sentences
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.domain import AnswerStatus, Part

_ASKED = re.compile(
    r"命名|取名|起名|(?:名称|名字|全称|牌子|挂牌).{0,10}(?:格式|公式|规则|怎么[定写取起]|写法|统一|叫什么|怎样)|怎么[取起]名|叫什么名|英文名|挂(?:什么|啥|哪种|个什么)牌|(?:什么|啥)牌子"
    r"|(?:格式|写法|公式).{0,6}(?:名称|名字|全称)|牌子上的名"
)
_CHANGES = re.compile(r"更名|改名|变更|换名")
_LAW = re.compile(r"命名为|英文名称为|(?:授予|使用)“[^”]+”(?:称号|名称)")
_NAME = re.compile(r"“([^”]+)”")


def compose_name(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft on how platforms are named; None where that is not asked, or an article is named."""
    if not _ASKED.search(query.text) or _CHANGES.search(query.text) or not query.narrowed:
        return None
    notes = Notes(corpus)
    names = short_names(query.regulations, corpus)
    lines, nothing = [], []
    for id_ in query.regulations:
        told = "；".join(f"{_word(s, query, corpus)}{notes.mark(p.address, p.own)}" for p, s in _sentences(id_, corpus))
        regulation = corpus.regulation(id_)
        if told:
            lines.append(f"{names[id_]}：{told}。" if len(query.regulations) > 1 else f"{told}。")
        else:
            nothing.append(f"《{regulation.title}》未规定统一的命名格式。可向{regulation.authority}核实。")
    status: AnswerStatus = "verified" if lines else "declined"
    return Draft(text="\n\n".join([*lines, *nothing]), status=status, citations=notes.citations)


def _sentences(id_: str, corpus: Corpus) -> Iterator[tuple[Part, str]]:
    for article in corpus.regulation(id_).articles:
        for part in article.parts():
            for sentence in split_sentences(part.own):
                if _LAW.search(sentence):
                    yield part, sentence


def _word(sentence: str, query: Query, corpus: Corpus) -> str:
    """Return the pattern for the platform asked about where ``sentence`` gives several, else the sentence."""
    written = _NAME.findall(sentence)
    own = [name for name in written if query.platforms and set(corpus.terms.platforms_in(name)) & set(query.platforms)]
    if len(written) > 2 and own:
        return f"统一命名为{'、'.join(f'“{name}”' for name in own)}"
    return sentence.rstrip("。；;")
