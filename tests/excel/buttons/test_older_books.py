"""Rows in a workbook that lacks the columns of a later template."""

from __future__ import annotations

from pathlib import Path

from tests.excel.buttons.desk import MANUAL, SCORES, SELF, WEIGHTED, Desk
from tests.excel.buttons.row_steps import add_below, fill_in
from tests.fakes.excel import FakeExcel
from xladdin.forms.package.parts.sheetxml import column_letters

OLDER = Path(__file__).parents[2] / "data" / "books-0.1.0" / "karamay-2024-typed-into-a-blank.xlsx"


def test_a_new_row_of_an_older_book_is_read_by_the_addin_and_asks_for_a_check_without_it(
    excel: FakeExcel, tmp_path: Path
) -> None:
    """It has no cells for the steps of the native reading."""
    desk = Desk(excel, tmp_path / "自评.xlsx", OLDER.read_bytes())
    excel.application.calculation = MANUAL
    excel.application.calculates = False
    before = desk.read()
    assert before.older
    key = add_below(desk, next(iter(before.rows["self"])))
    book = desk.read()
    for result, function in (("direction", "JX_TARGET"), ("value", "JX_VALUE")):
        area = book.locator.column("score", result)
        assert area is not None
        formula = desk.cells(SCORES)[f"{column_letters(area.first_column)}{book.rows['score'][key]}"]
        assert f"IFERROR({function}(" in formula
        assert formula.endswith('"需核对"))')
    fill_in(desk, key)
    (row,) = [row for row in desk.read().evaluation.indicators if row.key == key]
    assert row.level3 and row.target and row.actual
    assert {WEIGHTED, SELF} <= {sheet.name for sheet in desk.book.sheets}
