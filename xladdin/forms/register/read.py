"""Reads a register by its defined names: fields, lines and rows, each cell with its place."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from xladdin.errors import UserError
from xladdin.forms.defined_names import column_name, field_name
from xladdin.forms.grid import EMPTY, Content
from xladdin.forms.kinds import NUMBERS
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.customprops import custom_properties
from xladdin.forms.package.parts.sheetxml import column_letters
from xladdin.forms.read import cell_text
from xladdin.forms.read.addin_links import refuse_foreign_links
from xladdin.forms.read.named_areas import Area, Locator
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.register.definition import KEY, Register
from xladdin.model.place import Place


class ReadCell(NamedTuple):
    """A cell's content and place."""

    content: Content
    place: Place
    file: str

    @property
    def text(self) -> str:
        """What is printed there, without blanks around it."""
        return cell_text.printed(self.content).strip()

    def number(self, kind: str) -> Decimal | None:
        """The number of an amount; None when blank. Raises UserError for what is none, naming the cell."""
        at = {"file": self.file, "sheet": self.place.sheet, "cell": self.place.cell}
        try:
            value = cell_text.number(self.content, kind)
        except ValueError as error:
            raise UserError("cell-not-number", found=self.text[:30], why=str(error), **at) from None
        if value is not None and not NUMBERS[kind].least <= value <= NUMBERS[kind].most:
            raise UserError("cell-negative" if value < 0 else "cell-too-large", found=self.text, **at)
        return value


class ReadRow(NamedTuple):
    """A row of a table: its hidden key, and its cells by column."""

    key: str
    cells: Mapping[str, ReadCell]

    @property
    def is_blank(self) -> bool:
        return not any(cell.text for cell in self.cells.values() if cell.content.formula is None)


class ReadRegister:
    """Answers what a register holds. ``columns`` of tables may be more than its definition says (one an indicator)."""

    def __init__(self, path: Path, register: Register) -> None:
        """Raises UserError: as reading a package does; register-other, template-newer, link-foreign."""
        archive = Archive.read(path, allow_open=True)
        found = custom_properties(archive)
        if found.get("xladdin.template") != register.template:
            raise UserError("register-other", file=path, title=register.title)
        version = str(found.get("xladdin.template_version"))
        if not version.isdigit() or int(version) > register.version:
            raise UserError("template-newer", file=path, version=version, known=register.version)
        refuse_foreign_links(archive)
        self.file = path.name
        self._grid = PackageGrid(archive)
        self._names = self._grid.names()
        self._locator = Locator(self._names, self.file)

    def _at(self, area: Area, row: int) -> ReadCell:
        place = Place(area.sheet, f"{column_letters(area.first_column)}{row}")
        try:
            cells = self._grid.sheet(area.sheet)
        except KeyError:
            raise UserError("sheet-missing", file=self.file, sheet=area.sheet) from None
        return ReadCell(cells.get(place.cell, EMPTY), place, self.file)

    def field(self, name: str) -> ReadCell:
        """A single field. Raises UserError template-damaged where its name is gone."""
        area = self._locator.required(field_name(name))
        return self._at(area, area.first_row)

    def line(self, table: str, column: str, line: str) -> ReadCell:
        """The cell of a line above the rows."""
        area = self._locator.required(column_name(table, f"{column}__{line}"))
        return self._at(area, area.first_row)

    def rows(self, table: str, columns: tuple[str, ...]) -> list[ReadRow]:
        """Every row with a key, in the order of the sheet. Raises UserError key-twice, template-damaged."""
        keys = self._locator.required(column_name(table, KEY))
        areas = {column: self._locator.required(column_name(table, column)) for column in columns}
        found: dict[str, ReadRow] = {}
        for row in keys.rows():
            key = self._at(keys, row).text
            if not key:
                continue
            if key in found:
                place = self._at(keys, row).place
                raise UserError("key-twice", file=self.file, sheet=place.sheet, cell=place.cell, key=key)
            found[key] = ReadRow(key, {column: self._at(area, row) for column, area in areas.items()})
        return list(found.values())

    def has_column(self, table: str, column: str) -> bool:
        return self._locator.column(table, column) is not None
