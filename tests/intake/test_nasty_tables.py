"""Hand-made tables, one for every difficulty, each with the reading that a person wrote beside it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.intake.pages import blocks_of
from tests.intake.twin import docx_of, xlsx_of
from xladdin.intake.run import run_import
from xladdin.model.evaluation import Evaluation
from xladdin.model.fields import field
from xladdin.model.grammar.decimals import plain_text

FOLDER = Path(__file__).parent / "nasty"
CASES: dict[str, dict[str, Any]] = {
    case["name"]: case
    for file in sorted(FOLDER.glob("*.toml"))
    for case in tomllib.loads(file.read_text("utf-8"))["table"]
}
WRITERS = {".docx": docx_of, ".xlsx": xlsx_of}
_COLUMNS = ["level1", "level2", "level3", "target", "actual"]


def said(evaluation: Evaluation, path: str) -> str:
    value = field(evaluation, path)
    return (
        ""
        if value is None
        else value
        if isinstance(value, str)
        else plain_text(value)
        if not isinstance(value, int)
        else str(value)
    )


def test_there_are_as_many_as_there_are_difficulties() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("name", CASES)
def test_a_table_is_read_as_a_person_reads_it(name: str, ending: str, tmp_path: Path) -> None:
    case = CASES[name]
    path = tmp_path / f"表{ending}"
    path.write_bytes(WRITERS[ending]([blocks_of(case["page"])]))
    result = run_import([path])
    evaluation = result.projects[0].evaluation
    if "projects" in case:
        assert [project.evaluation.project.name for project in result.projects] == case["projects"]
    if "rows" in case:
        columns = case.get("columns", _COLUMNS)
        read = [
            [said(evaluation, f"indicators[{row.key}].{column}") for column in columns] for row in evaluation.indicators
        ]
        assert read == case["rows"]
    for where, wanted in case.get("fields", {}).items():
        assert (where, said(evaluation, where)) == (where, wanted)
    left = [(item.text, item.why) for item in result.not_read]
    expected = case.get("not_read", [])
    assert [text for text, _ in left] == [text for text, _ in expected]
    assert all(why in found for (_, found), (_, why) in zip(left, expected, strict=True))
    for note in case.get("notes", []):
        assert any(note in line for line in result.notes)
    assert result.refused == []
