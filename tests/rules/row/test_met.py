"""达标: ＞ and ＜ are strict; a target without a sign is met when reached; zero is met by exactly zero."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.rules.situations import bounds
from xladdin.model.grammar.quantity import Direction
from xladdin.rules.row.met import is_met


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("≥50", "50", True),
        ("≥50", "49.999999", False),
        ("＞50", "50", False),
        ("＞50", "50.000001", True),
        ("≤50", "50", True),
        ("≤50", "50.000001", False),
        ("＜50", "50", False),
        ("＜50", "49.999999", True),
        ("≤50", "0", True),
        ("100", "100", True),
        ("100", "120", True),
        ("100", "99", False),
        ("0.5", "0.7", True),
        ("0.5", "0.4", False),
        ("0起", "0", True),
        ("0起", "1", False),
        ("≥0", "0", True),
        ("≤0", "0", True),
        ("≤0", "0.1", False),
        ("＞0", "0", False),
        ("20±2", "18", True),
        ("20±2", "22", True),
        ("20±2", "17.99", False),
        ("20±2", "22.01", False),
        ("良好", "1", True),
        ("良好", "0.999", False),
    ],
)
def test_a_target_is_met_or_not(target: str, actual: str, met: bool) -> None:
    assert is_met(*bounds(target), Decimal(actual)) is met


@pytest.mark.parametrize("direction", [one for one in Direction if one is not Direction.QUALITATIVE])
def test_a_bound_that_is_missing_cannot_be_met(direction: Direction) -> None:
    assert not is_met(direction, None, None, Decimal(5))
    if direction is Direction.RANGE:
        assert not is_met(direction, Decimal(1), None, Decimal(5))
        assert not is_met(direction, None, Decimal(9), Decimal(5))
