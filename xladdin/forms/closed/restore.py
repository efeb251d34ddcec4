"""Puts back what was typed over: formulas of results in the builder's words, values that follow from issued targets."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from xladdin.disk.editing import editing
from xladdin.forms.closed.recalc import Recalculated, recalculate
from xladdin.forms.closed.state_notes import Broken, broken_results
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.cells import CellContent, with_cells
from xladdin.forms.package.edit.values import CellFormula
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.rules import profile as profiles


class Restored(NamedTuple):
    """The outcome of recalculating, and the cells that were put back, as they were found."""

    done: Recalculated
    cells: tuple[Broken, ...]


def recalculate_and_restore(path: Path) -> Restored:
    """Recalculate a closed workbook and put its formulas back; the file is replaced in one step when something changed.

    Raises UserError as reading does.
    """
    with editing(path) as file:
        done = recalculate(Archive.read(path))
        broken = tuple(
            one
            for one in broken_results(
                PackageGrid(done.archive), done.book, profiles.of_file(done.book.profile, path.name)
            )
            if one.kind != "result-stale"
        )
        cells: dict[str, dict[str, CellContent]] = {}
        for one in broken:
            content = one.value if one.formula is None else CellFormula(one.formula, one.value)
            cells.setdefault(one.place.sheet, {})[one.place.cell] = content
        archive = done.archive
        if cells:
            archive, _ = with_cells(archive, cells)
        if done.changed or cells:
            file.replace(archive.to_bytes())
    return Restored(done._replace(archive=archive), broken)
