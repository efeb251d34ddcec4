"""Unit cost (单位成本) = money ÷ quantity, found from units and figures.

A row whose unit is money per something is held against the total budget divided by each quantity in that something. The
quantity that gives the target exactly (as printed), in this year or over the period, is its denominator; failing that,
the one that comes closest within ``unit_cost_likeness``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from xladdin.checks.identities import bound
from xladdin.checks.subject import OUTPUT, Subject, goal_target
from xladdin.model.decimals import round_half_up
from xladdin.model.unit import Unit
from xladdin.rules.score_sheet import ScoredRow

_YUAN_PER_WAN = 10_000


class UnitCost(NamedTuple):
    """``row`` is a unit cost over the quantity of row ``quantity``."""

    row: ScoredRow
    quantity: ScoredRow


def unit_costs(subject: Subject) -> tuple[UnitCost, ...]:
    """Every unit-cost row whose denominator is known."""
    found = []
    for position, row in enumerate(subject.rows):
        per = _denominator(row.target.unit)
        if per is None:
            continue
        quantity = _best(subject, position, per)
        if quantity is not None:
            found.append(UnitCost(row, quantity))
    return tuple(found)


def is_unit_cost(unit: Unit | None) -> bool:
    """Money per something: 万元/公顷, 元/户."""
    return _denominator(unit) is not None


def _denominator(unit: Unit | None) -> str | None:
    if unit is None or len(unit.dimensions) != 2:
        return None
    powers = dict(unit.dimensions)
    if powers.pop("money", 0) != 1:
        return None
    ((name, power),) = powers.items()
    return name if power == -1 else None


def cost(money: Decimal, quantity: Decimal, measured: Unit, unit: Unit) -> Decimal:
    """``money`` in 万元 ÷ ``quantity`` in ``measured``, expressed in ``unit``."""
    ratio = 1 / (measured.factor * unit.factor)
    return money * _YUAN_PER_WAN / quantity * ratio.numerator / ratio.denominator


def _best(subject: Subject, position: int, per: str) -> ScoredRow | None:
    ranked: list[tuple[bool, Decimal, int]] = []
    for index, row in enumerate(subject.rows):
        unit = row.target.unit
        if row.level != OUTPUT or unit is None or unit.dimensions != ((per, 1),):
            continue
        likeness = [one for one in (_annual(subject, position, index), _overall(subject, position, index)) if one]
        if likeness:
            exact, distance = min(likeness)
            ranked.append((exact, distance, index))
    return subject.rows[min(ranked)[2]] if ranked else None


def _annual(subject: Subject, position: int, index: int) -> tuple[bool, Decimal] | None:
    row, quantity = subject.rows[position], subject.rows[index]
    return _likeness(subject, subject.total.budget, bound(quantity.target), quantity.target.unit, row)


def _overall(subject: Subject, position: int, index: int) -> tuple[bool, Decimal] | None:
    goal = subject.evaluation.goals.overall
    target, quantity = goal_target(subject, "overall", position), goal_target(subject, "overall", index)
    if goal is None or target is None or quantity is None:
        return None
    stated, unit = bound(target), target.unit
    if stated is None or unit is None:
        return None
    return _distance(subject, goal.funds.total, bound(quantity), quantity.unit, stated, unit)


def _likeness(
    subject: Subject, money: Decimal | None, quantity: Decimal | None, measured: Unit | None, row: ScoredRow
) -> tuple[bool, Decimal] | None:
    stated, unit = bound(row.target), row.target.unit
    return None if stated is None or unit is None else _distance(subject, money, quantity, measured, stated, unit)


def _distance(
    subject: Subject,
    money: Decimal | None,
    quantity: Decimal | None,
    measured: Unit | None,
    stated: Decimal,
    unit: Unit,
) -> tuple[bool, Decimal] | None:
    """(not exact, relative distance) of money ÷ quantity from the stated unit cost; None when too far."""
    if money is None or quantity is None or quantity <= 0 or measured is None or stated <= 0:
        return None
    true = cost(money, quantity, measured, unit)
    exponent = stated.as_tuple().exponent
    exact = round_half_up(true, max(0, -exponent) if isinstance(exponent, int) else 0) == stated
    distance = abs(true - stated) / stated
    return (not exact, distance) if exact or distance <= subject.limit("unit_cost_likeness") else None
