"""C11 the actual value is the target: its text copied (``≥150``), or the same number in suspiciously many rows.

Rows whose target is 100 % are not counted: a full rate is what such a row should say. Thresholds: ``copied_share`` and
``copied_rows`` of the profile.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.sum_relations import bound
from xladdin.checks.subject import Subject, row_path
from xladdin.rules.score_sheet import ScoredRow

_FULL = Decimal(100)


def copied_targets(subject: Subject) -> Cases:
    equal = [row for row, number in subject.numbered if _equals_target(row, number)]
    least = max(subject.limit("copied_rows"), subject.limit("copied_share") * len(subject.rows))
    many = len(equal) >= least
    keys = {row.indicator.key for row in equal} if many else set()
    facts = {"count": len(equal), "rows": len(subject.rows)}
    for row, number in subject.numbered:
        if row.actual.copied_target or row.indicator.key in keys:
            path, related = row_path(row, "actual"), (row_path(row, "target"),)
            found, target = row.actual.printed.strip(), row.target.printed.strip()
            copied = row.actual.copied_target
            yield (
                Fault("text", path, found, "", "", related)
                if copied
                else Fault("equal", path, found, target, "", related, facts)
            )
        elif number is not None:
            yield PASSED


def _equals_target(row: ScoredRow, number: Decimal | None) -> bool:
    if number is None or number != bound(row.target) or number == 0:
        return False
    return number != _FULL or row.target.unit is None or not row.target.unit.is_share


CHECK = Check(
    id="C11",
    title="实际完成值不是照抄目标值",
    basis="常见问题：实际完成值照抄指标值，或大面积与目标值分毫不差",
    applies_to="填有实际完成值的指标",
    messages={
        "text": Message(
            "error",
            "实际完成值“{found}”是目标值的写法，不是完成的数量，无法计分。",
            "要么填写实际完成的数值，要么（无法统计时）附上经批准的评分调整。",
        ),
        "equal": Message(
            "warning",
            "{rows} 个指标中有 {count} 个的实际完成值与目标值分毫不差。",
            "要么按统计资料填写实际数，要么在该行说明相等的原因。",
        ),
    },
    function=copied_targets,
)
