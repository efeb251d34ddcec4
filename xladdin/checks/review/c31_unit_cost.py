"""C31 unit cost = money ÷ quantity, with this year's execution and actual quantity.

The quantity is found from the targets (``unit_cost``). A blank actual value is an error already (C10); here it gets the
figure that it can be derived from: Turpan 10000 ÷ 458.79 = 21.80.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.unit_cost import UnitCost, cost, unit_costs
from xladdin.checks.subject import Subject, row_path
from xladdin.model.grammar.quantity import Kind


def unit_cost(subject: Subject) -> Cases:
    executed = subject.total.executed
    if not executed:
        return
    for one in subject.once(unit_costs):
        quantity = one.quantity.terms.number
        if quantity is not None and quantity > 0:
            yield _case(subject, one, executed, quantity)


def _case(subject: Subject, one: UnitCost, executed: Decimal, quantity: Decimal) -> Fault | None:
    row, measured = one.row, one.quantity.target.unit
    unit = row.target.unit
    if measured is None or unit is None:
        return PASSED
    true = cost(executed, quantity, measured, unit)
    path, right = row_path(row, "actual"), show.number(true)
    related = ("funds[total].executed", row_path(one.quantity, "actual"))
    facts = {
        "unit": unit.printed,
        "division": f"{show.number(executed)}÷{show.number(quantity)}",
        "quantity": show.name(one.quantity.indicator.level3),
    }
    if row.actual.kind is Kind.BLANK:
        return Fault("derivable", path, "", right, "", related, facts)
    stated = row.terms.number
    if stated is None or stated == 0:
        return PASSED
    gap = stated - true
    if abs(gap) <= subject.limit("unit_cost_tolerance") * true:
        return PASSED
    return Fault("differs", path, row.actual.printed, right, show.number(gap), related, facts)


CHECK = Check(
    id="C31",
    title="单位成本等于资金除以数量",
    basis="常见问题：单位成本与执行数、完成数量不符",
    applies_to="分母可由目标值认定的单位成本指标",
    messages={
        "differs": Message(
            "warning",
            "单位成本填报 {found}，按已执行资金除以“{quantity}”推算为 {expected} {unit}（{division}），相差 {difference}。",
            "要么改为推算值，要么在该行说明计价口径。",
            explained="口径|推算|结算|分母|计价|不含|包括",
        ),
        "derivable": Message(
            "hint",
            "单位成本没有填写，按已执行资金除以“{quantity}”可推算为 {expected} {unit}（{division}）。",
            "要么按推算值填写，要么附上经批准的评分调整。",
        ),
    },
    function=unit_cost,
)
