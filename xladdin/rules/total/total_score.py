"""总分 = sum of the *rounded* level scores (Turpan 88.8; the unrounded 88.742 would print 88.7)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def total_score(levels: Iterable[Decimal | None]) -> Decimal | None:
    """Points; None as soon as one level has no score."""
    total = Decimal(0)
    for score in levels:
        if score is None:
            return None
        total += score
    return total


def native(levels: str, count: int, places: str = "level_places") -> str:
    """The same over a range of ``count`` level scores, rounded at the parameter ``places`` of the profile."""
    return f'IF(COUNT({levels})={count},ROUND(SUM({levels}),JX_P_{places}),"")'
