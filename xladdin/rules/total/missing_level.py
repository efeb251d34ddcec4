"""A table without one of the profile's levels (often 满意度指标): where its points go is a number of the profile.

``missing_level`` 0: nobody says, so the level stays open and there is no total, with the reason beside it; 1: they are
added to 效益指标. A level is missing when no indicator is counted in it; indicators without weights leave it open.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from xladdin.rules.profile import EXECUTION, Profile

BENEFIT = "效益指标"
_TO_BENEFIT = 1


def _moves(profile: Profile, present: Collection[str]) -> bool:
    number = profile.parameters.get("missing_level")
    return number is not None and number.value == _TO_BENEFIT and BENEFIT in present


def is_moved(name: str, present: Collection[str], profile: Profile) -> bool:
    """Whether the level is missing and its points are counted elsewhere; ``present`` are the levels with indicators."""
    return name not in (EXECUTION, *present) and _moves(profile, present)


def standards(profile: Profile, present: Collection[str]) -> Mapping[str, Decimal]:
    """Level → standard score as it counts for this table: 0 for a level whose points are counted in 效益指标."""
    found = {level.name: level.standard.value or Decimal(0) for level in profile.levels}
    moved = [name for name in found if is_moved(name, present, profile)]
    if moved:
        found[BENEFIT] += sum((found[name] for name in moved), Decimal(0))
    return {name: Decimal(0) if name in moved else standard for name, standard in found.items()}


def native_is_moved(name: str, levels: str) -> str:
    """Formula of ``is_moved``; ``levels`` is the column with the level in which each row is counted."""
    return f'AND(JX_P_missing_level={_TO_BENEFIT},COUNTIFS({levels},"{BENEFIT}")>0,COUNTIFS({levels},"{name}")=0)'


def native_standard(name: str, standard_cells: Mapping[str, str], levels: str) -> str:
    """Formula of the standard that counts. ``standard_cells``: level → cell of its standard in the profile."""
    own = standard_cells[name]
    if name == EXECUTION:
        return own
    if name != BENEFIT:
        return f"IF({native_is_moved(name, levels)},0,{own})"
    others = [other for other in standard_cells if other not in (EXECUTION, BENEFIT)]
    moved = "".join(f"+IF({native_is_moved(other, levels)},{standard_cells[other]},0)" for other in others)
    return f"({own}{moved})"
