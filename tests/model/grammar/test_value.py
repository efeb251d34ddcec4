"""What a text turned out to be: the words that the sheets show, the marks for nothing, changes against last year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xladdin.model.grammar.change import Change, changed, could_be_the_change
from xladdin.model.grammar.quantity import BLANK_MARKS, Direction, Kind, read_actual, read_target
from xladdin.model.grammar.unit import Unit, read_unit

MARKS = ["", "-", "--", "/", "\\", "无", "空", ".", "n/a", "na", "null", "none", "待填", "未填"]


def test_the_directions_are_the_words_of_the_score_sheet() -> None:
    assert [direction.value for direction in Direction] == ["≥", "≤", "＞", "＜", "＝", "区间", "定性"]
    assert [kind.value for kind in Kind] == ["number", "text", "date", "blank", "unreadable"]


@pytest.mark.parametrize(
    "mark", [*MARKS, "N/A", "NA", "Null", "NONE", "---", "__", "//", "…", "…………", " — ", "-/-", "._."]
)
def test_a_mark_for_nothing_is_blank_in_targets_and_results(mark: str) -> None:
    assert read_target(mark).kind is Kind.BLANK
    assert read_target(mark).reason == "指标值为空"
    assert read_actual(mark).kind is Kind.BLANK


def test_the_marks_for_nothing_are_these() -> None:
    assert sorted(BLANK_MARKS) == sorted(MARKS)


@pytest.mark.parametrize("text", ["无事故", "空白", "未填报", "none left", "na ", "待填报"])
def test_more_than_a_mark_is_no_blank(text: str) -> None:
    assert (read_actual(text).kind is Kind.BLANK) is (text == "na ")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("好" * 201, "文字过长，不是一个数值"),
        ("12②", "含有上标或带圈的数字"),
        ("10²", "含有上标或带圈的数字"),
        ("²", "含有上标或带圈的数字"),
        ("x³", "含有上标或带圈的数字"),
        ("½个", "含有上标或带圈的数字"),
        ("12 34", "数字中间有空格，看不出是一个数还是几个数"),
        ("12. 34", "数字中间有空格，看不出是一个数还是几个数"),
        ("12 .34", "数字中间有空格，看不出是一个数还是几个数"),
        ("12, 345", "数字中间有空格，看不出是一个数还是几个数"),
        ("１２　３４", "数字中间有空格，看不出是一个数还是几个数"),
        ("≥x", "无法识别其中的数值"),
        ("abc", "既不是数值也不是中文说明"),
    ],
)
def test_a_text_that_is_no_value_says_why(text: str, reason: str) -> None:
    assert read_target(text).reason == reason
    assert read_actual(text).reason == reason


@pytest.mark.parametrize("text", ["5m²", "5M³", "5ｍ²", "5km²", "5 个", "12时30分"])
def test_these_are_no_doubtful_figures(text: str) -> None:
    assert read_actual(text).reason not in ("含有上标或带圈的数字", "数字中间有空格，看不出是一个数还是几个数")


def test_a_long_text_is_prose_and_a_target_in_words_is_short() -> None:
    assert read_target("好" * 40).kind is Kind.TEXT
    assert read_target("好" * 41).reason == "文字过长，不是指标值"
    assert read_target("好" * 200).reason == "文字过长，不是指标值"
    assert read_actual("好" * 200).kind is Kind.TEXT
    assert read_actual("好" * 201).kind is Kind.UNREADABLE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("≥三种", Kind.UNREADABLE),
        ("≥", Kind.UNREADABLE),
        ("不少于", Kind.UNREADABLE),
        ("不少于三种", Kind.UNREADABLE),
        ("不少于半数", Kind.UNREADABLE),
        ("不少于零起", Kind.UNREADABLE),
        ("不少于〇起", Kind.UNREADABLE),
        ("九成以上", Kind.UNREADABLE),
        ("九成以下", Kind.UNREADABLE),
        ("两周以内", Kind.UNREADABLE),
        ("中等以上", Kind.TEXT),
        ("九成", Kind.TEXT),
        ("不低于上年", Kind.TEXT),
        ("≥上年", Kind.UNREADABLE),
        ("高于全国平均水平", Kind.TEXT),
        ("√", Kind.TEXT),
        ("A级", Kind.TEXT),
        ("#N/A", Kind.UNREADABLE),
        ("2023-2024学年", Kind.TEXT),
        ("=2024年", Kind.NUMBER),
    ],
)
def test_words_are_a_target_unless_they_hide_a_number(text: str, kind: Kind) -> None:
    assert read_target(text).kind is kind


@pytest.mark.parametrize(
    ("text", "kind", "copied"),
    [
        ("≥好", Kind.UNREADABLE, False),
        ("≥5个左右", Kind.UNREADABLE, True),
        ("#REF!", Kind.UNREADABLE, False),
        ("第五", Kind.TEXT, False),
        ("≥5", Kind.UNREADABLE, True),
        ("5以上", Kind.UNREADABLE, True),
        ("3、4、5", Kind.UNREADABLE, False),
        ("2023年秋季学期已完成", Kind.TEXT, False),
    ],
)
def test_a_result_is_a_number_words_or_asked_about(text: str, kind: Kind, copied: bool) -> None:
    actual = read_actual(text)
    assert (actual.kind, actual.copied_target) == (kind, copied)


def test_an_error_of_a_cell_is_no_word() -> None:
    for text in ("#REF!", "#错误", "#N/A"):
        assert read_actual(text).reason == "无法识别其中的数值"
    assert read_actual("错误#").kind is Kind.TEXT
    assert read_actual("好≥").kind is Kind.TEXT


@pytest.mark.parametrize("unit", ["月", "个月"])
def test_where_months_are_counted_a_month_is_a_number(unit: str) -> None:
    months = read_unit(unit)
    assert read_target("7月", months).low == 7
    assert read_actual("7月", months).value == 7
    assert read_target("7月", read_unit("天")).kind is Kind.DATE
    assert read_actual("7月", read_unit("天")).kind is Kind.DATE


def test_a_written_comparison_marks_a_target_as_signed() -> None:
    assert read_target("≥5").signed
    assert read_target("5以上").signed
    assert read_target("控制在5").signed
    assert not read_target("5").signed
    assert not read_target("达到5个").signed


def u(text: str) -> Unit:
    found = read_unit(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("base", "unit", "direction", "amount", "said", "after"),
    [
        (15000, "元", 1, 5, "%", "15750"),
        (15000, "元", -1, 5, "%", "14250"),
        (15000, None, 1, 5, "‰", "15075"),
        (15000, "元", 1, 5, None, "15005"),
        (15000, "元", -1, 5, None, "14995"),
        (2, "万元", 1, 500, "元", "2.05"),
        (85, "%", 1, 3, "百分点", "88"),
        (85, "%", -1, 3, "个百分点", "82"),
        (85, "‰", 1, 3, "百分点", "115"),
        (85, "%", 1, 3, "%", None),
        (85, "%", 1, 3, None, None),
        (85, "个", 1, 3, "百分点", None),
        (85, None, 1, 3, "百分点", None),
        (85, None, 1, 3, "个", None),
        (85, "个", 1, 3, "处", None),
    ],
)
def test_last_years_value_after_a_change(
    base: int, unit: str | None, direction: int, amount: int, said: str | None, after: str | None
) -> None:
    change = Change(direction, Decimal(amount), u(said) if said else None)
    result = changed(Decimal(base), u(unit) if unit else None, change)
    assert result == (None if after is None else Decimal(after))


def test_a_result_nearer_to_the_step_than_to_last_years_value_may_be_the_step() -> None:
    step = Change(1, Decimal(5), u("%"))
    assert could_be_the_change(Decimal(6), Decimal(15000), step)
    assert could_be_the_change(Decimal(-6), Decimal(15000), step)
    assert not could_be_the_change(Decimal(15750), Decimal(15000), step)
    assert not could_be_the_change(Decimal(10), Decimal(15), step)  # as near to the one as to the other
    assert could_be_the_change(Decimal("9.99"), Decimal(15), step)
