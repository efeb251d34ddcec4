"""Recalculates a closed workbook: fresh values in its result cells, height for rows that are too low for their texts,
every other byte of the package as it was.

Excel recalculates a working book on opening anyway (``fullCalcOnLoad``); the stored values are for everything that does
not calculate: previews, mail clients, calamine, the receiving office.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from xladdin.disk.editing import editing
from xladdin.errors import UserError
from xladdin.forms.closed import review_lines
from xladdin.forms.closed.notes.parameters import parameter_notes
from xladdin.forms.closed.result_cells import result_cells
from xladdin.forms.closed.row_heights import growth
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.cached import Patched, with_cached_values
from xladdin.forms.package.edit.chart_values import ShownValue, with_chart_values
from xladdin.forms.package.edit.rows import with_row_heights
from xladdin.forms.package.edit.values import CellValue, SheetValues
from xladdin.forms.package.parts.customprops import custom_properties
from xladdin.forms.read.addin_links import refuse_foreign_links
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import ReadBook, read
from xladdin.forms.template_id import KIND, SUBMISSION, SUMMARY
from xladdin.model.grammar.decimals import cell_decimal
from xladdin.model.input_note import InputNote
from xladdin.rules import profile as profiles


class Recalculated(NamedTuple):
    """changed: result cells whose value changed; typed_over: result cells that hold no formula any more;
    edited: remarks on cells of 参数 that were changed; grown: rows that were too low for their texts.

    The lists of ``book`` (goal tables and such) were not read: no result depends on them.
    """

    archive: Archive
    book: ReadBook
    changed: int
    typed_over: tuple[tuple[str, str], ...]
    edited: tuple[InputNote, ...] = ()
    grown: int = 0


def recalculate(archive: Archive) -> Recalculated:
    """The workbook with the values that Python computes. Raises UserError as reading does."""
    if custom_properties(archive).get(KIND) == SUBMISSION:
        raise UserError("recalc-sealed", file=archive.name)
    if custom_properties(archive).get(KIND) == SUMMARY:
        raise UserError("summary-values", file=archive.name)
    refuse_foreign_links(archive)
    grid = PackageGrid(archive)
    book = read(grid, lists=False)
    profile = profiles.of_file(book.profile, grid.file, book.profile_digest)
    cells = result_cells(book, profile)
    for sheet, lines in review_lines.lines(grid, book).items():
        cells.setdefault(sheet, {}).update(lines)
    archive, patched = with_cached_values(archive, cells)
    edited = parameter_notes(grid, book, profile)
    if archive is not grid.archive:
        grid = PackageGrid(archive)
    stored = _stored(cells, patched)
    rows = growth(grid, book, stored)
    archive = with_row_heights(archive, {sheet: one.wanted for sheet, one in rows.items()}, fixed=False)
    archive = with_chart_values(archive, _shown(grid, stored))
    grown = sum(len(one.wanted) for one in rows.values())
    return Recalculated(archive, book, patched.changed, patched.without_formula, edited, grown)


def _stored(cells: SheetValues, patched: Patched) -> dict[str, dict[str, CellValue]]:
    """The results that now stand in the workbook: they need not be read again."""
    stored = {sheet: dict(values) for sheet, values in cells.items()}
    for sheet, cell in patched.without_formula:
        del stored[sheet][cell]
    return stored


def _shown(grid: PackageGrid, stored: SheetValues) -> ShownValue:
    """What the cells of a workbook show, for its charts; numbers as cells hold them, which are doubles."""

    def value(sheet: str, cell: str) -> CellValue:
        known = stored.get(sheet, {})
        if cell in known:
            result = known[cell]
            return cell_decimal(float(result)) if isinstance(result, Decimal) else result
        try:
            return grid.sheet(sheet).value(cell)
        except KeyError:
            return None

    return value


def recalculate_file(path: Path) -> Recalculated:
    """The same on a file, which is replaced in one step when something changed."""
    with editing(path) as file:
        done = recalculate(Archive.read(path))
        if done.changed or done.grown:
            file.replace(done.archive.to_bytes())
    return done
