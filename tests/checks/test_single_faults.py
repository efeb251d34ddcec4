"""A clean project with one fault: it is found at that cell, and nothing else is reported.

A contradiction lies between cells: each finding must be at the changed cell or name it among those it is about.
"""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings

from tests.checks.material import change, clean, evaluation_of, profile_of
from tests.checks.mutations import Mutation, mutations, single_faults
from xladdin.checks.finding import Finding
from xladdin.checks.runner import run_checks

KINDS = mutations(clean())


def _findings(mutation: Mutation) -> tuple[Finding, ...]:
    path, value = mutation
    data: dict[str, Any] = clean()
    change(data, path, value)
    evaluation = evaluation_of(data)
    return run_checks(evaluation, profile_of(evaluation)).findings


def _is_about(finding: Finding, path: str) -> bool:
    return any(one == path or one.startswith(f"{path}.") for one in (finding.path, *finding.related_paths))


def _sixty() -> list[Mutation]:
    """One of every kind, then more of them until there are sixty; the same ones every time."""
    draw = random.Random(4)
    chosen = [draw.choice(cells) for cells in KINDS.values()]
    rest = [one for cells in KINDS.values() for one in cells if one not in chosen]
    return chosen + draw.sample(rest, 60 - len(chosen))


@pytest.mark.parametrize("mutation", _sixty(), ids=lambda mutation: f"{mutation[0]}={mutation[1]}")
def test_sixty_single_faults_are_each_found_and_nothing_else(mutation: Mutation) -> None:
    findings = _findings(mutation)
    assert findings
    assert all(_is_about(one, mutation[0]) for one in findings)


@settings(max_examples=200, deadline=None)
@given(single_faults(clean()))
def test_any_single_fault_is_found_at_its_cell_and_nothing_else(mutation: Mutation) -> None:
    findings = _findings(mutation)
    assert findings
    assert all(_is_about(one, mutation[0]) for one in findings)
