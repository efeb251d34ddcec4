"""Workbooks as others see them: what LibreOffice calculates, what a package stores. Nothing here uses the product."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from lxml import etree
from openpyxl.utils import get_column_letter

from tests.support.libreoffice import uno_run

Cells = dict[str, dict[str, Any]]
"""Sheet name → A1 address → value; blank cells and empty texts are left out."""

_CALCULATE = """
def run(office, paths):
    books = []
    for path in paths:
        document = office.load(path)
        book = {}
        for sheet in document.Sheets:
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            end = cursor.RangeAddress
            area = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
            errors = area.queryFormulaCells(4).RangeAddressesAsString  # FormulaResult.ERROR
            book[sheet.Name] = {"rows": area.getDataArray(), "errors": errors}
        document.close(True)
        books.append(book)
    return books
"""


def calculated(paths: Sequence[Path | str], timeout: float = 600) -> list[Cells]:
    """What LibreOffice computes for each workbook, all in one call; it recalculates every formula on loading.

    ``AssertionError`` when any cell of any sheet shows an error value.
    """
    books = []
    for path, book in zip(paths, uno_run(_CALCULATE, [str(path) for path in paths], timeout=timeout), strict=True):
        cells: Cells = {}
        for name, sheet in book.items():
            assert sheet["errors"] == "", f"{Path(path).name}: {sheet['errors']} show errors"
            cells[name] = {
                f"{get_column_letter(column)}{row}": value
                for row, line in enumerate(sheet["rows"], 1)
                for column, value in enumerate(line, 1)
                if value not in ("", None)
            }
        books.append(cells)
    return books


class Stored(NamedTuple):
    """What a package holds: the values of all cells, and which of them are formulas (with their text).

    ``steps`` are the formulas of which no result is stored.
    """

    values: Cells
    formulas: dict[str, dict[str, str]]
    steps: dict[str, set[str]] = {}  # noqa: RUF012


def stored(path: Path | str) -> Stored:
    """Read values and formulas with nothing but zipfile and lxml."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    strings = _strings(parts)
    values: Cells = {}
    formulas: dict[str, dict[str, str]] = {}
    steps: dict[str, set[str]] = {}
    for name, part in sheet_parts(parts).items():
        values[name], formulas[name], steps[name] = {}, {}, set()
        for cell in etree.fromstring(parts[part]).iter("{*}c"):
            address = cell.get("r")
            formula, value = cell.find("{*}f"), cell.find("{*}v")
            if formula is not None:
                formulas[name][address] = formula.text or ""
                if value is None or (not value.text and cell.get("t") is None):
                    steps[name].add(address)
            found = _value(cell, None if value is None else value.text or "", strings)
            if found not in ("", None):
                values[name][address] = found
    return Stored(values, formulas, steps)


def sheet_parts(parts: dict[str, bytes]) -> dict[str, str]:
    """Sheet name → part name."""
    related = {
        item.get("Id"): item.get("Target")
        for item in etree.fromstring(parts["xl/_rels/workbook.xml.rels"]).iter("{*}*")
    }
    found = {}
    for sheet in etree.fromstring(parts["xl/workbook.xml"]).iter("{*}sheet"):
        identifier = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
        target = related[identifier]
        found[sheet.get("name")] = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl", target))
    return found


def _strings(parts: dict[str, bytes]) -> list[str]:
    if "xl/sharedStrings.xml" not in parts:
        return []
    items = etree.fromstring(parts["xl/sharedStrings.xml"]).iter("{*}si")
    return [_unescaped("".join(text.text or "" for text in item.iter("{*}t"))) for item in items]


def _unescaped(text: str) -> str:
    """``_x005F_x0041_`` → ``_x0041_`` (ECMA-376 part 1, 22.9.2.19)."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _value(cell: Any, text: str | None, strings: list[str]) -> Any:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _unescaped("".join(part.text or "" for part in cell.iter("{*}t")))
    if text is None:
        return None
    if kind == "s":
        return strings[int(text)]
    return float(text) if kind in ("n", "b") and text else _unescaped(text)


def same(first: Any, second: Any) -> bool:
    """Whether two cell values are the same: texts to the letter, numbers to twelve digits; absent is empty."""
    first, second = ("" if value is None else value for value in (first, second))
    if isinstance(first, str) or isinstance(second, str):
        return bool(first == second)
    return bool(abs(float(first) - float(second)) <= 1e-12 * max(1.0, abs(float(first)), abs(float(second))))


def differences(python: Stored, office: Cells) -> list[str]:
    """Formula cells in which the stored value is not what LibreOffice computes."""
    return [
        f"{sheet}!{address}: stored {python.values[sheet].get(address)!r}, calculated {office[sheet].get(address)!r}"
        for sheet, cells in python.formulas.items()
        for address in cells
        if address not in python.steps.get(sheet, ())
        and not same(python.values[sheet].get(address), office[sheet].get(address))
    ]


@cache
def names(path: Path) -> dict[str, str]:
    """Defined name → reference."""
    with zipfile.ZipFile(path) as package:
        book = etree.fromstring(package.read("xl/workbook.xml"))
    return {item.get("name"): item.text or "" for item in book.iter("{*}definedName")}


_EDIT = """
from com.sun.star.table import CellRangeAddress
from com.sun.star.beans import PropertyValue
from com.sun.star.table import TableSortField

def run(office, source, target, steps):
    document = office.load(source)
    for step in steps:
        kind, sheet = step[0], document.Sheets.getByName(step[1])
        if kind == "insert":
            row, count = step[2:]
            sheet.unprotect("")
            sheet.Rows.insertByIndex(row - 1, count)
            sheet.protect("")
            continue
        area = sheet.getCellRangeByName(step[2])
        if kind == "number":
            area.Value = step[3]
        elif kind == "text":
            area.String = step[3]
        elif kind == "formula":
            area.Formula = step[3]
        elif kind == "clear":
            area.clearContents(1 | 2 | 4 | 16)
        elif kind == "merge":
            area.merge(step[3])
        elif kind == "format":
            formats = document.NumberFormats
            locale = document.CharLocale
            key = formats.queryKey(step[3], locale, False)
            area.NumberFormat = formats.addNew(step[3], locale) if key == -1 else key
        elif kind == "sort":
            field = TableSortField()
            field.Field, field.IsAscending = step[3], step[4]
            sheet.unprotect("")
            area.sort((PropertyValue(Name="SortFields", Value=__import__("uno").Any("[]com.sun.star.table.TableSortField", (field,))),
                       PropertyValue(Name="ContainsHeader", Value=False)))
        else:
            raise ValueError(kind)
    document.calculateAll()
    office.store(document, target)
"""


def edited(source: Path, target: Path, steps: Sequence[Sequence[Any]]) -> Path:
    """LibreOffice opens a workbook, does what a person would do, and saves it as .xlsx.

    A step is (kind, sheet, place, …): number, text and formula put something into a cell, clear empties it, merge
    merges an area (True) or takes it apart (False), format sets a number format, insert puts in so many rows above a
    row, sort orders an area by a column (from 0, ascending or not).
    """
    uno_run(_EDIT, str(source), str(target), [list(step) for step in steps])
    return target
