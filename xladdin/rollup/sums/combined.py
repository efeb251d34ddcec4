"""Sums → one indicator of the region: what ``rollup.combine`` makes of rows, made of cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from msgspec.structs import replace

from xladdin.model.grammar.quantity import Direction
from xladdin.model.grammar.unit import Unit
from xladdin.rollup.combine import UPWARD, Combined, Left, Part, Tally, factor_of
from xladdin.rollup.groups import Group
from xladdin.rollup.member import Member
from xladdin.rollup.rows.record import NOT_APPLICABLE, UNREAD
from xladdin.rollup.sums.cell import BASE_LETTERS, Cell, Key
from xladdin.rules.indicators.nature import Nature
from xladdin.rules.score_sheet import ScoredRow

_NUMERIC = (Nature.ABSOLUTE, Nature.RELATIVE)


class Told(NamedTuple):
    """What a row says besides its numbers.

    who     unit, project and digest of the table
    reason  why a target was missed, empty where nothing is said
    kind    direction, state and ``has`` of the row's cell, by which is known whether it has no actual value
    """

    who: tuple[str, str, str]
    reason: str
    kind: tuple[str, str, str]

    @classmethod
    def of(cls, who: tuple[str, str, str], reason: str, key: Key) -> Told | None:
        """None for a row that says nothing and misses nothing."""
        missing = not key.state and ("a" not in key.has or "r" not in key.has)
        return cls(who, reason.strip(), (key.direction, key.state, key.has)) if missing or reason.strip() else None


class Place(NamedTuple):
    """One row of the group: all tables of one shape have it at one place; ``factor``: from its unit into the group's."""

    member: Member
    row: ScoredRow
    cells: Sequence[tuple[Key, Cell]]
    factor: Fraction = Fraction(1)
    conversion: str = ""


class Counted(NamedTuple):
    """A cell and why it does not count, None where it does."""

    place: Place
    key: Key
    cell: Cell
    left: Left | None


def combined(group: Group, places: Iterable[Place], base: str) -> tuple[Combined, tuple[Counted, ...]]:
    """The indicator, and what it is made of."""
    nature = group.nature
    first = group.rows[0][1]
    unit = next((row.target.unit for _, row in group.rows if row.target.unit is not None), None)
    counted = _counted(places, nature, unit, base)
    numeric = nature in _NUMERIC
    inside = [one for one in counted if one.left in (None, Left.BLANK)]
    low = high = actual = None
    if nature is Nature.ABSOLUTE:
        low, high, actual = (_sum(inside, name) for name in ("low", "high", "actual"))
    elif nature is Nature.RELATIVE:
        low, high, actual = (_mean(inside, name, base) for name in ("low", "high", "actual"))
    else:
        low = Decimal(1) if inside else None
        actual = _mean(inside, "reached", base)
    if any(one.left is Left.BLANK for one in counted):
        actual = None
    made = Combined(
        nature=nature,
        name=group.name,
        level1=first.level or first.indicator.level1,
        level2=first.indicator.level2,
        unit=unit if numeric else None,
        direction=_direction({Direction(one.key.direction) for one in inside}) if numeric else Direction.AT_LEAST,
        low=low,
        high=high,
        actual=actual,
        met=sum(one.cell.met for one in inside if one.left is None),
        parts=tuple(_part(one, nature, base) for one in counted),
        code=group.entry.code if group.entry is not None else "",
        said_by=group.said_by,
        part_of=group.part_of,
    )
    return made, counted


def weight_of(counted: Sequence[Counted], base: str, tables: int, money: Decimal) -> Decimal | None:
    """The weight of the region's indicator: the units' own where they agree; else their mean by money.

    tables  how many tables there are, with or without the indicator; money: all they have of ``base``, in 万元
    """
    stated = {value for one in counted for value in (one.cell.least, one.cell.most) if value is not None}
    if not stated:
        return None
    if len(stated) == 1 and sum(one.cell.count for one in counted if "w" in one.key.has) == tables:
        return stated.pop()
    if not money:
        return None
    return _decimal(sum((Fraction(one.cell.money(base).weight) for one in counted), Fraction(0)) / Fraction(money))


def tally(counted: Sequence[Counted], weight: Decimal | None, said: Iterable[Told]) -> Tally:
    """``said``: what the rows say, all of them, in the order of the members."""
    every = list(said)
    blank = {(one.key.direction, one.key.state, one.key.has) for one in counted if one.left is Left.BLANK}
    return Tally(
        sum(one.cell.count for one in counted),
        sum(one.cell.count for one in counted if one.left is not None),
        weight,
        tuple((one.who[0], one.reason) for one in every if one.reason),
        tuple(one.who[0] for one in every if one.kind in blank),
    )


def _counted(places: Iterable[Place], nature: Nature, unit: Unit | None, base: str) -> tuple[Counted, ...]:
    own = []
    for one in places:
        factor, said = factor_of(one.row.target.unit, unit) if nature in _NUMERIC else (Fraction(1), "")
        own.append(one._replace(factor=factor, conversion=said))
    rows = [(cell.count, Direction(key.direction) in UPWARD) for one in own for key, cell in one.cells]
    upward = 2 * sum(count for count, up in rows if up) >= sum(count for count, _ in rows)
    return tuple(Counted(one, key, cell, _left(key, nature, upward, base)) for one in own for key, cell in one.cells)


def _direction(own: set[Direction]) -> Direction:
    if len(own) == 1:
        return own.pop()
    return Direction.AT_LEAST if own & set(UPWARD) else Direction.AT_MOST


def _left(key: Key, nature: Nature, upward: bool, base: str) -> Left | None:
    """Why rows of a cell do not count, in the order in which it is asked of a row."""
    if key.state == NOT_APPLICABLE:
        return Left.NOT_APPLICABLE
    if key.state == UNREAD:
        return Left.UNREAD
    if nature is not Nature.ABSOLUTE and BASE_LETTERS[base] not in key.has:
        return Left.NO_MONEY
    if nature not in _NUMERIC:
        return None if "r" in key.has else Left.BLANK
    if "l" not in key.has and "h" not in key.has:
        return Left.NO_TARGET
    direction = Direction(key.direction)
    if (direction in UPWARD) != upward and direction is not Direction.RANGE:
        return Left.OTHER_WAY
    return None if "a" in key.has else Left.BLANK


_LETTER = {"low": "l", "high": "h", "actual": "a", "reached": "r"}


def _sum(inside: Sequence[Counted], name: str) -> Decimal | None:
    own = [one for one in inside if _LETTER[name] in one.key.has]
    if not own:
        return None
    return _decimal(sum((one.place.factor * Fraction(getattr(one.cell, name)) for one in own), Fraction(0)))


def _mean(inside: Sequence[Counted], name: str, base: str) -> Decimal | None:
    """Σw·x / Σw; None where no money stands behind the rows."""
    own = [one for one in inside if _LETTER[name] in one.key.has and BASE_LETTERS[base] in one.key.has]
    money = sum((Fraction(one.cell.money(base).w) for one in own), Fraction(0))
    if not money:
        return None
    sums = (one.place.factor * Fraction(getattr(one.cell.money(base), name)) for one in own)
    return _decimal(sum(sums, Fraction(0)) / money)


def _part(one: Counted, nature: Nature, base: str) -> Part:
    """All rows of a cell as one: their sum, or their mean."""
    row = _silent(one.place.row)
    weight = one.cell.money(base).w if BASE_LETTERS[base] in one.key.has else None
    if one.left not in (None, Left.BLANK):
        return Part(one.place.member, row, left=one.left)
    if nature not in _NUMERIC:
        return Part(one.place.member, row, actual=_mean([one], "reached", base), weight=weight, left=one.left)
    low, high, actual = (
        _sum([one], name) if nature is Nature.ABSOLUTE else _mean([one], name, base)
        for name in ("low", "high", "actual")
    )
    return Part(one.place.member, row, low, high, actual, weight, one.left, one.place.conversion)


def _silent(row: ScoredRow) -> ScoredRow:
    """Without the target of the shape, which is nobody's."""
    return replace(row, indicator=replace(row.indicator, target="", actual=""))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
