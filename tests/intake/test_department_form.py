"""项目支出绩效自评表: what is imported becomes a workbook of that form, is scored, and reads back as the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.intake.pages import blocks_of
from tests.intake.test_nasty_tables import CASES
from tests.intake.twin import docx_of
from xladdin.model import project_json


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("the department's form")])
def test_from_word_to_a_workbook_and_back(name: str, run: Run, tmp_path: Path) -> None:
    source = tmp_path / "自评.docx"
    source.write_bytes(docx_of([blocks_of(CASES[name]["page"])]))
    assert run("import", source, "-o", tmp_path / "读入").code == 0
    (first,) = (tmp_path / "读入").glob("*.json")
    assert run("new", first, "-o", tmp_path / "自评.xlsx").code == 0
    assert run("import", tmp_path / "自评.xlsx", "-o", tmp_path / "再读").code == 0
    (second,) = (tmp_path / "再读").glob("*.json")
    one, other = project_json.load(first), project_json.load(second)
    assert (one.form, one.money_unit, one.project) == (other.form, other.money_unit, other.project)
    assert {row.source: row.budget for row in one.funds} == {
        row.source: row.budget for row in other.funds if row.budget
    }
    assert [(row.level3, row.target, row.weight, row.declared_score) for row in one.indicators] == [
        (row.level3, row.target, row.weight, row.declared_score) for row in other.indicators
    ]


def test_the_declared_total_is_what_the_rules_give(run: Run, tmp_path: Path) -> None:
    """10 × 90/120 = 7.5; 50; 30 × 8/10 = 24; 10: in all 91.5, as the table says."""
    source = tmp_path / "自评.docx"
    source.write_bytes(docx_of([blocks_of(CASES["the department's form with all its parts"]["page"])]))
    run("import", source, "-o", tmp_path)
    (file,) = tmp_path.glob("*.json")
    told = run("score", file, "--profile", "mof-2020", "--json")
    found = json.loads(told.out)
    assert (found["total"], found["declared"]["total"]) == ("91.5", "91.5")
