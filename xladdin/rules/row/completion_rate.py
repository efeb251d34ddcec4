"""完成率 completion rate.

≥ ＞ ＝: actual / target. ≤ ＜: 100 % when met, else target / actual. 区间: 100 % inside, outside the ratio to the nearer
bound. A zero, negative or non-numeric target has no rate (None, shown as —), never 100 %. Source: 财预〔2020〕10号,
定量指标按完成比例; the two readings of ≤ follow the practice of the published reports.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.model.grammar.quantity import Direction
from xladdin.rules.row.terms import Cells
from xladdin.rules.words import NO_RATE, UNREAD

_UPWARD = (Direction.AT_LEAST, Direction.MORE_THAN, Direction.EQUAL)
_DOWNWARD = (Direction.AT_MOST, Direction.LESS_THAN)
_ONE = Decimal(1)


def completion_rate(
    direction: Direction, low: Decimal | None, high: Decimal | None, actual: Decimal | None
) -> Decimal | None:
    """Fraction (1.5554 for 155.54 %), unrounded; None where there is no rate or no actual value."""
    if actual is None:
        return None
    if direction in _UPWARD:
        return actual / low if low is not None and low > 0 else None
    if direction in _DOWNWARD:
        if high is None or high <= 0:
            return None
        return _ONE if actual <= high else high / actual  # ＜ is strict, and yet 40/40 is 100 %
    if low is None or high is None:
        return None
    if actual < low:
        return actual / low if low > 0 else None
    if actual > high:
        return high / actual if high > 0 else None
    return _ONE


def native(cells: Cells) -> str:
    """The same rule as a formula; blank while the actual value is blank, 需核对 where it is not readable."""
    d, low, high, a = cells.direction, cells.low, cells.high, cells.actual
    upward = f'IF({low}>0,{a}/{low},"{NO_RATE}")'
    downward = f'IF({high}>0,IF({a}<={high},1,{high}/{a}),"{NO_RATE}")'
    inside = f"AND({a}>={low},{a}<={high})"
    above = f'IF({high}>0,{high}/{a},"{NO_RATE}")'
    ranged = f"IF({inside},1,IF({a}<{low},{upward},{above}))"
    by_direction = (
        f'IF(OR({d}="≥",{d}="＞",{d}="＝"),{upward},'
        f'IF(OR({d}="≤",{d}="＜"),{downward},IF({d}="区间",{ranged},"{NO_RATE}")))'
    )
    return f'IF(ISNUMBER({a}),{by_direction},IF({a}="","","{UNREAD}"))'
