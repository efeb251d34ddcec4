"""Indicator rows of the goal tables A and B, with their paths and targets read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xladdin.checks.subject import Subject
from xladdin.model.goals import GoalIndicator
from xladdin.model.quantity import Target, read_target
from xladdin.model.unit import unit_in_name


class GoalRow(NamedTuple):
    table: str
    position: int
    row: GoalIndicator
    target: Target

    @property
    def path(self) -> str:
        return f"goals.{self.table}.indicators[{self.position}]"


def goal_rows(subject: Subject, *tables: str) -> Iterator[GoalRow]:
    """Rows of the named tables (``overall``, ``annual``; both by default)."""
    for table in tables or ("overall", "annual"):
        goal = getattr(subject.evaluation.goals, table)
        if goal is not None:
            for position, row in enumerate(goal.indicators):
                yield GoalRow(table, position, row, read_target(row.target, unit_in_name(row.level3)))
