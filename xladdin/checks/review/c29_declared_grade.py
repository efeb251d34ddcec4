"""C29 the declared total and grade against the facts, where the levels are not declared one by one.

With declared levels or rows the difference is found there (C04–C06) and what follows from it is not reported again; so
it is while an actual value is missing.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.declared_scores import differs, read_grade
from xladdin.checks.facts.declared_sums import execution
from xladdin.checks.facts.points_scheme import execution_points, other_execution_points, weight_sum
from xladdin.checks.facts.results import is_met_in_full
from xladdin.checks.facts.typed_weights import misplaced
from xladdin.checks.subject import Subject
from xladdin.rules.total.grade import grade


def declared_grade(subject: Subject) -> Cases:
    declared = subject.evaluation.declared
    if declared is None or any(row.indicator.declared_score is not None for row in subject.rows):
        return
    execution = subject.execution
    if any(execution is None or name != execution.name for name in declared.levels) or subject.has_blank_actual:
        return
    right = _totals(subject)
    if not right or subject.once(misplaced):
        return
    if declared.total is not None:
        found, expected, gap = (show.number(n) for n in (declared.total, right[0], declared.total - right[0]))
        same = any(not differs(subject, declared.total, one) for one in right)
        yield PASSED if same else Fault("total", "declared.total", found, expected, gap)
    elif declared.grade.strip():
        grades = [grade(one, subject.profile) for one in right]
        facts = {"total": show.number(right[0])}
        fault = Fault("grade", "declared.grade", declared.grade, grades[0], facts=facts)
        yield PASSED if read_grade(declared.grade) in grades else fault


def _totals(subject: Subject) -> list[Decimal]:
    """The total by the rules, and the plain sum of a table whose points are its own (form E, another scheme)."""
    found = [subject.sheet.total] if subject.sheet.total is not None else []
    money, points = execution(subject), subject.once(weight_sum)
    if money is None:
        return found
    if points is not None:
        scores = [row.score for row in subject.rows if row.terms.weight is not None]
        known = [score for score in scores if score is not None]
        shared_out = points + execution_points(subject) == subject.profile.total
        own = subject.evaluation.asks.plain_sums and shared_out
        if len(known) == len(scores) and (own or subject.once(other_execution_points) is not None):
            found.append(sum(known, money))
    elif not found and all(row.terms.weight is None and is_met_in_full(row, subject.profile) for row in subject.rows):
        found.append(subject.profile.total - execution_points(subject) + money)
    return found


CHECK = Check(
    id="C29",
    title="填报总分和等级与事实相符",
    basis="财预〔2020〕10号：评价等级依据得分确定",
    applies_to="只填报总分或等级、未分级填报的得分（分级填报的由 C05、C06 核对）",
    messages={
        "total": Message(
            "error",
            "填报总分 {found} 分，按规则和已批准的调整应为 {expected} 分，相差 {difference} 分。",
            "要么改正总分，要么附上经主管部门批准的评分调整。",
        ),
        "grade": Message(
            "error",
            "填报等级“{found}”，按规则和已批准的调整得 {total} 分，应为“{expected}”。",
            "要么改正等级，要么附上经主管部门批准的评分调整。",
        ),
    },
    function=declared_grade,
)
