"""Deadlines as numbers like 20241130: what 评分表 holds of a deadline that Python has read."""

from __future__ import annotations

from xladdin.model.grammar.deadline import Deadline


def day_number(year: int, day: tuple[int, int]) -> int:
    """A month and day as the formulas compare them: ``(2024, (11, 30))`` → 20241130."""
    return year * 10000 + day[0] * 100 + day[1]


def deadline_numbers(deadline: Deadline, year: int) -> tuple[int, int]:
    """``due`` and ``late`` of a deadline that Python has read."""
    year = deadline.year or year
    return day_number(year, deadline.earliest), day_number(year, deadline.latest)
