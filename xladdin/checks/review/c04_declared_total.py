"""C04 declared scores add up: rows to levels, levels to the total; the grade fits the total.

A row whose score is wrong by its rule is a finding of C06; the sum that follows from it is not reported again.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.declared_scores import differs, rows_of_level, wrong_rows
from xladdin.checks.subject import Subject, row_path
from xladdin.model.evaluation import Declared
from xladdin.rules.total.grade import grade
from xladdin.rules.total.level_score import level_score

#: A sum that cannot be made for want of its parts: no case at all.
_UNDECIDED = Fault("", "")


def declared_totals(subject: Subject) -> Cases:
    declared = subject.evaluation.declared
    if declared is None:
        return
    if subject.evaluation.form == "project":
        fault = _rows_total(subject, declared)
    else:
        yield from _levels(subject, declared)
        fault = _rows_total(subject, declared) if not declared.levels else _levels_total(subject, declared)
    decided = fault is not _UNDECIDED
    if decided:
        yield fault
    total, found = declared.total, declared.grade.strip()
    if total is not None and found and (fault is PASSED or not decided):
        right = grade(total, subject.profile)
        facts = {"total": show.number(total)}
        yield (
            PASSED if found == right else Fault("grade", "declared.grade", found, right, "", ("declared.total",), facts)
        )


def _levels_total(subject: Subject, declared: Declared) -> Fault | None:
    """总分 = Σ of the levels' declared scores, where every level declares one."""
    if declared.total is None or len(declared.levels) != len(subject.sheet.levels):
        return _UNDECIDED
    expected = sum(declared.levels.values(), Decimal(0))
    paths = tuple(f"declared.levels[{name}]" for name in declared.levels)
    return _compared("total", declared.total, expected, paths)


def _rows_total(subject: Subject, declared: Declared) -> Fault | None:
    """Form E, and a table that declares no levels: 总分 = the execution's score + Σ of the rows' declared scores."""
    scores = [row.indicator.declared_score for row in subject.rows]
    level = subject.execution
    execution = Decimal(0) if level is None else declared.levels.get(level.name, level.score)
    known = [score for score in scores if score is not None]
    if declared.total is None or execution is None or len(known) < len(scores):
        return _UNDECIDED
    paths = tuple(row_path(row, "declared_score") for row in subject.rows)
    return _compared(
        "rows", declared.total, sum(known, execution), ((f"declared.levels[{level.name}]",) if level else ()) + paths
    )


def _compared(key: str, total: Decimal, expected: Decimal, related: tuple[str, ...]) -> Fault | None:
    if total == expected:
        return PASSED
    return Fault(
        key, "declared.total", show.number(total), show.number(expected), show.number(total - expected), related
    )


def _levels(subject: Subject, declared: Declared) -> Cases:
    places = int(subject.profile.required("level_places"))
    for level in subject.sheet.levels:
        stated, rows = declared.levels.get(level.name), rows_of_level(subject, level.name)
        scores = [row.indicator.declared_score for row in rows]
        known = [score for score in scores if score is not None]
        if stated is None or not rows or len(known) < len(rows):
            continue
        if any(row.indicator.key in subject.once(wrong_rows) for row in rows):
            continue
        weights = sum((row.terms.weight or Decimal(0) for row in rows), Decimal(0))
        expected = level_score(sum(known, Decimal(0)), weights, level.standard, places)
        if expected is None or not differs(subject, stated, expected):
            yield PASSED
            continue
        related = tuple(row_path(row, "declared_score") for row in rows)
        found, right, gap = show.number(stated), show.number(expected), show.number(stated - expected)
        yield Fault("level", f"declared.levels[{level.name}]", found, right, gap, related, {"level": level.name})


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
            sum=True,
        ),
        "rows": Message(
            "error",
            "填报总分 {found} 分与预算执行得分加各指标得分之和 {expected} 分不符，相差 {difference} 分。",
            "要么改正总分，要么改正有误的得分。",
            sum=True,
        ),
        "level": Message(
            "error",
            "{level}填报得分 {found} 分，按各指标填报得分合计（折算到标准分）应为 {expected} 分，相差 {difference} 分。",
            "要么改正该级得分，要么改正指标得分。",
            sum=True,
        ),
        "grade": Message(
            "error",
            "填报等级“{found}”与填报总分 {total} 分不符，应为“{expected}”。",
            "要么改正等级，要么核对总分。",
        ),
    },
    function=declared_totals,
)
