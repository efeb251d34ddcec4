"""Workbooks of Excel 97–2003 (.xls, WPS .et), read by xlrd in a process of its own.

xlrd rather than calamine or LibreOffice: it says the number format of a cell, without which 95 % would be read as 0.95, and
which cells are merged; it needs no other program (docs/decisions/024).
"""

from __future__ import annotations

import sys
from typing import Any, Literal

import msgspec

from xladdin.errors import UserError
from xladdin.forms.grid import Content
from xladdin.intake.document import Document, Paragraph, Table
from xladdin.intake.readers.old.limited import EndedError, run_limited
from xladdin.intake.readers.xlsx import Merges, cell_of, pieces, spread
from xladdin.model.grammar.decimals import cell_decimal

COMMAND = (sys.executable, "-X", "utf8", "-m", "xladdin.intake.readers.old.xls_worker")
SECONDS, MEMORY = 30, 1 << 30

Kind = Literal["text", "number", "percent", "date", "bool", "error"]


class SheetRead(msgspec.Struct):
    """cells: row, column (from 0), kind, value; merges: first row, row behind the last, first column, column behind."""

    name: str
    hidden: bool
    cells: list[tuple[int, int, Kind, str | float]]
    merges: list[tuple[int, int, int, int]]


class BookRead(msgspec.Struct):
    """``refused`` says why nothing could be read: ``encrypted``, ``damaged``, ``large``."""

    refused: str = ""
    sheets: list[SheetRead] = []


def read_xls(data: bytes, file: str) -> Document:
    """Raises UserError import-old, file-encrypted, import-large."""
    try:
        book = msgspec.json.decode(run_limited(COMMAND, given=data, seconds=SECONDS, memory=MEMORY), type=BookRead)
    except EndedError as error:
        raise UserError("import-old", file=file, cause=str(error)) from None
    if book.refused == "encrypted":
        raise UserError("file-encrypted", file=file)
    if book.refused == "large":
        raise UserError("import-large", file=file, what="单元格")
    if book.refused:
        raise UserError("import-old", file=file, cause="文件已损坏，或不是 Excel 97–2003 的格式")
    blocks: list[Paragraph | Table] = []
    notes = []
    for sheet in book.sheets:
        if sheet.hidden:
            notes.append(f"工作表“{sheet.name}”是隐藏的，没有读入")
            continue
        merges: Merges = {
            (top, left): (bottom - top, right - left)
            for top, bottom, left, right in sheet.merges
            if bottom > top and right > left
        }
        cells = [cell_of((row, column), _content(kind, value)) for row, column, kind, value in sheet.cells]
        blocks += pieces(sheet.name, spread(cells, merges, file))
    return Document(file, tuple(blocks), tuple(notes))


def _content(kind: Kind, value: Any) -> Content:
    if kind == "text":
        return Content(str(value))
    if kind == "bool":
        return Content(bool(value))
    if kind == "error":
        return Content(str(value), error=True)
    number = cell_decimal(value)
    if number is None:
        return Content(str(value))
    return Content(number, None, kind if kind != "number" else "")
