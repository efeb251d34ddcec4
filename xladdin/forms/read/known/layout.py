"""Where the fields of a submission stand: worked out once for all workbooks of the same names and rows.

The names of a workbook and the keys of its rows decide from which cell each field is read. Submissions of one programme
share them, so what ``reader`` works out for the first of them holds for the others: ``direct`` then only takes the values.
What decided it is kept (``said``, ``empty``); a workbook that says otherwise has another layout. What is merged differs
from file to file (it goes by the pages), so cells are given here as if nothing were.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from xladdin.forms.read.field_cells import KeyedTable
from xladdin.forms.read.reader import ReadBook
from xladdin.model.place import Place

#: Sheet and address of a cell.
Spot = tuple[str, bytes]
#: Kind of a share that is taken as a percentage; other kinds are those of ``forms.kinds``, empty for texts.
RATE = "rate"


class Single(NamedTuple):
    """One field outside the tables: the record it belongs to and its name (none for ``declared.levels[…]``, which goes by
    its path), its cell. ``blank`` = signs of what is printed there to write on."""

    group: str
    name: str
    spot: Spot
    kind: str = ""
    blank: frozenset[str] = frozenset()


class Take(NamedTuple):
    """One field of a row: its name, and the cell of the part's sheet where it stands."""

    name: str
    cell: bytes
    kind: str = ""


class Part(NamedTuple):
    """Fields of a row that stand on one sheet, or in the cell that shows for theirs; ``group``: the record below the row
    (``""`` for its own)."""

    group: str
    sheet: str
    takes: tuple[Take, ...]


class Own(NamedTuple):
    """``name`` holds what a table prints, at ``spot``, otherwise than the field ``printed`` of ``group``."""

    name: str
    group: str
    printed: str
    spot: Spot


class Row(NamedTuple):
    """An indicator.

    parts   its fields; a later one that says something stands
    echoes  what is taken where none of these said anything
    unit    the cell of 单位 beside the scores
    """

    prefix: str
    parts: tuple[Part, ...]
    echoes: tuple[Part, ...]
    own: tuple[Own, ...]
    unit: Spot | None


class Item(NamedTuple):
    """One row of a list: its key (empty where rows go by position), its columns and their places; ``telling``: cells of
    those that are not merged down a group, by which it is known whether anybody filled the row."""

    key: str
    part: Part
    places: tuple[Place, ...]
    telling: tuple[Take, ...]


class Layout(NamedTuple):
    """All cells of a submission that are asked for.

    book           a ReadBook of this layout: rows, positions, names
    said, empty    cells that decided it, and what they say; cells that hold nothing
    seen           cells that are looked at, whatever they say
    sheets         those that are read
    single, tables places of the fields, but for those of lists that go by position
    """

    book: ReadBook
    said: tuple[tuple[Spot, str], ...]
    empty: tuple[Spot, ...]
    seen: tuple[Spot, ...]
    sheets: frozenset[str]
    single: Mapping[str, Place]
    tables: tuple[KeyedTable, ...]
    singles: tuple[Single, ...]
    rows: tuple[Row, ...]
    lists: tuple[tuple[str, tuple[Item, ...]], ...]


class UnusualError(Exception):
    """The workbook says something that only the careful reader takes."""
