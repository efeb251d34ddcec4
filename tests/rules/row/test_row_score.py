"""指标得分 by 赋分规则, weight 10 (财预〔2020〕10号 for over-achievement)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.rules.situations import (
    DIRECT,
    MOF,
    PROPORTIONAL,
    SATISFACTION,
    TIER,
    XINJIANG,
    number,
    row,
    with_numbers,
)
from xladdin.rules.row.row_score import computed_score, over_share, row_score
from xladdin.rules.row.scoring_rule import ScoringRule
from xladdin.rules.row.terms import Terms
from xladdin.rules.words import UNREAD


@pytest.mark.parametrize(
    ("situation", "terms", "score"),
    [
        # 按照完成比例赋分: w · max(0, min(1, rate))
        ("half done", row("≥50", "25"), "5"),
        ("done", row("≥50", "50"), "10"),
        ("more than done counts as done", row("≥50", "80"), "10"),
        ("nothing done", row("≥50", "0"), "0"),
        ("less than nothing", row("≥50", "-10"), "0"),
        ("cost kept", row("≤40", "32"), "10"),
        ("cost exceeded", row("≤40", "50"), "8"),
        ("no complaints", row("≤3", "0"), "10"),
        ("within a range", row("20±2", "19"), "10"),
        ("below a range", row("20±2", "9"), "5"),
        ("zero accidents as promised", row("0起", "0"), "10"),
        ("one accident", row("0起", "1"), "0"),
        ("words, met", row("良好", "1"), "10"),
        ("words, not met", row("良好", "0"), "0"),
        ("words, met in part (基本达到)", row("良好", "0.7"), "7"),
        ("words about satisfaction, met in part", row("满意", "0.7", rule=SATISFACTION), "7"),
        # 直接赋分: all or nothing
        ("direct, reached", row("≥50", "50", rule=DIRECT), "10"),
        ("direct, missed by a hair", row("≥50", "49.99", rule=DIRECT), "0"),
        ("direct, strict bound touched", row("＞50", "50", rule=DIRECT), "0"),
        ("direct, strict upper bound touched", row("＜50", "50", rule=DIRECT), "0"),
        ("direct, words met", row("全覆盖", "1", rule=DIRECT), "10"),
        ("direct, words met in part", row("全覆盖", "0.7", rule=DIRECT), "0"),
        # 按评判等级赋分: a text result takes the chosen percentage, a number its ratio
        ("tier chosen 85 %", row("良好", "0.85", rule=TIER), "8.5"),
        ("tier chosen 0 %", row("良好", "0", rule=TIER), "0"),
        ("tier chosen too high", row("良好", "1.5", rule=TIER), "10"),
        ("a number by tiers", row("≥80", "60", rule=TIER), "7.5"),
        # 满意度赋分: the ratio
        ("satisfaction below target", row("≥90%", "81", rule=SATISFACTION), "9"),
        ("satisfaction far above", row("≥50%", "100", rule=SATISFACTION), "10"),
        # not assessed, not readable, no weight
        ("blank", row("≥50", None), "0"),
        ("not readable", row("≥50", UNREAD), None),
        ("no weight", row("≥50", "50", weight=None), None),
        ("no weight, blank", row("≥50", None, weight=None), None),
        ("weight zero", row("≥50", "50", weight="0"), "0"),
    ],
)
def test_the_score_follows_the_rule(situation: str, terms: Terms, score: str | None) -> None:
    assert computed_score(terms, MOF) == number(score), situation
    assert row_score(terms, MOF) == number(score), situation


def test_a_row_score_is_not_rounded() -> None:
    score = computed_score(row("≥3", "1"), MOF)
    assert score is not None
    assert abs(score * 3 - 10) < Decimal("1e-20")


# ---- 超额完成 (财预〔2020〕10号: 偏离较多的应扣减), threshold 1.30 and factor 0.5 inferred for xinjiang-2024 ------------------


@pytest.mark.parametrize(
    ("actual", "score"),
    [
        ("130", "10"),  # at the threshold nothing is taken
        ("130.0001", "9.999995"),
        ("140", "9.5"),
        ("230", "5"),
        ("330", "0"),
        ("1000", "0"),  # never below the floor
    ],
)
def test_above_the_threshold_half_of_the_excess_is_taken(actual: str, score: str) -> None:
    assert computed_score(row("≥100", actual), XINJIANG) == Decimal(score)
    assert computed_score(row("≥100", actual), MOF) == 10


@pytest.mark.parametrize(
    ("rule", "score"), [(DIRECT, "9.5"), (PROPORTIONAL, "9.5"), (TIER, "9.5"), (SATISFACTION, "10")]
)
def test_by_default_every_rule_but_satisfaction_is_reduced(rule: ScoringRule, score: str) -> None:
    assert computed_score(row("≥100", "140", rule=rule), XINJIANG) == Decimal(score)


@pytest.mark.parametrize(
    ("rule", "switch"),
    [
        (DIRECT, "over_on_direct"),
        (PROPORTIONAL, "over_on_proportional"),
        (TIER, "over_on_tier"),
        (SATISFACTION, "over_on_satisfaction"),
    ],
)
def test_each_rule_has_its_own_switch(rule: ScoringRule, switch: str) -> None:
    terms = row("≥100", "140", rule=rule)
    assert computed_score(terms, with_numbers(XINJIANG, **{switch: "1"})) == Decimal("9.5")
    assert computed_score(terms, with_numbers(XINJIANG, **{switch: "0"})) == 10
    assert computed_score(terms, with_numbers(XINJIANG, **{switch: None})) == 10


def test_the_floor_bounds_the_reduction() -> None:
    terms = row("≥100", "1000")
    assert computed_score(terms, with_numbers(XINJIANG, over_floor="0.6")) == 6
    assert computed_score(terms, with_numbers(XINJIANG, over_floor=None)) == 0


def test_the_reduction_needs_threshold_and_factor() -> None:
    terms = row("≥100", "200")
    assert computed_score(terms, with_numbers(XINJIANG, over_threshold=None)) == 10
    assert computed_score(terms, with_numbers(XINJIANG, over_factor=None)) == 10


def test_savings_and_ranges_are_no_over_achievement() -> None:
    for terms in (row("≤100", "1"), row("20±2", "20"), row("0起", "0"), row("良好", "1")):
        assert computed_score(terms, XINJIANG) == 10


def test_a_tail_in_the_rate_does_not_cross_the_threshold() -> None:
    assert over_share(Decimal("1.3000000000000002"), PROPORTIONAL, XINJIANG) is None
    assert over_share(Decimal("1.300000001"), PROPORTIONAL, XINJIANG) is not None


# ---- 及格门槛 (optional, switched off in the published profiles) -----------------------------------------------------------


def test_below_the_pass_mark_the_completion_ratio_gives_nothing() -> None:
    strict = with_numbers(MOF, pass_mark="0.6")
    assert computed_score(row("≥100", "59.99"), strict) == 0
    assert computed_score(row("≥100", "60"), strict) == 6
    assert computed_score(row("≥100", "60"), MOF) == 6


@pytest.mark.parametrize("rule", [TIER, SATISFACTION])
def test_the_pass_mark_is_for_the_completion_ratio_only(rule: ScoringRule) -> None:
    assert computed_score(row("≥100", "50", rule=rule), with_numbers(MOF, pass_mark="0.6")) == 5


# ---- 评分调整 ---------------------------------------------------------------------------------------------------------


def test_an_adjustment_replaces_the_computed_score_and_leaves_it_visible() -> None:
    terms = row("≥50", "0", keep="0.8")
    assert computed_score(terms, XINJIANG) == 0
    assert row_score(terms, XINJIANG) == 8


def test_an_adjustment_also_covers_a_blank_and_an_unreadable_value() -> None:
    assert row_score(row("≤37.21", None, weight="3", keep="1"), XINJIANG) == 3
    assert row_score(row("≤37.21", UNREAD, weight="3", keep="1"), XINJIANG) == 3


def test_an_adjustment_may_take_away() -> None:
    assert row_score(row("≥50", "50", keep="0"), XINJIANG) == 0


def test_without_a_weight_an_adjustment_gives_nothing() -> None:
    assert row_score(row("≥50", "50", weight=None, keep="1"), XINJIANG) is None
