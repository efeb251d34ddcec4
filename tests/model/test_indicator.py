"""The unit of an indicator: its column, else the brackets of its name, else what the value says."""

from __future__ import annotations

import pytest

from tests.model.test_fields import indicator
from xladdin.model.grammar.quantity import Kind
from xladdin.model.indicator import shown_unit, target_beside, target_of, unit_beside, unit_of


@pytest.mark.parametrize(
    ("name", "column", "unit"),
    [
        ("渠道", "公里", "公里"),
        ("渠道", " 公里 ", "公里"),
        ("渠道（米）", "公里", "公里"),
        ("渠道（米）", "", "米"),
        ("渠道（米）", "—", "米"),
        ("渠道（米）", "无", "米"),
        ("渠道（米）", "N/A", "米"),
        ("渠道", "", None),
        ("渠道", "无", None),
        ("课程", "绩点", "绩点"),
        ("课程（分）", "绩点", "绩点"),
        ("课程", "一二三四五六七八九十十一", "一二三四五六七八九十十一"),  # 12 characters
        ("课程（分）", "一二三四五六七八九十十一二", "分"),  # 13
        ("课程（分）", "5绩点", "分"),
    ],
)
def test_the_column_goes_before_the_name(name: str, column: str, unit: str | None) -> None:
    found = unit_beside(name, column)
    assert (found.printed if found else None) == unit
    assert unit_of(indicator(level3=name, unit=column)) == found


@pytest.mark.parametrize(
    ("name", "column", "target", "unit"),
    [
        ("硬化道路（村）", "", "≥5公里", "公里"),
        ("硬化道路（村）", "", "≥5", "村"),
        ("硬化道路（村）", "", "≥5村", "村"),
        ("硬化道路（米）", "", "≥5公里", "米"),
        ("合格率", "", "≥95", "%"),
        ("合格率（抽查）", "", "≥95", "%"),
        ("合格率", "", "≥95%", "%"),
        ("合格率", "", "≥1.01", "%"),
        ("合格率", "", "≥1", ""),  # all of it, or one per cent?
        ("合格率", "", "≥0.95", ""),
        ("合格率", "", "≤1000", "%"),
        ("合格率", "", "≤1000.01", ""),
        ("合格率", "", "90-95", "%"),
        ("合格率", "", "0-95", ""),
        ("合格率", "个", "≥95", "个"),
        ("受训比例", "", "≥95", "%"),
        ("女性占比", "", "≥50", "%"),
        ("消费比重", "", "≥50", "%"),
        ("群众满意度", "", "≥90", "%"),
        ("政策知晓度", "", "≥90", "%"),
        ("工作效率", "", "≥95", ""),
        ("装机功率", "", "≥95", ""),
        ("巡查频率", "", "≥2", ""),
        ("放大倍率", "", "≥2", ""),
        ("人民币汇率", "", "≥7", ""),
        ("图像分辨率", "", "≥200", ""),
        ("地块容积率", "", "≤2", ""),
        ("资金周转率", "", "≥2", ""),
        ("下载速率", "", "≥100", ""),
        ("合格数", "", "≥95", ""),
        ("合格率达标数", "", "≥95", ""),
    ],
)
def test_the_unit_shown_is_that_of_the_bounds(name: str, column: str, target: str, unit: str) -> None:
    row = indicator(level3=name, unit=column, target=target)
    assert shown_unit(row) == unit
    assert target_of(row).kind is Kind.NUMBER or (name, target) == ("硬化道路（米）", "≥5公里")


def test_a_bracket_that_says_what_is_counted_does_not_give_way() -> None:
    assert target_beside("≥5公顷", "硬化道路（米）").kind is Kind.UNREADABLE
    assert target_beside("≥5公顷", "硬化道路", "村").kind is Kind.UNREADABLE  # a unit column is no place


def test_words_have_the_unit_of_their_name() -> None:
    assert shown_unit(indicator(level3="渠道（公里）", target="全部完成")) == "公里"
    assert shown_unit(indicator(level3="渠道", target="全部完成")) == ""


def test_last_years_value_is_read_in_the_unit_of_the_row() -> None:
    target = target_of(indicator(level3="人均收入（元）", target="增长5%", last_year="2万元"))
    assert target.low == 21000
    assert target_of(indicator(level3="合格率", target="提高5个百分点", last_year="90%")).low == 95
