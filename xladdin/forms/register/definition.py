"""What a register holds: pages with single fields, and at most one table each."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from xladdin.forms.definition import Kind, Style
from xladdin.parsed import typed
from xladdin.resources import resource_dir

#: Name of the hidden column with the keys of a table's rows.
KEY = "key"


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Field(_Strict, frozen=True):
    """One labelled cell above the table.

    kind     how numbers are shown and checked; a ``value`` is kept as it is typed
    choices  what the drop-down offers; anything else may be typed after a question
    fixed    written by the program, locked
    lines    least height in lines
    """

    name: str
    label: str
    kind: Kind = "text"
    hint: str = ""
    choices: tuple[str, ...] = ()
    fixed: bool = False
    lines: int = 1


class Column(_Strict, frozen=True):
    """One column of a table; ``formula`` is what its cells hold, with ``{row}`` and the letters of other columns by name."""

    name: str
    head: str
    width: float
    kind: Kind = "text"
    style: Style = "center"
    hint: str = ""
    choices: tuple[str, ...] = ()
    fixed: bool = False
    formula: str = ""


class Line(_Strict, frozen=True):
    """A line between the heads and the rows of a table, such as what was received and what it is shared out to.

    name      its column names are ``<column>__<name>``
    cells     column → formula (``=…``, with ``{letter}``, ``{first}`` and ``{last}`` row, ``{row_<name>}`` of a line) or text
    inputs    columns in which it is filled in
    """

    name: str
    label: str
    cells: dict[str, str] = {}
    inputs: tuple[str, ...] = ()
    kind: Kind = "value"
    hint: str = ""


class Table(_Strict, frozen=True):
    """
    name     its defined names carry it
    prefix   what the keys of its rows begin with (``u01``)
    rows     how many there are in a blank register
    headed   formulas of the heads of columns, where they are no fixed text
    frozen   how many columns stay while the others scroll
    """

    name: str
    prefix: str
    rows: int
    columns: tuple[Column, ...]
    lines: tuple[Line, ...] = ()
    headed: dict[str, str] = {}
    frozen: int = 0


class Page(_Strict, frozen=True):
    """One sheet: title, fields, notes, table. ``labels`` = how many columns of the grid a label takes."""

    sheet: str
    title: str
    orientation: Literal["portrait", "landscape"] = "landscape"
    fields: tuple[Field, ...] = ()
    notes: tuple[str, ...] = ()
    table: Table | None = None
    labels: int = 1
    widths: tuple[float, ...] = ()


class Register(_Strict, frozen=True):
    """``template`` stands in the properties of its workbooks; ``version`` grows with every change that old readers cannot read."""

    id: str
    template: str
    version: int
    title: str
    source: str
    page: tuple[Page, ...]


@cache
def register(name: str) -> Register:
    """The definition of a register by its id."""
    path = resource_dir("workbook_templates") / "registers" / f"{name}.toml"
    return typed(path, Register)
