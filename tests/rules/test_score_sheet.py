"""The whole score: three scores kept apart, adjustments only with approval, levels by the profile."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from tests.rules.situations import MOF, XINJIANG, with_numbers
from xladdin.model.adjustment import Adjustment
from xladdin.model.evaluation import Evaluation, Project
from xladdin.model.funds import FundsRow
from xladdin.model.indicator import Indicator
from xladdin.rules.score_sheet import score_row, score_sheet


def indicator(level1: str, target: str, actual: str, weight: str = "10", **more: Any) -> Indicator:
    return Indicator(level1=level1, level3="指标", target=target, actual=actual, weight=Decimal(weight), **more)


def evaluation(*rows: Indicator, executed: str = "100") -> Evaluation:
    """A project with 100 万元, the given rows, and one met row in every level that has none."""
    levels = {row.level1 for row in rows}
    rest = [indicator(name, "≥1", "1") for name in ("产出指标", "效益指标", "满意度指标") if name not in levels]
    money = FundsRow(source="total", budget=Decimal(100), executed=Decimal(executed))
    return Evaluation(
        form="transfer", year=2024, project=Project(name="灌区"), funds=(money,), indicators=(*rows, *rest)
    )


def excused(keep: str = "0.8", approved_by: str = "县水利局", kind: Any = "不可抗力") -> Adjustment:
    return Adjustment(kind=kind, keep=Decimal(keep), reason="洪水", approved_by=approved_by)


def level(sheet: Any, name: str) -> Any:
    return next(level for level in sheet.levels if level.name == name)


def test_everything_met_is_one_hundred_and_excellent() -> None:
    sheet = score_sheet(evaluation(), MOF)
    assert sheet.total == 100
    assert sheet.grade == "优"
    assert sheet.computed_total == 100


def test_an_approved_adjustment_counts_and_the_computed_score_stays_beside_it() -> None:
    sheet = score_sheet(evaluation(indicator("产出指标", "≥10", "0", adjustment=excused())), MOF)
    assert (sheet.rows[0].computed_score, sheet.rows[0].score) == (0, 8)
    assert (level(sheet, "产出指标").computed_score, level(sheet, "产出指标").score) == (0, 40)
    assert (sheet.computed_total, sheet.computed_grade) == (50, "差")
    assert (sheet.total, sheet.grade) == (90, "优")


def test_a_row_alone_counts_its_adjustment_unless_told_otherwise() -> None:
    row = indicator("产出指标", "≥10", "0", adjustment=excused())
    assert score_row(row, MOF, 2024).score == 8
    assert score_row(row, MOF, 2024, adjusted=False).score == 0


@pytest.mark.parametrize("nobody", ["", " ", "\n"])
def test_without_approval_the_computed_score_counts(nobody: str) -> None:
    sheet = score_sheet(evaluation(indicator("产出指标", "≥10", "0", adjustment=excused(approved_by=nobody))), MOF)
    assert sheet.rows[0].score == 0
    assert sheet.total == sheet.computed_total == 50


def test_no_adjustments_and_kinds_choose_which_records_count() -> None:
    rows = (
        indicator("产出指标", "≥10", "0", adjustment=excused()),
        indicator("产出指标", "≥10", "0", adjustment=excused("1", kind="按已达标认定")),
    )
    one = evaluation(*rows)
    assert score_sheet(one, MOF).total == 95
    assert score_sheet(one, MOF, adjusted=False).total == 50
    assert score_sheet(one, MOF, kinds={"按已达标认定"}).total == 75
    assert score_sheet(one, MOF, kinds=set()).total == 50


def test_a_row_that_does_not_apply_keeps_its_weight_or_leaves_the_denominator_as_the_profile_says() -> None:
    rows = (
        indicator("产出指标", "≥10", "5", "30"),
        indicator("产出指标", "≥10", "0", "20", adjustment=excused("1", kind="不适用")),
    )
    drop = msgspec.structs.replace(MOF, not_applicable="drop")
    assert level(score_sheet(evaluation(*rows), MOF), "产出指标").score == 35  # (15 + 20) / 50
    assert level(score_sheet(evaluation(*rows), drop), "产出指标").score == 25  # 15 / 30
    assert (
        level(score_sheet(evaluation(*rows), drop), "产出指标").computed_score == 15
    )  # no adjustment, nothing dropped
    unapproved = msgspec.structs.replace(rows[1], adjustment=excused("1", "", "不适用"))
    assert level(score_sheet(evaluation(rows[0], unapproved), drop), "产出指标").score == 15


def test_cost_is_counted_in_output_because_the_profile_says_so() -> None:
    sheet = score_sheet(
        evaluation(indicator("产出指标", "≥10", "10", "40"), indicator("成本指标", "≤10", "20", "10")), MOF
    )
    assert [level.name for level in sheet.levels] == ["预算执行", "产出指标", "效益指标", "满意度指标"]
    assert level(sheet, "产出指标").score == 45
    own = msgspec.structs.replace(
        MOF, fold={}, levels=(*MOF.levels[:2], msgspec.structs.replace(MOF.levels[1], name="成本指标"), *MOF.levels[2:])
    )
    assert level(score_sheet(evaluation(indicator("成本指标", "≤10", "20", "10")), own), "成本指标").score == 25


def test_a_value_that_needs_a_check_leaves_its_level_and_the_total_open() -> None:
    sheet = score_sheet(evaluation(indicator("产出指标", "≥10", "约十个")), MOF)
    assert sheet.rows[0].score is None
    assert level(sheet, "产出指标").score is None
    assert sheet.total is None
    assert sheet.grade == ""


def test_a_blank_actual_value_scores_zero() -> None:
    sheet = score_sheet(evaluation(indicator("产出指标", "≥10", "")), MOF)
    assert sheet.rows[0].score == 0
    assert sheet.total == 50


def test_an_adjusted_row_closes_the_gap_of_a_value_that_cannot_be_read() -> None:
    sheet = score_sheet(evaluation(indicator("产出指标", "≥10", "见附件", adjustment=excused("1"))), MOF)
    assert sheet.total == 100
    assert sheet.computed_total is None


def test_rows_without_a_weight_do_not_count() -> None:
    bare = msgspec.structs.replace(indicator("产出指标", "≥10", "0"), weight=None)
    sheet = score_sheet(evaluation(indicator("产出指标", "≥10", "10"), bare), MOF)
    assert level(sheet, "产出指标").score == 50


def test_money_is_the_sum_of_its_parts_where_no_total_is_given() -> None:
    parts = (
        FundsRow(source="central", budget=Decimal(60), executed=Decimal(30)),
        FundsRow(source="local", budget=Decimal(40), executed=Decimal(32)),
    )
    sheet = score_sheet(msgspec.structs.replace(evaluation(), funds=parts), MOF)
    assert sheet.execution_rate == Decimal("0.62")
    assert level(sheet, "预算执行").score == Decimal("6.2")


def test_without_a_budget_there_is_no_execution_and_no_total() -> None:
    money = FundsRow(source="total", budget=Decimal(0), executed=Decimal(0))
    sheet = score_sheet(msgspec.structs.replace(evaluation(), funds=(money,)), MOF)
    assert sheet.execution_rate is None
    assert sheet.total is None


def test_a_text_result_under_tiers_takes_the_chosen_percentage() -> None:
    row = indicator("效益指标", "显著提升", "显著提升", scoring_rule="按评判等级赋分", tier_percent=Decimal(85))
    sheet = score_sheet(evaluation(row), MOF)
    assert level(sheet, "效益指标").score == Decimal("25.5")
    unchosen = msgspec.structs.replace(row, tier_percent=None)
    assert score_sheet(evaluation(unchosen), MOF).total is None


def test_units_are_converted_before_comparing() -> None:
    row = indicator("产出指标", "≥0.09", "450人")
    row = msgspec.structs.replace(row, level3="吸纳就业人数（万人）")
    sheet = score_sheet(evaluation(row), MOF)
    assert sheet.rows[0].completion_rate == Decimal("0.5")
    assert sheet.rows[0].conversions == ("450人 = 0.045万人",)
    both = msgspec.structs.replace(row, target="≥900人")
    assert len(score_sheet(evaluation(both), MOF).rows[0].conversions) == 2
    assert score_sheet(evaluation(), MOF).rows[0].conversions == ()


def test_a_deadline_kept_is_met_and_a_deadline_missed_is_not() -> None:
    kept = indicator("产出指标", "9月前", "7月", scoring_rule="直接赋分")
    missed = indicator("产出指标", "9月前", "10月", scoring_rule="直接赋分")
    assert level(score_sheet(evaluation(kept, missed), MOF), "产出指标").score == 25


def test_levels_are_rounded_at_the_place_that_the_profile_declares() -> None:
    one = evaluation(indicator("产出指标", "≥3", "1"), executed="62.948")
    assert level(score_sheet(one, MOF), "产出指标").score == Decimal("16.7")
    finer = with_numbers(MOF, level_places="2")
    assert level(score_sheet(one, finer), "产出指标").score == Decimal("16.67")
    assert level(score_sheet(one, finer), "预算执行").score == Decimal("6.29")


def test_each_row_explains_itself() -> None:
    sheet = score_sheet(evaluation(indicator("产出指标", "≥10", "14")), XINJIANG)
    assert sheet.rows[0].explanation(XINJIANG) == "完成率 140%，超过 130% 的部分按 50% 扣减，得 9.5 分。"
