"""Values that a text tries against a bound: 正好183天的不计入, 可以是7人、9人或11人."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaowen.domain import ClaimOutcome
from tiaowen.quantities import is_comparable, satisfies
from tiaowen.rules.claims import Claim
from tiaowen.rules.provisions import Provision

_NO = r"不行|不算|不计入|不能|不可以|不可|不符合|不达标|不满足|不够|不在|不合格|不得|不属于|没有超过|❌"
_YES = r"可以|可计入|能计入|计入|算数|就行|也行|符合|达标|满足|够|都行|均可|即可|有效|在[^，。]{0,8}范围内|✅"
_AFTER = re.compile(
    rf"(?!之?[后内])[^，。；]{{0,12}}?(?:的，[^，。；]{{0,10}}?(?:，[^，。；]{{0,6}}?)?)??(?:(?P<no>{_NO})|(?P<yes>{_YES}))"
)
_BEFORE = re.compile(
    r"(?P<no>不能是|不可以是|不得是|不算)[^，。；]{0,16}$|(?P<yes>可以[是有为]|比如|例如|譬如|可为|如(?!果))[^，。；]{0,16}$"
)
_SET = re.compile(r"一般|原则上|应|须|要|规定|标准|人数为|为[0-9]")
_TOLD = re.compile(r"要求|必须|须|应|规定|标准|至少|最低|不少于|不低于|降为|放宽到|改为")


def judge_example(
    claim: Claim, text: str, provisions: Sequence[Provision]
) -> tuple[ClaimOutcome, str, Provision] | None:
    """Return the verdict on a value that is tried against the bound of one of ``provisions``; None where it is none."""
    mention = claim.mention
    like = [p for p in provisions if is_comparable(p.quantity, claim.quantity)]
    provision = next((p for p in like if not p.quantity.is_point), like[0] if like else None)
    if provision is None or not mention.quantity.is_point or _TOLD.search(claim.clause):
        return None
    bounds, met = provision.quantity, satisfies(claim.quantity, provision.quantity)
    if (
        bounds.low is not None
        and bounds.high is not None
        and not bounds.is_point
        and met
        and not _SET.search(claim.clause)
    ):
        return ClaimOutcome.DERIVED, "在条文的范围里。", provision
    before = _BEFORE.search(text[max(0, mention.start - 24) : mention.start])
    word = before or _AFTER.match(text, mention.end, mention.end + 36)
    # 连续2年 is no bound: only that one year is not it can be told
    is_bound = not bounds.is_point or (word and word.lastgroup == "no" and claim.quantity != bounds)
    if word is None or met is None or not is_bound:
        return None
    if met == (word.lastgroup == "yes"):
        return ClaimOutcome.DERIVED, "把这个数和条文的界限相比得出。", provision
    return ClaimOutcome.CONTRADICTED, "这个数和条文的界限相比，结论相反。", provision
