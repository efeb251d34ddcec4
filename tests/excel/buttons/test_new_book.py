"""新建工作簿: blank, or going on from last year's workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.excel.books import working_book
from tests.excel.buttons.desk import Desk
from tests.fakes.excel import FakeExcel
from xladdin.forms.read.open_file import open_file


@pytest.fixture
def desk(excel: FakeExcel, tmp_path: Path) -> Desk:
    return Desk(excel, tmp_path / "打开的.xlsx", working_book("karamay-2024"))


def test_a_blank_workbook_has_at_least_as_many_rows_as_asked_for(desk: Desk, tmp_path: Path) -> None:
    desk.excel.application.answers = [1.0, 40.0, str(tmp_path / "新.xlsx")]
    assert desk.press("new_book") == ""
    book = open_file(tmp_path / "新.xlsx").book
    assert book is not None
    assert len(book.rows[book.family.tables.actuals]) == 45
    assert desk.is_in_order()


def test_rows_and_last_years_values_come_from_the_chosen_workbook(desk: Desk, tmp_path: Path) -> None:
    last = tmp_path / "去年.xlsx"
    last.write_bytes(working_book("turpan-2024"))
    desk.excel.application.answers = [0.0, str(last), str(tmp_path / "新.xlsx")]
    said = desk.press("new_book")
    assert said.startswith("已由“去年.xlsx”生成 2025 年度的工作簿，带入上年完成值 30 项、")
    assert "：上年没有填写实际完成值。" in said
    assert [dialog for dialog, _ in desk.excel.application.dialogs] == [
        "InputBox",
        "GetOpenFilename",
        "GetSaveAsFilename",
    ]
    made = open_file(tmp_path / "新.xlsx").evaluation
    assert (made.year, made.indicators[0].last_year, made.indicators[0].target) == (2025, "458.79", "")
    assert desk.is_in_order()


def test_cancelling_at_last_years_workbook_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.excel.application.answers = [0.0]
    assert desk.press("new_book") == ""
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".xlsx") == ["打开的.xlsx"]


def test_a_file_that_is_no_workbook_of_ours_is_said_in_one_line(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "别的.xlsx").write_bytes(b"text")
    desk.excel.application.answers = [0.0, str(tmp_path / "别的.xlsx"), str(tmp_path / "新.xlsx")]
    assert "文件“别的.xlsx”" in desk.press("new_book")
    assert not (tmp_path / "新.xlsx").exists()
