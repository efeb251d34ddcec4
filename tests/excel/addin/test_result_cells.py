"""Every result cell of both projects: with Python, without it, and with one that fails, the same value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.excel.books import PROJECTS, named_value, result_cells, working_book
from tests.fakes.addin import LoadedAddin
from tests.fakes.excel import FakeExcel

PUBLISHED = {"turpan-2024": (88.8, "良"), "karamay-2024": (93.1, "优")}


@pytest.fixture
def opened(excel: FakeExcel, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The project's workbook, open in ``excel``."""
    path = tmp_path / f"{request.param}.xlsx"
    path.write_bytes(working_book(request.param))
    excel.open_book(path)
    return request.param


def recalculated(excel: FakeExcel) -> dict[Any, Any]:
    """All result cells after a full calculation that starts from wrong stored values."""
    for sheet in excel.workbook.sheets_:
        for cell in sheet.cells_.values():
            if cell.formula:
                cell.value = "old"
    excel.application.vba_get("CalculateFull")
    return result_cells(excel.workbook)


def same(found: dict[Any, Any], expected: dict[Any, Any]) -> None:
    """Equal texts; numbers equal but for the last digits of a double; blank and empty text alike."""
    assert found.keys() == expected.keys()
    for place, value in expected.items():
        if isinstance(value, int | float):
            assert found[place] == pytest.approx(value, rel=1e-12, abs=1e-12), place
        else:
            assert (found[place] or "") == (value or ""), place


@pytest.mark.parametrize("opened", PROJECTS, indirect=True)
def test_without_the_add_in_the_native_formulas_give_the_stored_values(excel: FakeExcel, opened: str) -> None:
    stored = result_cells(excel.workbook)
    assert len(stored) > 100
    same(recalculated(excel), stored)
    assert (named_value(excel.workbook, "JX_F_total"), named_value(excel.workbook, "JX_F_grade")) == PUBLISHED[opened]


@pytest.mark.parametrize("opened", PROJECTS, indirect=True)
def test_with_the_add_in_python_gives_the_stored_values(excel: FakeExcel, addin: LoadedAddin, opened: str) -> None:
    stored = result_cells(excel.workbook)
    same(recalculated(excel), stored)
    assert len(addin.python.calls) >= len(stored)
    assert set(addin.python.calls) <= {f"CallUDF {name}" for name in addin.names}  # nothing failed on the way
    assert (named_value(excel.workbook, "JX_F_total"), named_value(excel.workbook, "JX_F_grade")) == PUBLISHED[opened]


@pytest.mark.parametrize("opened", ["karamay-2024"], indirect=True)
@pytest.mark.parametrize("fails", ["at the start", "at every call"])
def test_with_a_python_that_fails_the_values_are_the_same(
    excel: FakeExcel, addin: LoadedAddin, opened: str, fails: str
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("defect")

    if fails == "at the start":
        addin.python.can_start = False
    else:
        addin.python.instead = dict.fromkeys(addin.names, fail)
    stored = result_cells(excel.workbook)
    same(recalculated(excel), stored)
    assert addin.python.starts == 1
