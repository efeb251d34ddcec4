"""For which year's goals, or first entries, a workbook was made: what last year's actual values would go unnoticed without.

A workbook made from issued goals says so from the beginning. A blank one is made for no year: the first recalculation
that finds actual values notes the year that is typed then, in a hidden cell of 参数.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.forms.grid import EMPTY, Grid
from xladdin.forms.read.reader import ReadBook
from xladdin.forms.template_id import YEAR
from xladdin.model.place import Place

_CELL = "JX_V_year"


def made_for(grid: Grid, book: ReadBook) -> int:
    """The year; 0 where the workbook does not say it. Other programs may have dropped the property, not the cell."""
    said = str(grid.properties().get(YEAR) or "")
    if not said:
        area = book.locator.area(_CELL)
        value = EMPTY.value if area is None else grid.sheet(area.sheet).get(area.first.cell, EMPTY).value
        said = str(value) if isinstance(value, Decimal) else ""
    return int(said) if said.isascii() and said.isdigit() and len(said) == 4 else 0


def year_to_note(grid: Grid, book: ReadBook) -> Place | None:
    """The cell in which the typed year is to be noted now; None when there is nothing to note."""
    area = book.locator.area(_CELL)
    filled = any(row.actual for row in book.evaluation.indicators)
    if area is None or not book.blank or not book.evaluation.year or not filled or made_for(grid, book):
        return None
    return area.first
