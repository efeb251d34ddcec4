"""The published scores of two real projects come out exactly."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from tests.rules.situations import MOF, XINJIANG, sample
from xladdin.model.grammar.decimals import fixed_text
from xladdin.rules.score_sheet import ScoreSheet, score_sheet
from xladdin.rules.total.execution import execution_rate


def levels(sheet: ScoreSheet) -> dict[str, str]:
    return {level.name: str(level.score) for level in sheet.levels}


def test_turpan_scores_88_8_and_is_good() -> None:
    sheet = score_sheet(sample("turpan"), XINJIANG)
    assert levels(sheet) == {"预算执行": "6.3", "产出指标": "44.1", "效益指标": "28.4", "满意度指标": "10.0"}
    assert (str(sheet.total), sheet.grade) == ("88.8", "良")


def test_karamay_scores_93_1_and_is_excellent() -> None:
    sheet = score_sheet(sample("karamay"), XINJIANG)
    assert levels(sheet) == {"预算执行": "5.8", "产出指标": "47.3", "效益指标": "30.0", "满意度指标": "10.0"}
    assert (str(sheet.total), sheet.grade) == ("93.1", "优")


@pytest.mark.parametrize(
    ("name", "level", "standard", "weights", "unrounded"),
    [
        ("turpan", "产出指标", 50, 66, "44.084"),
        ("turpan", "效益指标", 30, 22, "28.364"),
        ("karamay", "产出指标", 50, 60, "47.309"),
    ],
)
def test_a_level_before_rounding(name: str, level: str, standard: int, weights: int, unrounded: str) -> None:
    rows = [row for row in score_sheet(sample(name), XINJIANG).rows if row.level == level]
    assert sum(row.terms.weight or 0 for row in rows) == weights
    total = sum((row.score or Decimal(0) for row in rows), Decimal(0))
    assert fixed_text(standard * total / weights, 3) == unrounded


def test_the_total_is_the_sum_of_the_rounded_levels_and_not_the_rounded_sum() -> None:
    sheet = score_sheet(sample("turpan"), XINJIANG)
    assert sheet.execution_rate is not None
    exact = 10 * sheet.execution_rate
    for name, standard in (("产出指标", 50), ("效益指标", 30), ("满意度指标", 10)):
        rows = [row for row in sheet.rows if row.level == name]
        scores = sum((row.score or Decimal(0) for row in rows), Decimal(0))
        exact += standard * scores / sum((row.terms.weight or Decimal(0) for row in rows), Decimal(0))
    assert fixed_text(exact, 3) == "88.742"
    assert str(sheet.total) == "88.8"


@pytest.mark.parametrize(
    ("name", "key", "rate"),
    [
        ("turpan", "q01", "107.46"),
        ("turpan", "q02", "108.51"),  # the report truncates to 108
        ("turpan", "q04", "239.28"),
        ("turpan", "q11", "131.20"),
        ("turpan", "q21", "102.43"),
        ("karamay", "q01", "155.54"),
        ("karamay", "q02", "181.82"),
        ("karamay", "q05", "115.30"),
        ("karamay", "q06", "134.72"),
        ("karamay", "q07", "155.54"),
    ],
)
def test_a_published_completion_rate(name: str, key: str, rate: str) -> None:
    row = next(row for row in score_sheet(sample(name), XINJIANG).rows if row.indicator.key == key)
    assert row.completion_rate is not None
    assert fixed_text(row.completion_rate * 100, 2) == rate


@pytest.mark.parametrize(
    ("name", "source", "executed", "arrived"),
    [
        ("turpan", "total", "62.95", "62.95"),
        ("turpan", "central", "100.00", "100.00"),
        ("turpan", "local", "0.00", "0.00"),
        ("turpan", "other", None, None),
        ("karamay", "total", "58.23", "58.24"),
        ("karamay", "central", "100.00", "100.00"),
        ("karamay", "local", "10.09", "10.09"),
    ],
)
def test_published_rates_of_execution_and_arrival(
    name: str, source: str, executed: str | None, arrived: str | None
) -> None:
    funds = next(row for row in sample(name).funds if row.source == source)
    for amount, expected in ((funds.executed, executed), (funds.arrived, arrived)):
        rate = execution_rate(funds.budget, amount)
        assert (None if rate is None else fixed_text(rate * 100, 2)) == expected


def test_with_the_cost_record_alone_and_no_reduction_turpan_is_medium_and_karamay_excellent() -> None:
    turpan = score_sheet(sample("turpan"), MOF, kinds={"按已达标认定"})
    karamay = score_sheet(sample("karamay"), MOF, kinds={"按已达标认定"})
    assert (str(turpan.total), turpan.grade) == ("65.4", "中")
    assert (str(karamay.total), karamay.grade) == ("95.8", "优")


def test_without_any_adjustment_and_no_reduction_turpan_has_63_1() -> None:
    assert str(score_sheet(sample("turpan"), MOF, adjusted=False).total) == "63.1"
    assert str(score_sheet(sample("turpan"), MOF).computed_total) == "63.1"


def test_the_samples_state_what_the_report_states() -> None:
    for name in ("turpan", "karamay"):
        evaluation = sample(name)
        sheet = score_sheet(evaluation, XINJIANG)
        assert evaluation.declared is not None
        assert evaluation.declared.total == sheet.total
        assert evaluation.declared.grade == sheet.grade
        assert evaluation.declared.levels == {level.name: level.score for level in sheet.levels}


def test_dropping_the_row_that_does_not_apply_gives_43_899_which_was_not_published() -> None:
    drop = msgspec.structs.replace(XINJIANG, not_applicable="drop")
    rows = [row for row in score_sheet(sample("turpan"), drop).rows if row.level == "产出指标"]
    counted = [row for row in rows if row.indicator.adjustment is None or row.indicator.adjustment.kind != "不适用"]
    scores = sum((row.score or Decimal(0) for row in counted), Decimal(0))
    weights = sum((row.terms.weight or Decimal(0) for row in counted), Decimal(0))
    assert fixed_text(50 * scores / weights, 3) == "43.899"
    assert levels(score_sheet(sample("turpan"), drop))["产出指标"] == "43.9"
    assert XINJIANG.not_applicable == "keep"


def test_turpan_has_its_twelve_adjustment_records() -> None:
    records = [row.adjustment for row in sample("turpan").indicators if row.adjustment is not None]
    kinds = [(record.kind, str(record.keep)) for record in records]
    assert len(kinds) == 12
    assert kinds.count(("不可抗力", "0.8")) == 10
    assert kinds.count(("不适用", "1")) == 1
    assert kinds.count(("按已达标认定", "1")) == 1
    assert all(record.approved for record in records)
    assert not any(row.adjustment for row in sample("karamay").indicators)


def test_unscaled_the_totals_would_be_87_3_and_92_6() -> None:
    for name, total in (("turpan", "87.3"), ("karamay", "92.6")):
        sheet = score_sheet(sample(name), XINJIANG)
        assert sheet.execution_rate is not None
        scores = sum((row.score or Decimal(0) for row in sheet.rows), Decimal(0))
        assert fixed_text(scores + 10 * sheet.execution_rate, 1) == total
