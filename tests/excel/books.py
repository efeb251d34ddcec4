"""Working workbooks of the two real projects, and reading their result cells in the fake Excel."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pyopenvba.apps.excel import Workbook

from xladdin.forms.build.workbook import build
from xladdin.model.project_json import load
from xladdin.rules import profile as profiles

SAMPLES = Path(__file__).parents[2] / "xladdin" / "samples"
PROJECTS = ("turpan-2024", "karamay-2024")


@cache
def working_book(project: str) -> bytes:
    """The workbook that ``xladdin new`` makes of a sample."""
    evaluation = load(SAMPLES / f"{project}.json")
    return build(evaluation, profiles.load(evaluation.profile))


def result_cells(book: Workbook) -> dict[tuple[str, int, int], Any]:
    """Sheet, row, column → value, of every cell that asks a worksheet function."""
    found = {}
    for sheet in book.sheets_:
        for (row, column), cell in sheet.cells_.items():
            if "IFERROR(JX_" in cell.formula.upper():
                found[sheet.name, row, column] = cell.value
    return found


def named_value(book: Workbook, name: str) -> Any:
    """Value of the one cell with a defined name."""
    return book.names_.vba_get("Item", [name]).vba_get("RefersToRange").vba_get("Value")
