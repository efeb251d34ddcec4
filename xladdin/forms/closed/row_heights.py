"""Rows that have become too low for what was typed into them.

Excel fits a row to its text by itself, but not where the text stands in merged cells, as most of the printed forms do;
and no program fits rows of a file that another one has filled. Rows grow here and never shrink: whoever made one taller
wanted it so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xladdin.forms.build.rowheight import BODY_SIZE, Box, line_room, row_height, text_height
from xladdin.forms.columns import Span
from xladdin.forms.defined_names import field_name
from xladdin.forms.definition import Block, Cell, Sheet
from xladdin.forms.package.edit.rows import stated_heights
from xladdin.forms.package.edit.values import CellValue, SheetValues
from xladdin.forms.read.package_grid import LazyCells, PackageGrid
from xladdin.forms.read.reader import ReadBook

_ROUNDED = 0.8
"""Programs round heights, by less than this."""


ONE_LINE = text_height("", 1, BODY_SIZE)
"""Points of a row whose texts take one line each."""


class Growth(NamedTuple):
    """Row → height in points: what it has, and what it needs."""

    now: dict[int, float]
    wanted: dict[int, float]


def growth(grid: PackageGrid, book: ReadBook, results: SheetValues | None = None) -> dict[str, Growth]:
    """Sheet → the rows that need more height, of the forms as they stand in the workbook.

    results  what is known to stand in cells and need not be read
    """
    found: dict[str, Growth] = {}
    for form in book.family.sheets:
        if form.working:
            continue
        try:
            cells = grid.sheet(form.sheet)
        except KeyError:
            continue
        texts = _Texts(cells, (results or {}).get(form.sheet, {}))
        heights = stated_heights(grid.archive, form.sheet)
        needed = {row: height for row, height in _needed(form, book, texts) if row in heights}
        wanted = {row: height for row, height in needed.items() if height > heights[row] + _ROUNDED}
        if wanted:
            found[form.sheet] = Growth({row: heights[row] for row in wanted}, wanted)
    return found


class _Texts(NamedTuple):
    """The cells of a sheet; ``known``: the values of some."""

    cells: LazyCells
    known: Mapping[str, CellValue]

    def value(self, cell: str) -> CellValue:
        return self.known[cell] if cell in self.known else self.cells.value(cell)


def _needed(form: Sheet, book: ReadBook, cells: _Texts) -> Iterator[tuple[int, float]]:
    for block in form.blocks(sealed=False):
        for specs, spans in zip(block.rows, form.spans(block), strict=True):
            row = _place(form, specs, book)
            if row:
                yield row, row_height(_boxes(form, specs, spans, row, cells))
        rows = book.rows.get(block.table, {})
        columns = list(_columns(form, block)) if rows else []
        for row in rows.values():
            yield row, row_height(_long_texts(columns, row, cells), ONE_LINE)


def _long_texts(columns: list[tuple[str, float]], row: int, cells: _Texts) -> Iterator[Box]:
    for letter, width in columns:
        text = cells.value(f"{letter}{row}")
        if isinstance(text, str) and (len(text) > line_room(width, BODY_SIZE) or "\n" in text):
            yield Box(text.strip(), width, BODY_SIZE)


def _place(form: Sheet, specs: tuple[Cell, ...], book: ReadBook) -> int:
    """Row in which a row of the form stands now, by the name of one of its cells; 0 where none has one."""
    for spec in specs:
        paths = (spec.field, f"echo.{form.id}.{spec.ref}" if spec.ref else "", spec.result)
        area = next((book.locator.area(field_name(path)) for path in paths if path), None)
        if area is not None and area.sheet == form.sheet:
            return area.first_row
    return 0


def _boxes(form: Sheet, specs: tuple[Cell, ...], spans: list[Span], row: int, cells: _Texts) -> Iterator[Box]:
    """Texts that were typed: what is printed fits from the beginning, and numbers do not wrap."""
    for spec, span in zip(specs, spans, strict=True):
        if spec.down == 1 and spec.kind == "text" and not spec.text:
            text = cells.value(f"{span.first}{row}")
            if isinstance(text, str):
                yield Box(text, form.columns.width(span), BODY_SIZE)


def _columns(form: Sheet, block: Block) -> Iterator[tuple[str, float]]:
    """Letter and width of the columns of a table whose texts may need room."""
    spans = form.table_spans(block)
    for column in block.columns:
        span = spans[column.name]
        if not column.merge and column.kind == "text" and span.first not in form.columns.hidden:
            yield span.first, form.columns.width(span)
