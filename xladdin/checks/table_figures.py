"""Figures of the tables by quantity, to be found again in texts; use through ``Subject.once``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from xladdin.checks.figures import Key, quantity_key
from xladdin.checks.subject import Subject, goal_target
from xladdin.model.indicator import unit_of
from xladdin.model.quantity import Target, read_target
from xladdin.model.unit import read_unit

_WAN = read_unit("万元")


def annual_figures(subject: Subject) -> Mapping[Key, int]:
    """Every bound of this year's targets (tables B, C, D) → row."""
    found: dict[Key, int] = {}
    for position, row in enumerate(subject.rows):
        issued = row.indicator.issued_target
        targets = [row.target, goal_target(subject, "annual", position)]
        targets.append(read_target(issued, unit_of(row.indicator)) if issued else None)
        for target in targets:
            for key in _bounds(target):
                found.setdefault(key, position)
    return found


def overall_figures(subject: Subject) -> Mapping[Key, int]:
    """Every bound of the period's targets (table A) that this year's table has a row for → that row."""
    found: dict[Key, int] = {}
    for position in range(len(subject.rows)):
        for key in _bounds(goal_target(subject, "overall", position)):
            found.setdefault(key, position)
    return found


def actual_figures(subject: Subject) -> Mapping[Key, int]:
    """Every actual value → row."""
    return {
        quantity_key(row.actual.value, row.actual.unit): position
        for position, row in enumerate(subject.rows)
        if row.actual.value is not None and row.actual.unit is not None
    }


def period_figures(subject: Subject) -> frozenset[Key]:
    """Every bound of table A, rows that the year does not have included."""
    rest = (key for target in subject.overall_only for key in _bounds(target))
    return frozenset((*subject.once(overall_figures), *rest))


def money_figures(subject: Subject) -> frozenset[Key]:
    """Every amount of the money tables."""
    goals = subject.evaluation.goals
    amounts: list[Decimal | None] = []
    for row in subject.evaluation.funds:
        amounts += [row.initial, row.budget, row.arrived, row.executed]
    for table in (goals.overall, goals.annual):
        if table is not None:
            amounts += [table.funds.total, table.funds.central, table.funds.local, table.funds.social]
    return frozenset(quantity_key(amount, _WAN) for amount in amounts if amount is not None and _WAN is not None)


def _bounds(target: Target | None) -> Iterable[Key]:
    if target is None or target.unit is None:
        return ()
    return [quantity_key(value, target.unit) for value in (target.low, target.high) if value is not None]
