r"""Enters the formulas of an open workbook again, so that their worksheet functions bind to the add-in that is there.

A workbook written outside Excel may show ``#NAME?`` for an add-in's function until its formulas are entered anew. One
that another PC has saved asks for that PC's add-in (``'C:\…\xladdin.xlam'!JX_RATE``): such paths are taken off.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from xladdin.excel.book import undo
from xladdin.excel.book.areas import Rectangle, rectangles
from xladdin.excel.book.com_errors import is_busy
from xladdin.excel.book.entry import entry, held
from xladdin.excel.book.put_back import Position, enter, holding, of_sheets
from xladdin.excel.book.session import Action
from xladdin.excel.layout import ADDIN_FILE
from xladdin.forms.closed.state_notes import Broken
from xladdin.forms.defined_names import FINDINGS
from xladdin.forms.definition import Sheet
from xladdin.forms.family import families
from xladdin.patterns import pattern

_FUNCTION = pattern(r"\bJX_[A-Z]+(?:_[A-Z]+)*\(", re.IGNORECASE)
_ADDIN = re.escape(ADDIN_FILE)
_FOREIGN = pattern(rf"(?:'[^']*\[?{_ADDIN}\]?'!|\[?{_ADDIN}\]?!|\[\d+\]!|_xludf\.)(?=JX_[A-Z_]+\()", re.IGNORECASE)


def score_sheet_name() -> str:
    """The sheet that holds the score block, in all families."""
    (name,) = {form.sheet for form in _sheets() if any(block.levels is not None for block in form.block)}
    return name


def all_sheet_names() -> list[str]:
    """Sheets whose cells ask worksheet functions, of all families."""
    return list(dict.fromkeys(form.sheet for form in _sheets() if _calculates(form)))


def _sheets() -> list[Sheet]:
    return [form for family in families() for form in family.sheets]


def rebind(run: Action, names: Iterable[str], broken: Iterable[Broken] = ()) -> int:
    """Enter the formulas of these sheets again; returns in how many cells an add-in's path was taken off.

    Sheets that are not there are passed over: reading says so, with the sheet's name. ``broken`` cells among them are
    entered as they were made, in the same calls; what they held is kept for 恢复上一步.
    """
    worksheets = run.book.api.Worksheets
    lost = of_sheets(broken)
    cleaned = 0
    for name in names:
        try:
            worksheet = worksheets(name)
        except Exception as error:
            if is_busy(error):
                raise
            continue  # Excel's answer for a sheet that is not there is an error
        run.open_worksheet(name, worksheet)
        cleaned += _enter_again(run, name, worksheet, lost.get(name, {}))
    return cleaned


def _enter_again(run: Action, sheet: str, worksheet: Any, lost: Mapping[Position, Broken]) -> int:
    block = worksheet.Range("A1", worksheet.UsedRange).Formula
    found = {(row, column): cell for row, cells in enumerate(block, 1) for column, cell in enumerate(cells, 1)}
    there = {place: _is_formula(cell) for place, cell in found.items()}
    sound = {place: entry(one.sound) for place, one in lost.items()}
    wanted = {place: without_path(cell) for place, cell in found.items() if there[place]} | sound
    areas = asking({place: cell for place, cell in wanted.items() if _is_formula(cell)}, lost)
    areas += rectangles(place for place, cell in sound.items() if not _is_formula(cell))
    before = found | {place: held(one.content, found.get(place)) for place, one in lost.items()}
    for area in areas:
        if not lost.keys().isdisjoint(itertools.chain(*area.cells())):
            rows = [[before[cell] for cell in row] for row in area.cells()]
            run.keep_blocks(undo.Block(sheet, area.address, rows))
        enter(run, sheet, worksheet.Range(area.address), area, wanted)
    return sum(there[place] and place not in lost and found[place] != wanted[place] for place in found)


def _is_formula(cell: object) -> bool:
    return str(cell or "").startswith("=")


def without_path(formula: str) -> str:
    """The formula with our functions called by name alone, whichever PC's add-in they named."""
    return _FOREIGN.sub("", formula)


def asking(formulas: Mapping[Position, Any], also: Iterable[Position] = ()) -> list[Rectangle]:
    """Rectangles of neighbouring formulas, those only that ask a worksheet function somewhere or hold a cell of ``also``."""
    cells = {place for place, formula in formulas.items() if _FUNCTION.search(formula)}.union(also)
    return holding(formulas, cells)


def _calculates(form: Sheet) -> bool:
    results = (cell.result for block in form.block for row in block.rows for cell in row)
    return any(result.startswith("funds[") for result in results) or any(
        block.levels is not None or any(column.result for column in block.columns if block.table != FINDINGS)
        for block in form.block
    )
