"""Short names of regulations, for tables and lists in which several stand side by side."""

from __future__ import annotations

import re
from collections.abc import Collection

from tiaowen.corpus.load import Corpus

_OFFICIAL = re.compile(r"(?:认定|备案|建设|运行|与|和)*管?理?(?:暂行|试行)?办法(?=（|$)|管理")


def short_names(ids: Collection[str], corpus: Corpus) -> dict[str, str]:
    """Return the city of each regulation; where a city has several, what its title says: 拉萨科技创新平台（试行）."""
    regulations = [corpus.regulation(id_) for id_ in ids]
    cities = [r.jurisdiction.short for r in regulations]
    names = {}
    for regulation in regulations:
        city = regulation.jurisdiction.short
        if cities.count(city) == 1:
            names[regulation.id] = city
            continue
        rest = regulation.title.removeprefix(regulation.jurisdiction.name)
        names[regulation.id] = city + (_OFFICIAL.sub("", rest) or rest)
    return names
