"""评分表: the whole score of a self-evaluation — rows, levels, total, grade — three scores kept apart.

computed   by the rules alone
score      after approved adjustments
declared   what the workbook or report states
"""

from __future__ import annotations

from collections.abc import Container
from decimal import Decimal

import msgspec

from xladdin.model.evaluation import Evaluation
from xladdin.model.funds import total_of
from xladdin.model.grammar.quantity import Actual, Direction, Kind, Target, read_actual
from xladdin.model.indicator import Indicator, says_something, target_of, unit_of
from xladdin.rules.profile import Profile
from xladdin.rules.reading.actual_value import actual_value
from xladdin.rules.reading.clean import target_text
from xladdin.rules.reading.cost_ceiling import with_ceiling
from xladdin.rules.row.ceiling import is_ceiling
from xladdin.rules.row.completion_rate import completion_rate
from xladdin.rules.row.deviation_rate import deviation_rate
from xladdin.rules.row.explain import explain
from xladdin.rules.row.row_score import computed_score, row_score
from xladdin.rules.row.scoring_rule import read_scoring_rule
from xladdin.rules.row.terms import Terms
from xladdin.rules.total import missing_level, plain_sum
from xladdin.rules.total.execution import execution_rate, execution_score
from xladdin.rules.total.grade import grade
from xladdin.rules.total.level_score import level_score, level_sums
from xladdin.rules.total.no_total import level_reason, sentence
from xladdin.rules.total.total_score import total_score


class ScoredRow(msgspec.Struct, frozen=True):
    """One indicator with its reading, rates and scores; rates are fractions, scores points, rounded where the form says so.

    level  name and id of the level it is counted in; empty when the profile has none for it
    """

    indicator: Indicator
    level: str
    level_id: str
    target: Target
    actual: Actual
    terms: Terms
    completion_rate: Decimal | None
    deviation_rate: Decimal | None
    computed_score: Decimal | None
    score: Decimal | None

    @property
    def conversions(self) -> tuple[str, ...]:
        """Every conversion between what is printed and what is compared."""
        return tuple(text for text in (self.target.conversion, self.actual.conversion) if text)

    def explanation(self, profile: Profile) -> str:
        return explain(self.terms, profile)


class ScoredLevel(msgspec.Struct, frozen=True):
    """A level-1 group and its rounded scores, after adjustments and by the rules alone; None where there is none."""

    id: str
    name: str
    standard: Decimal
    score: Decimal | None
    computed_score: Decimal | None
    reason: str = ""


class ScoreSheet(msgspec.Struct, frozen=True):
    """The result of scoring one evaluation under one profile; ``places`` = decimals of levels and total."""

    profile: Profile
    rows: tuple[ScoredRow, ...]
    levels: tuple[ScoredLevel, ...]
    execution_rate: Decimal | None
    total: Decimal | None
    grade: str
    computed_total: Decimal | None
    computed_grade: str
    places: int = 1

    @property
    def why_no_total(self) -> str:
        """One sentence; empty while there is a total, or no indicator to score."""
        if not any(row.level and says_something(row.indicator) for row in self.rows):
            return ""
        return sentence([level.reason for level in self.levels if level.reason])


def read_terms(
    indicator: Indicator, profile: Profile, year: int, adjusted: bool = True, *, plain: bool = False
) -> tuple[Target, Actual, Terms]:
    """Normalise one indicator: its target, its actual value, and the terms its rules take."""
    target = with_ceiling(target_of(indicator), indicator, profile)
    actual = read_actual(indicator.actual, target.unit or unit_of(indicator))
    rule = read_scoring_rule(indicator.scoring_rule)
    value = actual_value(actual, target, profile, rule=rule, tier_percent=indicator.tier_percent, year=year)
    adjustment = indicator.adjustment
    keep = adjustment.keep if adjusted and adjustment is not None and adjustment.counts else None
    direction = target.direction if target.kind is Kind.NUMBER else Direction.QUALITATIVE
    ceiling = is_ceiling(direction, target_text(indicator.target))
    places = int(profile.required(plain_sum.PLACES)) if plain else None
    return (
        target,
        actual,
        Terms(direction, target.low, target.high, value, indicator.weight, rule, keep, ceiling, places),
    )


def score_row(
    indicator: Indicator, profile: Profile, year: int, adjusted: bool = True, *, plain: bool = False
) -> ScoredRow:
    """Rates and scores of one indicator; ``plain``: of a form whose rows are rounded and summed as they stand."""
    target, actual, terms = read_terms(indicator, profile, year, adjusted, plain=plain)
    number = terms.number
    level = profile.level_at(indicator.level1)
    computed = computed_score(terms, profile)
    return ScoredRow(
        indicator=indicator,
        level=level.name if level is not None else "",
        level_id=level.id if level is not None else "",
        target=target,
        actual=actual,
        terms=terms,
        completion_rate=completion_rate(terms.direction, terms.low, terms.high, number),
        deviation_rate=deviation_rate(terms.direction, terms.low, terms.high, number),
        computed_score=computed,
        score=computed if terms.keep is None else row_score(terms, profile),
    )


def _sums(rows: list[ScoredRow], *, computed: bool) -> tuple[Decimal | None, Decimal]:
    return level_sums((row.computed_score if computed else row.score, row.terms.weight) for row in rows)


def _level_sums(rows: list[ScoredRow], profile: Profile, *, computed: bool) -> tuple[Decimal | None, Decimal]:
    """Sums of one level; where the profile drops what is not applicable, with its weight, from the score that counts."""

    def dropped(row: ScoredRow) -> bool:
        adjustment = row.indicator.adjustment
        return row.terms.keep is not None and adjustment is not None and adjustment.kind == "不适用"

    if computed:
        return _sums(rows, computed=True)
    kept = [row for row in rows if not (profile.not_applicable == "drop" and dropped(row))]
    return _sums(kept, computed=False)


def score_sheet(
    evaluation: Evaluation, profile: Profile, *, adjusted: bool = True, kinds: Container[str] | None = None
) -> ScoreSheet:
    """Score an evaluation.

    adjusted  False: no adjustment counts (``--no-adjustments``)
    kinds     where given, only adjustments of these kinds count
    """

    def counts(indicator: Indicator) -> bool:
        return adjusted and (kinds is None or indicator.adjustment is None or indicator.adjustment.kind in kinds)

    plain = evaluation.asks.plain_sums
    rows = tuple(score_row(row, profile, evaluation.year, counts(row), plain=plain) for row in evaluation.indicators)
    money = total_of(evaluation.funds)
    rate = execution_rate(money.budget, money.executed)
    place = plain_sum.PLACES if plain else "level_places"
    places = int(profile.required(place))
    filled = [row for row in rows if says_something(row.indicator)]
    present = {row.level_id for row in filled if row.level_id}
    standards = (plain_sum if plain else missing_level).standards(profile, present)
    levels = []
    for level in profile.levels:
        standard = standards[level.id]
        own = [row for row in filled if row.level == level.name]
        if level.is_execution:
            score = computed = execution_score(rate, standard, profile, place)
        elif plain_sum.is_absent(level, present) if plain else missing_level.is_moved(level, present, profile):
            score = computed = Decimal(0)
        elif plain:
            score, computed = (plain_sum.level_sum(*_sums(own, computed=one), profile) for one in (False, True))
        else:
            score = _rounded(_level_sums(own, profile, computed=False), standard, places)
            computed = _rounded(_level_sums(own, profile, computed=True), standard, places)
        unread = sum(row.terms.weight is not None and row.score is None for row in own)
        reason = level_reason(level, len(own), unread) if score is None else ""
        levels.append(ScoredLevel(level.id, level.name, standard, score, computed, reason))
    total = total_score(level.score for level in levels)
    computed_total = total_score(level.computed_score for level in levels)
    return ScoreSheet(
        profile=profile,
        rows=rows,
        levels=tuple(levels),
        execution_rate=rate,
        total=total,
        grade=grade(total, profile),
        computed_total=computed_total,
        computed_grade=grade(computed_total, profile),
        places=places,
    )


def _rounded(sums: tuple[Decimal | None, Decimal], standard: Decimal, places: int) -> Decimal | None:
    scores, weights = sums
    return None if scores is None else level_score(scores, weights, standard, places)
