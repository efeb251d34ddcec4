"""A small table for tests of facts: a few rows, everything else as in the clean project."""

from __future__ import annotations

from typing import Any

from tests.checks.material import change, clean, evaluation_of, profile_of
from xladdin.checks.subject import Subject


def table(*rows: dict[str, Any], **changes: Any) -> Subject:
    """A subject of these rows alone; ``level1``, ``level2``, ``weight`` … are those of 产出指标 / 数量指标 unless given."""
    data = clean()
    base = data["indicators"][0] | {"declared_score": None, "issued_target": "", "unit": "", "weight": None}
    data["goals"] = {}
    data["indicators"] = [base | {"key": f"k{number}"} | row for number, row in enumerate(rows)]
    for path, value in changes.items():
        change(data, path, value)
    evaluation = evaluation_of(data)
    return Subject(evaluation, profile_of(evaluation))


def row(name: str, target: str = "", actual: str = "", weight: str | None = None, **more: Any) -> dict[str, Any]:
    """One row as it is printed."""
    return {"level3": name, "target": target, "actual": actual, "weight": weight, **more}
