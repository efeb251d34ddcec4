"""The rows of a table as they stand now: those that its names cover, and those that somebody added below or between."""

from __future__ import annotations

from collections.abc import Iterator

from xladdin.errors import UserError
from xladdin.forms.defined_names import KEY, column_name
from xladdin.forms.definition import Block
from xladdin.forms.grid import EMPTY, Content
from xladdin.forms.read import cell_text
from xladdin.forms.read.cell_reader import CellReader, is_ours
from xladdin.forms.read.named_areas import Area

#: Keys of rows that somebody inserted begin so.
NEW = "row"


def table_rows(cells: CellReader, area: Area, names: Area | None) -> Iterator[int]:
    """Sheet rows of a table, and those that somebody added below it: a defined name does not grow at its end.

    area   one of its columns; names = the column that every row of it fills
    """
    yield from area.rows()
    if names is None:
        return
    sheet, row = cells.grid.sheet(area.sheet), area.last_row + 1
    while sheet.get(names.cell(row), EMPTY).value and row < cells.locator.next_below(area):
        yield row
        row += 1


#: Columns that make a row an indicator although nobody wrote its name: it is to be reported, not to vanish.
_TELLING = ("target", "issued_target", "actual", "weight")


def _typed(content: Content) -> bool:
    """Whether somebody filled the cell; our own formulas only repeat other cells."""
    return content.value not in (None, "") and not is_ours(content)


def telling_columns(cells: CellReader, block: Block) -> list[Area]:
    """The columns that make a row without a key one that somebody filled."""
    found = (cells.locator.column(block.table, field) for field in (block.naming, *_TELLING))
    return [column for column in found if column is not None]


def keyed_rows(cells: CellReader, block: Block) -> dict[str, int]:
    """Key → sheet row. A row that somebody inserted and filled has no key: it gets one that says where it stands."""
    area = cells.locator.required(column_name(block.table, KEY))
    sheet = cells.sheet(area.sheet)
    found: dict[str, int] = {}
    names, telling = cells.locator.column(block.table, block.naming), telling_columns(cells, block)
    for row in table_rows(cells, area, names):
        key = cell_text.printed(sheet.get(area.cell(row), EMPTY))
        if not key and any(_typed(sheet.get(column.cell(row), EMPTY)) for column in telling):
            key = f"{NEW}{row}"
        if key in found:
            raise UserError("key-twice", file=cells.grid.file, sheet=area.sheet, cell=area.cell(row), key=key)
        if key:
            found[key] = row
    if found and all(key.startswith(NEW) for key in found):
        raise UserError("keys-lost", file=cells.grid.file, sheet=area.sheet, cell=area.first.cell)
    return found
