"""For how long none may apply anew, for the cause that is told and for no other: 造假的几年不能报."""

from __future__ import annotations

import re

from tiaowen.answering.causes import AFTER, BAN, sanctions_told
from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.names import short_names
from tiaowen.answering.select import split_sentences
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.naming import read_names
from tiaowen.corpus.rules import Rule, plain
from tiaowen.rules.calendar import find_dates

AGAIN = re.compile(
    r"[几多][年久长].{0,6}(?:再|重新|不能|不得|不许|不让|禁)|(?:再|重新).{0,6}[几多][年久长]|什么时候.{0,4}(?:再|重新)"
    r"|(?:还|再|重新).{0,4}[能可得]?.{0,4}(?:报|申请|申报|备案|认定).{0,2}[吗不么]|禁报.{0,3}[几多]"
)
"""How it is asked when an application is open again."""
_CLAUSE = re.compile(r"[，,。；;？?！!\s]+")
_ASKS = re.compile(r"多少|[几多][年久长个种]|什么|啥|怎|哪|谁")


def compose_ban(query: Query, corpus: Corpus, *, before: bool = False) -> Draft | None:
    """Return the draft on the ban that follows from the cause told; None where no ban is asked for, or no cause told.

    Where the cause is to be one told ``before``, the last turn tells none.
    """
    if not _asks_only_that(query.text) or find_dates(query.said) or not query.narrowed or query.comparing:
        return None
    told = sanctions_told(query.text, query, corpus)
    if told and before:
        return None
    if not told and not read_names(query.turns[-1], corpus).cities:  # 那之后多久能重新申请: after what was told before
        earlier = (sanctions_told(turn, query, corpus) for turn in reversed(query.turns[:-1]))
        told = next((found for found in earlier if found), [])
    if not told:
        return None
    notes = Notes(corpus)
    names = short_names(query.regulations, corpus)
    lines, nothing = [], []
    for id_ in query.regulations:
        own = [rule for rule in told if rule.at.regulation == id_]
        bans = [rule for rule in own if rule.metric == BAN] or (_after(id_, corpus) if own else [])
        front = f"**{names[id_]}**：" if len(query.regulations) > 1 else ""
        lines += [f"{front}{_sentences(bans, notes, corpus)}"] if bans else []
        lines += [f"《{corpus.regulation(id_).title}》未明确：{says}。" for says in _open(bans, own, query, corpus)]
        nothing += [] if bans else [f"《{corpus.regulation(id_).title}》未规定{BAN}的具体数。"]
    if notes.citations:
        lines.append(notes.sources())
    return Draft(text="\n\n".join([*lines, *nothing]), status="verified", citations=notes.citations)


def _asks_only_that(text: str) -> bool:
    asking = [clause for clause in _CLAUSE.split(text) if _ASKS.search(clause) or AGAIN.search(clause)]
    return bool(asking) and all(AGAIN.search(clause) for clause in asking)


def _after(id_: str, corpus: Corpus) -> list[Rule]:
    """Return the ban of a regulation that lays it down for whatever led to the loss."""
    return [
        rule for rule in corpus.rules if rule.at.regulation == id_ and rule.metric == BAN and rule.when.cause in AFTER
    ]


def _open(bans: list[Rule], told: list[Rule], query: Query, corpus: Corpus) -> list[str]:
    """Return what the place of the ban leaves open of what follows from the cause told: 取消 beside 撤销."""
    said = "".join((query.text, *(rule.quote for rule in told)))
    places = {rule.at for rule in bans}
    return [gap.says.removesuffix("。") for gap in corpus.gaps if gap.at in places and gap.is_asked(said)]


def _sentences(bans: list[Rule], notes: Notes, corpus: Corpus) -> str:
    place = bans[0].at
    part = next(part for part in corpus.parts(place) if part.address == place)
    quotes = [plain(rule.quote) for rule in bans if rule.at == place]
    own = [s for s in split_sentences(part.own) if any(plain(s) in quote or quote in plain(s) for quote in quotes)]
    return f"{(''.join(own) or part.own).rstrip('；;。')}{notes.mark(place, part.own)}。"
