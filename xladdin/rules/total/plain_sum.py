"""项目支出绩效自评表 (form E): a level's score is the sum of its rows' rounded scores, however they share out the points.

Nothing is scaled to the profile's standards: 分值 stand in the table itself, and a review check compares them (C03). A
level without rows has no points in such a table; its absence is pointed out (C40) and leaves the total as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from xladdin.rules import rounding
from xladdin.rules.profile import Level, Profile
from xladdin.rules.rounding import declared_round

#: Parameter of the profile: decimals of everything that such a table scores.
PLACES = "row_places"


def is_absent(level: Level, present: Collection[str]) -> bool:
    """Whether a table that has rows has none of this level; ``present``: ids of levels with indicators."""
    return bool(present) and not level.is_execution and level.id not in present


def standards(profile: Profile, present: Collection[str]) -> Mapping[str, Decimal]:
    """Id of the level → its standard score; 0 for one that the table has no rows of."""
    return {level.id: Decimal(0) if is_absent(level, present) else level.points for level in profile.levels}


def level_sum(scores: Decimal | None, weights: Decimal, profile: Profile) -> Decimal | None:
    """Points of a level, from the sums over its rows; None where a row cannot be scored or none has a weight."""
    return None if scores is None or weights <= 0 else declared_round(scores, int(profile.required(PLACES)))


def native_is_absent(level: Level, levels: str) -> str:
    """Formula of ``is_absent``; ``levels`` is the column with the level in which each row is counted."""
    return f'AND(COUNTIFS({levels},"{level.name}")=0,SUMPRODUCT(--({levels}<>""))>0)'


def native_standard(level: Level, standard: str, levels: str) -> str:
    """Formula of the standard that counts; ``standard`` = cell of the profile's."""
    return standard if level.is_execution else f"IF({native_is_absent(level, levels)},0,{standard})"


def native_level_sum(scores: str, weights: str) -> str:
    """``level_sum`` as a formula over two sums; blank without weights."""
    return f'IF({weights}>0,{rounding.native(scores, f"JX_P_{PLACES}")},"")'
