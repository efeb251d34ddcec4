"""C04 declared scores add up: rows to levels, levels to the total; the grade fits the total.

What is declared is held against everything that can be added: a level may be the plain sum of its rows or scaled to its
standard; scores that are blank leave bounds. A row whose score is wrong by its rule is a finding of C06; the sum that
follows from it is not reported again.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.declared_scores import differs, is_rounded, read_grade, rows_of_level, wrong_rows
from xladdin.checks.facts.declared_sums import Sum, of_all_rows, of_levels, of_rows, shifts
from xladdin.checks.facts.points_scheme import execution_points, other_execution_points, weight_sum
from xladdin.checks.subject import Subject
from xladdin.model.evaluation import Declared
from xladdin.rules.score_sheet import ScoredLevel
from xladdin.rules.total.grade import grade
from xladdin.rules.total.level_score import level_score


def declared_totals(subject: Subject) -> Cases:
    declared = subject.evaluation.declared
    if declared is None:
        return
    yield from _levels(subject, declared)
    sums = [("rows", of_all_rows(subject)), ("total", of_levels(subject, declared))]
    if not subject.evaluation.asks.plain_sums or sums[0][1] is None:
        sums.reverse()
    wrong = False
    if declared.total is not None:
        for case in _total(subject, declared.total, [(key, one) for key, one in sums if one is not None]):
            wrong = wrong or case is not PASSED
            yield case
    if declared.grade.strip() and not wrong:
        yield from _grade(subject, declared, [one for _, one in sums if one is not None])


def _total(subject: Subject, total: Decimal, sums: list[tuple[str, Sum]]) -> Cases:
    """The total against the first sum that is whole, else against the bounds of all."""
    whole = [(key, one) for key, one in sums if one.whole]
    if any(_adds_up(total, one.low) for _, one in whole) or any(
        not differs(subject, total, one.low + shift) for _, one in whole for shift in subject.once(shifts)
    ):
        yield PASSED
    elif whole:
        key, one = whole[0]
        gap = show.number(total - one.low)
        yield Fault(key, "declared.total", show.number(total), show.number(one.low), gap, one.paths)
    elif total > subject.profile.total and not _too_many_points(subject):
        gap, full = show.number(total - subject.profile.total), show.number(subject.profile.total)
        yield Fault("beyond", "declared.total", show.number(total), full, gap)
    else:
        outside = [one for _, one in sums if not one.low <= total <= one.high]
        if outside:
            yield _outside("partly", "declared.total", total, outside[0])


def _adds_up(stated: Decimal, true: Decimal) -> bool:
    return stated == true or is_rounded(stated, true)


def _too_many_points(subject: Subject) -> bool:
    """Whether the weights already make more than full marks (C03): then so does their sum."""
    weights = subject.once(weight_sum)
    return weights is not None and weights + execution_points(subject) > subject.profile.total


def _outside(key: str, path: str, stated: Decimal, one: Sum, **facts: object) -> Fault:
    bounds = f"{show.number(one.low)}—{show.number(one.high)}"
    gap = show.number(stated - (one.low if stated < one.low else one.high))
    return Fault(key, path, show.number(stated), bounds, gap, one.paths, facts)


def _grade(subject: Subject, declared: Declared, sums: list[Sum]) -> Cases:
    """The grade against the declared total, else against what the scores add up to."""
    whole = [one.low for one in sums if one.whole]
    total = declared.total if declared.total is not None else (whole[0] if whole else None)
    if total is None:
        return
    printed, right = declared.grade.strip(), grade(total, subject.profile)
    related = ("declared.total",) if declared.total is not None else ()
    fault = Fault("grade", "declared.grade", printed, right, "", related, {"total": show.number(total)})
    yield PASSED if read_grade(printed) == right else fault


def _levels(subject: Subject, declared: Declared) -> Cases:
    for level in subject.sheet.levels:
        stated, rows = declared.levels.get(level.name), rows_of_level(subject, level.name)
        one = of_rows(rows)
        if stated is None or one is None or any(row.indicator.key in subject.once(wrong_rows) for row in rows):
            continue
        weights = sum((row.terms.weight or Decimal(0) for row in rows), Decimal(0))
        yield _level(subject, level, stated, one, weights)


def _level(subject: Subject, level: ScoredLevel, stated: Decimal, one: Sum, weights: Decimal) -> Fault | None:
    """One level's score against the plain sum of its rows and against that sum scaled to the standard."""
    path = f"declared.levels[{level.name}]"
    places = subject.sheet.places
    plain = weights == level.standard or subject.once(other_execution_points) is not None
    if not one.whole:
        inside = one.low <= stated <= one.high or not plain
        return PASSED if inside else _outside("level_partly", path, stated, one, level=level.name)
    scaled = level_score(one.low, weights, level.standard, places)
    adds_up = not differs(subject, stated, one.low) and (plain or one.low <= level.standard)
    if adds_up or scaled is None or not differs(subject, stated, scaled):
        return PASSED
    expected = one.low if plain else scaled
    gap = show.number(stated - expected)
    return Fault("level", path, show.number(stated), show.number(expected), gap, one.paths, {"level": level.name})


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
        "partly": Message(
            "error",
            "填报总分 {found} 分，而已填的得分加上未填各项的满分只能在 {expected} 分之间，相差 {difference} 分。",
            "要么改正总分，要么改正或补填得分。",
            sum=True,
        ),
        "beyond": Message(
            "error",
            "填报总分 {found} 分超过满分 {expected} 分。",
            "要么改正总分，要么核对各项得分。",
        ),
        "level": Message(
            "error",
            "{level}填报得分 {found} 分，按各指标填报得分合计（折算到标准分）应为 {expected} 分，相差 {difference} 分。",
            "要么改正该级得分，要么改正指标得分。",
            sum=True,
        ),
        "level_partly": Message(
            "error",
            "{level}填报得分 {found} 分，而该级已填的指标得分加上未填各项的满分只能在 {expected} 分之间，相差 {difference} 分。",
            "要么改正该级得分，要么改正或补填指标得分。",
            sum=True,
        ),
        "grade": Message(
            "error",
            "填报等级“{found}”与得分 {total} 分不符，应为“{expected}”。",
            "要么改正等级，要么核对得分。",
        ),
    },
    function=declared_totals,
)
