"""How a table shares out its points: with 20 points for 预算执行 where the profile has 10, or with none.

A table says so by its weights (80 and 20 make 100) together with a declared score that fits: the execution's, or a
total that is the sum of its rows. Then one finding says that the rules are other ones; nothing is held against the
profile's standards that this explains.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks.facts.declared_scores import is_rounded
from xladdin.checks.facts.parent_rows import without_weight
from xladdin.checks.subject import Subject
from xladdin.patterns import pattern
from xladdin.rules.score_sheet import ScoredRow
from xladdin.rules.total import execution

#: An indicator that is the execution itself, under a level of its own (投入指标, 过程指标, 预算执行情况).
_EXECUTION = pattern(r"(?:预算|资金|经费)[^，。]{0,8}(?:执行|支出|支付)[^，。]{0,4}(?:率|进度|情况)|^(?:预算)?执行率")


def execution_row(subject: Subject) -> int | None:
    """The row that scores 预算执行 among the indicators, where the table has one outside the profile's levels."""
    found = [
        position
        for position, row in enumerate(subject.rows)
        if not row.level and row.terms.weight and _EXECUTION.search(row.indicator.level3)
    ]
    return found[0] if len(found) == 1 else None


def counted_rows(subject: Subject) -> list[ScoredRow]:
    """Rows of indicators that need a weight: neither parts of a weighted total nor the execution itself."""
    left_out = subject.once(without_weight) | {subject.once(execution_row)}
    return [row for position, row in enumerate(subject.rows) if position not in left_out]


def stated_execution(subject: Subject) -> Decimal | None:
    """The score of 预算执行 that the table declares, among its levels or as a row."""
    declared, level, row = subject.evaluation.declared, subject.execution, subject.once(execution_row)
    if row is not None:
        return subject.rows[row].indicator.declared_score
    return declared.levels.get(level.name) if declared is not None and level is not None else None


def weight_sum(subject: Subject) -> Decimal | None:
    """Σ weights; None while a row that needs a weight has none."""
    weights = [row.terms.weight for row in counted_rows(subject)]
    known = [weight for weight in weights if weight is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(weights) else None


def execution_points(subject: Subject) -> Decimal:
    """Points of 预算执行 by the profile; 0 where it is not scored."""
    return subject.execution.standard if subject.execution is not None else Decimal(0)


def execution_share(subject: Subject) -> Decimal | None:
    """Share of its points that 预算执行 gets by the profile; None where there is no execution rate."""
    rate = subject.sheet.execution_rate
    return None if rate is None else execution.execution_share(rate, subject.profile)


def other_execution_points(subject: Subject) -> Decimal | None:
    """Points that the table gives 预算执行, where they are not the profile's; None where nothing says so."""
    declared, weights = subject.evaluation.declared, subject.once(weight_sum)
    if declared is None or weights is None:
        return None
    full, own = subject.profile.total, execution_points(subject)
    points = full - weights
    if points == own or points < 0:
        return None
    share, stated = execution_share(subject), stated_execution(subject)
    if stated is None:
        return points if _is_sum_of_rows(subject, points, share) else None
    if own < stated <= points or (share is not None and points and is_rounded(stated, points * share)):
        return points
    return None


def _is_sum_of_rows(subject: Subject, points: Decimal, share: Decimal | None) -> bool:
    """Whether the declared total is the rows' declared scores and the execution's by these points."""
    declared = subject.evaluation.declared
    scores = [row.indicator.declared_score for row in counted_rows(subject)]
    known = [score for score in scores if score is not None]
    if declared is None or declared.total is None or not known or len(known) < len(scores):
        return False
    if points and share is None:
        return False
    money = points * share if share is not None else Decimal(0)
    return is_rounded(declared.total, sum(known, money))
