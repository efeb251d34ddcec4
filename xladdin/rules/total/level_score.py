"""一级指标得分: standard × Σ score / Σ weight, rounded to one decimal.

Weights of a level need not add up to its standard (Turpan: 产出 66 → 50): the level is scaled, and a review check
reports the difference. A level without weights has no score.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from xladdin.rules import rounding
from xladdin.rules.rounding import declared_round


def level_sums(rows: Iterable[tuple[Decimal | None, Decimal | None]]) -> tuple[Decimal | None, Decimal]:
    """Σ score (None as soon as one row cannot be scored) and Σ weight over (score, weight); no weight, no part in it."""
    scores: Decimal | None = Decimal(0)
    weights = Decimal(0)
    for score, weight in rows:
        if weight is None:
            continue
        weights += weight
        scores = None if scores is None or score is None else scores + score
    return scores, weights


def level_score(scores: Decimal, weights: Decimal, standard: Decimal, places: int) -> Decimal | None:
    """Points, rounded at the declared place; ``scores`` and ``weights`` are the sums over the level's rows."""
    if weights <= 0:
        return None
    return declared_round(standard * scores / weights, places)


def native(scores: str, weights: str, standard: str) -> str:
    """The same as a formula over two sums; blank while a sum is blank (a row of the level needs a check)."""
    value = rounding.native(f"{standard}*{scores}/{weights}", "JX_P_level_places")
    return f'IF(AND(ISNUMBER({scores}),ISNUMBER({weights})),IF({weights}>0,{value},""),"")'
