"""Why a value asks for a check, and when a change reaches a change: one sentence each."""

from __future__ import annotations

import pytest

from tests.rules.situations import MOF
from xladdin.model.grammar.quantity import read_actual, read_target
from xladdin.model.grammar.unit import read_unit
from xladdin.rules.reading.actual_value import actual_value, reaches_change, says_partly, why_unread
from xladdin.rules.words import UNREAD

POINTS = "百分点说的是变化，指标值说的是水平"

#: target, unit, last year's value, actual value → the sentence
WHY = [
    (" ≥1.2.3 ", "", "", "5", "指标值“≥1.2.3”数值超出可处理的范围或写法不完整"),
    ("≥5", "", "", "约5", "不认识的单位或文字“约”"),
    ("≥5个", "", "", "约5个", "“约”使这个数值不明确"),
    ("≥95%", "", "", "0.95", "看不出是不到 1% 还是写成了小数（如 0.95 即 95%），请写明百分号"),
    ("增长5%", "", "15000", "6", "看不出填的是达到的水平，还是比上年变化了多少"),
    ("≥95%", "", "", "3个百分点", POINTS),
    ("≥5", "", "", "95%", "指标值“≥5”不是百分数，填的像是完成率"),
    (" ≥5 ", "", "", "5万元", "指标值“≥5”没有写单位，看不出是不是以“万元”计"),
    ("≥5个", "", "", "7月", "填的是日期，指标值是数值"),
    ("≥5个", "", "", "已完成", "指标值是数值，填的是文字"),
    ("显著提升", "", "", "基本达到", "“基本”“部分”这类说法没有说明完成了多少，须在评分表选定评判等级比例"),
    (" 显著提升 ", "", "", "有所提升", "与指标值“显著提升”不能比较"),
    ("9月前", "", "", "有所提升", "与指标值“9月前”不能比较"),
]


@pytest.mark.parametrize(("target", "unit", "last_year", "actual", "why"), WHY)
def test_a_value_that_is_not_read_says_why(target: str, unit: str, last_year: str, actual: str, why: str) -> None:
    aim = read_target(target, read_unit(unit) if unit else None, last_year)
    done = read_actual(actual, aim.unit)
    assert actual_value(done, aim, MOF) == UNREAD
    assert why_unread(done, aim) == why


@pytest.mark.parametrize(
    ("target", "actual", "reached"),
    [
        ("较上年提高3个百分点", "提高3.4个百分点", True),
        ("较上年提高3个百分点", "提高3个百分点", True),
        ("较上年提高3个百分点", "提高2.9个百分点", False),
        ("较上年提高3个百分点", "下降3.4个百分点", False),
        ("较上年提高3个百分点", "提高3.4%", False),
        ("提高3%", "提高3.4个百分点", False),
        ("提高3%", "提高3%", True),
        ("提高3", "提高3", True),
        ("提高3", "提高2", False),
        ("提高3", "提高3个", False),
        ("提高3个", "提高3", False),
        ("增长1万元", "增长10000元", True),
        ("增长1万元", "增长9999元", False),
        ("增长1万元", "增长2人", False),
        ("下降5%", "下降6%", True),
        ("下降5%", "下降4%", False),
        ("提高0%", "提高5%", False),
        ("逐年下降", "下降3%", True),
        ("逐年下降", "上升3%", False),
        ("逐年下降", "下降0%", False),
        ("逐年提高", "提高3%", True),
        ("逐年提高", "下降3%", False),
        ("良好", "提高3%", False),
        ("较上年提高3个百分点", "有所提高", False),
        ("良好", "良好", False),
    ],
)
def test_a_change_reaches_a_change_said_the_same_way(target: str, actual: str, reached: bool) -> None:
    aim, done = read_target(target), read_actual(actual)
    assert reaches_change(done, aim) is reached
    assert (actual_value(done, aim, MOF) == 1) is (reached or actual == target == "良好")


@pytest.mark.parametrize(
    ("target", "actual", "read"),
    [
        ("≥20%", "1", UNREAD),
        ("≥20%", "0.01", UNREAD),
        ("≥20%", "1.01", "1.01"),
        ("≥20%", "0", "0"),
        ("≥19.99%", "1", "1"),
        ("≥20%", "1%", "1"),
        ("≥20‰", "1", "1"),
        ("10-20%", "1", UNREAD),
        ("10-19%", "1", "1"),
        ("≥5", "5%", UNREAD),
        ("≥5", "5个", "5"),
        ("≥5", "5万个", UNREAD),
        ("≥5", "5万", "50000"),
        ("≥5%", "3个百分点", UNREAD),
        ("≥5个百分点", "3个百分点", "3"),
    ],
)
def test_a_number_is_taken_where_both_are_said_in_the_same_measure(target: str, actual: str, read: str) -> None:
    aim = read_target(target)
    found = actual_value(read_actual(actual, aim.unit), aim, MOF)
    assert str(found) == read


@pytest.mark.parametrize("text", ["基本达到", "部分完成", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差"])
def test_a_text_that_says_partly_asks_for_a_tier(text: str) -> None:
    assert says_partly(text)


@pytest.mark.parametrize("text", ["达到", "良好", "完成"])
def test_a_text_that_says_all_asks_for_none(text: str) -> None:
    assert not says_partly(text)
