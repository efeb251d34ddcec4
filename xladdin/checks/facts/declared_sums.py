"""What the declared scores of a table add up to: its rows, its levels, and between which bounds while some are blank."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from xladdin.checks.facts.declared_scores import is_rounded, wrong_rows
from xladdin.checks.facts.points_scheme import (
    counted_rows,
    execution_points,
    execution_row,
    execution_share,
    other_execution_points,
    stated_execution,
)
from xladdin.checks.subject import Subject, row_path
from xladdin.model.evaluation import Declared
from xladdin.model.grammar.decimals import round_half_up
from xladdin.rules.score_sheet import ScoredRow

_ZERO = Decimal(0)


class Sum(NamedTuple):
    """``low`` what is declared, ``high`` with full marks for what is not; equal where everything is declared."""

    low: Decimal
    high: Decimal
    paths: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return self.low == self.high


def of_rows(rows: list[ScoredRow]) -> Sum | None:
    """Of some rows; None where none declares a score or a blank one has no weight either."""
    low = high = _ZERO
    paths = []
    for row in rows:
        score, weight = row.indicator.declared_score, row.terms.weight
        if score is None and weight is None:
            return None
        low += score or _ZERO
        high += score if score is not None else weight or _ZERO
        if score is not None:
            paths.append(row_path(row, "declared_score"))
    return Sum(low, high, tuple(paths)) if paths else None


def execution(subject: Subject) -> Decimal | None:
    """The execution's score as declared, else by the rules, of the table's own points; 0 where it is not scored."""
    stated, points = stated_execution(subject), subject.once(other_execution_points)
    if stated is not None or (subject.execution is None and points is None):
        return stated or _ZERO
    if points is None:
        return subject.execution.score if subject.execution is not None else _ZERO
    share = execution_share(subject)
    return _ZERO if not points else (None if share is None else points * share)


def of_all_rows(subject: Subject) -> Sum | None:
    """预算执行 and every row of the table."""
    rows, own = of_rows(counted_rows(subject)), subject.once(execution_row)
    money, level = execution(subject), subject.execution
    if rows is None or money is None:
        return None
    paths = ((f"declared.levels[{level.name}]",) if level else ()) + rows.paths
    if own is not None:
        paths = (row_path(subject.rows[own], "declared_score"), *rows.paths)
    return Sum(rows.low + money, rows.high + money, paths)


def shifts(subject: Subject) -> tuple[Decimal, ...]:
    """By how much a sum of declared scores is off on account of scores that are wrong themselves (C03, C05, C06, C07).

    A total that was added up with the right scores is no second defect.
    """
    money, rows = _execution_shifts(subject), _row_shifts(subject)
    every = sum(rows, _ZERO)
    return (*money, *([every] if rows else []), *(one + every for one in money if rows), *rows)


def _execution_shifts(subject: Subject) -> list[Decimal]:
    stated, share, other = stated_execution(subject), execution_share(subject), subject.once(other_execution_points)
    if stated is None or share is None:
        return []
    points = execution_points(subject) if other is None else other
    true = points * share
    if is_rounded(stated, true):
        return []
    right = dict.fromkeys((round_half_up(true, 2), round_half_up(true, 1)))
    return [one - stated for one in right if one != stated]


def _row_shifts(subject: Subject) -> list[Decimal]:
    found = []
    for row in subject.rows:
        declared, weight = row.indicator.declared_score, row.terms.weight
        if declared is not None and weight is not None and declared > weight:
            found.append(weight - declared)
        elif declared is not None and row.score is not None and row.indicator.key in subject.once(wrong_rows):
            found.append(round_half_up(row.score, 2) - declared)
    return found


def of_levels(subject: Subject, declared: Declared) -> Sum | None:
    """Every level that the table has rows of, and 预算执行; None where no level of indicators is declared."""
    present = {row.level for row in subject.rows}
    low = high = _ZERO
    paths = []
    indicators = False
    for level in subject.sheet.levels:
        stated = declared.levels.get(level.name)
        own = subject.execution is not None and level.id == subject.execution.id
        if stated is None and level.name not in present and not own:
            continue
        if stated is None and own:
            stated = level.score
        elif stated is not None:
            paths.append(f"declared.levels[{level.name}]")
            indicators = indicators or not own
        low += stated or _ZERO
        high += stated if stated is not None else level.standard
    return Sum(low, high, tuple(paths)) if indicators else None
