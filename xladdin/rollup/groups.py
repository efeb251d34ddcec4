"""Which rows of different units are the same indicator.

Rows are matched by name and unit of measure; where names differ, by a mapping that a person confirmed. What stands alone is
listed and consolidated by itself: it is never dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xladdin.intake.join import stem_and_unit
from xladdin.model.indicator import says_something
from xladdin.rollup.member import Member
from xladdin.rules.score_sheet import ScoredRow

#: Name as a unit's table has it → name of the region's indicator.
Mapped = Mapping[str, str]


class Group(NamedTuple):
    """``name``: of the region's indicator."""

    name: str
    rows: list[tuple[Member, ScoredRow]]

    @property
    def names(self) -> list[str]:
        """Names under which the units have it, each once."""
        return list(dict.fromkeys(row.indicator.level3 for _, row in self.rows))


def groups(members: Sequence[Member], mapped: Mapped | None = None) -> list[Group]:
    """Every row of every member in exactly one group, in the order of the tables.

    Two rows of one member never share a group: where a table has a name twice, the second one counts by its place.
    """
    found: dict[tuple[object, ...], Group] = {}
    for member in members:
        times: dict[tuple[object, ...], int] = {}
        for row in member.sheet.rows:
            if not says_something(row.indicator):
                continue
            name = (mapped or {}).get(row.indicator.level3, row.indicator.level3)
            stem, unit = stem_and_unit(name)
            dimensions = row.target.unit.dimensions if row.target.unit is not None else unit.dimensions if unit else ()
            key = (row.level_id, stem, dimensions)
            times[key] = times.get(key, 0) + 1
            found.setdefault((*key, times[key]), Group(name, [])).rows.append((member, row))
    return sorted(found.values(), key=lambda group: _level(members, group))


def _level(members: Sequence[Member], group: Group) -> int:
    """Place of the group's level in the rules; a stable sort keeps the order of the tables within one."""
    ids = [level.id for level in members[0].sheet.levels]
    own = group.rows[0][1].level_id
    return ids.index(own) if own in ids else len(ids)
