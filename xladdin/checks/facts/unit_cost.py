"""Unit cost (单位成本) = money ÷ quantity, found from units and figures.

A row whose unit is money per something is held against the total budget divided by each quantity in that something. The
quantity that gives the target exactly (as printed), in this year or over the period, is its denominator; failing that,
the one that comes closest within ``unit_cost_likeness``.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from xladdin.checks.subject import Subject, bound
from xladdin.checks.texts.readings import from_base, in_base
from xladdin.model.grammar.decimals import round_half_up
from xladdin.model.grammar.quantity import Target
from xladdin.model.grammar.unit import Unit
from xladdin.rules.profile import OUTPUT
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
    """Money per something: 万元/公顷, 元/户, 元/生.年."""
    return unit is not None and dict(unit.dimensions).get("money") == 1 and len(unit.dimensions) > 1


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
    return from_base(money * _YUAN_PER_WAN / in_base(quantity, measured), unit)


def _best(subject: Subject, position: int, per: str) -> ScoredRow | None:
    """The likeliest denominator: exact before near, this year before the period, the first row of equals."""
    goal, target = subject.evaluation.goals.overall, subject.rows[position].target
    annual = [row.target for row in subject.rows]
    ranked = _ranked(subject, target, subject.total.budget, annual, per)
    whole = subject.overall_targets[position]
    if not any(one.exact for one in ranked) and goal is not None and whole is not None:
        ranked += _ranked(subject, whole, goal.funds.total, subject.overall_targets, per)
    ranked = [one for one in ranked if subject.rows[one.row].level_id == OUTPUT]
    return subject.rows[min(ranked, key=lambda one: (not one.exact, one.distance)).row] if ranked else None


class _Near(NamedTuple):
    row: int
    exact: bool
    distance: Decimal


def _ranked(
    subject: Subject, stated: Target, money: Decimal | None, quantities: Sequence[Target | None], per: str
) -> list[_Near]:
    """Rows whose quantity gives the stated unit cost exactly as printed, or nearly."""
    value, unit = bound(stated), stated.unit
    if value is None or value <= 0 or unit is None or money is None:
        return []
    exponent, found = value.as_tuple().exponent, []
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    reach = subject.limit("unit_cost_likeness") * value
    for row, quantity in enumerate(quantities):
        if quantity is None or quantity.unit is None or quantity.unit.dimensions != ((per, 1),):
            continue
        amount = bound(quantity)
        if amount is None or amount <= 0:
            continue
        true = cost(money, amount, quantity.unit, unit)
        distance = abs(true - value)
        exact = round_half_up(true, places) == value
        if exact or distance <= reach:
            found.append(_Near(row, exact, distance))
    return found
