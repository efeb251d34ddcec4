"""What the units get: readable, in the same measure and direction, adding up; weights likewise."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xladdin.errors import UserError
from xladdin.forms.register.read import ReadCell
from xladdin.issuing.faults.common import caught, sum_fault
from xladdin.issuing.faults.received import unread
from xladdin.issuing.plan import Plan, PlanIndicator, at
from xladdin.issuing.shares import amount, in_unit, same_direction, share_text
from xladdin.model.grammar.quantity import Kind
from xladdin.model.indicator import target_beside
from xladdin.rules.indicators.nature import Nature
from xladdin.rules.profile import Profile


def strays(plan: Plan) -> Iterator[UserError]:
    for cell in plan.strays:
        yield at(cell, "plan-stray", found=cell.text[:30])


def shares(plan: Plan) -> Iterator[UserError]:
    """What the units get of each indicator: readable, in the same measure and direction; absolute ones add up."""
    for table, title in plan.shape.tables.items():
        for indicator in plan.indicators:
            received = indicator.text(table)
            cells = [unit.shares[table][indicator.key] for unit in plan.units if indicator.key in unit.shares[table]]
            given = [cell for cell in cells if cell.text]
            if not received:
                for cell in given:
                    yield at(cell, "plan-not-received", name=indicator.name, table=title)
            elif not given and indicator.name:
                yield at(indicator.cells[table], "plan-nobody", name=indicator.name, table=title)
            elif indicator.text("nature") == Nature.ABSOLUTE:
                yield from _absolute(indicator, table, given, title)
            else:
                yield from _stated(indicator, given)


def _stated(indicator: PlanIndicator, given: list[ReadCell]) -> Iterator[UserError]:
    for cell in given:
        target = target_beside(cell.text, indicator.name, indicator.text("unit"))
        if target.kind is Kind.UNREADABLE:
            yield at(cell, "plan-doubtful", found=cell.text, why=target.reason)


def _absolute(indicator: PlanIndicator, table: str, given: list[ReadCell], period: str) -> Iterator[UserError]:
    name, unit = indicator.name, indicator.text("unit")
    whole = amount(indicator.text(table), name, unit)
    if whole is None:
        return  # said of the indicator
    total, broken = Decimal(0), False
    for cell in given:
        part = amount(share_text(indicator.text(table), cell.text), name, unit)
        value = in_unit(part, whole.unit) if part is not None else None
        if part is None:
            yield unread(cell, indicator)
        elif value is None:
            yield at(cell, "plan-measure", found=cell.text, expected=indicator.text(table))
        elif not same_direction(part, whole):
            yield at(cell, "plan-direction", found=cell.text, expected=indicator.text(table))
        if part is None or value is None or not same_direction(part, whole):
            broken = True
        else:
            total += value
    if not broken and total != whole.value:
        said = whole.unit.printed if whole.unit is not None else ""
        title = f"{period}“{name}”"
        yield sum_fault(indicator.cells[table], "plan-sum", title, total, whole.value, given, said)


def weights(plan: Plan, profile: Profile) -> Iterator[UserError]:
    """Where a project has weights, every annual indicator of it has one, and they add up to what the rules leave."""
    execution = profile.execution
    wanted = profile.total - (execution.points if execution is not None else Decimal(0))
    for unit in plan.units:
        cells = [
            (indicator, unit.shares["weight"][indicator.key], unit.shares["annual"][indicator.key])
            for indicator in plan.indicators
            if indicator.key in unit.shares["weight"] and indicator.key in unit.shares["annual"]
        ]
        bad = [error for _, cell, _ in cells for error in caught(lambda c=cell: c.number("weight"))]  # type: ignore[misc]
        yield from bad
        given = [] if bad else [cell for _, cell, _ in cells if cell.number("weight") is not None]
        if not given:
            continue
        for indicator, cell, share in cells:
            if bool(share.text) != (cell.number("weight") is not None):
                code = "plan-no-weight" if share.text else "plan-weight-alone"
                yield at(cell, code, name=indicator.name, weight=plan.shape.weight)
        total = sum((cell.number("weight") or Decimal(0) for cell in given), Decimal(0))
        if total != wanted:
            yield sum_fault(given[0], "plan-weights", unit.text("project"), total, wanted, given)
