"""Just within a limit nothing is found, just beyond it the figures are told: one change of the clean project each."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from tests.checks.edges import EDGES, Found
from tests.checks.material import change, clean, evaluation_of, profile_of
from tests.checks.test_fixtures import BY_ID
from xladdin.checks.review.c15_parts_of_whole import _targets_differ
from xladdin.checks.runner import run_checks


@pytest.mark.parametrize(
    ("check", "changes", "found"), EDGES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_at_the_edge(check: str, changes: dict[str, Any], found: list[Found]) -> None:
    data = clean()
    for path, value in changes.items():
        change(data, path, value)
    evaluation = evaluation_of(data)
    report = run_checks(evaluation, profile_of(evaluation), checks=[BY_ID[check]])
    assert [(one.path, one.found, one.expected, one.difference) for one in report.findings] == found


def test_without_points_for_the_execution_the_weights_make_the_sum_of_the_levels() -> None:
    data = clean()
    change(data, "indicators[q01].weight", "7")
    evaluation = evaluation_of(data)
    profile = profile_of(evaluation)
    plain = structs.replace(profile, levels=profile.indicator_levels)
    (whole,) = [
        one.message
        for one in run_checks(evaluation, plain, checks=[BY_ID["C03"]]).findings
        if "合计 91 分" in one.message
    ]
    assert "应为 90 分（评分规则中各级指标标准分之和）" in whole


@pytest.mark.parametrize(
    ("gap", "reached", "parts", "differ"),
    [
        ("0.03", "0", 2, True),  # more than the whole
        ("0.02", "0", 2, False),
        ("-0.02", "0", 2, False),
        ("-50", "0.02", 2, True),  # the actual values add up all the same
        ("-50", "-0.02", 2, True),
        ("-50", "0.03", 2, False),
        ("-50", "0", 1, False),
    ],
)
def test_parts_that_are_fewer_than_the_whole_count_where_the_actual_values_add_up(
    gap: str, reached: str, parts: int, differ: bool
) -> None:
    from decimal import Decimal

    found = _targets_differ(Decimal(gap), Decimal(reached), Decimal(100), parts, Decimal("0.02"))
    assert found is differ
