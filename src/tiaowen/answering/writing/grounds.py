"""Whether words without a figure stand on the law: their characters in pairs, found again in one of its articles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tiaowen.answering.understand import Query
from tiaowen.answering.writing.result import is_silent, says
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address

_WORDS = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")
_NORM = re.compile(
    r"必须|须|应当?|要(?!求)|需|不得|可以?(?!能)|能|给予|提供|提交|缴|享受|负责|任命|批准|减免|取消|撤销|优先|免|罚|奖|补|由|报"
)
_STRICT = {  # words that leave no exception → those of which the law must have one where it is so strict
    "只能": "只|仅|限",
    "仅限": "只|仅|限",
    "一律": "一律|均|全部|所有",
    "全部都": "一律|均|全部|所有",
    "无一例外": "一律|均|全部|所有",
    "必须": "必须|须|应|需|不得",
    "不得": "不得|不能|不可|禁止|不予",
    "禁止": "不得|禁止",
}
_STRICTLY = re.compile(rf"(?<!不是)(?<!并非)(?<!不)(?P<word>{'|'.join(_STRICT)})|不在[^，。；]{{0,8}}(?:范围|之列)")
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」")
_LEAST = 0.45  # of the pairs of a sentence that stand in one article, or in the question
_SHORT = 8  # characters of a sentence that says too little to be judged
_ITEM = 0.45  # of the pairs that stand in one item, which is then cited and not the whole article
_SECRET = 18  # characters on end that nobody writes by chance
_COMMON = re.compile(
    r"根据|按照|依据|规定|要求|需要|应当|应该|可以|不能|如果|您|你们?|贵单位|具体|以下|上述|如下|条件|情况|说明|注意|此外|另外|同时|其中|以及|还有|或者|因此|所以|也就是说|"
    r"请|对照|条文|办法|核对|申报|认定|备案|单位|中心|平台|的|了|是|在|和|与|及|或|为|等|对|中|有|由|向|把|将|要|就|也|都|并|这|那|该|其|至少|最多"
)


class Lore:
    """What can be looked up while answers are written: the pairs of each article, and all that the law says."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.pairs = {
            article.address: _pairs(f"{regulation.title}\n{article.text}")
            for regulation in corpus.regulations
            for article in regulation.articles
        }
        self.topics = _pairs("\n".join(name for topic in corpus.terms.topics for name in topic.asked))
        self.public = _squeezed("".join(corpus.texts))


class Grounds:
    """What an answer may stand on: the articles in scope, what was worked out, and what the asker said."""

    def __init__(self, query: Query, worked_out: str, secrets: str, lore: Lore) -> None:
        self._corpus = lore.corpus
        self._asked = _pairs(f"{query.said}\n{worked_out}") | lore.topics
        self._articles = {place: p for place, p in lore.pairs.items() if place.regulation in query.regulations}
        self._secrets = _squeezed(secrets)
        self._public = lore.public + _squeezed(query.said)

    def lacks(self, piece: str) -> str | None:
        """Return that ``piece`` lays down what no article does, if so; a remark lays nothing down."""
        plain = _COMMON.sub("\n", piece)
        own = _pairs(plain)
        heading = piece.rstrip().endswith(("：", ":"))
        if len(_squeezed(plain)) < _SHORT or heading or not own or not _NORM.search(piece):
            return None
        if is_silent(piece) or says(piece) is not None:
            return None
        held = max((len(own & (pairs | self._asked)) for pairs in self._articles.values()), default=0)
        if held < _LEAST * len(own):
            return "条文里没有这样的内容。"
        return self._stricter(piece, own)

    def _stricter(self, piece: str, own: frozenset[str]) -> str | None:
        """Return that ``piece`` leaves no exception where the article that is most like it has no such word."""
        nearest = max(self._articles, key=lambda address: len(own & self._articles[address]), default=None)
        text = self._corpus.text(nearest) or "" if nearest else ""
        for match in _STRICTLY.finditer(_QUOTED.sub("", piece)):
            if not re.search(_STRICT.get(match["word"] or "", "不"), text):
                return f"条文里没有“{match[0]}”的意思。"
        return None

    def tells_secret(self, piece: str) -> bool:
        """Tell whether ``piece`` repeats what only the model was told."""
        words = _squeezed(piece)
        runs = (words[at : at + _SECRET] for at in range(len(words) - _SECRET + 1))
        return any(run in self._secrets and run not in self._public for run in runs)

    def best_part(self, article: Address, words: str) -> Address:
        """Return the item of ``article`` that holds most of ``words``; the article where none holds enough."""
        own = _pairs(words)
        best, most = article, _ITEM * len(own)
        for part in self._corpus.parts(article) if own else ():
            held = len(own & _pairs(part.own)) if part.own and part.address != article else 0
            if held > most:
                best, most = part.address, held
        return best


def _squeezed(text: str) -> str:
    return "".join(_WORDS.findall(text))


def _pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbours in ``text``; what was taken out parts neighbours."""
    return frozenset(_neighbours(re.split(r"[\n，。；：、,;:\s|]+", text)))


def _neighbours(pieces: Iterable[str]) -> Iterable[str]:
    for piece in map(_squeezed, pieces):
        yield from (piece[at : at + 2] for at in range(len(piece) - 1))
