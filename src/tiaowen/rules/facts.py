"""What the asker said: figures and yes or no about themselves, and what they apply for."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tiaowen.corpus.rules import When
from tiaowen.domain import Value
from tiaowen.quantities import Quantity

# Categories that are kinds of applicant; the others (农业, 工业 …) are kinds of what is applied for.
KINDS: dict[str, Literal["企业", "高校院所"]] = {"高校": "高校院所", "科研院所": "高校院所"}


# Conditions on the city: of one who tells where they are registered, the first is decided; the others follow only
# where that is the city itself, for one may be seated or active elsewhere too.
REGISTERED = "注册在本市"
SEATS = frozenset({REGISTERED, "设在本市", "注册或设在本市", "经营地"})

# In the words of a count of which the asker has not said how many came or went with others.
OPEN_PART = "里有几个没有说"


def is_kind(category: str) -> bool:
    """Tell whether ``category`` is a kind of applicant (高校, 科研院所) and not of what is applied for."""
    return category in KINDS or category in KINDS.values()


def kind_of(when: When) -> Literal["企业", "高校院所"] | None:
    """Return the kind of applicant that ``when`` is for, None where it is for any."""
    return when.applicant or KINDS.get(when.category or "")


class Fact(Value):
    """One thing that the asker said of themselves, in the ``words`` they used.

    ``value`` is a quantity, or yes or no; ``approximate`` marks 约, 左右 and the like.
    """

    metric: str
    value: Quantity | bool
    words: str = Field(min_length=1)
    approximate: bool = False


class Application(Value):
    """What is applied for, and under which regulation; what the asker has not said is left out.

    ``holds`` are causes (as in ``When.cause``) that the asker said to be so, such as 联合共建 or 软件研究开发;
    ``fails`` those said not to be so.
    """

    regulation: str
    platform: str
    category: str | None = None
    applicant: Literal["企业", "高校院所"] | None = None
    holds: frozenset[str] = frozenset()
    fails: frozenset[str] = frozenset()

    def is_case(self, when: When) -> bool | None:
        """Tell whether the application is one of the cases ``when``; None where the asker has not said.

        >>> school = Application(regulation="mou", platform="重点实验室", category="高校")
        >>> school.is_case(When(applicant="企业")), school.is_case(When(category="工业")), school.is_case(When())
        (False, None, True)
        """
        parts = (self._is_category(when.category), self._is_applicant(when.applicant), self._is_cause(when.cause))
        if False in parts:
            return False
        # no grade and no level is reached before there is a platform
        return None if None in parts or when.grade or when.level else True

    def _is_category(self, wanted: str | None) -> bool | None:
        if wanted is None:
            return True
        if wanted in KINDS:
            kind = self._is_applicant(KINDS[wanted])
            return self.category == wanted if kind is not False and self.category in KINDS else kind and None
        return None if self.category is None or self.category in KINDS else self.category == wanted

    def _is_applicant(self, wanted: str | None) -> bool | None:
        kind = self.applicant or KINDS.get(self.category or "")
        return True if wanted is None else None if kind is None else kind == wanted

    def _is_cause(self, wanted: str | None) -> bool | None:
        if wanted is None or wanted in self.holds:
            return True
        return False if wanted in self.fails else None
