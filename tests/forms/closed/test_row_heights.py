"""Rows grow with what is typed into them: those with merged cells by recalculating, the others by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from tests.forms.office import sheet_parts
from xladdin.cli import main
from xladdin.forms.closed.fill import fill
from xladdin.forms.closed.recalc import recalculate_file
from xladdin.forms.closed.row_heights import growth
from xladdin.forms.grid import Content
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.print_area import with_last_printed_row
from xladdin.forms.package.edit.rows import stated_heights
from xladdin.forms.read.open_file import open_file
from xladdin.forms.read.package_grid import PackageGrid

Book = Callable[..., Path]
LONG = "因当年降温早、施工窗口短，部分地块未能按时完工，已调整工序并与监理单位核定新的进度安排。" * 6
FIELD = "management[使用规范性].statement"


def _row(path: Path, field: str) -> tuple[str, int]:
    place = open_file(path).book.places[field]  # type: ignore[union-attr]
    return place.sheet, int(re.sub(r"\D", "", place.cell))


def _height(path: Path, sheet: str, row: int) -> float:
    return stated_heights(Archive.read(path), sheet)[row]


def test_recalc_gives_a_row_of_merged_cells_the_height_of_its_text(book: Book) -> None:
    """270 characters in a cell of 40 columns of 宋体 10.5 (22 characters a line) take 13 lines of 13.65 points."""
    path = book("turpan-2024")
    sheet, row = _row(path, FIELD)
    fill(Archive.read(path), {FIELD: LONG}).write(path)
    before = _height(path, sheet, row)
    done = recalculate_file(path)
    assert done.grown == 1
    assert before < 60
    assert _height(path, sheet, row) > 120
    assert recalculate_file(path).grown == 0


def test_rows_never_shrink(book: Book) -> None:
    path = book("turpan-2024")
    sheet, row = _row(path, FIELD)
    before = _height(path, sheet, row)
    fill(Archive.read(path), {FIELD: ""}).write(path)
    recalculate_file(path)
    assert _height(path, sheet, row) == before


def test_a_row_of_the_table_grows_in_a_file_that_another_program_filled_and_stays_automatic(book: Book) -> None:
    path = book("turpan-2024")
    sheet, row = _row(path, "indicators[q03].reason")
    fill(Archive.read(path), {"indicators[q03].reason": LONG}).write(path)
    recalculate_file(path)
    assert _height(path, sheet, row) > 120
    assert row not in _fixed(path, sheet)


def _fixed(path: Path, sheet: str) -> set[int]:
    """Rows whose height programs keep whatever is typed."""
    archive = Archive.read(path)
    content = archive[sheet_parts({name: archive[name] for name in archive})[sheet]].decode()
    return {int(row[1]) for row in re.finditer(r'<row [^>]*?r="(\d+)"[^>]*>', content) if "customHeight" in row[0]}


def test_short_lines_that_somebody_broke_take_a_row_each(book: Book) -> None:
    path = book("turpan-2024")
    sheet, row = _row(path, "indicators[q03].reason")
    fill(Archive.read(path), {"indicators[q03].reason": "\n".join("一二三四五六七八九十")}).write(path)
    found = growth(PackageGrid(Archive.read(path)), open_file(path).book)  # type: ignore[arg-type]
    assert found[sheet].wanted[row] > 120


def test_rows_grow_beside_a_sheet_that_is_not_there(book: Book) -> None:
    path = book("turpan-2024")
    sheet, row = _row(path, FIELD)
    fill(Archive.read(path), {FIELD: LONG}).write(path)

    class Without(PackageGrid):
        def sheet(self, name: str) -> Mapping[str, Content]:
            if name == "总体绩效目标表":
                raise KeyError(name)
            return super().sheet(name)

    found = growth(Without(Archive.read(path)), open_file(path).book)  # type: ignore[arg-type]
    assert [(name, list(one.wanted)) for name, one in found.items()] == [(sheet, [row])]


@pytest.mark.parametrize("name", ["turpan-2024", "blank"])
def test_programs_fit_the_rows_of_tables_to_what_is_typed_but_not_those_of_merged_cells(name: str, book: Book) -> None:
    path = book(name)
    found = open_file(path).book
    assert found is not None
    fixed = _fixed(path, "绩效自评表")
    assert _row(path, FIELD)[1] in fixed
    free = [row for row in found.rows["self"].values() if row not in fixed]
    assert len(free) > 0.8 * len(found.rows["self"])


def test_check_mark_grows_rows_too_and_prints_only_the_lines_that_are_used(book: Book) -> None:
    path = book("karamay-2024")
    sheet, row = _row(path, FIELD)
    fill(Archive.read(path), {FIELD: LONG}).write(path)
    main(["check", str(path), "--mark"])
    assert _height(path, sheet, row) > 120
    findings = openpyxl.load_workbook(path)["校验结果"]
    used = max(cell.row for cell in findings["A"] if cell.value is not None)
    assert findings.print_area.endswith(f"$J${used}")


def test_only_the_print_area_of_the_sheet_is_changed(book: Book) -> None:
    archive = Archive.read(book("karamay-2024"))
    assert with_last_printed_row(archive, "没有这张表", 9) is archive
    changed = with_last_printed_row(archive, "评分表", 77)["xl/workbook.xml"].decode()
    assert len(re.findall(r"Print_Area\"[^>]*>[^<]*\$77<", changed)) == 1
