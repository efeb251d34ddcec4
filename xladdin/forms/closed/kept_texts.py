"""Typed values that a cell keeps as a number with a format: 95 % as 0.95, a day as a number.

Cells for values are formatted as text, but pasting brings a format along. Python reads by the format; formulas see the bare
number alone. Recalculating writes such a value as the text that it says, and both read the same again.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.forms.grid import EMPTY, Grid
from xladdin.forms.read import cell_text
from xladdin.forms.read.reader import ReadBook
from xladdin.model.place import Place


def kept_texts(grid: Grid, book: ReadBook) -> dict[Place, str]:
    """Cell → the text to write into it, of every typed value whose number means something by its format."""
    found: dict[Place, str] = {}
    for block in book.family.blocks.values():
        for column in block.columns:
            area = book.locator.column(block.table, column.name) if column.kind == "value" else None
            if area is None:
                continue
            cells = grid.sheet(area.sheet)
            for row in area.rows():
                content = cells.get(area.cell(row), EMPTY)
                if content.format and content.formula is None and isinstance(content.value, Decimal):
                    found[Place(area.sheet, area.cell(row))] = cell_text.printed(content)
    return found
