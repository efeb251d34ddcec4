"""四舍五入 once, at a declared place, exact halves up even when a binary tail hides them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xladdin.rules.rounding import declared_round, guarded


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("44.0499999995", 1, "44.1"),  # nine decimals are looked at, and no tenth
        ("44.0499999994", 1, "44.0"),
        ("44.05", 1, "44.1"),
        ("44.0499999999999", 1, "44.1"),  # what a double makes of 44.05
        ("44.0500000000001", 1, "44.1"),
        ("44.049999", 1, "44.0"),
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("2.675", 2, "2.68"),
        ("99.95", 1, "100.0"),
    ],
)
def test_a_half_goes_up(value: str, places: int, expected: str) -> None:
    assert str(declared_round(Decimal(value), places)) == expected


def test_two_thirds_and_a_third_are_a_whole() -> None:
    assert declared_round(Decimal(1) / 3 * Decimal("0.15"), 2) == Decimal("0.05")
    assert guarded(Decimal(1) / 3 + Decimal(2) / 3) == 1
