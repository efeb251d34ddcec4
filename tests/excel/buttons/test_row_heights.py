"""重新计算 and 校验 give rows with merged cells the height of their texts; 恢复上一步 gives it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.excel.books import working_book
from tests.excel.buttons.desk import FINDINGS, SELF, Desk
from tests.fakes.com import ComObject
from tests.fakes.excel import FakeExcel
from xladdin.excel.book.page_rows import set_heights, set_last_printed_row
from xladdin.excel.buttons import review
from xladdin.forms.package.parts.sheetxml import row_number

FIELD = "management[使用规范性].statement"


@pytest.fixture
def desk(excel: FakeExcel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "profile"))
    excel.application.calculates = False
    desk = Desk(excel, tmp_path / "自评.xlsx", working_book("karamay-2024"))
    desk.type(SELF, desk.read().places[FIELD].cell, "使用中按规定设立专账，逐笔核对。" * 20)
    return desk


def height(desk: Desk, row: int) -> float:
    return float(desk.book.api.Worksheets(SELF).Range(f"{row}:{row}").RowHeight)


@pytest.mark.parametrize("button", ["recalculate", "check"])
def test_the_button_grows_the_row_and_undo_gives_the_height_back(button: str, desk: Desk) -> None:
    row = row_number(desk.read().places[FIELD].cell)
    before = height(desk, row)
    desk.press(button)
    assert height(desk, row) > before + 60
    desk.press("undo")
    assert height(desk, row) == before


def test_growing_rows_costs_a_call_for_each_height_not_for_each_row(desk: Desk) -> None:
    worksheet = desk.book.api.Worksheets(SELF)
    calls = ComObject.calls
    set_heights(worksheet, {row: 30.0 if row % 2 else 45.0 for row in range(5, 60)})
    assert ComObject.calls - calls <= 8
    assert (height(desk, 31), height(desk, 32)) == (30, 45)


def test_the_list_prints_down_to_its_last_line(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(review, "set_last_printed_row", lambda sheet, row: asked.append((sheet.Name, row)) or 0)
    desk.press("check")
    last = max(row_number(cell) for cell, value in desk.cells(FINDINGS).items() if cell[0] == "B" and value)
    assert asked == [(FINDINGS, last)]


class Name:
    """A sheet's Print_Area, as Excel has it."""

    RefersTo = "=校验结果!$A$1:$J$6"


class Worksheet:
    def __init__(self, name: Name | None) -> None:
        self.name = name

    def Names(self, called: str) -> Name:
        if self.name is None or called != "Print_Area":
            raise LookupError(called)
        return self.name


def test_how_far_a_sheet_prints_is_changed_by_way_of_its_name() -> None:
    """The page set-up would ask for a printer."""
    name = Name()
    assert set_last_printed_row(Worksheet(name), 44) == 6
    assert name.RefersTo == "=校验结果!$A$1:$J$44"
    assert set_last_printed_row(Worksheet(None), 44) == 0
