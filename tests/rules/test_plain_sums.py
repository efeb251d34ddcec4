"""项目支出绩效自评表: rows rounded to two decimals (四舍五入), 总分 their sum and the money's score. Worked by hand.

财预〔2020〕10号; 分值 of the levels by the profile: mof-2020 10/50/30/10, hubei 20/40/40, ningxia 40/40/20 without 预算执行.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests.rules.situations import with_numbers
from tests.support.projects import NAMES, profile_of, project
from xladdin.model.evaluation import Evaluation
from xladdin.rules.score_sheet import ScoreSheet, score_sheet


def _sheet(name: str) -> ScoreSheet:
    return score_sheet(project(name), profile_of(name))


def _rows(sheet: ScoreSheet) -> list[str]:
    return [str(row.score) for row in sheet.rows]


def _levels(sheet: ScoreSheet) -> dict[str, str]:
    return {level.name: str(level.score) for level in sheet.levels}


def test_a_project_by_the_ministry_s_rules() -> None:
    """158.32 ÷ 165.5 = 95.6616…%: 10 × 0.956616 = 9.566 → 9.57."""
    sheet = _sheet("mof-2020")
    assert _rows(sheet) == [
        "14.38",  # 46 ÷ 48 × 15 = 14.375 exactly: half is rounded up
        "10.00",  # 131 ÷ 120 is above 1: full marks
        "10.00",
        "0.00",  # October is after September
        "9.88",  # cost ≤3.4, spent 3.44: 3.4 ÷ 3.44 × 10 = 9.8837…
        "14.54",  # 2.52 ÷ 2.6 × 15 = 14.538…
        "12.75",  # 基本健全, 85 % chosen: 0.85 × 15
        "9.84",  # 90.5 ÷ 92 × 10 = 9.8369…
    ]
    assert _levels(sheet) == {
        "预算执行": "9.57",
        "产出指标": "44.26",  # 14.38 + 10 + 10 + 0 + 9.88
        "效益指标": "27.29",  # 14.54 + 12.75
        "满意度指标": "9.84",
    }
    # 9.57 + 44.26 + 27.29 + 9.84; unrounded rows would give 90.95
    assert (sheet.total, sheet.grade) == (Decimal("90.96"), "优")


def test_a_project_by_the_rules_of_hubei() -> None:
    """Amounts in 元: 3220700 ÷ 3500000 = 92.02 %, 20 × 0.9202 = 18.404 → 18.40."""
    sheet = _sheet("hubei")
    assert _rows(sheet) == [
        "19.19",  # 403 ÷ 420 × 20 = 19.1904…
        "10.00",  # 99.1 ÷ 98 is above 1
        "8.00",  # cost ≤20, spent 25: 20 ÷ 25 × 10
        "15.00",  # 有所提高 as wanted
        "9.60",  # 96 ÷ 100 × 10
        "14.70",  # 88.2 ÷ 90 × 15
    ]
    assert _levels(sheet) == {
        "预算执行": "18.40",
        "产出指标": "37.19",  # 19.19 + 10 + 8
        "效益和满意度指标": "39.30",  # 15 + 9.60 + 14.70
    }
    assert (sheet.total, sheet.grade) == (Decimal("94.89"), "优")  # 18.40 + 37.19 + 39.30


def test_a_project_by_the_rules_of_ningxia() -> None:
    """预算执行 is not scored; an approved adjustment (不可抗力) keeps 80 % of the first row."""
    sheet = _sheet("ningxia")
    assert _rows(sheet) == [
        "16.00",  # 0.8 × 20
        "19.60",  # 93.1 ÷ 95 × 20
        "23.75",  # 66.5 ÷ 70 × 25
        "15.00",  # 31.2 ÷ 30 is above 1
        "20.00",
    ]
    assert _levels(sheet) == {"产出指标": "35.60", "效益指标": "38.75", "满意度指标": "20.00"}
    assert (sheet.total, sheet.grade) == (Decimal("94.35"), "优")  # 35.60 + 38.75 + 20.00
    # by the rule alone the first row gets 412 ÷ 600 × 20 = 13.7333 → 13.73
    assert str(sheet.rows[0].computed_score) == "13.73"
    assert (sheet.computed_total, sheet.computed_grade) == (Decimal("92.08"), "优")


def test_weights_of_the_table_are_not_scaled_to_the_standards() -> None:
    """Output with 60 of its 50 points: the sum says 54.26 of 60, and the review says that the points are wrong (C03)."""
    evaluation = project("mof-2020")
    rows = list(evaluation.indicators)
    rows[1] = replace(rows[1], weight=Decimal(20))
    sheet = score_sheet(replace(evaluation, indicators=tuple(rows)), profile_of("mof-2020"))
    assert _levels(sheet)["产出指标"] == "54.26"
    assert sheet.total == Decimal("100.96")


def test_a_level_that_the_table_does_not_have_leaves_the_total_as_it_is() -> None:
    evaluation = project("mof-2020")
    sheet = score_sheet(replace(evaluation, indicators=evaluation.indicators[:-1]), profile_of("mof-2020"))
    absent = sheet.levels[-1]
    assert (absent.name, absent.standard, absent.score) == ("满意度指标", 0, 0)
    assert sheet.total == Decimal("81.12")  # 90.96 − 9.84
    assert sheet.why_no_total == ""


def test_a_row_that_cannot_be_read_leaves_no_total_and_says_so() -> None:
    evaluation = project("mof-2020")
    rows = (replace(evaluation.indicators[0], actual="差不多"), *evaluation.indicators[1:])
    sheet = score_sheet(replace(evaluation, indicators=rows), profile_of("mof-2020"))
    assert sheet.total is None
    assert sheet.why_no_total == "不出总分：产出指标有 1 个指标需核对。"


def test_money_without_a_budget_leaves_no_total() -> None:
    sheet = score_sheet(replace(project("mof-2020"), funds=()), profile_of("mof-2020"))
    assert sheet.total is None
    assert sheet.why_no_total == "不出总分：预算执行没有预算数或执行数。"


def test_decimals_are_a_number_of_the_profile() -> None:
    coarse = with_numbers(profile_of("mof-2020"), row_places="1")
    sheet = score_sheet(project("mof-2020"), coarse)
    assert _rows(sheet) == ["14.4", "10.0", "10.0", "0.0", "9.9", "14.5", "12.8", "9.8"]  # 12.75 → 12.8
    assert sheet.total == Decimal("91.0")  # 9.6 + 44.3 + 27.3 + 9.8
    assert sheet.rows[0].explanation(coarse) == "完成率 95.83%，按完成比例得 14.4 分。"


@pytest.mark.parametrize("name", NAMES)
def test_the_same_table_as_a_transfer_project_is_scaled_and_its_rows_are_not_rounded(name: str) -> None:
    """The form decides, not the profile."""
    evaluation: Evaluation = replace(project(name), form="transfer")
    sheet = score_sheet(evaluation, profile_of(name))
    assert sheet.places == 1
    assert any(row.score != row.score.quantize(Decimal("0.01")) for row in sheet.rows if row.score is not None) == (
        name != "ningxia"
    )
