"""Units of measurement: what is the same, what is comparable, what is not a unit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import examples
from xladdin.model.grammar.unit import Unit, convert, name_without_unit, read_unit, unit_in_name


def unit(text: str) -> Unit:
    found = read_unit(text)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("first", "second", "factor"),
    [
        ("公顷", "ha", "1"),
        ("公顷", "hm²", "1"),
        ("公顷", "亩", "15"),
        ("平方公里", "公顷", "100"),
        ("公顷", "平方米", "10000"),
        ("公里", "km", "1"),
        ("公里", "米", "1000"),
        ("万元", "元", "10000"),
        ("亿元", "万元", "10000"),
        ("百万元", "万元", "100"),
        ("万人", "人", "10000"),
        ("万人次/年", "人次/年", "10000"),
        ("万元/公顷", "元/公顷", "10000"),
        ("万元／公顷", "万元/ha", "1"),
        ("元/亩", "元/公顷", "15"),
        ("元/生.年", "元/生·年", "1"),
        ("%", "‰", "10"),
        ("％", "个百分点", "1"),
        ("天", "日", "1"),
        ("个月", "月", "1"),
        ("吨", "公斤", "1000"),
        ("万立方米", "方", "10000"),
        ("千米", "m", "1000"),
        ("元/每户", "元/户", "1"),
        ("KM", "km", "1"),
    ],
)
def test_units_of_one_kind_convert_both_ways(first: str, second: str, factor: str) -> None:
    assert unit(first).comparable(unit(second))
    assert convert(Decimal(1), unit(first), unit(second)) == Decimal(factor)
    assert convert(Decimal(factor), unit(second), unit(first)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("处", "个"),
        ("人", "人次"),
        ("公顷", "公里"),
        ("元", "元/公顷"),
        ("元/公顷", "公顷/元"),
        ("%", "个"),
        ("天", "个工作日"),
        ("年", "月"),
        ("次", "次/年"),
    ],
)
def test_different_things_are_never_converted(first: str, second: str) -> None:
    assert not unit(first).comparable(unit(second))
    with pytest.raises(ValueError, match="different things"):
        convert(Decimal(1), unit(first), unit(second))


@pytest.mark.parametrize(
    "text",
    ["", " ", "各地（州、市）", "x", "万", "亿", "/", "元/", "/户", "元//户", "元户", "左右", "5个", "月前", "个" * 25],
)
def test_what_the_table_does_not_know_is_no_unit(text: str) -> None:
    assert read_unit(text) is None


@pytest.mark.parametrize(
    ("name", "found", "rest"),
    [
        ("矿山生态修复面积（公顷）", "公顷", "矿山生态修复面积"),
        ("修复废弃矿山（矿点）数量（个）", "个", "修复废弃矿山（矿点）数量"),
        ("单位成本控制数(万元/公顷)", "万元/公顷", "单位成本控制数"),
        ("合格率（%） ", "%", "合格率"),
        ("修复废弃矿山（矿点）数量", None, "修复废弃矿山（矿点）数量"),
        ("补助对象（各地（州、市））", None, "补助对象（各地（州、市））"),
        ("培训次数", None, "培训次数"),
        ("（公顷）面积", None, "（公顷）面积"),
    ],
)
def test_the_unit_stands_in_the_closing_brackets_of_the_name(name: str, found: str | None, rest: str) -> None:
    inside = unit_in_name(name)
    assert (inside.printed if inside else None) == found
    assert name_without_unit(name) == rest


def test_a_unit_keeps_its_printed_text() -> None:
    assert unit("万元／公顷").printed == "万元／公顷"
    assert unit("万元／公顷").factor == Fraction(10000, 15)


@examples(200)
@given(st.text(max_size=12))
def test_any_text_is_either_a_unit_or_none(text: str) -> None:
    found = read_unit(text)
    assert found is None or found.factor > 0


@pytest.mark.parametrize(
    ("prefix", "times"),
    [
        ("十", 10),
        ("百", 100),
        ("千", 1_000),
        ("万", 10_000),
        ("十万", 100_000),
        ("百万", 1_000_000),
        ("千万", 10_000_000),
        ("亿", 100_000_000),
    ],
)
def test_a_number_word_before_a_unit_multiplies_it(prefix: str, times: int) -> None:
    unit, plain = read_unit(f"{prefix}元"), read_unit("元")
    assert unit is not None
    assert plain is not None
    assert unit.factor == plain.factor * times
