"""C15 parts and whole: a sum that holds among the output targets holds among the actual values as well.

Identities are discovered (``identities``), or the table names them: rows that say 其中. Karamay: 16.21 + 69.58 = 85.79 in the targets, but 18.69 + 93.74 =
112.43 against 133.44 in the actual values. Turpan's 121.17 = 94.58 + 0.28 + 26.31 with 0 = 0 + 0 + 0 is in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.parent_rows import Total, totals
from xladdin.checks.facts.sum_relations import identities
from xladdin.checks.facts.typed_weights import misplaced
from xladdin.checks.subject import Subject, bound, row_path
from xladdin.checks.texts.readings import same_unit
from xladdin.rules.profile import OUTPUT
from xladdin.rules.score_sheet import ScoredRow

#: Named parts that lack no more than this share are all of the whole.
_NEARLY = Decimal("0.1")


def parts_of_whole(subject: Subject) -> Cases:
    tolerance = subject.profile.required("sum_tolerance")
    stated = subject.once(totals)
    for total in stated:
        yield _stated(subject, total, tolerance)
    named = {(one.whole, *one.parts) for one in stated}
    for one in subject.once(identities):
        whole, parts = subject.rows[one.whole], [subject.rows[part] for part in one.parts]
        if any(row.level_id != OUTPUT for row in (whole, *parts)) or (one.whole, *one.parts) in named:
            continue
        found, expected = whole.terms.number, _sum([row.terms.number for row in parts])
        if found is None or expected is None or _touches(subject, (whole, *parts)):
            continue
        yield _broken("sum", whole, parts, found, expected) if abs(found - expected) > tolerance else PASSED


def _touches(subject: Subject, rows: Sequence[ScoredRow]) -> bool:
    """Whether a weight stands in place of one of the values (C12)."""
    return any(row.indicator.key in subject.once(misplaced) for row in rows)


def _sum(values: list[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def _stated(subject: Subject, one: Total, tolerance: Decimal) -> Fault | None:
    """A total and its 其中: rows, which say themselves that they are parts."""
    whole, parts = subject.rows[one.whole], [subject.rows[part] for part in one.parts]
    unit = whole.target.unit
    if unit is None or unit.is_share or any(not same_unit(unit, row.target.unit) for row in parts):
        return PASSED
    wanted, aimed = bound(whole.target), _sum([bound(row.target) for row in parts])
    found, reached = whole.terms.number, _sum([row.terms.number for row in parts])
    if found is None or reached is None or wanted is None or aimed is None or _touches(subject, (whole, *parts)):
        return PASSED
    if _targets_differ(aimed - wanted, reached - found, wanted, len(parts), tolerance):
        facts = {"parts": _names(parts), "sum": "+".join(show.optional(bound(row.target)) for row in parts)}
        related = tuple(row_path(row, "target") for row in parts)
        printed, gap = whole.target.printed.strip(), show.number(aimed - wanted)
        return Fault("target", row_path(whole, "target"), printed, show.number(aimed), gap, related, facts)
    if abs(aimed - wanted) <= tolerance:
        return _broken("sum", whole, parts, found, reached) if abs(found - reached) > tolerance else PASSED
    if reached - found > tolerance:
        return _broken("more", whole, parts, found, reached)
    return PASSED  # the parts are only some of the whole


def _targets_differ(gap: Decimal, reached: Decimal, wanted: Decimal, parts: int, tolerance: Decimal) -> bool:
    """More than the whole; or, where several parts are named, nearly the whole, or less while the actual values add up.

    Parts that are far from the whole are only some of it.
    """
    if gap > tolerance or abs(gap) <= tolerance:
        return gap > tolerance
    return parts > 1 and (abs(reached) <= tolerance or -gap <= wanted * _NEARLY)


def _names(parts: list[ScoredRow]) -> str:
    return "、".join(show.name(row.indicator.level3) for row in parts)


def _broken(key: str, whole: ScoredRow, parts: list[ScoredRow], found: Decimal, expected: Decimal) -> Fault:
    facts = {
        "parts": _names(parts),
        "sum": "+".join(show.optional(row.terms.number) for row in parts),
        "targets": "+".join(show.optional(bound(row.target)) for row in parts),
        "target": show.optional(bound(whole.target)),
    }
    related, gap = tuple(row_path(row, "actual") for row in parts), show.number(found - expected)
    return Fault(key, row_path(whole, "actual"), show.number(found), show.number(expected), gap, related, facts)


CHECK = Check(
    id="C15",
    title="分项之和等于合计",
    basis="常见问题：目标值中分项之和等于合计，实际完成值却不等",
    applies_to="目标值中成立的分项合计关系或写明“其中”的行",
    messages={
        "sum": Message(
            "warning",
            "目标值中 {target}={targets}（{parts}），实际完成值合计 {found} 与分项之和 {expected}（{sum}）不符，相差 {difference}。",
            "要么改正合计或分项，要么在该行说明差额的去向。",
            explained="差额|相差|合计|口径|包括|其中|分项|重复|以外|核定",
        ),
        "more": Message(
            "warning",
            "其中各项（{parts}）的实际完成值之和 {expected}（{sum}）大于合计 {found}，相差 {difference}。",
            "要么改正合计或其中各项，要么在该行说明各项有重复计算。",
            explained="差额|相差|合计|口径|包括|其中|分项|重复|交叉|以外|核定",
        ),
        "target": Message(
            "warning",
            "其中各项（{parts}）的指标值之和 {expected}（{sum}）与合计的指标值“{found}”不符，相差 {difference}。",
            "要么改正合计或其中各项的指标值，要么在该行说明各项有重复或没有列全。",
            explained="差额|相差|合计|口径|包括|其中|分项|重复|交叉|以外|核定|列全|其余",
        ),
    },
    function=parts_of_whole,
)
