"""预算执行率 B/A, 到位率 arrived/A, and the score of the level 预算执行.

0/0 and a zero budget have no rate (—). The level's score is its standard × the execution rate, at most the standard,
rounded to one decimal (10000/15886.03 = 62.95 % → 6.3 of 10).
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.rules import rounding
from xladdin.rules.rounding import declared_round
from xladdin.rules.words import NO_RATE


def execution_rate(budget: Decimal | None, executed: Decimal | None) -> Decimal | None:
    """Fraction, unrounded; None for a blank or zero budget or a blank execution. Amounts in one unit (万元)."""
    if budget is None or executed is None or budget <= 0:
        return None
    return executed / budget


def execution_score(rate: Decimal | None, standard: Decimal, places: int) -> Decimal | None:
    """Points, rounded; None where there is no rate."""
    if rate is None:
        return None
    return declared_round(standard * max(Decimal(0), min(Decimal(1), rate)), places)


def native_rate(budget: str, executed: str) -> str:
    """Formula of the rate; blank while a cell is blank."""
    both = f"AND(ISNUMBER({budget}),ISNUMBER({executed}))"
    return f'IF({both},IF({budget}>0,{executed}/{budget},"{NO_RATE}"),"")'


def native_score(rate: str, standard: str) -> str:
    """Formula of the level's score; ``rate`` is a formula text that gives a number."""
    return rounding.native(f"{standard}*MAX(0,MIN(1,{rate}))", "JX_P_level_places")
