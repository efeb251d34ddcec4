"""What many tables add up to, and who they are: all that a region is made of, whether files were read or sums were sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from xladdin.model.evaluation import Unit
from xladdin.model.goals import Goals
from xladdin.rollup.combine import Combined
from xladdin.rollup.groups import Group, Mapped, Natures, groups
from xladdin.rollup.member import Member
from xladdin.rollup.rows.record import records
from xladdin.rollup.rows.shape import Shape, decoded, wholes_of, with_shape
from xladdin.rollup.sums.cell import Cell, Cells, Key, added, cell_of
from xladdin.rollup.sums.combined import Counted, Place, Told, combined, tally, weight_of
from xladdin.rules.indicators.programme import Programme
from xladdin.rules.profile import Profile

#: Units of a shape that are named; the others are counted.
_NAMED = 3


class Sums(NamedTuple):
    """
    members  each table once, without its rows; of: name of each one's shape
    shapes   name → shape; cells: see ``sums.cell``
    told     shape and place → what rows there say, in the order of the members
    """

    members: tuple[Member, ...]
    of: tuple[str, ...]
    shapes: Mapping[str, Shape]
    cells: Cells
    told: Mapping[tuple[str, int], Sequence[Told]]


def sums_of(members: Iterable[Member], bases: Sequence[str] = ("budget", "executed", "central")) -> Sums:
    """The sums of tables that are at hand."""
    every = sorted(members, key=order)
    shapes: dict[str, Shape] = {}
    told: dict[tuple[str, int], list[Told]] = {}
    of, cells, heads = [], [], []
    for member in every:
        head, rows = records(member)
        if head.shape not in shapes:
            shapes[head.shape] = decoded(head.shape_json)
        of.append(head.shape)
        own = [
            cell_of(head.shape, one.place, one.direction, one.state, one.met, one.numbers, money)
            for money in [tuple(member.money(base) for base in bases)]
            for one in rows
        ]
        cells.append(dict(own))
        for one, (key, _) in zip(rows, own, strict=True):
            said = Told.of(order(member), one.row.indicator.reason, key)
            if said is not None:
                told.setdefault((head.shape, one.place), []).append(said)
        heads.append(without_rows(member))
    return Sums(tuple(heads), tuple(of), shapes, added(cells), {place: sorted(said) for place, said in told.items()})


def order(member: Member) -> tuple[str, str, str]:
    """Members stand in this order, wherever they come from."""
    return member.unit, member.project, member.digest


def without_rows(member: Member) -> Member:
    head = replace(member.evaluation, indicators=(), goals=Goals())
    return member._replace(evaluation=head, sheet=replace(member.sheet, rows=()))


def whole(parts: Sequence[Sums]) -> Sums:
    """Sums of sums: of tables that no two of them share."""
    rows = [
        (order(member), member, shape) for part in parts for member, shape in zip(part.members, part.of, strict=True)
    ]
    rows.sort(key=lambda one: one[0])
    shapes: dict[str, Shape] = {}
    told: dict[tuple[str, int], list[Told]] = {}
    for part in parts:
        shapes.update(part.shapes)
        for place, said in part.told.items():
            told.setdefault(place, []).extend(said)
    ordered = {place: sorted(said) for place, said in told.items()}
    return Sums(
        tuple(member for _, member, _ in rows),
        tuple(shape for _, _, shape in rows),
        shapes,
        added(part.cells for part in parts),
        ordered,
    )


def tables(sums: Sums, profile: Profile) -> list[Member]:
    """One table for each shape, in the order of the first that has it: to be matched as the tables themselves would be."""
    first: dict[str, Member] = {}
    names: dict[str, list[str]] = {}
    for member, shape in zip(sums.members, sums.of, strict=True):
        first.setdefault(shape, member)
        names.setdefault(shape, []).append(member.unit)
    return [_table(member, sums.shapes[shape], names[shape], profile) for shape, member in first.items()]


def _table(member: Member, shape: Shape, units: Sequence[str], profile: Profile) -> Member:
    head = member.evaluation
    rows = tuple(row.scored(profile, head.form, head.year) for row in shape)
    named = list(dict.fromkeys(units))
    name = "、".join(named[:_NAMED]) + (f"等 {len(named)} 个单位" if len(named) > _NAMED else "")
    evaluation = replace(with_shape(head, shape), unit=Unit(name=name))
    source = member.source if len(units) == 1 else f"{member.source} 等 {len(units)} 份"
    digest = member.digest if len(units) == 1 else ""
    return Member(
        evaluation, replace(member.sheet, rows=rows), source, digest, wholes=wholes_of(shape), tables=len(units)
    )


class Made(NamedTuple):
    """A group, its indicator, and the cells behind it."""

    group: Group
    combined: Combined
    counted: tuple[Counted, ...]


def indicators(
    sums: Sums,
    profile: Profile,
    base: str,
    mapped: Mapped | None = None,
    natures: Natures | None = None,
    programme: Programme | None = None,
) -> Iterator[Made]:
    """Every indicator of the region. Raises UserError as ``groups`` does."""
    every = tables(sums, profile)
    shapes = list(dict.fromkeys(sums.of))
    places: dict[tuple[str, int], list[tuple[Key, Cell]]] = {}
    for key, cell in sums.cells.items():
        places.setdefault((key.shape, key.place), []).append((key, cell))
    where = {
        id(row): (shape, place)
        for shape, table in zip(shapes, every, strict=True)
        for place, row in enumerate(table.sheet.rows)
    }
    money = sum((member.money(base) or Decimal(0) for member in sums.members), Decimal(0))
    for group in groups(every, mapped, natures, programme):
        own = [where[id(row)] for _, row in group.rows]
        rows = (Place(member, row, places.get(at, ())) for at, (member, row) in zip(own, group.rows, strict=True))
        made, counted = combined(group, rows, base)
        weight = weight_of(counted, base, len(sums.members), money)
        said = sorted(one for at in own for one in sums.told.get(at, ()))
        yield Made(group, made._replace(tally=tally(counted, weight, said)), counted)
