"""恢复上一步: cells as they were before an action, kept on disk, since any macro clears Excel's own undo list.

The record is written before the first cell is touched, so that a crash of Excel loses nothing either. One record a
workbook: the next action replaces it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from xladdin.excel.book.page_rows import set_heights, set_last_printed_row
from xladdin.excel.layout import UNDO_FOLDER, user_folder
from xladdin.sha256 import sha256_hex

Cell = str | float | int | bool | None


class Block(msgspec.Struct, frozen=True):
    """A rectangle of cells: ``rows`` is what to enter into ``address`` of ``sheet`` to have them back."""

    sheet: str
    address: str
    rows: list[list[Cell]]


class RowChange(msgspec.Struct, frozen=True):
    """A row that was added to the tables or deleted from them.

    key    its hidden key; above = key of the row over it, empty for the first
    cells  of a deleted row: table → column letter → what to enter to have the cell back, and its number format
    list   table of the row, empty for an indicator's
    """

    key: str
    above: str
    cells: dict[str, dict[str, tuple[Cell, str]]] | None = None
    list: str = ""


class Undo(msgspec.Struct, frozen=True):
    """What one action (``title``, as on its button) changes in the workbook ``book`` (its full name).

    heights   sheet → row → points
    printed   sheet → last row that it prints
    """

    book: str
    title: str
    blocks: list[Block] = []
    row: RowChange | None = None
    heights: dict[str, dict[int, float]] = {}
    printed: dict[str, int] = {}


def block_of(cells: Any) -> Block:
    """The record of an ``xlwings.Range``; four calls into Excel."""
    return block_at(cells.sheet.name, cells.address, cells.api)


def block_at(sheet: str, address: str, cells: Any) -> Block:
    """The same of Excel's own object, where sheet and address are known; two calls."""
    formulas, values = _rows(cells.Formula), _rows(cells.Value2)
    rows = [
        [_entry(formula, value) for formula, value in zip(*pair, strict=True)]
        for pair in zip(formulas, values, strict=True)
    ]
    return Block(sheet, address, rows)


def restore(book: Any, undo: Undo) -> int:
    """Enter the recorded cells again, last block first; returns their number. ``book`` is an ``xlwings.Book``."""
    for block in reversed(undo.blocks):
        book.sheets[block.sheet].range(block.address).api.Formula = block.rows
    for sheet, heights in undo.heights.items():
        set_heights(book.sheets[sheet].api, heights)
    for sheet, row in undo.printed.items():
        if row:
            set_last_printed_row(book.sheets[sheet].api, row)
    return sum(len(row) for block in undo.blocks for row in block.rows)


def save(undo: Undo) -> None:
    """Write the record, in one piece."""
    path = _file(undo.book)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_bytes(msgspec.json.encode(undo))
    draft.replace(path)


def load(book: str) -> Undo | None:
    """The record of the workbook with this full name; None when there is none, or none that can be read."""
    try:
        undo = msgspec.json.decode(_file(book).read_bytes(), type=Undo)
    except (OSError, msgspec.DecodeError):
        return None
    return undo if undo.book == book else None


def forget(book: str) -> None:
    """Drop the record."""
    _file(book).unlink(missing_ok=True)


def _file(book: str) -> Path:
    return user_folder() / UNDO_FOLDER / f"{sha256_hex(book.encode())[:32]}.json"


def _rows(block: Any) -> list[list[Any]]:
    return [list(row) for row in block] if isinstance(block, tuple | list) else [[block]]


def _entry(formula: Any, value: Any) -> Cell:
    """What to enter to get the cell back. A text keeps its apostrophe, or Excel would make numbers and dates of it."""
    if isinstance(value, str) and value and value == formula:
        return f"'{value}"
    if isinstance(formula, str) and formula.startswith("="):
        return formula
    return value if isinstance(value, bool | float) else formula  # an error typed as such comes as a whole number
