"""一级指标得分: standard × Σ score / Σ weight, rounded to one decimal.

Weights of a level need not add up to its standard (Turpan: 产出 66 → 50): the level is scaled, and a review check
reports the difference. A level without weights has no score.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.rules import rounding
from xladdin.rules.rounding import declared_round


def level_score(scores: Decimal, weights: Decimal, standard: Decimal, places: int) -> Decimal | None:
    """Points, rounded at the declared place; ``scores`` and ``weights`` are the sums over the level's rows."""
    if weights <= 0:
        return None
    return declared_round(standard * scores / weights, places)


def native(scores: str, weights: str, standard: str) -> str:
    """The same as a formula over two sums; blank while a sum is blank (a row of the level needs a check)."""
    value = rounding.native(f"{standard}*{scores}/{weights}", "JX_P_level_places")
    return f'IF(AND(ISNUMBER({scores}),ISNUMBER({weights})),IF({weights}>0,{value},""),"")'
