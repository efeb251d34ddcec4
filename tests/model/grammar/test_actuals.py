"""Actual values (全年实际完成值) as people fill them in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.grammar.test_targets import NUMBER, ODD_TEXT
from tests.support.examples import examples
from xladdin.model.grammar.decimals import plain_text
from xladdin.model.grammar.quantity import Kind, read_actual
from xladdin.model.grammar.unit import read_unit


@pytest.mark.parametrize(
    ("printed", "given", "value"),
    [
        ("458.79", "公顷", "458.79"),
        ("0", "公顷", "0"),
        ("95%", "%", "95"),
        ("95％", "%", "95"),
        ("９５％", "%", "95"),
        (" 95 % ", "%", "95"),
        ("95", "%", "95"),
        ("0.5个百分点", "%", "0.5"),
        ("1,234.5", "", "1234.5"),
        ("735人次", "人次", "735"),
        ("-3.5", "", "-3.5"),
        ("−3.5", "", "-3.5"),
        ("+5", "", "5"),
        ("\u200b12\ufeff", "", "12"),
        ("30亩", "公顷", "2"),
        ("1.2亿元", "万元", "12000"),
        ("0.09万人", "人", "900"),
        ("900人", "万人", "0.09"),
        ("5km", "公里", "5"),
        ("32万元/公顷", "元/亩", "21333.33333333333333333333333"),
        ("3个月", "月", "3"),
        ("7月", "月", "7"),
        ("5hm²", "公顷", "5"),
        ("完成5个", "", "5"),
        ("37个基层医疗机构", "个", "37"),
        ("实施改造项目37个。", "个", "37"),
        ("覆盖率达96%", "%", "96"),
        ("100%全覆盖", "%", "100"),
        ("92（%）", "%", "92"),
        ("(%) 92", "%", "92"),
        ("100百分比", "%", "100"),
        ("百分之95", "%", "95"),
        ("5万", "人", "50000"),
        ("5.2万", "万人", "5.2"),
        ("1.2亿", "万元", "12000"),
        ("5万", "", "50000"),
        ("320元／人•月", "元/人·月", "320"),
        ("12套（台）", "台（套）", "12"),
        ("截至目前已完成37个", "个", "37"),
    ],
)
def test_a_number_comes_out_in_the_unit_of_the_target(printed: str, given: str, value: str) -> None:
    actual = read_actual(printed, read_unit(given))
    assert actual.kind is Kind.NUMBER, actual.reason
    assert actual.value == Decimal(value)
    assert actual.printed == printed


@pytest.mark.parametrize(
    "printed", ["", " ", "　", "—", "——", "-", "/", "／", "\\", "无", "\u200b", "N/A", "……", "未填"]
)
def test_a_mark_for_nothing_is_blank(printed: str) -> None:
    actual = read_actual(printed, read_unit("个"))
    assert actual.kind is Kind.BLANK
    assert actual.value is None


@pytest.mark.parametrize(
    "printed", ["≥150", ">=150", "≧ 150", "＞150", "≤5", "＜5", "不少于12种", "=100%", "＝100", "150以上"]
)
def test_the_target_copied_with_its_operator_is_no_result(printed: str) -> None:
    actual = read_actual(printed)
    assert actual.kind is Kind.UNREADABLE
    assert actual.copied_target
    assert actual.value is None


@pytest.mark.parametrize("printed", ["达成预期指标", "已完成", "显著提升", "是", "√", "基本完成"])
def test_words_stay_words(printed: str) -> None:
    actual = read_actual(printed, read_unit("个"))
    assert actual.kind is Kind.TEXT
    assert actual.value is None


@pytest.mark.parametrize(
    ("printed", "given"),
    [
        ("NaN", ""),
        ("∞", ""),
        ("-inf", ""),
        ("1e400", ""),
        ("1E5", ""),
        ("1_000", ""),
        ("12.5.1", ""),
        ("12,34", ""),
        ("=35.4+6.2", ""),
        ("9/7", ""),
        ("9-7", ""),
        ("3-5", ""),
        ("约150", ""),
        ("150左右", ""),
        ("95%", "个"),
        ("5亩", "公里"),
        ("5处", "个"),
        ("#DIV/0!", ""),
        ("#N/A", ""),
        ("12②", ""),
        ("10²", ""),
        ("①", ""),
        ("9" * 16, ""),
        ("TRUE", ""),
        ("abc", ""),
        ("12 34", ""),
        ("12\n34", ""),
        ("-5%", ""),
        ("+5%", ""),
        ("-5", "%"),
        ("4G", "克"),
        ("4G网络", ""),
        ("5T", "吨"),
        ("5mol", ""),
        ("5年级学生", "年"),
        ("第5个", "个"),
        ("200余人", "人"),
        ("近200人", "人"),
        ("200人左右", "人"),
        ("每村20人", "人"),
        ("缺20人", "人"),
        ("计划20人", "人"),
        ("其中5个", "个"),
        ("完成37个，其中新建5个", "个"),
        ("完成一半，37个", "个"),
        ("PM2.5", ""),
        ("完成37", ""),
        ("完成37项目", "处"),
        ("不少于3个以上以下", ""),
        ("9" * 15 + "万", "个"),
    ],
)
def test_what_is_not_understood_says_so_and_gives_no_number(printed: str, given: str) -> None:
    actual = read_actual(printed, read_unit(given))
    assert actual.kind is Kind.UNREADABLE
    assert actual.value is None
    assert actual.reason


@pytest.mark.parametrize(
    ("printed", "first", "last", "year"),
    [
        ("7月", (7, 1), (7, 31), 0),
        ("7月份完成", (7, 1), (7, 31), 0),
        ("11月底", (11, 21), (11, 30), 0),
        ("2021年11月28日", (11, 28), (11, 28), 2021),
        ("2024-07-15", (7, 15), (7, 15), 2024),
        ("2024/7/15", (7, 15), (7, 15), 2024),
        ("2024.7.15", (7, 15), (7, 15), 2024),
        ("3月上旬", (3, 1), (3, 10), 0),
        ("2月下旬", (2, 21), (2, 29), 0),
    ],
)
def test_a_date_is_a_span_of_days_and_not_a_number(
    printed: str, first: tuple[int, int], last: tuple[int, int], year: int
) -> None:
    actual = read_actual(printed)
    assert actual.kind is Kind.DATE
    assert actual.value is None
    assert actual.moment is not None
    assert (actual.moment.year, actual.moment.first, actual.moment.last) == (year, first, last)


def test_a_converted_value_shows_its_conversion_and_a_repeated_unit_is_noticed() -> None:
    actual = read_actual("30亩", read_unit("公顷"))
    assert actual.conversion == "30亩 = 2公顷"
    assert actual.unit_repeated
    assert not read_actual("30", read_unit("公顷")).unit_repeated


# ---- properties -----------------------------------------------------------------------------------------------------


@examples(400)
@given(ODD_TEXT)
def test_any_text_is_read_without_an_error_and_kept_as_printed(printed: str) -> None:
    for unit in (None, read_unit("%"), read_unit("公顷"), read_unit("月")):
        actual = read_actual(printed, unit)
        assert actual.printed == printed
        assert (actual.kind is Kind.NUMBER) == (actual.value is not None)
        assert actual.value is None or actual.value.is_finite()
        if actual.kind is Kind.UNREADABLE:
            assert actual.reason


@examples(200)
@given(st.sampled_from("≥ ≤ > < = ＞ ＜ ＝ ≧ ≦ >= <= => =< == 不少于 不超过 大于 小于".split()), ODD_TEXT)
def test_a_text_that_begins_with_an_operator_never_gives_a_number(operator: str, rest: str) -> None:
    assert read_actual(operator + rest).kind is not Kind.NUMBER


@examples(200)
@given(NUMBER, st.sampled_from(["", "%", "个", "万元/公顷", "人次", "hm2", "元/生.年"]))
def test_a_written_number_with_its_unit_reads_back(value: Decimal, unit: str) -> None:
    for given_unit in (None, read_unit(unit)):
        assert read_actual(f"{plain_text(value)}{unit}", given_unit).value == value
