"""The same quantity in other units has one key; counters are alike in texts, measures are not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xladdin.checks.texts.declared_rate import read_declared_rate
from xladdin.checks.texts.readings import bound_keys, from_base, in_base, is_counter, quantity_key, same_unit
from xladdin.model.grammar.quantity import read_target
from xladdin.model.grammar.unit import Unit, read_unit


def u(text: str) -> Unit:
    unit = read_unit(text)
    assert unit is not None
    return unit


MEASURES = "公顷 公里 立方米 吨 元 % 小时 千瓦 千瓦时 年 月".split()


@pytest.mark.parametrize("text", [*"个 处 座 人 人次 村 批 册".split()])
def test_what_is_counted_may_go_by_another_counter(text: str) -> None:
    assert is_counter(u(text))
    assert quantity_key(Decimal(7), u(text)) == quantity_key(Decimal(7), u("个"))


@pytest.mark.parametrize("text", [one for one in MEASURES if one != "月"])
def test_what_is_measured_is_no_counter(text: str) -> None:
    assert not is_counter(u(text))
    assert quantity_key(Decimal(7), u(text)) != quantity_key(Decimal(7), u("个"))


@pytest.mark.parametrize("text", ["元/人", "个/年", "人·年"])
def test_a_product_is_no_counter(text: str) -> None:
    assert not is_counter(u(text))


def test_equal_quantities_have_equal_keys() -> None:
    assert quantity_key(Decimal("2.5"), u("公里")) == quantity_key(Decimal(2500), u("米"))
    assert quantity_key(Decimal("2.5"), u("公里")) != quantity_key(Decimal("2.5"), u("米"))
    assert quantity_key(Decimal(1), u("万人")) == quantity_key(Decimal(10000), u("个"))


def test_values_go_to_base_units_and_back() -> None:
    assert in_base(Decimal(2), u("公顷")) == 30
    assert from_base(Decimal(30), u("公顷")) == 2
    assert in_base(Decimal(3), u("亩")) == 3


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("公顷", "ha", True),
        ("公顷", "亩", False),
        ("公顷", "公顷", True),
        ("个", "处", False),
        ("元", "万元", False),
        ("元/人", "元/名", True),
        ("元", "元/人", False),
    ],
)
def test_units_of_one_size_are_the_same(first: str, second: str, same: bool) -> None:
    assert same_unit(u(first), u(second)) is same
    assert same_unit(u(second), u(first)) is same


def test_no_unit_is_the_same_as_no_unit_alone() -> None:
    assert same_unit(None, None)
    assert not same_unit(None, u("个"))
    assert not same_unit(u("个"), None)


def test_the_bounds_of_a_target_are_its_keys_once() -> None:
    assert bound_keys(read_target("≥2公里")) == (quantity_key(Decimal(2000), u("米")),)
    assert bound_keys(read_target("2公里")) == (quantity_key(Decimal(2000), u("米")),)
    assert bound_keys(read_target("2-3公里")) == (
        quantity_key(Decimal(2000), u("米")),
        quantity_key(Decimal(3000), u("米")),
    )
    for text in ("≥2", "全覆盖", "9月前"):
        assert bound_keys(read_target(text)) == ()
    assert bound_keys(None) == ()


@pytest.mark.parametrize(
    ("printed", "percent", "places"),
    [
        ("58.2%", "58.2", 1),
        ("58", "58", 0),
        ("５８．２５％", "58.25", 2),
        ("100.00%", "100.00", 2),
        (" 58 % ", "58", 0),
    ],
)
def test_a_printed_rate_has_a_number_and_decimals(printed: str, percent: str, places: int) -> None:
    rate = read_declared_rate(printed)
    assert rate is not None
    assert (rate.percent, rate.places) == (Decimal(percent), places)


@pytest.mark.parametrize("printed", ["", "—", "约58%", "58%%", "五成"])
def test_anything_else_is_no_rate(printed: str) -> None:
    assert read_declared_rate(printed) is None


def test_a_printed_rate_rounds_or_cuts_at_its_own_decimals() -> None:
    rate = read_declared_rate("58.2%")
    assert rate is not None
    for percent, rounds, cuts in (
        ("58.2", True, True),
        ("58.249", True, True),
        ("58.25", False, True),
        ("58.15", True, False),
        ("58.1499", False, False),
        ("58.299", False, True),
        ("58.3", False, False),
    ):
        assert rate.rounds(Decimal(percent)) is rounds
        assert rate.truncates(Decimal(percent)) is cuts
