"""C16 zeros: a target of zero has no rate, 0/0 is —, and zero under ≤ is met but wants a word.

“No complaints” is good; a unit cost of zero while money was spent is not possible.
"""

from __future__ import annotations

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.unit_cost import is_unit_cost
from xladdin.checks.subject import Subject, row_path
from xladdin.checks.texts.declared_rate import read_declared_rate
from xladdin.model.funds import SOURCE_TITLES
from xladdin.model.grammar.quantity import Direction, Kind
from xladdin.rules.score_sheet import ScoredRow

_UPWARD = (Direction.AT_LEAST, Direction.MORE_THAN)


def zeros(subject: Subject) -> Cases:
    for row in subject.rows:
        if row.target.kind is Kind.NUMBER:
            yield _target(row) or _actual(subject, row)
    for money in subject.evaluation.funds:
        if money.budget != 0 or money.executed is None:
            continue
        path, facts = f"funds[{money.source}]", {"source": SOURCE_TITLES[money.source]}
        declared = read_declared_rate(money.declared_rate)
        if money.executed > 0:
            found = show.number(money.executed)
            yield Fault("no_budget", f"{path}.executed", found, "0", found, (f"{path}.budget",), facts)
        elif declared is not None and declared.percent != 0:
            yield Fault("rate", f"{path}.declared_rate", money.declared_rate, "—", "", (f"{path}.budget",), facts)
        else:
            yield PASSED


def _target(row: ScoredRow) -> Fault | None:
    if row.target.low == 0 and row.target.direction in _UPWARD:
        return Fault("target", row_path(row, "target"), row.target.printed)
    return None


def _actual(subject: Subject, row: ScoredRow) -> Fault | None:
    if row.terms.number != 0:
        return None
    path, related = row_path(row, "actual"), (row_path(row, "target"),)
    if is_unit_cost(row.target.unit) and subject.total.executed:
        facts = {"executed": show.number(subject.total.executed)}
        return Fault("unit_cost", path, row.actual.printed, related=related, facts=facts)
    if row.target.direction in (Direction.AT_MOST, Direction.LESS_THAN) and row.target.high:
        return Fault("bound", path, row.actual.printed, row.target.printed, "", related)
    return None


CHECK = Check(
    id="C16",
    title="零值有据：目标为零、资金为零、实际为零",
    basis="常见问题：零目标无完成率，0/0 填成 100%，未发生的成本按达标计分",
    applies_to="数值型指标或预算数为零的资金行",
    messages={
        "target": Message(
            "warning",
            "指标值“{found}”为零，任何结果都算达标，没有完成率。",
            "要么改为有意义的目标值，要么改用“≤”或文字目标。",
        ),
        "bound": Message(
            "warning",
            "实际完成值为 0，按“{expected}”视为达标，没有说明是没有发生还是没有统计。",
            "要么说明为 0 的原因，要么填写实际数值。",
            explained="没有发生|未发生|未产生|没有产生|无.{0,8}(发生|投诉|事故)|为0|为零|零|统计",
        ),
        "unit_cost": Message(
            "error",
            "单位成本填报为 {found}，而全年已执行资金 {executed} 万元，单位成本不可能为 0。",
            "要么按已执行资金除以完成数量填写，要么附上经批准的评分调整并清空该格。",
        ),
        "no_budget": Message(
            "error",
            "{source}的全年预算数为 0，却执行了 {found} 万元。",
            "要么补填预算数，要么改正执行数。",
        ),
        "rate": Message(
            "warning",
            "{source}的全年预算数和执行数都为 0，执行率填报为 {found}，应为“{expected}”。",
            "要么改为“—”，要么核对金额。",
        ),
    },
    function=zeros,
)
