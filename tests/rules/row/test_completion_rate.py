"""完成率 (财预〔2020〕10号: 定量指标按完成比例; readings of ≤ and of ranges: docs/rules.md)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.rules.situations import bounds, number
from xladdin.model.grammar.quantity import Direction
from xladdin.rules.row.completion_rate import completion_rate

#: A span of temperatures, or of a balance of payments: no printed target has one, a sheet may.
AROUND_ZERO = (Direction.RANGE, Decimal(-5), Decimal(0))


@pytest.mark.parametrize(("actual", "rate"), [("-5", 1), ("-2", 1), ("0", 1), ("-6", None), ("3", None)])
def test_a_range_around_zero_has_a_rate_inside_only(actual: str, rate: int | None) -> None:
    assert completion_rate(*AROUND_ZERO, Decimal(actual)) == rate


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("known", ["low", "high", "neither"])
def test_where_the_bound_that_counts_is_missing_there_is_no_rate(direction: Direction, known: str) -> None:
    low, high = (Decimal(5) if known == name else None for name in ("low", "high"))
    counts = {Direction.AT_MOST: high, Direction.LESS_THAN: high, Direction.RANGE: None, Direction.QUALITATIVE: None}
    expected = None if counts.get(direction, low) is None else 1
    assert completion_rate(direction, low, high, Decimal(5)) == expected


@pytest.mark.parametrize(
    ("target", "actual", "rate"),
    [
        # ≥ ＞ ＝: actual / target
        ("≥50", "45", "0.9"),
        ("≥50", "50", "1"),
        ("≥50", "80", "1.6"),
        ("≥50", "0", "0"),
        ("＞50", "50", "1"),
        ("＝50", "60", "1.2"),
        ("50", "40", "0.8"),
        ("≥50", "-5", "-0.1"),
        # ≤ ＜: met is 100 %, exceeded is target / actual
        ("≤40", "32", "1"),
        ("≤40", "40", "1"),
        ("≤40", "50", "0.8"),
        ("≤40", "0", "1"),
        ("＜40", "39.99", "1"),
        ("＜40", "40", "1"),  # not met, and yet 40/40
        ("＜40", "80", "0.5"),
        # 区间: inside is 100 %, outside the ratio to the nearer bound
        ("20±2", "18", "1"),
        ("20±2", "22", "1"),
        ("20±2", "9", "0.5"),
        ("20±2", "44", "0.5"),
        ("0-5", "3", "1"),
        ("≥0.5", "0.25", "0.5"),
        ("≤0.5", "1", "0.5"),
        ("0.5-0.8", "0.25", "0.5"),
        ("0.5-0.8", "1.6", "0.5"),
        # no rate
        ("≥0", "5", None),
        ("0起", "0", None),
        ("≤0", "0", None),
        ("＜0", "3", None),
        ("≥-5", "3", None),
        ("良好", "1", None),
        ("0-5", "-1", None),
        ("≥50", None, None),
    ],
)
def test_the_rate_is_a_fraction_or_there_is_none(target: str, actual: str | None, rate: str | None) -> None:
    assert completion_rate(*bounds(target), number(actual)) == number(rate)


def test_the_rate_is_not_rounded() -> None:
    rate = completion_rate(*bounds("≥426.94"), Decimal("458.79"))
    assert rate is not None
    assert abs(rate * Decimal("426.94") - Decimal("458.79")) < Decimal("1e-24")


def test_a_zero_target_never_counts_as_one_hundred_percent() -> None:
    for target in ("0", "≥0", "≤0", "＞0", "＜0", "0-0"):
        assert completion_rate(*bounds(target), Decimal(0)) in (None, 1)
    assert completion_rate(*bounds("0"), Decimal(0)) is None
    assert completion_rate(*bounds("0-0"), Decimal(0)) == 1  # inside a range, whose width happens to be nothing
