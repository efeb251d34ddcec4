"""The lines beside the titles: what the last review found on each sheet."""

from __future__ import annotations

from xladdin.forms.defined_names import FINDINGS, master_name
from xladdin.forms.grid import Grid
from xladdin.forms.package.edit.values import CellValue
from xladdin.forms.read.reader import ReadBook
from xladdin.forms.review_line import NOT_CHECKED, said


def lines(grid: Grid, book: ReadBook) -> dict[str, dict[str, CellValue]]:
    """Sheet → cell → text of the lines beside the titles, from what 校验结果 says now."""
    level, sheet = (book.locator.column(FINDINGS, column) for column in ("level", "sheet"))
    if level is None or sheet is None:
        return {}
    cells = grid.sheet(level.sheet)

    def text(address: str) -> str:
        content = cells.get(address)
        return "" if content is None or content.value is None else str(content.value)

    pairs = []
    for row in level.rows():
        pairs.append((text(sheet.cell(row)), text(level.cell(row))))
        if not any(pairs[-1]):  # the list has no gaps
            break
    checked = any(severity for _, severity in pairs)
    found: dict[str, dict[str, CellValue]] = {}
    for name, place in places(book).items():
        errors, warnings = pairs.count((name, "错误")), pairs.count((name, "警告"))
        found.setdefault(place[0], {})[place[1]] = said(errors, warnings) if checked else NOT_CHECKED
    return found


def places(book: ReadBook) -> dict[str, tuple[str, str]]:
    """Form sheet → the cell of its line, as (sheet, cell)."""
    found = {}
    for form in book.family.sheets:
        area = None if form.working else book.locator.area(master_name(form.id))
        if area is not None:
            found[form.sheet] = (area.sheet, area.first.cell)
    return found
