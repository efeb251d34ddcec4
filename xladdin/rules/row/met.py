"""达标 whether a target is met.

＞ and ＜ are strict. ＝ (also a target without a sign, such as “100”) is met when the actual value reaches it, as its
completion rate then is 100 %; a target of zero (“0起”) is met by exactly zero. 定性: the achieved share is 100 %.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.model.grammar.quantity import Direction
from xladdin.rules.row.terms import Cells


def is_met(direction: Direction, low: Decimal | None, high: Decimal | None, actual: Decimal) -> bool:
    """True when ``actual`` meets the target; a bound that is missing cannot be met."""
    if direction is Direction.QUALITATIVE:
        return actual >= 1
    if direction is Direction.AT_LEAST:
        return low is not None and actual >= low
    if direction is Direction.MORE_THAN:
        return low is not None and actual > low
    if direction is Direction.EQUAL:
        return low is not None and (actual >= low if low > 0 else actual == low)
    if direction is Direction.AT_MOST:
        return high is not None and actual <= high
    if direction is Direction.LESS_THAN:
        return high is not None and actual < high
    return low is not None and high is not None and low <= actual <= high


def native(cells: Cells) -> str:
    """The same rule as a formula giving TRUE or FALSE; the actual value must be a number."""
    d, low, high, a = cells.direction, cells.low, cells.high, cells.actual
    return (
        f'IF({d}="≥",{a}>={low},IF({d}="＞",{a}>{low},IF({d}="＝",IF({low}>0,{a}>={low},{a}={low}),'
        f'IF({d}="≤",{a}<={high},IF({d}="＜",{a}<{high},IF({d}="区间",AND({a}>={low},{a}<={high}),{a}>=1))))))'
    )
