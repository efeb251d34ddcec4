"""Numbers without ``float()``: digits as typed, floats with 15 significant digits, halves rounded up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import examples
from xladdin.model.grammar.decimals import (
    as_typed,
    cell_decimal,
    fixed_text,
    plain_decimal,
    plain_text,
    round_half_up,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("-5", "-5"),
        ("+5", "5"),
        ("007", "7"),
        ("0.10", "0.10"),
    ],
)
def test_plain_digits_are_a_number(text: str, value: str) -> None:
    assert plain_decimal(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NaN",
        "nan",
        "sNaN",
        "inf",
        "Infinity",
        "∞",
        "1e400",
        "1E5",
        "1e-5",
        "1_000",
        "0x1F",
        "１２",
        "٣",
        " 1",
        "1 ",
        "1\n",
        ".5",
        "5.",
        "1.2.3",
        "12,34",
        "1,2345",
        ",123",
        "--5",
        "5-",
        "½",
        "1" * 41,
        "1" + "0" * 15,
    ],
)
def test_everything_else_is_none(text: str) -> None:
    assert plain_decimal(text) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.1 + 0.2, "0.3"),
        (100 / 3, "33.3333333333333"),
        (35.4 + 6.2, "41.6"),
        (1.0, "1"),
        (-0.0, "0"),
        (1e-7, "0.0000001"),
        (123456789012345.6, "123456789012346"),
        (5, "5"),
        (Decimal("1.10"), "1.1"),
    ],
)
def test_a_stored_float_is_taken_with_15_significant_digits(value: float | int | Decimal, expected: str) -> None:
    number = cell_decimal(value)
    assert number is not None
    assert plain_text(number) == expected


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), 1e15, 1e300, -1e15, 10**15, True, False])
def test_what_is_no_number_of_a_table_is_none(value: float) -> None:
    assert cell_decimal(value) is None
    if not isinstance(value, bool):
        assert cell_decimal(Decimal(value)) is None


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("2.675", 2, "2.68"),
        ("-2.675", 2, "-2.68"),
        ("1.005", 2, "1.01"),
        ("0.125", 2, "0.13"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-0.5", 0, "-1"),
        ("44.05", 1, "44.1"),
        ("44.0499999999", 1, "44.0"),
        ("62.9484899624", 2, "62.95"),
        ("100", 2, "100.00"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, places: int, expected: str) -> None:
    assert fixed_text(Decimal(value), places) == expected


def test_rounding_bears_the_largest_ratio_that_can_be_written() -> None:
    ratio = Decimal(999_999_999_999_999) / Decimal("0." + "0" * 37 + "1")
    assert round_half_up(ratio, 9) == ratio


@pytest.mark.parametrize(
    ("value", "text"),
    [("1.50", "1.5"), ("1E+2", "100"), ("0.00", "0"), ("-0.0", "0"), ("-0", "0"), ("1E-7", "0.0000001"), ("0E+5", "0")],
)
def test_plain_text_has_no_exponent_and_no_idle_zeros(value: str, text: str) -> None:
    assert plain_text(Decimal(value)) == text


@examples(300)
@given(st.decimals(-(10**14), 10**14, places=6, allow_nan=False))
def test_plain_text_reads_back(value: Decimal) -> None:
    assert plain_decimal(plain_text(value)) == value


@examples(300)
@given(st.floats())
def test_any_float_is_a_number_near_itself_or_none(value: float) -> None:
    number = cell_decimal(value)
    if number is None:
        assert not abs(value) < 1e15
    else:
        assert len(number.normalize().as_tuple().digits) <= 15
        assert abs(float(number) - value) <= 5e-15 * abs(value)


@pytest.mark.parametrize(
    "text", ["9" * 15, "-" + "9" * 15, "0." + "0" * 37 + "1", "999,999,999,999,999", "0." + "9" * 38, "000" + "9" * 15]
)
def test_a_number_at_the_edge_is_still_one(text: str) -> None:
    assert plain_decimal(text) == Decimal(text.replace(",", ""))


@pytest.mark.parametrize(
    "text", ["0." + "0" * 38 + "1", "1" + "0" * 15, "-1" + "0" * 15, "1,000,000,000,000,000", "1000,000"]
)
def test_a_number_beyond_the_edge_is_none(text: str) -> None:
    assert plain_decimal(text) is None


def test_a_cell_takes_numbers_below_ten_to_the_fifteenth() -> None:
    for value in (999_999_999_999_999, -999_999_999_999_999, Decimal("999999999999999.9"), 999_999_999_999_999.0):
        assert cell_decimal(value) == Decimal(str(value).removesuffix(".0"))
    for value in (10**15, Decimal(10**15), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")):
        assert cell_decimal(value) is None
    assert cell_decimal(0) == 0
    assert cell_decimal(-2.5) == Decimal("-2.5")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("458.79", Decimal("458.79")),
        ("0", Decimal(0)),
        ("-5", Decimal(-5)),
        ("458.790", "458.790"),
        ("007", "007"),
        ("1,234", "1,234"),
        ("+5", "+5"),
        ("-0", "-0"),
        ("95%", "95%"),
        ("", ""),
    ],
)
def test_only_what_reads_back_alike_becomes_a_number(text: str, value: str | Decimal) -> None:
    found = as_typed(text)
    assert type(found) is type(value)
    assert found == value


@pytest.mark.parametrize(
    ("value", "text"), [("100", "100"), ("1.05", "1.05"), ("0.10", "0.1"), ("-1.50", "-1.5"), ("10", "10")]
)
def test_zeros_in_front_of_the_point_stay(value: str, text: str) -> None:
    assert plain_text(Decimal(value)) == text
