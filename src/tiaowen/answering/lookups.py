"""Places that are named, word for word: what is asked of them first, then the place as published."""

from __future__ import annotations

import re

from tiaowen.answering.counts import compose_count
from tiaowen.answering.draft import Draft, Notes, word_rule
from tiaowen.answering.fit import Fit
from tiaowen.answering.select import split_sentences
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.lookup import find_references
from tiaowen.corpus.naming import without_names
from tiaowen.domain import Address, Part

_MOST_PLACES = 6  # places looked up in one answer
_WHOLE = re.compile(r"原文|原话|全文|逐字|贴|念|翻|摘|给我|整条|一字不")
_ASKING = re.compile(
    r"附件|附录|备案|标准|办法|管理|暂行|那[份段句个条]|这[份段句个条]|写的?(?:是)?(?:啥|什么)|讲的?(?:是)?(?:啥|什么)|说的?(?:是)?(?:啥|什么)"
    r"|内容|规定了?|原文|原话|全文|是什么|给我|帮我|一下|贴出来|摘|翻|念|看看|没(?:标号|编号)的?|下面|后[头面]|末尾|结尾|要求的?|段落?|哪一段|第[一二]个"
)
_LONG = 120  # characters: a place up to so long is read at a glance
_FITS = 0.5  # of the weight of what is asked, a sentence that answers holds so much
_CLAUSE = re.compile(r"[，,、。；;？?\s]+|[跟和与](?=第)")
_UNNUMBERED = re.compile(r"没(?:有)?(?:标|编)?号|未编号|无编号|没标")
_GAP = re.compile(r"缺|漏|跳[号过]|直接就?[是到]|中间|怎么没|没有第|少了|打印|印错|不连")
_SHORT = 40  # characters of a gist
_KEY = 3  # figures named before a long place


def compose_places(query: Query, corpus: Corpus) -> Draft:
    """Return the draft that gives the places named, word for word, and says which do not exist."""
    counted = compose_count(query, corpus)
    if counted is not None:
        return counted
    notes = Notes(corpus)
    shown = query.found[:_MOST_PLACES]
    parts = [*_numbering(query, corpus), *_first(query, shown, notes, corpus)]
    for address in shown:
        text = corpus.text(address) or ""
        quoted = "\n".join(f"> {line}\n>" for line in text.splitlines()).removesuffix("\n>")
        parts.append(f"{corpus.label(address)}{notes.mark(address, text)}：\n\n{quoted}")
    if len(query.found) > _MOST_PLACES:
        parts.append("其余的没有列出，请写明是哪部办法，或分几次问。")
    parts += query.missing
    text = "\n\n".join(parts)
    return Draft(text=text, status="verified" if query.found else "declined", citations=notes.citations)


def _numbering(query: Query, corpus: Corpus) -> list[str]:
    """Return what is irregular in the numbers of the regulations looked up, where that is what the asker wonders at."""
    ids = dict.fromkeys(address.regulation for address in query.found) if _GAP.search(query.text) else ()
    return [
        f"{''.join(told)}文本就是这样，没有这几条的内容。" for id_ in ids if (told := corpus.regulation(id_).numbering)
    ]


def _first(query: Query, places: tuple[Address, ...], notes: Notes, corpus: Corpus) -> list[str]:
    """Return the sentences of the places that answer what is asked of them, else the figures of a long one."""
    lines = []
    texts = [corpus.text(address) or "" for address in places]
    if sum(map(len, texts)) <= _LONG:
        return []
    for address, text, asked in zip(places, texts, _asked_of(query.text, len(places), corpus), strict=True):
        front = "" if len(places) == 1 else f"{address.local_label()}："
        sentence = _best(asked, address, corpus, unnumbered=bool(_UNNUMBERED.search(query.text)))
        if sentence:
            lines.append(f"{front}{sentence.rstrip('；;。')}{notes.mark(address, text)}。")
        elif not _WHOLE.search(query.text):
            told = (_gist(address, corpus) if len(places) > 1 else "") or _figures(address, corpus)
            lines += [f"{front or '其中的数：'}{told}{notes.mark(address, text)}。"] if told else []
    return ["\n".join(f"- {line}" for line in lines)] if len(lines) > 1 else lines


def _asked_of(text: str, places: int, corpus: Corpus) -> list[str]:
    """Return for each of so many places what is asked of it: its own clause where each is named in one, else all."""
    references = list(find_references(text))
    if places < 2 or len(references) != places:
        return [_asked(text, corpus)] * places
    clauses = [next((c for c in _CLAUSE.split(text) if r.words in c), text) for r in references]
    own = [_asked(clause, corpus).strip() for clause in clauses]
    return own if len(set(clauses)) == places and all(own) else [_asked(text, corpus)] * places


def _gist(address: Address, corpus: Corpus) -> str:
    """Return the sentence that a place begins with, where it is short or leads to a list."""
    first = next(split_sentences(corpus.text(address) or ""), "").rstrip("：:。；")
    return first if len(first) <= _SHORT else ""


def _asked(text: str, corpus: Corpus) -> str:
    """Return what ``text`` asks beside naming places."""
    text = without_names(text, corpus)
    for reference in find_references(text):
        text = text.replace(reference.words, " ")
    return _ASKING.sub(" ", text)


def _best(asked: str, address: Address, corpus: Corpus, *, unnumbered: bool = False) -> str:
    """Return the sentence at ``address`` that fits what is asked best; empty where none fits well."""
    fit = Fit(asked, corpus)
    if not fit.total and not unnumbered:
        return ""
    sentences = [
        sentence
        for part in corpus.parts(address)
        if address.covers(part.address) and (not unnumbered or _follows(part))
        for sentence in split_sentences(part.own)
        if not sentence.endswith(("：", ":"))
    ]
    best = max(sentences, key=lambda sentence: (fit.score(sentence), len(sentence)), default="")
    if unnumbered and best:
        return best
    return best if fit.score(best) >= _FITS * Fit(asked, corpus, topics=False).total and fit.score(best) > 0 else ""


def _follows(part: Part) -> bool:
    """Tell whether ``part`` is a paragraph without a number that follows others."""
    return bool(part.own) and bool(part.path) and part.path[-1].kind == "款" and part.path[-1].number > 1


def _figures(address: Address, corpus: Corpus) -> str:
    """Return the figures that stand at ``address``, where there are a few."""
    rules = [rule for rule in corpus.rules if address.covers(rule.at) and not isinstance(rule.value, bool)]
    told = dict.fromkeys(word_rule(rule) for rule in rules)
    return "；".join(told) if len(told) <= _KEY else ""
