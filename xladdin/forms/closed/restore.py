"""Puts back what was typed over: formulas of results in the builder's words, values that follow from issued targets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xladdin.forms.closed.expected_formulas import expected_formulas
from xladdin.forms.closed.kept_texts import kept_texts
from xladdin.forms.closed.made_for import year_to_note
from xladdin.forms.closed.notes.lost_names import LostName, lost_names
from xladdin.forms.closed.result_cells import result_cells
from xladdin.forms.closed.state_notes import Broken, broken_results
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.cells import CellContent, with_cells
from xladdin.forms.package.edit.names import with_names
from xladdin.forms.package.edit.values import CellFormula
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import ReadBook
from xladdin.model.place import Place
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile

if TYPE_CHECKING:
    from xladdin.forms.closed.recalc import Recalculated


class Restored(NamedTuple):
    """The outcome of recalculating, the cells that were put back, as they were found, the names that were lost, and the
    typed values that were written as the texts that they say."""

    done: Recalculated
    cells: tuple[Broken, ...]
    names: tuple[LostName, ...] = ()
    texts: Mapping[Place, str] = {}


def recalculate_and_restore(path: Path) -> Restored:
    """Recalculate a closed workbook and put its formulas back; the file is replaced in one step when something changed.

    Raises UserError as reading does.
    """
    from xladdin.disk.editing import editing  # buttons restore as well, and neither write files nor recalculate
    from xladdin.forms.closed.recalc import recalculate

    with editing(path) as file:
        before = Archive.read(path)
        names: dict[str, LostName] = {}
        while True:  # where a total is, the names of the levels tell: put back before
            grid, done = PackageGrid(before), recalculate(before)
            book = done.book
            profile = profiles.of_file(book.profile, path.name, book.profile_digest)
            gone = {one.name: one for one in lost_names(grid, book, profile)}
            back = {name: one.reference for name, one in gone.items() if one.reference and name not in names}
            names |= gone
            if not back:
                break
            before = with_names(before, back)
        # held against what was stored: a wrong formula with a right result would pass
        broken = lost(grid, book, profile)
        cells: dict[str, dict[str, CellContent]] = {}
        for one in broken:
            cells.setdefault(one.place.sheet, {})[one.place.cell] = one.sound
        texts = kept_texts(grid, book)
        for typed, text in texts.items():
            cells.setdefault(typed.sheet, {})[typed.cell] = text
        place = year_to_note(grid, book)
        if place is not None:
            cells.setdefault(place.sheet, {})[place.cell] = book.evaluation.year
        archive = done.archive
        if cells:
            archive, _ = with_cells(archive, cells)
        if done.changed or done.grown or cells or any(one.reference for one in names.values()):
            file.replace(archive.to_bytes())
    return Restored(done._replace(archive=archive), broken, tuple(names.values()), texts)


def lost(grid: PackageGrid, book: ReadBook, profile: Profile) -> tuple[Broken, ...]:
    """Result cells that no longer hold what they were made with. Old values are none of them: they are calculated; nor is
    a cell to which a name was led astray."""
    areas = (book.locator.area(one.name) for one in lost_names(grid, book, profile))
    astray = {area.first for area in areas if area is not None}
    broken = broken_results(grid, book, profile)
    return tuple(one for one in broken if one.kind != "result-stale" and one.place not in astray)


def formula_cells(book: ReadBook, profile: Profile) -> dict[Place, CellContent]:
    """The formula of every result cell that has one, with the value of today."""
    formulas = expected_formulas(book, profile)
    return {
        place: CellFormula(formulas[place], value)
        for sheet, cells in result_cells(book, profile).items()
        for cell, value in cells.items()
        if (place := Place(sheet, cell)) in formulas
    }
