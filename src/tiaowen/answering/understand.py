"""A conversation → what is asked: of which cities, platforms, regulations and places, about what, in which unit.

What is not understood is not guessed: a name that the corpus does not hold is reported, never replaced.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from pydantic import Field

from tiaowen.answering.bare import with_units
from tiaowen.answering.ellipsis import resolve
from tiaowen.answering.figures import read_cases
from tiaowen.answering.typed import spell_places
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.lookup import find_places
from tiaowen.corpus.naming import Names, find_elsewhere, find_scope, read_names, without_cities, without_names
from tiaowen.domain import Address, Value
from tiaowen.quantities import find_quantities

_POINTING = re.compile(r"^\W*(?:它|这|其|里面|里头|上面|刚才)")
_TURNING = re.compile(
    r"^\W*(?:那么?|换成|换到|换|如果|要是|假如|还有|在|到|去|是)*"
)  # before a place that a turn goes over to
_ONLY_ASKING = re.compile(
    r"(?:那么?|还有|换成|换到|换|在|的|又|是|呢|呀|吗|怎么[样说]|如何|\W)*"
)  # what names leave: 那…呢？
_ENOUGH = re.compile(r"够|行不行|能不能|可不可以|可以吗|能.{0,4}吗|符合|达标|过得|满足")
_SPACE = re.compile(r"(?<=[\u3400-\u9fff\d%㎡][\u3400-\u9fffw%㎡])[ \u3000]+(?=[\u3400-\u9fff\d])")
_BARE = re.compile(r"呢\W*$")  # 那评个优秀呢: what of it is asked was said before
_QUESTION = re.compile(r"多少|几|什么|啥|哪|怎|吗|谁|能不能|是不是|多久|何")
_VISIBLE = {"Cc": " ", "Zs": " ", "Zl": " ", "Zp": " ", "Cf": "", "Cs": "", "Co": "", "Cn": ""}
_LISTING = re.compile(
    r"哪些|哪几|流程|程序|步骤|[几多]少?[步关样]|怎么(?:申请|申报|报|走|办)|如何(?:申请|申报)|材料|条件|门槛|职责|"
    r"什么情况|哪种情况|情形|分别|列出|列表|全列|列给|一条条|逐[条项一]|各项|全部|所有|按顺序|干什么|做什么"
)
_COMPARING = re.compile(
    r"对比|比较|分别|分开说|各(?:个|部|家|地|市|办法)|[两二三四五]个(?:办法|市|城市|地方)|哪个办法|哪部|区别|不同"
)
_SOME_CATEGORY = re.compile(r"[一-鿿][^哪这那各同几种另分人一二两三此该本上]类(?!似|型|别|推|比)")


class Query(Value):
    """What a conversation asks.

    ``question`` is the last turn as it was typed, ``turns`` are what the asker wrote, cleaned and mended,
    ``text`` is the last of them, where it only names something else (那柳州呢) the question before asked of that;
    ``said`` is all of it with its line breaks;
    ``search`` is the text to retrieve with, ``context`` the part of it that earlier turns told; ``regulations`` are the
    ids in scope, ``narrowed`` says whether the asker named them. ``found`` are the places of the law that are named,
    ``missing`` sentences about those that do not exist. ``uncovered`` holds pairs of city and platform that no
    regulation covers, ``elsewhere`` the places and ``subjects`` the subjects that the corpus does not hold.
    ``cases`` are those asked about (category, grade, level); ``listing`` asks for a whole list, ``comparing`` for
    every regulation in scope side by side.
    """

    question: str
    turns: tuple[str, ...]
    text: str
    said: str
    search: str
    context: str = ""
    platforms: tuple[str, ...] = ()
    regulations: tuple[str, ...] = ()
    narrowed: bool = False
    found: tuple[Address, ...] = ()
    missing: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    uncovered: tuple[tuple[str, str], ...] = ()
    subjects: tuple[str, ...] = ()
    cases: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    topics: tuple[str, ...] = ()
    listing: bool = False
    comparing: bool = False

    @property
    def searchable(self) -> bool:
        """Whether articles have to be searched: no place is named, and what is asked about is held."""
        return bool(self.regulations) and not (self.found or self.missing or self.elsewhere or self.subjects)


def understand(turns: Sequence[str], corpus: Corpus, *, mend: Callable[[str], str] = str) -> Query:
    """Return what the last of ``turns`` asks, completed by the earlier ones where it depends on them.

    ``mend`` mends the spelling of a turn.
    """
    typed, mended = turns[-1], [mend(turn) for turn in turns]
    turns = []
    for turn in mended:
        turns.append(part(with_units(turn, corpus, turns[-1] if turns else "")))
    cleaned = spell_places([clean(turn) for turn in turns])
    names, search, asked, context = Names(), "", "", ""
    elsewhere: tuple[str, ...] = ()
    cases: dict[str, tuple[str, ...]] = {}
    for text in cleaned:
        names, elsewhere = _go_on(text, names, elsewhere, corpus)
        told = read_cases(text, corpus)
        if "category" not in told and _SOME_CATEGORY.search(text):
            cases.pop("category", None)  # 那我改报业农类呢: another one, which nobody knows
        cases = cases | told
        same = resolve(text, asked, corpus)
        context = "" if same else _find_context(text, search, corpus)
        asked = same or text
        search = f"{context} {asked}".strip()
    text = asked
    scope, uncovered = find_scope(names, corpus)
    # 柳州第九条 … 那包头呢？ asks for a place that an earlier turn named
    placing = next((t for t in reversed(cleaned) if not _ONLY_ASKING.fullmatch(without_names(t, corpus))), text)
    places = find_places(placing, corpus, scope, names.platforms)
    terms = corpus.terms
    return Query(
        question=typed,
        turns=tuple(cleaned),
        text=text,
        said="\n".join(turns),
        search=search,
        context=context,
        platforms=names.platforms,
        regulations=tuple(r.id for r in scope),
        narrowed=bool(names.cities or names.titles),
        found=places.found,
        missing=places.missing,
        elsewhere=elsewhere,
        cases=cases,
        uncovered=uncovered,
        subjects=tuple(subject for subject in terms.subjects if subject in text),
        topics=tuple(t.name for t in terms.topics if any(word in search for word in t.asked)),
        listing=bool(_LISTING.search(text)),
        comparing=bool(_COMPARING.search(text)),
    )


def clean(text: str) -> str:
    r"""Return ``text`` in NFKC, control characters and runs of white space as one space.

    >>> clean("柳州　要８人\x07 吗？")
    '柳州 要8人 吗?'
    """
    text = unicodedata.normalize("NFKC", text)
    text = "".join(_VISIBLE.get(unicodedata.category(c), c) for c in text)
    return " ".join(text.split())


def part(text: str) -> str:
    """Return ``text`` with commas where spaces part what is said.

    >>> part("我们9个研发的 本科7个 近3年 第 九 条")
    '我们9个研发的，本科7个，近3年，第 九 条'
    """
    return _SPACE.sub("，", text)


def _go_on(text: str, before: Names, elsewhere: tuple[str, ...], corpus: Corpus) -> tuple[Names, tuple[str, ...]]:
    """Return the names in question after the turn ``text``, and the places that the corpus does not hold.

    Where a city is in question, a place elsewhere counts only where the turn goes over to it: 那深圳呢？
    """
    own = read_names(text, corpus)
    platforms = own.platforms or before.platforms
    if own.cities and before.cities and not platforms:  # 柳州要多少人? 那拉萨呢? is still about that platform of 柳州
        held = {p for r in find_scope(before, corpus).regulations for p in r.platforms}
        platforms = tuple(held) if len(held) == 1 else ()
    if own.cities and not own.platforms and not find_scope(Names(own.cities, platforms), corpus).regulations:
        platforms = ()  # the city gone over to has no such platform, and none was named anew
    if own.cities or own.titles:
        titles = own.titles or (() if own.cities else before.titles)
        return Names(own.cities or before.cities, platforms, titles, own.pairs), ()
    away = find_elsewhere(text, corpus)
    if before.cities or before.titles:
        rest = _TURNING.sub("", text)
        away = tuple(place for place in away if rest.startswith(place))
    if away:
        return Names(platforms=platforms), away
    return before._replace(platforms=platforms), elsewhere


def _find_context(text: str, before: str, corpus: Corpus) -> str:
    """Return what of the turns ``before`` the turn ``text`` depends on, where it says too little by itself.

    A turn with a matter of its own leaves the earlier ones behind, unless it points back or asks whether the facts
    told before are enough.
    """
    rest = without_cities(text, corpus)
    topical = any(word in rest for topic in corpus.terms.topics for word in topic.asked)
    facts = _ENOUGH.search(text) and find_quantities(before)
    bare = _BARE.search(text) and not _QUESTION.search(text)
    if topical and not (_POINTING.match(text) or facts or bare):
        return ""
    return without_cities(before, corpus) if rest != text else before
