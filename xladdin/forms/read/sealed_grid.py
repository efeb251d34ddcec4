"""Reads locked submissions in bulk: values through calamine, names and properties from the package.

A locked submission holds no formulas, so nothing is lost; calamine reads a sheet in half a millisecond. The file has
passed the package checks before (calamine itself trusts its input).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from decimal import Decimal

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from xladdin.errors import UserError
from xladdin.forms.grid import Content
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.sheetxml import column_letters
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.model.grammar.decimals import cell_decimal


class SealedGrid:
    """``Grid`` over calamine. ``data`` is the file, ``archive`` the same file as a package."""

    def __init__(self, archive: Archive, data: bytes) -> None:
        self._package = PackageGrid(archive)
        try:
            self._workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        except CalamineError:
            raise UserError("file-not-workbook", file=archive.name, cause="工作簿内容已损坏") from None
        self._sheets: dict[str, dict[str, Content]] = {}
        self._opened: dict[str, CalamineSheet] = {}

    @property
    def file(self) -> str:
        return self._package.file

    def names(self) -> Mapping[str, str]:
        return self._package.names()

    def properties(self) -> Mapping[str, object]:
        return self._package.properties()

    def sheet(self, name: str) -> Mapping[str, Content]:
        if name not in self._sheets:
            if name not in self._workbook.sheet_names:
                raise KeyError(name)
            sheet = self._open(name)
            row, column = sheet.start or (0, 0)
            letters = [column_letters(column + offset + 1) for offset in range(sheet.width)]
            self._sheets[name] = {
                f"{letters[across]}{row + down + 1}": Content(_value(value))
                for down, line in enumerate(sheet.to_python(skip_empty_area=True))
                for across, value in enumerate(line)
                if value != ""
            }
        return self._sheets[name]

    def _open(self, name: str) -> CalamineSheet:
        """calamine parses a sheet each time it is asked for one."""
        if name not in self._opened:
            self._opened[name] = self._workbook.get_sheet_by_name(name)
        return self._opened[name]

    def covered(self, name: str) -> Mapping[str, str]:
        hidden = {}
        for (top, left), (bottom, right) in self._open(name).merged_cell_ranges or ():
            if bottom > top:
                first = f"{column_letters(left + 1)}{top + 1}"
                letters = [column_letters(column + 1) for column in range(left, right + 1)]
                hidden.update({f"{letter}{row + 1}": first for letter in letters for row in range(top, bottom + 1)})
                del hidden[first]
        return hidden


def _value(value: object) -> str | Decimal | bool | None:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        number = cell_decimal(value)
        return str(value) if number is None else number
    return None if value is None else str(value)
