"""C08 the direction of a target makes sense: a pass rate is not the better for being low.

The score follows the sign as printed; the sign is only questioned. Names decide, by words that leave no doubt.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.directions import HIGH, is_sane, turned
from xladdin.checks.facts.goal_rows import goal_rows
from xladdin.checks.subject import Subject, row_path
from xladdin.model.grammar.quantity import Kind, Target

#: A full rate is written “100”, not “≥100”.
_FULL = Decimal(100)


def directions(subject: Subject) -> Cases:
    for row, issued in zip(subject.rows, subject.issued_targets, strict=True):
        name = row.indicator.level3
        counted = "数量" in row.indicator.level2
        if row.target.kind is Kind.NUMBER:
            wrong = row.indicator.key in subject.once(turned)
            yield _fault(row_path(row, "target"), row.target) if wrong else PASSED
        if issued is not None and issued.kind is Kind.NUMBER:
            yield PASSED if is_sane(name, issued, counted) else _fault(row_path(row, "issued_target"), issued)
    for goal in subject.once(goal_rows):
        if goal.target.kind is Kind.NUMBER:
            sane = is_sane(goal.row.level3, goal.target, "数量" in goal.row.level2)
            yield PASSED if sane else _fault(f"{goal.path}.target", goal.target)


def _fault(path: str, target: Target) -> Fault:
    found = target.printed
    if target.direction in HIGH:
        return Fault("downward", path, found, f"≤{show.optional(target.low)}")
    bound = show.optional(target.high)
    return Fault("upward", path, found, bound if target.high == _FULL else f"≥{bound}")


CHECK = Check(
    id="C08",
    title="指标值的方向合乎指标含义",
    basis="常见问题：合格率、开工率等正向指标写成“≤”，成本、投诉等反向指标写成“≥”",
    applies_to="数值型指标值",
    messages={
        "upward": Message(
            "warning",
            "指标值“{found}”以低为好，而“{name}”以高为好；得分仍按所写的方向计算。",
            "要么改为“{expected}”，要么说明为什么越低越好。",
            explained="越低|越高|为好|方向|下达|符号|口径",
        ),
        "downward": Message(
            "warning",
            "指标值“{found}”以高为好，而“{name}”以低为好；得分仍按所写的方向计算。",
            "要么改为“{expected}”，要么说明为什么越高越好。",
            explained="越低|越高|为好|方向|下达|符号|口径",
        ),
    },
    function=directions,
)
