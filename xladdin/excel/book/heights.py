"""Rows of the open workbook that have become too low for their texts; Excel fits no row with merged cells by itself.

Changing heights is what protection of our sheets leaves allowed, so no sheet need be opened for it.
"""

from __future__ import annotations

from xladdin.excel.book.page_rows import set_heights
from xladdin.excel.book.session import Action
from xladdin.forms.closed.row_heights import growth
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import ReadBook


def grow_rows(run: Action, grid: PackageGrid, book: ReadBook) -> int:
    """Give too low rows their height, kept for 恢复上一步; returns their number."""
    found = growth(grid, book)
    run.keep_heights({sheet: rows.now for sheet, rows in found.items()})
    for sheet, rows in found.items():
        set_heights(run.book.api.Worksheets(sheet), rows.wanted)
    return sum(len(rows.wanted) for rows in found.values())
