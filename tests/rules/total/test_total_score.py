"""总分 is the sum of the rounded levels (Turpan: 88.8, not round(88.742))."""

from __future__ import annotations

from decimal import Decimal

from xladdin.rules.total.total_score import total_score


def test_rounded_levels_are_added() -> None:
    assert total_score(map(Decimal, ("6.3", "44.1", "28.4", "10"))) == Decimal("88.8")
    assert total_score(map(Decimal, ("5.8", "47.3", "30", "10"))) == Decimal("93.1")


def test_one_missing_level_leaves_the_total_blank() -> None:
    assert total_score([Decimal(10), None, Decimal(30)]) is None
