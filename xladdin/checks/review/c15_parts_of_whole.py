"""C15 parts and whole: a sum that holds among the output targets holds among the actual values as well.

Identities are discovered (``identities``), not named. Karamay: 16.21 + 69.58 = 85.79 in the targets, but 18.69 + 93.74 =
112.43 against 133.44 in the actual values. Turpan's 121.17 = 94.58 + 0.28 + 26.31 with 0 = 0 + 0 + 0 is in order.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.sum_relations import bound, identities
from xladdin.checks.subject import Subject, row_path
from xladdin.rules.profile import OUTPUT


def parts_of_whole(subject: Subject) -> Cases:
    tolerance = subject.profile.required("sum_tolerance")
    for one in subject.once(identities):
        whole, parts = subject.rows[one.whole], [subject.rows[part] for part in one.parts]
        if any(row.level_id != OUTPUT for row in (whole, *parts)):
            continue
        found, values = whole.terms.number, [row.terms.number for row in parts]
        known = [value for value in values if value is not None]
        if found is None or len(known) < len(values):
            continue
        expected = sum(known, Decimal(0))
        if abs(found - expected) <= tolerance:
            yield PASSED
            continue
        facts = {
            "parts": "、".join(show.name(row.indicator.level3) for row in parts),
            "sum": "+".join(show.number(value) for value in known),
            "targets": "+".join(show.optional(bound(row.target)) for row in parts),
            "target": show.optional(bound(whole.target)),
        }
        related = tuple(row_path(row, "actual") for row in parts)
        gap = show.number(found - expected)
        yield Fault("sum", row_path(whole, "actual"), show.number(found), show.number(expected), gap, related, facts)


CHECK = Check(
    id="C15",
    title="分项之和等于合计",
    basis="常见问题：目标值中分项之和等于合计，实际完成值却不等",
    applies_to="目标值中成立的分项合计关系",
    messages={
        "sum": Message(
            "warning",
            "目标值中 {target}={targets}（{parts}），实际完成值合计 {found} 与分项之和 {expected}（{sum}）不符，相差 {difference}。",
            "要么改正合计或分项，要么在该行说明差额的去向。",
            explained="差额|相差|合计|口径|包括|其中|分项|重复|以外|核定",
        ),
    },
    function=parts_of_whole,
)
