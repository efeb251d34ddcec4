"""Heads of columns: which field stands in which columns of the grid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from xladdin.intake.document import Cell, Table
from xladdin.intake.understand.words import COLUMNS, GROUPS, MONEY_COLUMNS, MONEY_NEEDED, bare


class Columns(NamedTuple):
    """``fields`` field → columns of the grid; ``height`` rows of the head; ``cells`` its cells; ``in_row`` cells in its row,
    ``row`` its last row."""

    fields: dict[str, tuple[int, ...]]
    height: int
    cells: tuple[Cell, ...]
    in_row: int
    row: int
    unknown: dict[int, str]

    def has(self, *names: str) -> bool:
        return all(name in self.fields for name in names)


#: A head may stand in two rows: names of the levels below one word for all three, beside words that span both.
_ABOVE = 1


def indicator_columns(table: Table, row: int) -> Columns | None:
    """The head of a table of indicators that begins in this row; None for any other row."""
    words = {COLUMNS.get(bare(cell.text)): cell.row == row for cell in table.rows[row] if row - cell.row <= _ABOVE}
    if not words.get("level3") or not {"target", "actual", "weight"} & words.keys():
        return None
    return _columns(table, row, COLUMNS, "level3")


def money_columns(table: Table, row: int) -> Columns | None:
    """The head of 资金投入情况 that begins in this row; None for any other row."""
    words = {MONEY_COLUMNS.get(bare(cell.text)) for cell in table.rows[row] if cell.row == row}
    return _columns(table, row, MONEY_COLUMNS, "budget") if words >= MONEY_NEEDED else None


def _columns(table: Table, row: int, known: Mapping[str, str], leading: str) -> Columns:
    cells = [cell for cell in table.rows[row] if row - cell.row <= _ABOVE]
    height = max(cell.row + cell.height for cell in cells if known.get(bare(cell.text)) == leading) - row
    fields: dict[str, list[int]] = {}
    unknown: dict[int, str] = {}
    seen: list[Cell] = []
    for column in range(max(cell.column + cell.width for cell in cells)):
        stack = [
            cell
            for cell in (table.at(row + step, column) for step in range(height))
            if cell and row - cell.row <= _ABOVE
        ]
        seen += [cell for cell in stack if cell not in seen]
        field = next((known[bare(cell.text)] for cell in reversed(stack) if bare(cell.text) in known), "")
        if field and (field not in fields or _goes_on(fields[field], column, table, row)):
            fields.setdefault(field, []).append(column)
        elif stack and stack[-1].text.strip() and bare(stack[-1].text) not in GROUPS:
            unknown[column] = " ".join(stack[-1].text.split())
    named = {column for columns in fields.values() for column in columns}
    heads = tuple(cell for cell in seen if cell.column in named or bare(cell.text) in GROUPS or not cell.text.strip())
    return Columns(
        {name: tuple(columns) for name, columns in fields.items()}, height, heads, len(cells), row + height - 1, unknown
    )


def _goes_on(columns: list[int], column: int, table: Table, row: int) -> bool:
    """Whether a head spans this column too; a second head of the same words is another column."""
    return table.at(row, columns[-1]) == table.at(row, column)
