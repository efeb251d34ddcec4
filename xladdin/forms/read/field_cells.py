"""Where the fields of one workbook stand: single fields by their cells, indicator fields by table, column and row.

A place is worked out when it is asked for: a review names a few dozen of the thousand cells of a workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from xladdin.model.place import Place

_ROWS = "indicators["


class KeyedTable(NamedTuple):
    """A table whose rows go by key. ``hidden``: cell covered by a merge → the cell that shows for it."""

    sheet: str
    letters: Mapping[str, str]
    rows: Mapping[str, int]
    hidden: Mapping[str, str]

    def cell(self, field: str, key: str) -> str:
        """Address of the cell that shows the field. Raises KeyError."""
        address = f"{self.letters[field]}{self.rows[key]}"
        return self.hidden.get(address, address)


class BookPlaces(Mapping[str, Place]):
    """``single``: the fields that are known one by one; ``tables``: those of indicators."""

    def __init__(self, single: Mapping[str, Place] | None = None, tables: Iterable[KeyedTable] = ()) -> None:
        self._single: dict[str, Place] = dict(single or {})
        self._tables: list[KeyedTable] = list(tables)

    def put(self, path: str, place: Place) -> None:
        """Name the cell of a single field; the first one named stays."""
        self._single.setdefault(path, place)

    def add(self, table: KeyedTable) -> None:
        """Add a table of indicators; a field that several have stands in the first."""
        self._tables.append(table)

    @property
    def tables(self) -> tuple[KeyedTable, ...]:
        return tuple(self._tables)

    def __bool__(self) -> bool:
        """Whether any field has a place; counting them all takes far longer."""
        return next(iter(self), None) is not None

    def __getitem__(self, path: str) -> Place:
        if path in self._single:
            return self._single[path]
        if path.startswith(_ROWS):
            key, _, field = path[len(_ROWS) :].partition("].")
            for table in self._tables:
                if field in table.letters and key in table.rows:
                    return Place(table.sheet, table.cell(field, key))
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        yield from self._single
        seen = set(self._single)
        for table in self._tables:
            for key in table.rows:
                for field in table.letters:
                    path = f"{_ROWS}{key}].{field}"
                    if path not in seen:
                        seen.add(path)
                        yield path

    def __len__(self) -> int:
        return sum(1 for _ in self)
