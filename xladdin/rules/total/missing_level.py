"""A table without one of the profile's levels (often 满意度指标): where its points go is a number of the profile.

``missing_level`` 0: nobody says, so the level stays open and there is no total, with the reason beside it; 1: they are
added to the level of benefits. A level is missing when no indicator is counted in it; indicators without weights leave it open.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from xladdin.rules.profile import BENEFIT, Level, Profile

_TO_BENEFIT = 1


def is_moved(level: Level, present: Collection[str], profile: Profile) -> bool:
    """Whether the level is missing and its points are counted elsewhere; ``present``: ids of levels with indicators."""
    moves = profile.number("missing_level") == _TO_BENEFIT and BENEFIT in present
    return moves and not level.is_execution and level.id not in present


def standards(profile: Profile, present: Collection[str]) -> Mapping[str, Decimal]:
    """Id of the level → standard score as it counts for this table: 0 for a level whose points are counted elsewhere."""
    moved = {level.id: level.points for level in profile.levels if is_moved(level, present, profile)}
    found = {level.id: Decimal(0) if level.id in moved else level.points for level in profile.levels}
    if moved:
        found[BENEFIT] += sum(moved.values(), Decimal(0))
    return found


def native_is_moved(level: Level, profile: Profile, levels: str) -> str:
    """Formula of ``is_moved``; ``levels`` is the column with the level in which each row is counted."""
    benefit = profile.level(BENEFIT)
    if benefit is None or level.is_execution or level.id == BENEFIT:
        return "FALSE"
    return (
        f"AND(JX_P_missing_level={_TO_BENEFIT},"
        f'COUNTIFS({levels},"{benefit.name}")>0,COUNTIFS({levels},"{level.name}")=0)'
    )


def native_standard(level: Level, profile: Profile, standard_cells: Mapping[str, str], levels: str) -> str:
    """Formula of the standard that counts. ``standard_cells``: id of the level → cell of its standard in the profile."""
    own = standard_cells[level.id]
    if level.is_execution or profile.level(BENEFIT) is None:
        return own
    if level.id != BENEFIT:
        return f"IF({native_is_moved(level, profile, levels)},0,{own})"
    others = [other for other in profile.indicator_levels if other.id != BENEFIT]
    moved = "".join(f"+IF({native_is_moved(other, profile, levels)},{standard_cells[other.id]},0)" for other in others)
    return f"({own}{moved})"
