"""C32 an identity between outputs and results that holds in the targets is broken in the actual values.

Turpan: 沙化防治 = 修复 − 边坡治理, exact in both goal tables (384.40 = 426.94 − 42.54; 1463.46 = 1599.63 − 136.17); the actual
value would be 458.79 − 101.79 = 357.00, not 393.74. Sums among outputs alone are C15.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.sum_relations import Identity, identities
from xladdin.checks.subject import Subject, bound, row_path
from xladdin.rules.profile import OUTPUT
from xladdin.rules.score_sheet import ScoredRow


def identities_across(subject: Subject) -> Cases:
    tolerance = subject.profile.required("sum_tolerance")
    for one in subject.once(identities):
        derived = next((n for n in (one.whole, *one.parts) if subject.rows[n].level_id != OUTPUT), None)
        if derived is None:
            continue
        terms = _solved(subject, one, derived)
        if terms is None:
            continue
        row, plus, minus = terms
        found = row.terms.number or Decimal(0)
        values = [(other.terms.number or Decimal(0)) for other in (*plus, *minus)]
        expected = sum(values[: len(plus)], Decimal(0)) - sum(values[len(plus) :], Decimal(0))
        if abs(found - expected) <= tolerance:
            yield PASSED
            continue
        facts = {
            "names": _formula([_name(other) for other in plus], [_name(other) for other in minus]),
            "target": show.optional(bound(row.target)),
            "targets": _formula([_bound(other) for other in plus], [_bound(other) for other in minus]),
            "sum": _formula([_actual(other) for other in plus], [_actual(other) for other in minus]),
        }
        related = tuple(row_path(other, "actual") for other in (*plus, *minus))
        gap = show.number(found - expected)
        yield Fault("broken", row_path(row, "actual"), show.number(found), show.number(expected), gap, related, facts)


def _solved(subject: Subject, one: Identity, derived: int) -> tuple[ScoredRow, list[ScoredRow], list[ScoredRow]] | None:
    """The identity solved for row ``derived``: rows that are added, rows that are taken off. None while one is blank."""
    rows = subject.rows
    if any(rows[n].terms.number is None for n in (one.whole, *one.parts)):
        return None
    others = [rows[n] for n in one.parts if n != derived]
    return (rows[derived], others, []) if derived == one.whole else (rows[derived], [rows[one.whole]], others)


def _name(row: ScoredRow) -> str:
    return show.name(row.indicator.level3)


def _bound(row: ScoredRow) -> str:
    return show.optional(bound(row.target))


def _actual(row: ScoredRow) -> str:
    return show.optional(row.terms.number)


def _formula(plus: list[str], minus: list[str]) -> str:
    return "−".join(["+".join(plus), *minus])


CHECK = Check(
    id="C32",
    title="目标值中的换算关系在实际值中成立",
    basis="常见问题：效益指标的目标值由产出指标推算，实际完成值却另行填写",
    applies_to="产出与效益之间在目标值中成立的合计关系",
    messages={
        "broken": Message(
            "warning",
            "目标值中 {target}={targets}（{names}），按此实际完成值应为 {expected}（{sum}），填报 {found}，相差 {difference}。",
            "要么按同一口径改正，要么在该行说明口径的变化。",
            explained="推算|相差|差额|口径|核定|合计",
        ),
    },
    function=identities_across,
)
