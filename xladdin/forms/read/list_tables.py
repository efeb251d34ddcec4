"""Reads tables that hold a list of the model (goals of the period and the year, and whatever a form lists besides)."""

from __future__ import annotations

from collections.abc import Sequence

from xladdin.forms.defined_names import KEY, column_name
from xladdin.forms.definition import Block, Column
from xladdin.forms.grid import EMPTY
from xladdin.forms.kinds import NUMBERS
from xladdin.forms.read import cell_text
from xladdin.forms.read.cell_reader import CellReader
from xladdin.forms.read.keyed_rows import keyed_rows, table_rows
from xladdin.forms.read.named_areas import Area
from xladdin.model.place import Place


def read_list(cells: CellReader, block: Block, *, issued: bool) -> dict[str, int]:
    """Read the table into the tree; returns key → sheet row, empty for a table whose items go by position.

    issued  what came down from above gives no cause for remarks
    A workbook that has none of the table's names was made before the table was; it is passed over.
    """
    fields = [column for column in block.columns if column.field]
    if all(cells.locator.column(block.table, column.field) is None for column in fields):
        return {}
    areas = [(column, cells.locator.required(column_name(block.table, column.field))) for column in fields]
    table = _List(cells, areas, keyed=KEY in block.roles, issued=issued)
    if table.keyed:
        rows = keyed_rows(cells, block)
        for key, row in rows.items():
            table.take(row, f"{block.items}[{key}]")
        return rows
    number = 0
    for row in table_rows(cells, areas[0][1], cells.locator.column(block.table, block.naming)):
        number += table.take(row, f"{block.items}[{number}]")
    return {}


class _List:
    def __init__(self, cells: CellReader, areas: Sequence[tuple[Column, Area]], *, keyed: bool, issued: bool) -> None:
        self.cells, self.areas, self.keyed, self.issued = cells, areas, keyed, issued
        self.sheet = areas[0][1].sheet
        self.contents, self.hidden = cells.sheet(self.sheet), cells.grid.covered(self.sheet)

    def take(self, row: int, path: str) -> bool:
        """Read one row; False for one that says nothing but what is merged down its group."""
        found = []
        for column, area in self.areas:
            cell = area.cell(row)
            found.append((column, Place(self.sheet, cell), self.contents.get(self.hidden.get(cell, cell), EMPTY)))
        filled = any(cell_text.printed(content) for column, _, content in found if not column.merge)
        for column, place, content in found:
            field = f"{path}.{column.field}"
            if filled or self.keyed:
                self.cells.places.put(field, place)
            if not filled or content is EMPTY:
                continue
            if self.issued and column.kind not in NUMBERS:
                self.cells.tree.put(field, cell_text.printed(content))
            else:
                self.cells.tree.put(field, self.cells.value(field, column.kind, content, place))
        return filled
