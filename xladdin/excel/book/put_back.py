"""Enters results of an open workbook again that somebody typed over.

A call into Excel costs the same for one cell as for a table, so what is entered are whole rectangles of results: those
that hold a cell which was typed over. Their other cells are entered as they were made, which they still are.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

from xladdin.errors import UserError
from xladdin.excel.book import undo
from xladdin.excel.book.areas import Rectangle, rectangles
from xladdin.excel.book.com_errors import is_refused
from xladdin.excel.book.entry import entry
from xladdin.excel.book.session import Action
from xladdin.forms.closed.state_notes import Broken
from xladdin.forms.package.edit.cells import CellContent
from xladdin.forms.package.parts.sheetxml import column_number, row_number
from xladdin.model.place import Place

Position = tuple[int, int]


def put_back(run: Action, formulas: Mapping[Place, CellContent], broken: Iterable[Broken]) -> None:
    """Enter broken cells, with those of ``formulas`` that are their neighbours; what was there is kept for 恢复上一步.

    Raises UserError for a cell that Excel will not have changed alone: one of a merged area or of an array formula.
    """
    for sheet, lost in of_sheets(broken).items():
        worksheet = run.book.api.Worksheets(sheet)
        run.open_worksheet(sheet, worksheet)
        cells = {position(place): entry(content) for place, content in formulas.items() if place.sheet == sheet}
        cells |= {place: entry(one.sound) for place, one in lost.items()}
        for area in holding(cells, lost):
            there = worksheet.Range(area.address)
            run.keep_blocks(undo.block_at(sheet, area.address, there))
            enter(run, sheet, there, area, cells)


def of_sheets(broken: Iterable[Broken]) -> dict[str, dict[Position, Broken]]:
    """Sheet → row and column → what is broken there."""
    found: dict[str, dict[Position, Broken]] = {}
    for one in broken:
        found.setdefault(one.place.sheet, {})[position(one.place)] = one
    return found


def position(place: Place) -> Position:
    return row_number(place.cell), column_number(place.cell)


def holding(cells: Iterable[Position], wanted: Iterable[Position]) -> list[Rectangle]:
    """Rectangles of ``cells`` that hold a wanted one."""
    wanted = set(wanted)
    return [area for area in rectangles(cells) if not wanted.isdisjoint(itertools.chain(*area.cells()))]


def enter(run: Action, sheet: str, there: Any, area: Rectangle, cells: Mapping[Position, Any]) -> None:
    """Enter the contents of ``area`` into ``there``, its ``Range``. Raises UserError when Excel refuses."""
    try:
        there.Formula = [[cells[cell] for cell in row] for row in area.cells()]
    except Exception as error:
        if is_refused(error):
            raise UserError("restore-refused", file=run.file, sheet=sheet, cell=area.address) from error
        raise
