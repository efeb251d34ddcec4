"""评判等级 the tier of a text result: 达成, 部分达成 or 未达成, by the percentage that was chosen for it.

财预〔2020〕10号: 达成 100 %–80 % (含), 部分达成并具有一定效果 80 %–60 % (含), 未达成且效果较差 60 %–0. A profile may set other
bounds (``tier_first``, ``tier_second``: the lowest share of the first and of the second tier); a bound belongs to the
upper tier.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.rules.profile import Profile
from xladdin.rules.rounding import guarded, native_guarded

#: The tiers from the highest down; the key of a phrase that names one is ``tier_<number>``.
FIRST, SECOND, THIRD = 1, 2, 3


def tier_of(share: Decimal, profile: Profile) -> int:
    """The tier of an achieved share, 0 … 1."""
    if guarded(share) >= profile.required("tier_first"):
        return FIRST
    return SECOND if guarded(share) >= profile.required("tier_second") else THIRD


def native(share: str, names: tuple[str, str, str]) -> str:
    """Formula: the name of the tier; ``share`` is a formula text that gives a number, ``names`` are those of the tiers."""
    value = native_guarded(share)
    return f"IF({value}>=JX_P_tier_first,{names[0]},IF({value}>=JX_P_tier_second,{names[1]},{names[2]}))"
