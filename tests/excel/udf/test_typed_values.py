"""What people type, read by the worksheet functions through xlwings' own server as 评分表 calls them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.excel.udf.test_functions import call
from tests.support.typed import TypedTarget, TypedValue, typed_targets, typed_values
from xladdin.rules.reading.clean import clean_text


def _matches(found: Any, wanted: Decimal | str | None) -> bool:
    if isinstance(wanted, Decimal):
        return isinstance(found, float) and found == pytest.approx(float(wanted), rel=1e-12)
    return bool(found == (wanted or ""))


def _target(row: TypedValue | TypedTarget, part: str) -> Any:
    return call(
        "JX_TARGET", part, row.target, _name(row), row.level1, getattr(row, "level2", "") or None, row.last_year
    )


def _name(row: TypedValue | TypedTarget) -> str:
    """The name as a blank workbook has it, which has no unit column."""
    known = row.unit not in ("", "/", "无") and not row.name.endswith(("）", ")"))
    return f"{row.name}（{row.unit}）" if known else row.name


@pytest.mark.parametrize("row", typed_values(), ids=lambda row: f"{row.label}: {row.target} | {row.actual}")
def test_jx_value_gives_the_number_written_beside_every_typed_value(row: TypedValue) -> None:
    unit = row.unit if row.unit in ("绩点", "户/人") else _target(row, "单位")
    tier = float(row.tier) if row.tier else None
    found = call(
        "JX_VALUE", clean_text(row.actual), unit, row.target, row.rule, tier, float(row.year), None, row.last_year
    )
    assert _matches(found, row.value)


@pytest.mark.parametrize(
    "row", [row for row in typed_targets() if row.unit != "绩点"], ids=lambda row: f"{row.label}: {row.target}"
)
def test_jx_target_gives_direction_bounds_and_unit_of_every_typed_target(row: TypedTarget) -> None:
    assert _target(row, "方向") == row.direction
    for part, bound in (("下限", row.low), ("上限", row.high)):
        assert _matches(_target(row, part), Decimal(bound) if bound else None)
    assert _target(row, "单位") == row.shown_unit
