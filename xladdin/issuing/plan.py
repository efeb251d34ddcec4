"""The plan as it is typed: what was received, and what each unit's project gets of it; every value keeps its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.customprops import custom_properties
from xladdin.forms.register.definition import Register, register
from xladdin.forms.register.read import ReadCell, ReadRegister, ReadRow
from xladdin.issuing.shapes import SHAPES, TRANSFER, Shape


class PlanIndicator(NamedTuple):
    """A row of 收到的目标; ``cells`` by column: level1, level2, level3, unit, overall, annual, nature, basis, …"""

    key: str
    cells: Mapping[str, ReadCell]

    def text(self, column: str) -> str:
        """Empty for a column that the form's plan does not have."""
        return self.cells[column].text if column in self.cells else ""

    @property
    def name(self) -> str:
        return self.text("level3")


class PlanUnit(NamedTuple):
    """A row of 单位和项目, and its rows on the sheets that share indicators out: table → key → cell."""

    key: str
    cells: Mapping[str, ReadCell]
    shares: Mapping[str, Mapping[str, ReadCell]]

    def text(self, column: str) -> str:
        """Empty for a column that came with a later version of the plan."""
        return self.cells[column].text if column in self.cells else ""


class PlanException(NamedTuple):
    """A row of 另行规定: what one project's indicator has otherwise than the others."""

    cells: Mapping[str, ReadCell]

    def text(self, column: str) -> str:
        return self.cells[column].text if column in self.cells else ""

    def is_about(self, unit: PlanUnit, indicator: PlanIndicator) -> bool:
        code, name = self.text("project_code"), self.text("level3")
        return code == unit.text("project_code") and name == indicator.name


class Plan(NamedTuple):
    """
    heads        fields of the first sheet
    received     column of money → what was received in it
    indicators   those with a name; units = those with anything filled in
    exceptions   rows of 另行规定
    strays       shares in rows or columns that belong to no unit or indicator
    """

    file: str
    heads: Mapping[str, ReadCell]
    received: Mapping[str, ReadCell]
    indicators: tuple[PlanIndicator, ...]
    units: tuple[PlanUnit, ...]
    strays: tuple[ReadCell, ...]
    shape: Shape = TRANSFER
    exceptions: tuple[PlanException, ...] = ()

    def said(self, column: str, unit: PlanUnit, indicator: PlanIndicator) -> str:
        """Scoring rule, basis or evidence of a project's indicator: its own where it has one, else what was received."""
        own = (one.text(column) for one in self.exceptions if one.is_about(unit, indicator))
        return next((text for text in own if text), indicator.text(column))

    def head(self, name: str) -> str:
        """A field of the first sheet; empty where the form's plan does not have it."""
        return self.heads[name].text if name in self.heads else ""


def read_plan(path: Path) -> Plan:
    """The plan in a workbook. Raises UserError as reading a register does."""
    shape = _shape_of(path)
    definition = register(shape.register)
    book = ReadRegister(path, definition)
    heads = {field.name: book.field(field.name) for field in definition.page[0].fields}
    rows = book.rows("received", _columns(definition, "received"))
    indicators = tuple(PlanIndicator(row.key, row.cells) for row in rows if not row.is_blank)
    keys = [row.key for row in rows]
    known_columns = [name for name in _columns(definition, "units") if book.has_column("units", name)]
    units = book.rows("units", tuple(known_columns))
    shared = {table: {row.key: row for row in book.rows(table, _there(book, table, keys))} for table in shape.shared}
    kept = [
        PlanUnit(row.key, row.cells, {table: _share(rows, row.key) for table, rows in shared.items()})
        for row in units
        if not row.is_blank
    ]
    known = {indicator.key for indicator in indicators if indicator.name}
    strays = tuple(_strays(shared, {unit.key for unit in kept}, known))
    received = {column: book.line("units", column, "received") for column in shape.money}
    return Plan(book.file, heads, received, indicators, tuple(kept), strays, shape, _exceptions(book, definition))


def _exceptions(book: ReadRegister, definition: Register) -> tuple[PlanException, ...]:
    """None in a plan of the first version, which has no sheet for them."""
    if not book.has_column("exceptions", "project_code"):
        return ()
    rows = book.rows("exceptions", _columns(definition, "exceptions"))
    return tuple(PlanException(row.cells) for row in rows if not row.is_blank)


def _shape_of(path: Path) -> Shape:
    """Which form's plan a workbook is; any other workbook is refused as no plan when it is read."""
    template = custom_properties(Archive.read(path, allow_open=True)).get("xladdin.template")
    return next((shape for shape in SHAPES.values() if register(shape.register).template == template), TRANSFER)


def _columns(definition: Register, name: str) -> tuple[str, ...]:
    """Columns of a table that are filled in."""
    tables = (page.table for page in definition.page if page.table is not None and page.table.name == name)
    return tuple(column.name for table in tables for column in table.columns if not column.formula)


def _there(book: ReadRegister, table: str, keys: list[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if book.has_column(table, key))


def _share(rows: Mapping[str, ReadRow], key: str) -> Mapping[str, ReadCell]:
    return rows[key].cells if key in rows else {}


def _strays(shared: Mapping[str, Mapping[str, ReadRow]], units: set[str], indicators: set[str]) -> Iterator[ReadCell]:
    for rows in shared.values():
        for row in rows.values():
            for key, cell in row.cells.items():
                if cell.text and (row.key not in units or key not in indicators):
                    yield cell


def at(cell: ReadCell, message: str, /, **facts: object) -> UserError:
    """A mistake at a cell."""
    return UserError(message, file=cell.file, sheet=cell.place.sheet, cell=cell.place.cell, **facts)
