"""Targets as people type them into a blank book, read by Python: ``tests/data/typed_targets.toml``, written by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.typed import TypedTarget, typed_targets
from xladdin.model.indicator import Indicator, shown_unit
from xladdin.rules.profile import load
from xladdin.rules.reading.target_bounds import direction_word
from xladdin.rules.score_sheet import read_terms

MOF = load("mof-2020")


@pytest.mark.parametrize("row", typed_targets(), ids=lambda row: f"{row.label}: {row.name} | {row.target}")
def test_every_typed_target_gives_the_direction_bounds_and_unit_written_beside_it(row: TypedTarget) -> None:
    indicator = Indicator(
        level1=row.level1,
        level2=row.level2,
        level3=row.name,
        unit=row.unit,
        target=row.target,
        last_year=row.last_year,
        weight=Decimal(10),
    )
    target, _, terms = read_terms(indicator, MOF, 2024)
    assert direction_word(target) == row.direction, target.reason
    wanted = tuple(Decimal(bound) if bound else None for bound in (row.low, row.high))
    assert (terms.low, terms.high) == wanted
    assert shown_unit(indicator) == row.shown_unit


def test_the_table_is_large_and_no_row_is_in_it_twice() -> None:
    rows = typed_targets()
    assert len(rows) >= 150
    assert len(set(rows)) == len(rows)
