"""Points that a table gives 预算执行, found from its weights together with a declared score that fits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.checks.material import change, clean, evaluation_of, profile_of
from xladdin.checks.facts.points_scheme import other_execution_points, weight_sum
from xladdin.checks.subject import Subject

STATED, TOTAL = "declared.levels[预算执行]", "declared.total"


def subject(**changes: Any) -> Subject:
    """The clean project: weights add up to 90, 预算执行 is 9.6 of 10 at 96.25 %."""
    data = clean()
    for path, value in changes.items():
        if path == STATED and value is None:
            del data["declared"]["levels"]["预算执行"]
        else:
            change(data, path, value)
    evaluation = evaluation_of(data)
    return Subject(evaluation, profile_of(evaluation))


def points(weight: str, **changes: Any) -> Decimal | None:
    """With another weight of the last row, which has 10."""
    return other_execution_points(subject(**{"indicators[q18].weight": weight, **changes}))


def test_the_profiles_own_points_are_no_other_points() -> None:
    assert weight_sum(subject()) == 90
    assert points("10") is None


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("20", 20),  # as many as are left
        ("20.1", None),
        ("10.1", 20),  # more than the profile gives
        ("10", None),
        ("9.6", None),
        ("19.3", 20),
        ("19.25", 20),
    ],
)
def test_twenty_points_are_left_by_weights_of_eighty(stated: str, found: int | None) -> None:
    assert points("0", **{STATED: stated}) == found


@pytest.mark.parametrize(("stated", "found"), [("4.8", 5), ("4.81", 5), ("4.9", None), ("5", 5), ("4.7", None)])
def test_five_points_fit_a_score_that_is_their_share(stated: str, found: int | None) -> None:
    # 5 × 96.25 % = 4.8125
    assert points("15", **{STATED: stated}) == found


def test_points_below_nothing_are_none() -> None:
    assert points("20.5", **{STATED: "9.6"}) is None


@pytest.mark.parametrize(
    ("weight", "total", "found"),
    [
        ("20", "89.8", 0),  # the rows alone: 50 + 29.8 + 10
        ("20", "89.9", None),
        ("20", None, None),
        ("0", "109.1", 20),  # 89.8 + 20 × 96.25 % = 109.05
        ("0", "109.05", 20),
        ("0", "109.0", None),
    ],
)
def test_without_its_score_the_total_tells_by_the_rows(weight: str, total: str | None, found: int | None) -> None:
    assert points(weight, **{STATED: None, TOTAL: total}) == found


def test_a_row_without_a_score_or_a_weight_leaves_it_open() -> None:
    assert points("20", **{STATED: None, TOTAL: "89.8", "indicators[q01].declared_score": None}) is None
    assert points("20", **{STATED: None, TOTAL: "83.8", "indicators[q01].declared_score": None}) is None
    assert points("0", **{STATED: "20", "indicators[q01].weight": None}) is None
    assert weight_sum(subject(**{"indicators[q01].weight": None})) is None


def test_without_a_declaration_or_a_rate_nothing_tells() -> None:
    assert points("0", declared=None) is None
    unknown = {"funds[total].executed": None, "funds[central].executed": None, "funds[local].executed": None}
    assert points("0", **unknown, **{STATED: None, TOTAL: "109.1"}) is None
    assert points("20", **unknown, **{STATED: None, TOTAL: "89.8"}) == 0
    assert points("0", **unknown, **{STATED: "20"}) == 20
    assert points("0", **unknown, **{STATED: "9.6"}) is None
