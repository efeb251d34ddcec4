"""Units and projects: codes, names, addresses, money by source."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xladdin.errors import UserError
from xladdin.forms.register.read import ReadCell
from xladdin.issuing.faults.common import blanks, caught, sum_fault
from xladdin.issuing.plan import Plan, PlanUnit, at
from xladdin.issuing.shapes import TRANSFER
from xladdin.model.grammar.decimals import plain_text
from xladdin.submission.mail import addresses


def units(plan: Plan) -> Iterator[UserError]:
    codes: dict[str, ReadCell] = {}
    names: dict[str, ReadCell] = {}
    if not plan.units:
        yield UserError("plan-empty", file=plan.file, sheet="单位和项目", what="单位和项目")
    for unit in plan.units:
        cells = unit.cells
        yield from blanks((name, cells[name]) for name in ("unit_code", "unit", "project_code", "project"))
        code, own = cells["project_code"], cells["unit_code"]
        if code.text:
            if code.text in codes:
                yield at(code, "expected-twice", found=code.text, other=codes[code.text].place.cell)
            codes.setdefault(code.text, code)
        if own.text:
            known = names.setdefault(own.text, cells["unit"])
            if known.text != unit.text("unit"):
                yield at(cells["unit"], "expected-unit", found=own.text, one=known.text, other=unit.text("unit"))
        if unit.text("email"):
            try:
                addresses(unit.text("email"))
            except UserError:
                yield at(cells["email"], "plan-email", found=unit.text("email"))
        if not any(unit.shares["annual"][one.key].text for one in plan.indicators if one.key in unit.shares["annual"]):
            yield at(cells["project"], "plan-no-goals", name=unit.text("project"))


def money(plan: Plan) -> Iterator[UserError]:
    """Σ of the units' money = what was received, by source and period; parts of the weighted table = the year's total."""
    for column in plan.shape.money:
        cells = [unit.cells[column] for unit in plan.units]
        bad = [error for cell in (plan.received[column], *cells) for error in caught(lambda c=cell: c.number("money"))]  # type: ignore[misc]
        yield from bad
        if bad:
            continue
        given, amounts = plan.received[column].number("money"), [cell.number("money") for cell in cells]
        issued = sum((value for value in amounts if value is not None), Decimal(0))
        if issued != (given or 0):
            used = [cell for cell, value in zip(cells, amounts, strict=True) if value is not None]
            yield sum_fault(
                plan.received[column],
                "plan-money",
                plan.shape.money_title(column),
                issued,
                given or Decimal(0),
                used,
                "万元",
            )
    for unit in plan.units if plan.shape is TRANSFER else ():
        yield from _weighted_money(unit)


def _weighted_money(unit: PlanUnit) -> Iterator[UserError]:
    columns = ("weighted_fiscal", "weighted_other")
    try:
        parts = [unit.cells[column].number("money") for column in columns]
        year = [unit.cells[column].number("money") for column in TRANSFER.money[3:]]
        total = sum((part for part in year if part is not None), Decimal(0))
    except UserError as error:
        if any(error.cell == unit.cells[column].place.cell for column in columns):
            yield error
        return
    stated = [part for part in parts if part is not None]
    if stated and sum(stated, Decimal(0)) != total:
        facts = {"found": plain_text(sum(stated, Decimal(0))), "expected": plain_text(total)}
        yield at(unit.cells[columns[0]], "plan-weighted-money", name=unit.text("project"), **facts)
