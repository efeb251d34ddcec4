"""偏差率 deviation rate.

≥ ＞ ＝: 完成率 − 100 %. ≤ ＜: (actual − target) / target, so that savings stay visible (the completion rate of a met
upper bound is 100 %). 区间: 0 inside, outside the relative distance to the nearer bound. Reports print it without its
sign (完成率 0 %, 偏差率 100 %); the data keep the sign.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.model.grammar.quantity import Direction
from xladdin.rules.row.terms import Cells
from xladdin.rules.words import NO_RATE, UNREAD


def deviation_rate(
    direction: Direction, low: Decimal | None, high: Decimal | None, actual: Decimal | None
) -> Decimal | None:
    """Signed fraction (−0.0321 for 3.21 % below), unrounded; None where there is none."""
    if actual is None:
        return None
    bound: Decimal | None
    if direction in (Direction.AT_LEAST, Direction.MORE_THAN, Direction.EQUAL):
        bound = low
    elif direction in (Direction.AT_MOST, Direction.LESS_THAN):
        bound = high
    elif low is None or high is None:
        return None
    elif actual < low:
        bound = low
    elif actual > high:
        bound = high
    else:
        return Decimal(0)
    return (actual - bound) / bound if bound is not None and bound > 0 else None


def native(cells: Cells) -> str:
    """The same rule as a formula; blank and 需核对 as in the completion rate."""
    d, low, high, a = cells.direction, cells.low, cells.high, cells.actual
    from_low = f'IF({low}>0,({a}-{low})/{low},"{NO_RATE}")'
    from_high = f'IF({high}>0,({a}-{high})/{high},"{NO_RATE}")'
    ranged = f"IF(AND({a}>={low},{a}<={high}),0,IF({a}<{low},{from_low},{from_high}))"
    by_direction = (
        f'IF(OR({d}="≥",{d}="＞",{d}="＝"),{from_low},'
        f'IF(OR({d}="≤",{d}="＜"),{from_high},IF({d}="区间",{ranged},"{NO_RATE}")))'
    )
    return f'IF(ISNUMBER({a}),{by_direction},IF({a}="","","{UNREAD}"))'
