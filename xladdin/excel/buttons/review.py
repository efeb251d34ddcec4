"""校验, 上一处, 下一处: the review of the open workbook, written into 校验结果, and the way through its findings.

The colours on the cells and the lines beside the titles follow by themselves, from what 校验结果 says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xladdin.errors import UserError
from xladdin.excel.book.areas import runs
from xladdin.excel.book.book_grid import BookGrid
from xladdin.excel.book.entry import entry
from xladdin.excel.book.heights import grow_rows
from xladdin.excel.book.page_rows import set_heights, set_last_printed_row
from xladdin.excel.book.session import Action
from xladdin.excel.buttons.remarks import with_remarks_beside
from xladdin.forms.closed.review import review as review_of
from xladdin.forms.closed.write_findings import Marking, marking
from xladdin.forms.defined_names import FINDINGS, column_name
from xladdin.forms.grid import EMPTY, Content
from xladdin.forms.package.edit.rows import stated_heights
from xladdin.forms.package.edit.values import CellValue
from xladdin.forms.package.parts.sheetxml import column_letters, column_number, row_number
from xladdin.forms.read.reader import read
from xladdin.model.place import Place


def review(run: Action) -> None:
    """Check what the cells hold now and write the outcome; only rows that change are written."""
    run.progress("正在校验…")
    run.application.Calculate()
    grid = BookGrid(run.book, run.record.book)
    book = read(grid)
    report = review_of(grid, book)
    shown, remarks = with_remarks_beside(report, book, str(run.book.api.FullName))
    done = marking(book, shown)
    run.progress("正在写入“校验结果”…")
    _write(run, done, grid.sheet(done.sheet), stated_heights(grid.archive, done.sheet))
    grow_rows(run, grid, book)
    run.application.Calculate()
    lines = [f"校验完成：{report.summary()}", *([remarks] if remarks else [])]
    if shown.groups:
        run.book.api.Worksheets(done.sheet).Activate()
        lines.append("清单在“校验结果”表，有问题的单元格已标色；点“下一处”可逐处查看。")
    run.done("\n".join(lines))


def jump(run: Action, step: int) -> None:
    """Select the cell of the next (``step`` 1) or previous (-1) finding, round and round.

    From a cell that no finding names it goes to the nearest one below or above on the same sheet, else to the first.
    """
    found = _places(run.book)
    if not found:
        raise UserError("findings-none", file=run.file)
    application = run.application
    cell = application.ActiveCell
    here = Place(cell.Worksheet.Name, f"{column_letters(cell.Column)}{cell.Row}")
    place = _after(found, here, step)
    application.Goto(run.book.api.Worksheets(place.sheet).Range(place.cell), False)


def _places(book: Any) -> list[Place]:
    """Cells to jump to, in the order of 校验结果; what has no cell of its own is passed over."""
    columns = []
    for column in ("sheet", "address"):
        values = book.api.Names(column_name(FINDINGS, column)).RefersToRange.Value2
        columns.append([str(row[0] or "") for row in values])
    return list(dict.fromkeys(Place(*pair) for pair in zip(*columns, strict=True) if all(pair)))


def _after(found: list[Place], here: Place, step: int) -> Place:
    if here in found:
        return found[(found.index(here) + step) % len(found)]
    row = row_number(here.cell)
    near = [place for place in found if place.sheet == here.sheet and (row_number(place.cell) - row) * step >= 0]
    if near:
        return min(near, key=lambda place: abs(row_number(place.cell) - row))
    return found[0 if step > 0 else -1]


def _write(run: Action, done: Marking, now: Mapping[str, Content], heights: Mapping[int, float]) -> None:
    sheet = run.book.sheets[done.sheet]
    changed = [cell for cell, value in done.cells.items() if not _holds(now.get(cell, EMPTY), value)]
    rows = sorted({row_number(cell) for cell in changed})
    if not rows:
        return
    run.open_sheet(sheet)
    areas = [(area, sheet.range(area)) for area in _areas(rows, done.cells)]
    run.keep(*(cells for _, cells in areas))
    for area, cells in areas:
        cells.api.Formula = _block(area, done.cells)
    worksheet = sheet.api
    printed = set_last_printed_row(worksheet, done.last)
    run.keep_heights(
        {done.sheet: {row: height for row, height in heights.items() if row in rows}}, {done.sheet: printed}
    )
    set_heights(worksheet, {row: height for row, height in done.heights.items() if row in rows})


def _holds(content: Content, value: CellValue) -> bool:
    return (content.value if content.value is not None else "") == (value if value is not None else "")


def _areas(rows: list[int], cells: Mapping[str, CellValue]) -> Iterator[str]:
    """Addresses of blocks over ``rows``, between the columns that hold formulas."""
    for first, last in runs(rows):
        columns = sorted({column_number(cell) for cell in cells if row_number(cell) == first})
        for left, right in runs(columns):
            yield f"{column_letters(left)}{first}:{column_letters(right)}{last}"


def _block(area: str, cells: Mapping[str, CellValue]) -> list[list[str | float]]:
    first, _, last = area.partition(":")
    columns = range(column_number(first), column_number(last) + 1)
    rows = range(row_number(first), row_number(last) + 1)
    return [[entry(cells.get(f"{column_letters(column)}{row}")) for column in columns] for row in rows]
