"""Sets cell styles fast.

openpyxl looks up every font, border and fill anew for every cell it is given to, which is most of the time that a
workbook takes to build. Here each change of look is worked out once a workbook, and copied from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

from openpyxl.cell import Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet


class Paint:
    """Remembers what a look makes of a style. One for each workbook: style numbers mean nothing in another."""

    def __init__(self) -> None:
        self._made: dict[tuple[bytes, str], StyleArray] = {}

    def __call__(self, cell: Cell, look: str, put: Callable[[Cell], None]) -> None:
        """Give the cell a look: ``put`` sets it, ``look`` names it (the same name, the same look)."""
        key = (cell._style.tobytes() if cell.has_style else b"", look)
        if key in self._made:
            cell._style = copy(self._made[key])
        else:
            put(cell)
            self._made[key] = copy(cell._style)


def merge(sheet: Worksheet, area: str) -> None:
    """Merge cells; those that are covered keep nothing but their style (``spread_styles`` gives them the final one)."""
    sheet.merged_cells.add(area)
    for cell in _covered(sheet, area):
        cell.value = None


def spread_styles(sheet: Worksheet) -> None:
    """Give every covered cell the style of the cell that shows for it.

    Excel stores a merged area that way. It asks all its cells whether they are locked: an input whose covered cells
    are locked could be typed into, but not emptied.
    """
    for area in sheet.merged_cells.ranges:
        shown = sheet.cell(area.min_row, area.min_col)
        for cell in _covered(sheet, area.coord):
            cell._style = copy(shown._style)


def _covered(sheet: Worksheet, area: str) -> list[Cell]:
    return [cell for row in sheet[area] for cell in row][1:]
