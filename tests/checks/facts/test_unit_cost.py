"""The denominator of a unit cost is found from units and figures, not from names."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.material import as_printed, profile_of
from xladdin.checks.facts.unit_cost import cost, is_unit_cost, unit_costs
from xladdin.checks.subject import Subject
from xladdin.model.grammar.unit import Unit, read_unit


def _unit(text: str) -> Unit:
    unit = read_unit(text)
    assert unit is not None
    return unit


@pytest.mark.parametrize(
    ("name", "pairs"),
    [
        # 15886.03 ÷ 426.94 = 37.21 exactly as printed
        ("turpan-2024-as-printed", {("q19", "q01")}),
        # 18674.33 ÷ 85.79 is far from 32, but over the period 52403.75 ÷ 1667.31 = 31.43
        ("karamay-2024-as-printed", {("q11", "q01")}),
        # 12480.50 ÷ 12600 = 0.99 and 12480.50 ÷ 860 = 14.51
        ("qinghe-2023-as-printed", {("p16", "p01"), ("p17", "p03")}),
        ("clean-2024", set()),
    ],
)
def test_denominator_is_the_quantity_that_gives_the_target(name: str, pairs: set[tuple[str, str]]) -> None:
    evaluation = as_printed(name)
    found = unit_costs(Subject(evaluation, profile_of(evaluation)))
    assert {(one.row.indicator.key, one.quantity.indicator.key) for one in found} == pairs


def test_cost_converts_units() -> None:
    # 150 万元 over 2 公顷 = 30 亩 are 5 万元 or 50000 元 per 亩
    assert cost(Decimal(150), Decimal(2), _unit("公顷"), _unit("万元/亩")) == 5
    assert cost(Decimal(150), Decimal(2), _unit("公顷"), _unit("元/亩")) == 50000


@pytest.mark.parametrize(
    ("unit", "expected"), [("万元/公顷", True), ("元/户", True), ("万元", False), ("%", False), ("公顷", False)]
)
def test_unit_cost_is_money_per_something(unit: str, expected: bool) -> None:
    assert is_unit_cost(_unit(unit)) is expected
