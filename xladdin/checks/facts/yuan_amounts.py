"""Amounts in 元 that stand where 万元 are asked for.

What shows it: the same amount in 万元 in a text or among the cost indicators (860000 beside “86万元”), or a size that no
county's project has. One blank or small amount among them changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xladdin.checks.facts.table_figures import WAN
from xladdin.checks.subject import Subject, bound
from xladdin.checks.texts.figures import figures
from xladdin.checks.texts.readings import quantity_key
from xladdin.patterns import pattern

_COLUMNS = ("budget", "initial", "arrived", "executed")
_TIMES = Decimal(10_000)
_PROVINCE = pattern(r"^各(?!.*(?:乡|镇|村|街道|科室))|(?:省|自治区|兵团)(?!.*[市县区州盟旗])")


def amounts_in_yuan(subject: Subject) -> tuple[tuple[str, Decimal], ...]:
    """(path, amount) of every amount of the money table, the total's first, where they are in 元; else nothing."""
    amounts = tuple(_amounts(subject))
    if not amounts:
        return ()
    largest = max(amount for _, amount in amounts)
    if largest >= _too_much(subject) or (largest >= _TIMES and _is_said_in_wan(subject, amounts)):
        return tuple((path, amount) for path, amount in amounts if amount)
    return ()


def _too_much(subject: Subject) -> Decimal:
    """A size that no project of a county has; a province's, which many counties spend, may be a hundred times as large."""
    project, unit = subject.evaluation.project, subject.evaluation.unit
    names = (project.fund_user, project.implementing_unit, project.budget_unit, unit.name)
    limit = subject.limit("yuan_above")
    return limit * 100 if any(_PROVINCE.search(name.strip()) for name in names) else limit


def _amounts(subject: Subject) -> Iterator[tuple[str, Decimal]]:
    rows = sorted(subject.evaluation.funds, key=lambda row: row.source != "total")
    for row in rows:
        for column in _COLUMNS:
            amount = getattr(row, column)
            if amount is not None:
                yield f"funds[{row.source}].{column}", amount


def _is_said_in_wan(subject: Subject, amounts: tuple[tuple[str, Decimal], ...]) -> bool:
    """Whether a text or a money indicator has one ten-thousandth of an amount, and nothing has the amount itself."""
    if WAN is None:
        return False
    evaluation = subject.evaluation
    said = {figure.key for text in (evaluation.objective, evaluation.achievement) for figure in figures(text)}
    for row in subject.rows:
        unit = row.target.unit
        if unit is not None and unit.dimensions == WAN.dimensions:
            values = (bound(row.target), row.terms.number)
            said |= {quantity_key(value, unit) for value in values if value is not None}
    large = [amount for _, amount in amounts if amount >= _TIMES]
    as_labelled = any(quantity_key(amount, WAN) in said for amount in large)
    return not as_labelled and any(quantity_key(amount / _TIMES, WAN) in said for amount in large)
