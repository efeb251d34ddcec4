"""C17 money: executed ≤ arrived ≤ budget for every source and the total.

A is the adjusted full-year budget including carry-over, arrived what the finance office of the same level received by 31
December, B what the user of the money paid.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.subject import Subject
from xladdin.model.funds import SOURCE_TITLES, FundsRow

_COLUMNS = {"budget": "全年预算数", "arrived": "到位数", "executed": "全年执行数"}
_ORDER = (("executed", "arrived"), ("executed", "budget"), ("arrived", "budget"))


def money_order(subject: Subject) -> Cases:
    tolerance = subject.profile.required("sum_tolerance")
    for row in subject.money_rows:
        if row.budget == 0 and row.executed:
            continue  # C16
        over_arrived, over_budget, arrived_over_budget = (
            _fault(row, smaller, larger, tolerance) for smaller, larger in _ORDER
        )
        if over_arrived or over_budget or arrived_over_budget:
            yield from (fault for fault in (over_arrived or over_budget, arrived_over_budget) if fault is not None)
        elif any(_both(row, smaller, larger) for smaller, larger in _ORDER):
            yield PASSED


def _both(row: FundsRow, smaller: str, larger: str) -> bool:
    return getattr(row, smaller) is not None and getattr(row, larger) is not None


def _fault(row: FundsRow, smaller: str, larger: str, tolerance: Decimal) -> Fault | None:
    less, more = getattr(row, smaller), getattr(row, larger)
    if less is None or more is None or less - more <= tolerance:
        return None
    path = f"funds[{row.source}]"
    facts = {
        "source": SOURCE_TITLES[row.source],
        "less": _COLUMNS[smaller],
        "more": _COLUMNS[larger],
        "limit": show.number(more),
    }
    found, gap = show.number(less), show.number(less - more)
    key = f"{smaller}_{larger}"
    return Fault(key, f"{path}.{smaller}", found, f"≤{show.number(more)}", gap, (f"{path}.{larger}",), facts)


_TEXT = "{source}的{less} {found} 万元大于{more} {limit} 万元，多 {difference} 万元。"

CHECK = Check(
    id="C17",
    title="执行数不大于到位数，到位数不大于预算数",
    basis="转移支付绩效自评表填报口径：A 为调整后的全年预算数，B 为资金使用单位实际支付数",
    applies_to="填有两项以上金额的资金行",
    messages={
        "executed_arrived": Message("error", _TEXT, "要么改正执行数（只填实际支付数），要么补记到位资金。"),
        "executed_budget": Message("error", _TEXT, "要么改正执行数，要么把调整后的全年预算数（含结转）填全。"),
        "arrived_budget": Message("warning", _TEXT, "要么改正到位数，要么把调整后的全年预算数（含结转）填全。"),
    },
    function=money_order,
)
