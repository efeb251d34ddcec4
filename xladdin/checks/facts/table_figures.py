"""Figures of the tables by quantity, to be found again in texts; use through ``Subject.once``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from xladdin.checks.subject import Subject
from xladdin.checks.texts.readings import Key, bound_keys, quantity_key
from xladdin.model.grammar.unit import read_unit

WAN = read_unit("万元")


def annual_figures(subject: Subject) -> Mapping[Key, int]:
    """Every bound of this year's targets (tables B, C, D) → row."""
    found: dict[Key, int] = {}
    for position, row in enumerate(subject.rows):
        own, annual = row.target, subject.annual_targets[position]
        repeats = annual is not None and annual.printed == own.printed and annual.unit == own.unit
        for target in (own, None if repeats else annual, subject.issued_targets[position]):
            for key in bound_keys(target):
                found.setdefault(key, position)
    return found


def overall_figures(subject: Subject) -> Mapping[Key, int]:
    """Every bound of the period's targets (table A) that this year's table has a row for → that row."""
    found: dict[Key, int] = {}
    for position, target in enumerate(subject.overall_targets):
        for key in bound_keys(target):
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
    return frozenset(key for target in subject.goal_targets["overall"] for key in bound_keys(target))


def money_figures(subject: Subject) -> frozenset[Key]:
    """Every amount of the money tables."""
    goals = subject.evaluation.goals
    amounts: list[Decimal | None] = []
    for row in subject.evaluation.funds:
        amounts += [row.initial, row.budget, row.arrived, row.executed]
    for table in (goals.overall, goals.annual):
        if table is not None:
            amounts += [table.funds.total, table.funds.central, table.funds.local, table.funds.social]
    return frozenset(quantity_key(amount, WAN) for amount in amounts if amount is not None and WAN is not None)
