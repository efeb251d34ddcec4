"""Reads a workbook of Excel 97–2003 from standard input and says what it holds as JSON: a process that may die of it."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

import msgspec
import xlrd

from xladdin.intake.readers.old.xls import BookRead, Kind, SheetRead

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell, Sheet

_MOST_CELLS = 100_000
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    answers.write(msgspec.json.encode(_read(sys.stdin.buffer.read())))
    answers.flush()


def _read(data: bytes) -> BookRead:
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=sys.stderr)
    except xlrd.XLRDError as error:
        return BookRead("encrypted" if "encrypted" in str(error) else "damaged")
    except MemoryError:
        raise
    except Exception:  # a damaged file makes xlrd stumble anywhere
        return BookRead("damaged")
    if sum(sheet.nrows * sheet.ncols for sheet in book.sheets()) > 20 * _MOST_CELLS:
        return BookRead("large")
    return BookRead("", [_sheet(book, sheet) for sheet in book.sheets()])


def _sheet(book: Book, sheet: Sheet) -> SheetRead:
    cells = []
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                cells.append((row, column, *_said(book, cell)))
    return SheetRead(sheet.name, bool(sheet.visibility), cells, [tuple(area) for area in sheet.merged_cells])


def _said(book: Book, cell: Cell) -> tuple[Kind, str | float]:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return "text", cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "bool", float(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return "error", xlrd.error_text_from_code.get(cell.value, "#N/A")
    if cell.ctype == xlrd.XL_CELL_DATE:
        return "date", float(cell.value) + (1462 if book.datemode else 0)
    return ("percent" if "%" in _format(book, cell) else "number"), float(cell.value)


def _format(book: Book, cell: Cell) -> str:
    """The number format without what it prints as it stands."""
    index = cell.xf_index
    if index is None or not 0 <= index < len(book.xf_list):
        return ""
    found = book.format_map.get(book.xf_list[index].format_key)
    return _QUOTED.sub("", found.format_str) if found is not None else ""


if __name__ == "__main__":
    main()
