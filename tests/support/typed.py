"""The hand-written tables of what people type (``tests/data/typed_values.toml``), as rows."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_DATA = Path(__file__).parents[1] / "data"


class TypedValue(NamedTuple):
    """One row; ``expected`` as written, ``value`` what the rules take."""

    label: str
    name: str
    unit: str
    target: str
    actual: str
    expected: str
    level1: str = "产出指标"
    last_year: str = ""
    rule: str = ""
    tier: str = ""
    year: int = 2024
    shown_unit: str | None = None
    without_addin: str = ""

    @property
    def value(self) -> Decimal | str | None:
        if self.expected == "blank":
            return None
        if self.expected == "需核对":
            return self.expected
        return Decimal(self.expected.removeprefix("share "))


@cache
def typed_values() -> tuple[TypedValue, ...]:
    """Every row of the table, in its order."""
    table = tomllib.loads((_DATA / "typed_values.toml").read_text("utf-8"))
    return tuple(_row(part["label"], row) for part in table["class"] for row in part["rows"])


def _row(label: str, row: list[Any]) -> TypedValue:
    more = dict(row[5]) if len(row) > 5 else {}
    if "unit" in more:
        more["shown_unit"] = more.pop("unit")
    return TypedValue(label, *row[:5], **more)


class TypedTarget(NamedTuple):
    """One target and what 方向, 目标下限, 目标上限 and 单位 show."""

    label: str
    name: str
    unit: str
    target: str
    direction: str
    low: str
    high: str
    shown_unit: str
    level1: str = "产出指标"
    level2: str = ""
    last_year: str = ""
    without_addin: str = ""


@cache
def typed_targets() -> tuple[TypedTarget, ...]:
    """Every target of ``typed_targets.toml``, in its order."""
    table = tomllib.loads((_DATA / "typed_targets.toml").read_text("utf-8"))
    return tuple(
        TypedTarget(part["label"], *row[:7], **(row[7] if len(row) > 7 else {}))
        for part in table["class"]
        for row in part["rows"]
    )
