"""The same indicator of several units → one: its target, its actual value and where both come from.

Sums Σx, Σw·x and Σw are kept beside the results, so that consolidating consolidations gives what consolidating all at once
gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from xladdin.model.grammar.quantity import Direction
from xladdin.model.grammar.unit import Unit
from xladdin.rollup.groups import Group
from xladdin.rollup.member import Member
from xladdin.rules.indicators.nature import Nature
from xladdin.rules.score_sheet import ScoredRow

UPWARD = (Direction.AT_LEAST, Direction.MORE_THAN, Direction.EQUAL)


class Left(StrEnum):
    """Why a row does not count in an indicator's sums, in words."""

    NOT_APPLICABLE = "已批准为不适用：指标值、完成值、资金一并不计"
    BLANK = "没有实际完成值：指标值计入，完成值待补"
    UNREAD = "实际完成值需核对，未计入"
    NO_TARGET = "指标值读不成数，未计入"
    NO_MONEY = "没有资金数，无法加权，未计入"
    OTHER_WAY = "指标值的方向（不低于、不高于）与其他单位相反，不能汇总"


class Part(NamedTuple):
    """One unit's row: ``low``, ``high``, ``actual`` in the unit of measure of the consolidation, ``weight`` in 万元.

    ``left``: why it does not count, None where it does; ``conversion``: what was converted, as said.
    """

    member: Member
    row: ScoredRow
    low: Decimal | None = None
    high: Decimal | None = None
    actual: Decimal | None = None
    weight: Decimal | None = None
    left: Left | None = None
    conversion: str = ""


class Tally(NamedTuple):
    """What the parts of an indicator do not say where each stands for many rows.

    rows, left  how many rows there are, and how many of them do not count
    weight      of the region's indicator, None where there is none
    said        unit and reason, of every row that gives one; blank: units without an actual value
    """

    rows: int
    left: int
    weight: Decimal | None
    said: tuple[tuple[str, str], ...] = ()
    blank: tuple[str, ...] = ()


class Combined(NamedTuple):
    """One indicator of the region.

    low, high, actual   sums for 绝对量, Σw·x / Σw for 相对量, the share of money whose rows met their target (0 … 1) as
                        ``actual`` for 定性 and 时限; None where no row counts
    met                 rows that met their target
    tally       where the parts are sums of rows themselves (``rollup.sums``), None where each is one row
    code, said_by    code in the programme's catalogue; who says of what nature it is
    part_of          name of the total whose part it is (其中)
    An actual value that is missing somewhere is missing here: what the others did is no answer to a target of all.
    """

    nature: Nature
    name: str
    level1: str
    level2: str
    unit: Unit | None
    direction: Direction
    low: Decimal | None
    high: Decimal | None
    actual: Decimal | None
    met: int
    parts: tuple[Part, ...]
    code: str = ""
    said_by: str = ""
    part_of: str = ""
    tally: Tally | None = None

    @property
    def rows(self) -> int:
        """How many rows of tables there are, whether they count or not."""
        return self.tally.rows if self.tally is not None else len(self.parts)

    @property
    def rows_left(self) -> int:
        """How many of them do not count."""
        return self.tally.left if self.tally is not None else len(self.left)

    @property
    def counted(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.left is None)

    @property
    def left(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.left is not None)


def combine(group: Group, base: str) -> Combined:
    """Consolidate the rows of one indicator, at least one.

    base    ``budget``, ``executed`` or ``central``: by which money shares are weighted
    """
    rows, nature = group.rows, group.nature
    first = rows[0][1]
    unit = next((row.target.unit for _, row in rows if row.target.unit is not None), None)
    upward = _is_upward(rows)
    parts = tuple(_part(member, row, base, nature, unit, upward) for member, row in rows)
    counted = [part for part in parts if part.left in (None, Left.BLANK)]
    numeric = nature in (Nature.ABSOLUTE, Nature.RELATIVE)
    if nature is Nature.ABSOLUTE:
        low, high, actual = (_sum(counted, name) for name in ("low", "high", "actual"))
    elif nature is Nature.RELATIVE:
        low, high, actual = (_mean(counted, name) for name in ("low", "high", "actual"))
    else:
        low, high = Decimal(1) if counted else None, None
        actual = _mean(counted, "actual")
    if any(part.left is Left.BLANK for part in parts):
        actual = None
    return Combined(
        nature=nature,
        name=group.name,
        level1=first.level or first.indicator.level1,
        level2=first.indicator.level2,
        unit=unit if numeric else None,
        direction=_direction(counted) if numeric else Direction.AT_LEAST,
        low=low,
        high=high,
        actual=actual,
        met=sum(_met(part) for part in counted if part.left is None),
        parts=parts,
        code=group.entry.code if group.entry is not None else "",
        said_by=group.said_by,
        part_of=group.part_of,
    )


def _is_upward(rows: Sequence[tuple[Member, ScoredRow]]) -> bool:
    """Whether most rows are to be reached, not kept under."""
    return 2 * sum(row.terms.direction in UPWARD for _, row in rows) >= len(rows)


def _direction(parts: Sequence[Part]) -> Direction:
    """The rows' own where they agree; ≥ where ＝ and ＞ stand among them (equal means reached), ≤ where ＜ does."""
    own = {part.row.terms.direction for part in parts}
    if len(own) == 1:
        return own.pop()
    return Direction.AT_LEAST if own & set(UPWARD) else Direction.AT_MOST


def _part(member: Member, row: ScoredRow, base: str, nature: Nature, unit: Unit | None, upward: bool) -> Part:
    if not_applicable(row):
        return Part(member, row, left=Left.NOT_APPLICABLE)
    if row.terms.actual is not None and row.terms.number is None:
        return Part(member, row, left=Left.UNREAD)
    weight = member.money(base)
    if nature is not Nature.ABSOLUTE and weight is None:
        return Part(member, row, left=Left.NO_MONEY)
    if nature not in (Nature.ABSOLUTE, Nature.RELATIVE):
        share = row.completion_rate if row.terms.direction is not Direction.QUALITATIVE else row.terms.number
        if row.terms.actual is None:
            share = Decimal(1) if taken_as_met(row) else None
        reached = None if share is None else min(Decimal(1), share)
        return Part(member, row, actual=reached, weight=weight, left=Left.BLANK if reached is None else None)
    if row.terms.low is None and row.terms.high is None:
        return Part(member, row, left=Left.NO_TARGET)
    if (row.terms.direction in UPWARD) != upward and row.terms.direction is not Direction.RANGE:
        return Part(member, row, left=Left.OTHER_WAY)
    factor, said = factor_of(row.target.unit, unit)
    number = row.terms.number
    if number is None and taken_as_met(row):
        number, said = row.terms.low if row.terms.low is not None else row.terms.high, "按已达标认定，以指标值计"
    low, high, actual = (_times(value, factor) for value in (row.terms.low, row.terms.high, number))
    return Part(member, row, low, high, actual, weight, Left.BLANK if number is None else None, said)


def not_applicable(row: ScoredRow) -> bool:
    """Whether an approved adjustment says that the indicator did not apply."""
    adjustment = row.indicator.adjustment
    return row.terms.keep is not None and adjustment is not None and adjustment.kind == "不适用"


def taken_as_met(row: ScoredRow) -> bool:
    """Whether an approved adjustment says that the target was met, though no value is given."""
    adjustment = row.indicator.adjustment
    return (
        row.terms.number is None
        and row.terms.keep is not None
        and adjustment is not None
        and adjustment.kind == "按已达标认定"
    )


def factor_of(own: Unit | None, unit: Unit | None) -> tuple[Fraction, str]:
    """What one of ``own`` is in ``unit``, and the words for it; 1 where they are the same."""
    if own is None or unit is None or own.factor == unit.factor:
        return Fraction(1), ""
    factor = own.factor / unit.factor
    return factor, f"1 {own.printed} = {_plain(factor)} {unit.printed}"


def _plain(factor: Fraction) -> str:
    return f"{(Decimal(factor.numerator) / Decimal(factor.denominator)).normalize():f}"


def _times(value: Decimal | None, factor: Fraction) -> Decimal | None:
    return None if value is None else value * factor.numerator / factor.denominator


def _sum(parts: Sequence[Part], name: str) -> Decimal | None:
    values = [value for part in parts if (value := getattr(part, name)) is not None]
    return sum(values, Decimal(0)) if values else None


def _mean(parts: Sequence[Part], name: str) -> Decimal | None:
    """Σw·x / Σw; None where no money stands behind the rows."""
    pairs = [
        (part.weight, value) for part in parts if part.weight is not None and (value := getattr(part, name)) is not None
    ]
    weights = sum((weight for weight, _ in pairs), Decimal(0))
    return sum((weight * value for weight, value in pairs), Decimal(0)) / weights if weights else None


def _met(part: Part) -> bool:
    rate = part.row.completion_rate
    return rate >= 1 if rate is not None else part.row.terms.number == 1
