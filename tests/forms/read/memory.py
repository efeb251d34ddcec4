"""A workbook in memory: the cells, names and properties of a built one, to be changed and read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from xladdin.forms.grid import EMPTY, Content
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.named_areas import read_area
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import ReadBook, read


@lru_cache(maxsize=8)
def _held(content: bytes) -> tuple[dict[str, str], dict[str, object], dict[str, Any], dict[str, Any]]:
    """What a workbook holds, looked up once."""
    grid = PackageGrid(Archive.read(content))
    sheets = list(grid._parts)
    cells = {name: dict(grid.sheet(name).items()) for name in sheets}
    return dict(grid.names()), dict(grid.properties()), cells, {name: dict(grid.covered(name)) for name in sheets}


class Memory:
    """``Grid`` over dictionaries."""

    def __init__(self, content: bytes) -> None:
        names, said, cells, merges = _held(content)
        self.file = "自评.xlsx"
        self.defined, self.said = dict(names), dict(said)
        self.cells = {name: dict(found) for name, found in cells.items()}
        self.merges = {name: dict(found) for name, found in merges.items()}

    def names(self) -> Mapping[str, str]:
        return self.defined

    def properties(self) -> Mapping[str, object]:
        return self.said

    def sheet(self, name: str) -> Mapping[str, Content]:
        return self.cells[name]

    def covered(self, name: str) -> Mapping[str, str]:
        return self.merges[name]

    # ---- changes ----

    def where(self, name: str, row: int = 1) -> tuple[str, str]:
        """Sheet and cell of a name; ``row`` counts within a column, from 1."""
        area = read_area(self.defined[name])
        assert area is not None
        return area.sheet, area.cell(area.first_row + row - 1)

    def put(self, name: str, value: Any, row: int = 1, **more: Any) -> Memory:
        sheet, cell = self.where(name, row)
        if value is None and not more:
            self.cells[sheet].pop(cell, None)
        else:
            self.cells[sheet][cell] = Content(value, **more)
        return self

    def get(self, name: str, row: int = 1) -> Content:
        sheet, cell = self.where(name, row)
        return self.cells[sheet].get(cell, EMPTY)

    def read(self) -> ReadBook:
        return read(self)
