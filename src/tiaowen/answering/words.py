"""Where a word of the law stands: 183天 是哪个办法里的, “成熟一个”出自哪."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.names import short_names
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Part, Value

_WHERE = re.compile(
    r"出自|出处|出现在|(?:在|是)哪(?:里|儿|几?条|一条|些条|个办法|部|份)|哪(?:一?条|几条|些条款?|个办法|个文件|份文件|部办法|个城市|份)"
    r".{0,6}(?:写|提|讲|说|有)|(?:分别|都)?在哪(?:$|[?？。])|哪[份部](?:文件|办法)?(?:提|写|讲)|[在是]哪(?:[个份部](?:文件|办法|标准|附件)|一?条)|第几条|^查[:：一]|检索|搜一下|^搜"
)
_AROUND = re.compile(r"[前后]面(?:接|跟|是|写)|都?(?:给我)?列出来")
_QUOTED = re.compile(r"[“\"「『]([^“”\"」』]{2,20})[”\"」』]")
_ASKING = re.compile(
    r"这[几个]?个?(?:字|词|说法|提法|句话|术语)|的?(?:说法|提法|字眼|字样|表述)|有没有|哪[一]?(?:个|部|份|几|些)?(?:条款|条|办法|文件|城市|地方|市|规定|里)?"
    r"|出自|出处|出现在?|分别|都|写进了?|写了?|提到过?|提了?|讲到?|说了?|条文|条款|文件|办法|里面|里头|里的?|是|在|的|查一?下?|检索|搜一?下?|技术$"
)
_BREAK = re.compile(r"[，。；：?？!！、\s:;,.]+")
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_LONGEST = 80  # of a sentence that is given whole
_MOST = 8  # places given
_RARE = 6  # a word that more articles hold is no expression whose place is asked for


class Occurrence(Value):
    """A place that holds the word, and the sentence around it."""

    address: Address
    text: str
    sentence: str


def compose_word(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft that says where a word stands; None where no place of a word is asked for, or none has it."""
    quoted = _QUOTED.search(query.text)
    if not (_WHERE.search(query.text) or (quoted and _AROUND.search(query.text))):
        return None
    words = (quoted[1],) if quoted else _candidates(query.text, query, corpus)
    for word in words:
        found = tuple(find_word(word, query.regulations, corpus))
        if found and (quoted or len({o.address.whole for o in found}) <= _RARE):
            return _draft(word, found, corpus)
    return None


def find_word(word: str, regulations: tuple[str, ...], corpus: Corpus) -> Iterator[Occurrence]:
    """Yield the smallest places of ``regulations`` that hold ``word``, white space in the texts disregarded."""
    word = re.sub(r"\s", "", word)
    for id_ in regulations:
        for article in corpus.regulation(id_).articles:
            for part in article.parts():
                sentence = _sentence_with(word, part)
                if sentence:
                    yield Occurrence(address=part.address, text=part.own, sentence=sentence)


def _sentence_with(word: str, part: Part) -> str:
    own = re.sub(r"\s", "", part.own)
    return next((match[0] for match in _SENTENCE.finditer(own) if word in match[0]), "") if word in own else ""


def _candidates(text: str, query: Query, corpus: Corpus) -> list[str]:
    """Return the runs that words of asking and names of cities leave of ``text``, longest first."""
    names = {name for id_ in query.regulations for name in _names(id_, corpus)}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    runs = [run for part in _BREAK.split(text) for run in _ASKING.sub(" ", part).split()]
    return sorted((run for run in runs if len(run) > 1), key=len, reverse=True)


def _names(id_: str, corpus: Corpus) -> tuple[str, ...]:
    regulation = corpus.regulation(id_)
    city = regulation.jurisdiction
    return (city.name, city.short, *city.aliases, regulation.title, *regulation.aliases)


def _draft(word: str, found: tuple[Occurrence, ...], corpus: Corpus) -> Draft:
    notes = Notes(corpus)
    shown = found[:_MOST]
    if len(shown) == 1:
        one = shown[0]
        mark = notes.mark(one.address, one.text)
        text = f"“{word}”在{corpus.label(one.address)}：{_excerpt(word, one.sentence)}{mark}"
        return Draft(text=text, status="verified", citations=notes.citations)
    ids = dict.fromkeys(o.address.regulation for o in shown)
    names = short_names(ids, corpus)
    lines = [f"“{word}”在：", ""]
    for one in shown:
        annex = f"附件{one.address.annex.removeprefix('附件-')}" if one.address.annex else ""
        place = f"{names[one.address.regulation]}{annex}{one.address.local_label()}"
        lines.append(f"- {place}：{_near(word, one.sentence)}{notes.mark(one.address, one.text)}")
    if len(found) > len(shown):
        lines += ["", "其余各处没有列出。"]
    return Draft(text="\n".join(lines), status="verified", citations=notes.citations)


def _excerpt(word: str, sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST else _near(word, sentence)


def _near(word: str, sentence: str) -> str:
    """Return the clause of ``sentence`` that holds ``word``, and those after it up to a quotation's end."""
    at = sentence.index(word)
    start = max(sentence.rfind(mark, 0, max(at - 2, 0)) for mark in "，；：") + 1
    ends = [end for mark in "，；。" if (end := sentence.find(mark, at + len(word))) >= 0]
    end = min(ends, default=len(sentence))
    closing = sentence.find("”", at)
    if sentence.count("“", start, end) > sentence.count("”", start, end) and closing >= 0:
        end = closing + 1
    clause = sentence[start:end]
    return clause if len(clause) <= _LONGEST else f"……{sentence[max(start, at - 30) : at + len(word) + 30]}……"
