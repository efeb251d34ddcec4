"""完成率 (财预〔2020〕10号: 定量指标按完成比例; readings of ≤ and of ranges: docs/rules.md)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.rules.situations import bounds, number
from xladdin.rules.row.completion_rate import completion_rate


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
