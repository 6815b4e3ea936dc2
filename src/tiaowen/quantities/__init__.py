"""Chinese quantities: text → :class:`Mention` with an exact :class:`Quantity` and its place in the text."""

from tiaowen.quantities.mention import Mention
from tiaowen.quantities.pairs import Pair, find_pairs
from tiaowen.quantities.quantity import (
    COUNTS,
    TIMES,
    Quantity,
    contains,
    is_comparable,
    same_quantity,
    satisfies,
    to_base,
    to_plain,
)
from tiaowen.quantities.scan import find_quantities
from tiaowen.quantities.wording import format_quantity

__all__ = [
    "COUNTS",
    "TIMES",
    "Mention",
    "Pair",
    "Quantity",
    "contains",
    "find_pairs",
    "find_quantities",
    "format_quantity",
    "is_comparable",
    "same_quantity",
    "satisfies",
    "to_base",
    "to_plain",
]
