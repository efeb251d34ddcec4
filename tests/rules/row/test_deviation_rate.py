"""偏差率: 完成率 − 100 % upward, (actual − target) / target downward, so that savings stay visible."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.rules.situations import bounds, number
from xladdin.model.grammar.quantity import Direction
from xladdin.rules.row.completion_rate import completion_rate
from xladdin.rules.row.deviation_rate import deviation_rate


@pytest.mark.parametrize(
    ("target", "actual", "deviation"),
    [
        ("≥50", "0", "-1"),  # the report prints 完成率 0 %, 偏差率 100 %
        ("≥50", "50", "0"),
        ("≥50", "80", "0.6"),
        ("＞50", "40", "-0.2"),
        ("50", "60", "0.2"),
        ("≤40", "32", "-0.2"),
        ("≤40", "50", "0.25"),
        ("＜40", "0", "-1"),
        ("20±2", "20", "0"),
        ("20±2", "9", "-0.5"),
        ("20±2", "33", "0.5"),
        ("0-5", "-1", None),
        ("0-5", "10", "1"),
        ("≥0.5", "0.75", "0.5"),
        ("≤0.5", "0.25", "-0.5"),
        ("0.4-0.8", "0.2", "-0.5"),
        ("0.4-0.8", "1.2", "0.5"),
        ("20±2", "18", "0"),
        ("20±2", "22", "0"),
        ("≥0", "5", None),
        ("≤0", "5", None),
        ("良好", "1", None),
        ("≥50", None, None),
    ],
)
def test_the_deviation_keeps_its_sign(target: str, actual: str | None, deviation: str | None) -> None:
    assert deviation_rate(*bounds(target), number(actual)) == number(deviation)


@pytest.mark.parametrize(("actual", "deviation"), [("-5", 0), ("-2", 0), ("0", 0), ("-6", None), ("3", None)])
def test_a_range_around_zero_has_a_deviation_inside_only(actual: str, deviation: int | None) -> None:
    assert deviation_rate(Direction.RANGE, Decimal(-5), Decimal(0), Decimal(actual)) == deviation


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("known", ["low", "high", "neither"])
def test_where_the_bound_that_counts_is_missing_there_is_no_deviation(direction: Direction, known: str) -> None:
    low, high = (Decimal(5) if known == name else None for name in ("low", "high"))
    counts = {Direction.AT_MOST: high, Direction.LESS_THAN: high, Direction.RANGE: None, Direction.QUALITATIVE: None}
    expected = None if counts.get(direction, low) is None else 0
    assert deviation_rate(direction, low, high, Decimal(5)) == expected


@pytest.mark.parametrize("actual", ["0", "12.5", "50", "80"])
def test_upward_the_deviation_is_the_rate_minus_one(actual: str) -> None:
    rate = completion_rate(*bounds("≥50"), Decimal(actual))
    assert rate is not None
    assert deviation_rate(*bounds("≥50"), Decimal(actual)) == rate - 1
