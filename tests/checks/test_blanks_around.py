"""Blanks around what was typed into a PROJECT.json change nothing that a check says; from a workbook they never come."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tests.checks.material import Example, evaluation_of, fixture, profile_of
from xladdin.checks.check import Check
from xladdin.checks.registry import CHECKS
from xladdin.checks.runner import CheckReport, run_checks

#: What is no typed text but a key.
_KEYS = {"key", "form", "profile", "money_unit", "source", "item", "levels", "region_code", "code", "kind", "digest"}
EXAMPLES = [
    pytest.param(check, example, id=f"{check.id}-{example.note}")
    for check in CHECKS
    for example in fixture(check.id).failing
]


def _padded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: one if name in _KEYS else _padded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_padded(one) for one in value]
    return f" {value}\n" if isinstance(value, str) and value else value


def _said(report: CheckReport) -> list[tuple[str, ...]]:
    return [(one.path, one.found, one.expected, one.difference, one.message) for one in report.findings]


@pytest.mark.parametrize(("check", "example"), EXAMPLES)
def test_blanks_around_texts_change_nothing(check: Check, example: Example) -> None:
    evaluation = example.evaluation()
    spaced = evaluation_of(_padded(msgspec.to_builtins(evaluation)))
    before, after = (
        run_checks(one, profile_of(evaluation), notes=example.notes, checks=[check]) for one in (evaluation, spaced)
    )
    assert _said(after) == _said(before)
    assert after.checked == before.checked
