"""``xladdin import`` of the report gives the tables back: every field that a printed table holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.report.conftest import NAMES
from xladdin.cli import main
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation, Unit
from xladdin.model.project_json import load


def _printed(evaluation: Evaluation) -> Evaluation:
    """What the printed tables hold of it; keys are numbers, since no table prints them."""
    rows = tuple(
        replace(row, key=f"k{number}", adjustment=None, declared_score=None, tier_percent=None)
        for number, row in enumerate(evaluation.indicators)
    )
    funds = tuple(replace(row, arrived=None) for row in evaluation.funds)
    plain = replace(
        evaluation, indicators=rows, funds=funds, profile="", region_code="", unit=Unit(), measures="", declared=None
    )
    return canonical(plain)


@pytest.fixture(scope="module")
def imported(path: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Evaluation]:
    folder = tmp_path_factory.mktemp("imported")
    assert main(["import", str(path), "-o", str(folder)]) == 0
    return {one.project.name: one for one in map(load, folder.glob("*.json"))}


@pytest.mark.parametrize("name", NAMES)
def test_the_tables_of_the_report_come_back(name: str, imported: dict[str, Evaluation]) -> None:
    wanted = sample(name)
    assert _printed(imported[wanted.project.name]) == _printed(wanted)
