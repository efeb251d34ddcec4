"""C04 declared scores add up: rows to levels, levels to the total; the grade fits the total.

A row whose score is wrong by its rule is a finding of C06; the sum that follows from it is not reported again.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.declared_scores import differs, rows_of_level, wrong_rows
from xladdin.checks.subject import Subject, row_path
from xladdin.model.evaluation import Declared
from xladdin.rules.grade import grade
from xladdin.rules.level_score import level_score


def declared_totals(subject: Subject) -> Cases:
    declared = subject.evaluation.declared
    if declared is None:
        return
    yield from _levels(subject, declared)
    total, wrong_total = declared.total, False
    if total is not None and len(declared.levels) == len(subject.sheet.levels):
        expected = sum(declared.levels.values(), Decimal(0))
        wrong_total = total != expected
        paths = tuple(f"declared.levels[{name}]" for name in declared.levels)
        gap = show.number(total - expected)
        fault = Fault("total", "declared.total", show.number(total), show.number(expected), gap, paths)
        yield fault if wrong_total else PASSED
    if total is not None and declared.grade.strip() and not wrong_total:
        right, found = grade(total, subject.profile), declared.grade.strip()
        fault = Fault("grade", "declared.grade", found, right, "", ("declared.total",), {"total": show.number(total)})
        yield PASSED if found == right else fault


def _levels(subject: Subject, declared: Declared) -> Cases:
    places = int(subject.profile.required("level_places"))
    for level in subject.sheet.levels:
        stated, rows = declared.levels.get(level.name), rows_of_level(subject, level.name)
        scores = [row.indicator.declared_score for row in rows]
        if (
            stated is None
            or not rows
            or None in scores
            or any(row.indicator.key in subject.once(wrong_rows) for row in rows)
        ):
            continue
        weights = sum((row.terms.weight or Decimal(0) for row in rows), Decimal(0))
        expected = level_score(
            sum((one for one in scores if one is not None), Decimal(0)), weights, level.standard, places
        )
        if expected is None:
            continue
        related = tuple(row_path(row, "declared_score") for row in rows)
        found, right, gap = show.number(stated), show.number(expected), show.number(stated - expected)
        fault = Fault("level", f"declared.levels[{level.name}]", found, right, gap, related, {"level": level.name})
        yield fault if differs(subject, stated, expected) else PASSED


CHECK = Check(
    id="C04",
    title="填报得分逐级相加，等级与总分相符",
    basis="财预〔2020〕10号：90（含）以上为优，80—90 为良，60—80 为中，60 以下为差",
    applies_to="填报的得分或等级",
    messages={
        "total": Message(
            "error",
            "填报总分 {found} 分与各级得分之和 {expected} 分不符，相差 {difference} 分。",
            "要么改正总分，要么改正有误的一级得分。",
        ),
        "level": Message(
            "error",
            "{level}填报得分 {found} 分，按各指标填报得分合计（折算到标准分）应为 {expected} 分，相差 {difference} 分。",
            "要么改正该级得分，要么改正指标得分。",
        ),
        "grade": Message(
            "error",
            "填报等级“{found}”与填报总分 {total} 分不符，应为“{expected}”。",
            "要么改正等级，要么核对总分。",
        ),
    },
    function=declared_totals,
)
