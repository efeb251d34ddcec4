"""预算执行率 B/A and the level 预算执行 (财预〔2020〕10号: 预算执行率权重 10 %)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.rules.situations import MOF, number
from xladdin.rules import profile as profiles
from xladdin.rules.total.execution import execution_rate, execution_score


@pytest.mark.parametrize(
    ("budget", "executed", "rate"),
    [
        ("200", "50", "0.25"),
        ("200", "0", "0"),
        ("200", "300", "1.5"),
        ("0.5", "0.25", "0.5"),
        ("0", "0", None),
        ("0", "5", None),
        (None, "5", None),
        ("5", None, None),
    ],
)
def test_the_rate_is_executed_over_budget_and_there_is_none_for_nothing(
    budget: str | None, executed: str | None, rate: str | None
) -> None:
    assert execution_rate(number(budget), number(executed)) == number(rate)


@pytest.mark.parametrize(
    ("rate", "score"),
    [
        ("0.6295", "6.3"),
        ("0.6245", "6.2"),
        ("0.625", "6.3"),
        ("0.0049", "0.0"),
        ("1", "10.0"),
        ("1.5", "10.0"),
        ("-1", "0.0"),
    ],
)
def test_the_level_is_its_standard_times_the_rate_at_most_the_standard(rate: str, score: str) -> None:
    assert str(execution_score(Decimal(rate), Decimal(10), MOF)) == score


def test_without_a_rate_the_level_has_no_score() -> None:
    assert execution_score(None, Decimal(10), MOF) is None


@pytest.mark.parametrize(
    ("rate", "score"),
    [
        ("1.2", "10.0"),
        ("1", "10.0"),
        ("0.999", "7.0"),
        ("0.8", "7.0"),
        ("0.7999", "5.0"),
        ("0.6", "5.0"),
        ("0.59", "0.0"),
    ],
)
def test_by_bands_a_rate_gets_what_its_band_gives_of_the_standard(rate: str, score: str) -> None:
    """10 / 7 / 5 / 0 of 10 points, as ``mof-2021-cost`` has them (not verified)."""
    cost = profiles.load("mof-2021-cost")
    assert str(execution_score(Decimal(rate), Decimal(10), cost)) == score
    assert execution_score(None, Decimal(10), cost) is None


def test_a_tail_of_the_division_does_not_miss_a_band() -> None:
    rate = execution_rate(Decimal("0.3"), Decimal("0.24"))
    assert rate is not None
    assert execution_score(rate - Decimal("1e-15"), Decimal(10), profiles.load("mof-2021-cost")) == 7
