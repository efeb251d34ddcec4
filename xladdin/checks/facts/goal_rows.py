"""Indicator rows of the goal tables A and B, with their paths and targets read."""

from __future__ import annotations

from typing import NamedTuple

from xladdin.checks.subject import Subject
from xladdin.model.goals import GoalIndicator
from xladdin.model.grammar.quantity import Target


class GoalRow(NamedTuple):
    table: str
    position: int
    row: GoalIndicator
    target: Target

    @property
    def path(self) -> str:
        return f"goals.{self.table}.indicators[{self.position}]"


def goal_rows(subject: Subject) -> tuple[GoalRow, ...]:
    """Rows of both tables; use through ``Subject.once``."""
    goals = subject.evaluation.goals
    return tuple(
        GoalRow(table, position, row, target)
        for table, goal in (("overall", goals.overall), ("annual", goals.annual))
        if goal is not None
        for position, (row, target) in enumerate(zip(goal.indicators, subject.goal_targets[table], strict=True))
    )
