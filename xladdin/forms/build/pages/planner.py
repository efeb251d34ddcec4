"""Where the pages of a table end, worked out from the heights of its rows.

A page is left neither a third empty nor with a group's last row alone on the next one; within that, the fewest pages,
and breaks where a group begins. All breaks are weighed together, from the last row upward: a break that looks well
by itself may leave a careless page behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple


class Before(IntEnum):
    """What a page break just before a row costs, beside a page (1000)."""

    GROUP = 0
    SUBGROUP = 2
    ROW = 6
    FORM = 60
    """among the cells above or below the table"""
    LONE_FIRST = 90
    """leaves the first row of a group alone on the page before"""
    LONE_LAST = 140
    """takes the last row of a group alone to the next page"""
    NEVER = 100_000
    """parts a heading from its table"""


_PAGE = 1000.0
_EMPTY_THIRD = 200.0
#: Share of a page that may stay empty without a second look, and how much each further percent weighs.
_EMPTY, _PER_PERCENT = 1 / 3, 6.0
_EVEN = 10.0
"""for a page that is quite empty: of two ways to break, the fuller first page"""
_CARELESS, _CARELESS_SHARE = 45.0, 0.12
"""a last page with next to nothing on it"""


class Plan(NamedTuple):
    """Rows with which a page begins (the first page aside), and what the breaks cost: less is better."""

    breaks: tuple[int, ...]
    cost: float

    @property
    def pages(self) -> int:
        return len(self.breaks) + 1


def plan(heights: Sequence[float], room: float, weights: Sequence[int], heading: int = 0) -> Plan:
    """The best breaks.

    heights  of the rows 1, 2, …, in points
    room     height of a page in the same points
    weights  what a break before each row costs (``Before``), as long as ``heights``
    heading  row that is repeated on every page that begins below it; 0 for none
    """
    count = len(heights)
    total = [0.0]
    for height in heights:
        total.append(total[-1] + height)
    repeated = heights[heading - 1] if heading else 0.0
    #: Row → cost of the pages from it on, and the row with which the next page begins.
    best: dict[int, tuple[float, int]] = {count + 1: (0.0, 0)}
    for first in range(count, 0, -1):
        free = room - (repeated if heading and first > heading else 0.0)
        best[first] = min(_pages(first, free, total, weights, best))
    breaks, row = [], best[1][1]
    while 0 < row <= count:
        breaks.append(row)
        row = best[row][1]
    return Plan(tuple(breaks), best[1][0])


def _pages(
    first: int, free: float, total: Sequence[float], weights: Sequence[int], best: dict[int, tuple[float, int]]
) -> Iterable[tuple[float, int]]:
    """Cost of a page from row ``first`` to before each row that the next may begin with, and that row."""
    count = len(total) - 1
    for after in range(first + 1, count + 2):
        used = total[after - 1] - total[first - 1]
        if used > free and after > first + 1:  # a row taller than a page has one to itself
            return
        cost, _ = best[after]
        if after > count:
            yield _PAGE + (_CARELESS if first > 1 and used < _CARELESS_SHARE * free else 0.0), after
            continue
        empty = max(0.0, 1 - used / free)
        if empty > _EMPTY:
            cost += _EMPTY_THIRD + (empty - _EMPTY) * 100 * _PER_PERCENT
        yield cost + _PAGE + weights[after - 1] + empty * _EVEN, after


def table_weights(count: int, heading: int, last: int, groups: Sequence[Sequence[int]]) -> list[int]:
    """Costs of breaks before the rows 1 … ``count`` of a sheet with one table.

    heading, last  row of the table's heading, and its last row
    groups         first rows of the groups, level by level: the widest first. The first row of the table begins one
    """
    weights: list[int] = [Before.FORM] * count
    weights[0] = Before.NEVER
    weights[heading - 1] = Before.GROUP
    starts = [sorted({*level, last + 1}) for level in groups] or [[*range(heading + 1, last + 2)]]
    inner = sorted({row for level in starts for row in level})
    for row in range(heading + 2, last + 1):
        if row in starts[0]:
            weights[row - 1] = Before.GROUP
        elif row in inner:
            weights[row - 1] = Before.SUBGROUP
        elif row + 1 in inner:
            weights[row - 1] = Before.LONE_LAST
        else:
            weights[row - 1] = Before.LONE_FIRST if row - 1 in inner else Before.ROW
    if heading < count:
        weights[heading] = Before.NEVER
    for row in (heading + 2, last):  # one row alone below the heading
        if heading + 1 < row <= last:
            weights[row - 1] = max(weights[row - 1], Before.LONE_LAST)
    if last < count:  # what stands below the table keeps two of its rows
        weights[last] = Before.NEVER // 10
    return weights
