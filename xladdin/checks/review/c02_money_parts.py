"""C02 money: the parts add up to the total, in table D for every column and in the goal tables A, B, C.

A blank cell in a row that is otherwise filled is a finding of its own (C10) and keeps its column from being added up.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.subject import Subject
from xladdin.model.funds import SOURCE_TITLES, FundsRow

COLUMNS = {"initial": "年初预算数", "budget": "全年预算数", "arrived": "到位数", "executed": "全年执行数"}


class _Sum(NamedTuple):
    what: str
    total_path: str
    total: Decimal
    parts: tuple[tuple[str, Decimal], ...]


def money_parts(subject: Subject) -> Cases:
    tolerance = subject.profile.required("sum_tolerance")
    yield from _larger_parts(subject, tolerance)
    for one in (*_distinct(_self_evaluation(subject)), *_goal_tables(subject)):
        parts = sum((value for _, value in one.parts), Decimal(0))
        difference = one.total - parts
        if abs(difference) <= tolerance:
            yield PASSED
            continue
        addends = "+".join(show.number(value) for _, value in one.parts)
        related = tuple(path for path, _ in one.parts)
        found, expected, gap = show.number(one.total), show.number(parts), show.number(difference)
        yield Fault("parts", one.total_path, found, expected, gap, related, {"what": one.what, "addends": addends})


def _distinct(sums: Iterator[_Sum]) -> Iterator[_Sum]:
    """Columns that repeat the same figures are added up once: 全年预算数 as 年初预算数, 到位数 as 全年预算数."""
    seen: set[tuple[Decimal, ...]] = set()
    for one in sums:
        figures = (one.total, *(value for _, value in one.parts))
        if figures not in seen:
            seen.add(figures)
            yield one


def _self_evaluation(subject: Subject) -> Iterator[_Sum]:
    rows = {row.source: row for row in subject.evaluation.funds}
    total = rows.get("total")
    if total is None:
        return
    for column, title in COLUMNS.items():
        whole = getattr(total, column)
        values = [(row, getattr(row, column)) for row in subject.money_parts]
        if whole is None or not any(value is not None for _, value in values):
            continue
        if any(value is None and _filled(row, column) for row, value in values):
            continue
        parts = tuple((f"funds[{row.source}].{column}", value) for row, value in values if value is not None)
        yield _Sum(title, f"funds[total].{column}", whole, parts)


def _larger_parts(subject: Subject, tolerance: Decimal) -> Cases:
    """A part larger than the total, in a column that cannot be added up because another part is blank."""
    total = next((row for row in subject.evaluation.funds if row.source == "total"), None)
    if total is None:
        return
    for column, title in COLUMNS.items():
        whole = getattr(total, column)
        gaps = any(getattr(row, column) is None and _filled(row, column) for row in subject.money_parts)
        for row in subject.money_parts if whole is not None and gaps else ():
            part = getattr(row, column)
            if part is not None and part - whole > tolerance:
                facts = {"what": title, "source": SOURCE_TITLES[row.source]}
                found, gap = show.number(part), show.number(part - whole)
                path, related = f"funds[{row.source}].{column}", (f"funds[total].{column}",)
                yield Fault("larger", path, found, f"≤{show.number(whole)}", gap, related, facts)


def _filled(row: FundsRow, column: str) -> bool:
    """Whether a blank in this column is a gap: 年初预算数 and 到位数 are not asked for in every form."""
    return column in ("budget", "executed") and (row.budget is not None or row.executed is not None)


def _goal_tables(subject: Subject) -> Iterator[_Sum]:
    goals = subject.evaluation.goals
    tables = (
        ("overall", "总体目标的项目总投资", goals.overall, ("central", "local", "social")),
        ("annual", "年度目标的项目总投资", goals.annual, ("central", "local", "social")),
        ("weighted", "预算总额", goals.weighted, ("fiscal", "other")),
    )
    for name, what, table, sources in tables:
        if table is None or table.funds.total is None:
            continue
        path = f"goals.{name}.funds"
        values = [(f"{path}.{source}", getattr(table.funds, source)) for source in sources]
        parts = tuple((where, value) for where, value in values if value is not None)
        if parts:
            yield _Sum(what, f"{path}.total", table.funds.total, parts)


CHECK = Check(
    id="C02",
    title="资金分项之和等于总额",
    basis="各表的项目资金栏；常见问题：分项之和与总额不符",
    applies_to="同时填有总额和分项的资金栏",
    messages={
        "parts": Message(
            "error",
            "{what}的总额 {found} 万元与分项之和 {expected} 万元（{addends}）不符，相差 {difference} 万元。",
            "要么改正总额，要么改正有误的分项。",
        ),
        "larger": Message(
            "error",
            "{source}的{what} {found} 万元大于年度资金总额，多 {difference} 万元。",
            "要么改正这一分项，要么改正总额。",
        ),
    },
    function=money_parts,
)
