"""Which rows of different units are the same indicator, and of what nature it is.

Rows are matched by the code of the programme's catalogue, else by name and unit of measure; where names differ, by a mapping
that a person confirmed. What stands alone is listed and consolidated by itself: it is never dropped. A row that says 其中 is
matched together with the total above it, so that parts of different totals are never added to each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xladdin.checks.facts.parent_rows import wholes
from xladdin.checks.subject import Subject
from xladdin.errors import UserError
from xladdin.intake.join import stem_and_unit
from xladdin.model.grammar.fold import name_key
from xladdin.model.indicator import says_something
from xladdin.rollup.member import Member
from xladdin.rules.indicators.nature import Nature, proposed
from xladdin.rules.indicators.programme import Entry, Programme
from xladdin.rules.score_sheet import ScoredRow

#: Name as a unit's table has it → name of the region's indicator.
Mapped = Mapping[str, str]
#: Name of an indicator → its nature, as a person confirmed it.
Natures = Mapping[str, Nature]

#: Who says of what nature an indicator is.
CATALOGUE, CONFIRMED, PROPOSED = "指标目录", "对照表", "建议，待核对"
_OF_WHICH = "其中"
_Key = tuple[object, ...]


class Group(NamedTuple):
    """
    name      of the region's indicator; entry: of the catalogue, None where it has none
    nature    decided by the catalogue or a person, else proposed; said_by: which of them
    part_of   position of the group of the total whose part it is (其中), None for the others
    """

    name: str
    rows: list[tuple[Member, ScoredRow]]
    entry: Entry | None = None
    nature: Nature = Nature.ABSOLUTE
    said_by: str = PROPOSED
    part_of: str = ""

    @property
    def names(self) -> list[str]:
        """Names under which the units have it, each once."""
        return list(dict.fromkeys(row.indicator.level3 for _, row in self.rows))


def groups(
    members: Sequence[Member],
    mapped: Mapped | None = None,
    natures: Natures | None = None,
    programme: Programme | None = None,
) -> list[Group]:
    """Every row of every member in exactly one group, in the order of the tables, parts below their total.

    Two rows of one member never share a group: where a table has a name twice, the second one counts by its place.
    Raises UserError rollup-nature where a person calls what cannot be added an amount.
    """
    found: dict[_Key, Group] = {}
    above: dict[_Key, _Key] = {}
    for member in members:
        times: dict[_Key, int] = {}
        keys: dict[int, _Key] = {}
        parts = _parts(member)
        for position, row in enumerate(member.sheet.rows):
            if not says_something(row.indicator):
                continue
            name = (mapped or {}).get(row.indicator.level3, row.indicator.level3)
            key, entry = _key(name, row, programme)
            total = keys.get(parts[position]) if position in parts else None
            if total is not None:
                key = (*total, *key)
            times[key] = times.get(key, 0) + 1
            keys[position] = key = (*key, times[key])
            if total is not None:
                above[key] = total
            if key not in found:
                whole = found[total].name if total in found else ""
                found[key] = Group(name, [], entry, part_of=whole)
            found[key].rows.append((member, row))
    seconds: dict[str, int] = {}
    for group in found.values():
        seconds.setdefault(name_key(group.rows[0][1].indicator.level2), len(seconds))
    ordered = sorted((key for key in found if key not in above), key=lambda key: _place(members, found[key], seconds))
    return [_decided(found[key], natures or {}) for key in _below(ordered, above)]


def _key(name: str, row: ScoredRow, programme: Programme | None) -> tuple[_Key, Entry | None]:
    stem, unit = stem_and_unit(name)
    unit = row.target.unit or unit
    entry = programme.entry(row.indicator.key, stem, unit) if programme is not None else None
    if entry is not None:
        return (row.level_id, entry.code), entry
    return (row.level_id, stem, unit.dimensions if unit is not None else ()), None


def _parts(member: Member) -> dict[int, int]:
    """Position of a part → position of its total."""
    if member.wholes is not None:
        return dict(member.wholes)
    if not any(_OF_WHICH in row.indicator.level3 for row in member.sheet.rows):
        return {}
    return wholes(Subject(member.evaluation, member.sheet.profile, sheet=member.sheet))


def _below(ordered: Sequence[_Key], above: Mapping[_Key, _Key]) -> list[_Key]:
    """Every key with its parts behind it."""
    below: dict[_Key, list[_Key]] = {}
    for part, total in above.items():
        below.setdefault(total, []).append(part)
    found: list[_Key] = []
    for key in ordered:
        found += [key, *_below(below.get(key, ()), above)]
    return found


def _place(members: Sequence[Member], group: Group, seconds: Mapping[str, int]) -> tuple[int, int]:
    """Place of the group's level in the rules and of its 二级指标 among all; a stable sort keeps the order of the tables within one."""
    ids = [level.id for level in members[0].sheet.levels]
    first = group.rows[0][1]
    level = ids.index(first.level_id) if first.level_id in ids else len(ids)
    return level, seconds[name_key(first.indicator.level2)]


def _decided(group: Group, natures: Natures) -> Group:
    """With its nature: what a person confirmed, else the catalogue's, else what unit and name propose."""
    first = group.rows[0][1].indicator
    said = next((natures[name] for name in (group.name, *group.names) if name in natures), None)
    if said is Nature.ABSOLUTE:
        measure = group.rows[0][1].target.unit or stem_and_unit(group.name)[1]
        if measure is not None and (measure.is_share or set(dict(measure.dimensions)) <= {"time", "months", "年"}):
            raise UserError("rollup-nature", name=group.name, unit=measure.printed)
    if said is not None:
        return group._replace(nature=said, said_by=CONFIRMED)
    if group.entry is not None:
        return group._replace(nature=group.entry.nature, said_by=CATALOGUE)
    return group._replace(nature=proposed(first.level3, first.unit, first.target))
