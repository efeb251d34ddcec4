"""What people type into the tables, read by Python: ``tests/data/typed_values.toml``, written by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.typed import TypedValue, typed_values
from xladdin.model.indicator import Indicator, shown_unit
from xladdin.rules.profile import load
from xladdin.rules.score_sheet import read_terms

MOF = load("mof-2020")


@pytest.mark.parametrize("row", typed_values(), ids=lambda row: f"{row.label}: {row.target} | {row.actual}")
def test_every_typed_value_gives_the_number_written_beside_it(row: TypedValue) -> None:
    indicator = Indicator(
        level1=row.level1,
        level3=row.name,
        unit=row.unit,
        target=row.target,
        actual=row.actual,
        weight=Decimal(10),
        last_year=row.last_year,
        scoring_rule=row.rule,
        tier_percent=Decimal(row.tier) if row.tier else None,
    )
    target, actual, terms = read_terms(indicator, MOF, row.year)
    assert terms.actual == row.value, (target, actual)
    if row.shown_unit is not None:
        assert shown_unit(indicator) == row.shown_unit


def test_the_table_is_large_and_every_class_is_in_it() -> None:
    rows = typed_values()
    assert len(rows) >= 400
    assert len(
        {(row.name, row.unit, row.target, row.actual, row.last_year, row.tier, row.rule) for row in rows}
    ) == len(rows)
