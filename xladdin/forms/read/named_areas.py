"""From defined names to cells: where every field and result of a workbook stands now, whatever was inserted or moved."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from xladdin.errors import UserError
from xladdin.forms.defined_names import COLUMN_PREFIX, FIELD_PREFIX, OUR_PREFIX, column_name
from xladdin.forms.package.parts.sheetxml import column_letters, column_number
from xladdin.model.place import Place
from xladdin.patterns import pattern

_REFERENCE = pattern(r"^'?((?:[^'!]|'')+?)'?!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$")


class Area(NamedTuple):
    """A rectangle on a sheet; rows and columns are numbers from 1."""

    sheet: str
    first_column: int
    first_row: int
    last_column: int
    last_row: int

    @property
    def first(self) -> Place:
        return Place(self.sheet, f"{column_letters(self.first_column)}{self.first_row}")

    @property
    def last(self) -> str:
        """Address of the last cell."""
        return f"{column_letters(self.last_column)}{self.last_row}"

    def rows(self) -> range:
        return range(self.first_row, self.last_row + 1)

    def cell(self, row: int) -> str:
        """Address of the first column's cell in ``row``."""
        return f"{column_letters(self.first_column)}{row}"


@lru_cache(maxsize=4096)
def read_area(reference: str) -> Area | None:
    """``'绩效自评表'!$F$22:$F$52`` → Area; None for anything else (``#REF!``, constants, unions)."""
    match = _REFERENCE.match(reference.strip())
    if match is None:
        return None
    sheet = match[1].replace("''", "'")
    column, row = column_number(match[2]), int(match[3])
    last_column = column_number(match[4]) if match[4] else column
    return Area(sheet, column, row, last_column, int(match[5]) if match[5] else row)


class Locator:
    """Answers where fields and table columns stand. ``names`` are the workbook's defined names."""

    def __init__(self, names: Mapping[str, str], file: str) -> None:
        self.file, self._names = file, tuple(names)
        self._references = {name.upper(): reference for name, reference in names.items()}
        self._areas: dict[str, Area | None] = {}

    def of_file(self, file: str) -> Locator:
        """The same names in another file."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.file = file
        return other

    def area(self, name: str) -> Area | None:
        """Where a name points to; None for a name that is not there or points to no rectangle."""
        if name not in self._areas:
            reference = self._references.get(name.upper())
            self._areas[name] = None if reference is None else read_area(reference)
        return self._areas[name]

    def fields(self) -> dict[str, Area]:
        """Names of single cells → where they are."""
        found = {}
        for name in self._names:
            area = self.area(name) if name.startswith(FIELD_PREFIX) else None
            if area is not None:
                found[name] = area
        return found

    def next_below(self, area: Area) -> float:
        """The first row under a table that belongs to something else: a field, or the heading of another table."""
        rows = []
        for name in self._references:
            other = self.area(name) if name.startswith(OUR_PREFIX) else None
            if other is not None and other.sheet == area.sheet and other.first_row > area.last_row:
                rows.append(other.first_row - name.startswith(COLUMN_PREFIX))
        return min(rows, default=math.inf)

    def required(self, name: str) -> Area:
        """The area of a name that every workbook of ours has. Raises UserError when it was deleted."""
        area = self.area(name)
        if area is None:
            raise UserError("template-damaged", file=self.file, name=name)
        return area

    def column(self, table: str, column: str) -> Area | None:
        return self.area(column_name(table, column))
