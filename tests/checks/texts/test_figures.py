"""Figures with units are read from running text; years and dates are not."""

from __future__ import annotations

import pytest

from xladdin.checks.texts.figures import evidence, figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("修复矿山426.94公顷、矿点47个、隐患点7处。", ["426.94公顷", "47个", "7处"]),
        ("2024年12月15日完工，吸纳就业0.09万人", ["0.09万人"]),
        ("年节水52.00万立方米，增收1,860.5万元", ["52.00万立方米", "1,860.5万元"]),
        ("植被覆盖率增加0.67%以上；5.25万人的人居环境", ["0.67%", "5.25万人"]),
        ("面积85.79ha，治理2580hm2", ["85.79ha", "2580hm2"]),
        ("按第3档评判，共2期", ["2期"]),
    ],
)
def test_numbers_with_units_are_found(text: str, found: list[str]) -> None:
    assert [one.text for one in figures(text)] == found


def test_equal_quantities_share_a_key_whatever_their_unit() -> None:
    (first,), (second,) = figures("长2.5公里"), figures("长2500米")
    assert first.key == second.key


def test_counters_are_one_kind_in_texts() -> None:
    (first,), (second,) = figures("隐患点7个"), figures("隐患点7处")
    assert first.key == second.key


def test_only_telling_words_are_evidence() -> None:
    assert evidence("矿山生态修复面积（公顷）", "面积") == 0
    assert evidence("矿山生态修复面积（公顷）", "修复矿山") == 2
