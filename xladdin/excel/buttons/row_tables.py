"""The tables whose rows go by key, changed in step where they have a row for each indicator; rows are found by their keys."""

from __future__ import annotations

from functools import partial

from xladdin.errors import UserError
from xladdin.excel.book import undo
from xladdin.excel.book.book_grid import BookGrid
from xladdin.excel.book.session import Action
from xladdin.excel.book.undo import RowChange
from xladdin.excel.buttons.table_rows import TableRows
from xladdin.forms.defined_names import FLAG, KEY, column_name
from xladdin.forms.grid import EMPTY
from xladdin.forms.package.parts.sheetxml import column_letters, column_number
from xladdin.forms.read.cell_text import printed
from xladdin.forms.read.reader import ReadBook, read
from xladdin.model.fields import field

#: A row is known by this many characters of its text.
_TITLE = 40


class RowTables:
    """The tables that change in step, as they stand now, in the order in which a row is filled in.

    All tables of indicators, of which the others look up the first; or one list beside them.

    list   name of the list's table, empty for the indicators
    rows   key → sheet row in the table that gives the rows their order
    """

    def __init__(self, run: Action, change: RowChange | None = None) -> None:
        """The tables of a recorded ``change``; else those whose row holds the active cell, the indicators' by default."""
        self.run = run
        self.grid = BookGrid(run.book, run.record.book)
        self.read: ReadBook = read(self.grid)
        self.family = self.read.family
        table, self._selected = self._active() if change is None else (change.list, "")
        self.list = "" if table in self.family.indicator_tables else table
        names = (self.list,) if self.list else self.family.indicator_tables
        self.tables = {name: self._table(name) for name in names}
        self.rows = self.read.rows[self.list or self.family.tables.actuals]
        #: The table in which a new row is filled in first.
        self._first = self.list or self.family.tables.targets

    def _active(self) -> tuple[str, str]:
        """Table and key of the row that holds the active cell; empty where there is none."""
        cell = self.run.application.ActiveCell
        sheet, row = cell.Worksheet.Name, cell.Row
        for name, rows in self.read.rows.items():
            if self._sheet(name) == sheet:
                for key, place in rows.items():
                    if place == row:
                        return name, key
        return "", ""

    def _sheet(self, name: str) -> str:
        return self.read.locator.required(column_name(name, KEY)).sheet

    def _table(self, name: str) -> TableRows:
        block = self.family.blocks[name]
        areas = {}
        for column in (*block.columns, *(block.roles[role] for role in (KEY, FLAG) if role in block.roles)):
            area = self.read.locator.column(name, column.name)
            if area is not None or not self.read.older:  # an older workbook lacks what came later
                areas[column.name] = area or self.read.locator.required(column_name(name, column.name))
        spans = self.family.sheet_of(name).table_spans(block)
        key = areas[KEY]
        worksheet = self.run.book.api.Worksheets(key.sheet)
        self.run.open_worksheet(key.sheet, worksheet)
        return TableRows(
            sheet=worksheet,
            block=block,
            letters={column: column_letters(area.first_column) for column, area in areas.items()},
            across={column: spans[column].breadth for column in areas},
            first=key.first_row,
            last=key.last_row,
            covered=self.grid.covered(key.sheet),
            issued=not self.read.blank,
            family=self.family,
            side=spans["side"].first if "side" in block.roles else "",
        )

    def selected(self) -> str:
        """Key of the row that holds the active cell. Raises UserError when there is none."""
        if not self._selected:
            sheets = list(dict.fromkeys(self._sheet(name) for name in (*self.family.indicator_tables, *self.read.rows)))
            listed = "或".join(part for part in ("、".join(sheets[:-1]), sheets[-1]) if part)
            raise UserError("row-none", file=self.run.file, sheets=listed)
        if any(self._selected not in self.read.rows[name] for name in self.tables):
            raise UserError("rows-differ", file=self.run.file, key=self._selected)
        return self._selected

    def title(self, key: str) -> str:
        """What the row is known by, or where it stands when it has no name yet."""
        block = self.tables[self._first].block
        path = f"{block.items}[{key}].{block.naming}"
        name = field(self.read.evaluation, path)
        first = min(self.rows.values())
        if name:
            return str(name) if len(str(name)) <= _TITLE else f"{str(name)[:_TITLE]}…"
        return f"第 {self.rows[key] - first + 1} 行"

    def is_issued(self, key: str) -> bool:
        """Whether the row came down from above."""
        return not (self.list or self.read.blank or key in self.read.added)

    def show(self, row: int) -> str:
        """Go to the cell where the name of a new row is typed; returns the sheet."""
        table = self.tables[self._first]
        self.run.application.Goto(table.sheet.Range(f"{table.letters[table.block.naming]}{row}"), False)
        return self._sheet(self._first)

    def put_in(self, change: RowChange) -> int:
        """Add the row, with what is recorded of it; returns where it is filled in."""
        placed = {}
        for name, table in self.tables.items():
            row = self.read.rows[name][change.above] + 1 if change.above else table.first
            table.insert(row, change.key, self.run.backward)
            table.enter(row, self._levels(name, change.above) if change.cells is None else change.cells[name])
            placed[name] = row
        return placed[self._first]

    def take_out(self, change: RowChange) -> None:
        """Delete the row. Should that fail half-way, it is put back where it is gone already."""
        recorded = (change if change.cells is not None else self.record(change.key)).cells or {}
        for name, table in self.tables.items():
            row = self.read.rows[name][change.key]
            table.delete(row)
            self.run.backward(partial(_put_back, table, row, change.key, recorded[name]))

    def record(self, key: str) -> RowChange:
        """The row as it is now, so that it can be put back."""
        order = sorted(self.rows, key=self.rows.__getitem__)
        position = order.index(key)
        cells = {name: self._recorded(name, self.read.rows[name][key]) for name in self.tables}
        return RowChange(key, order[position - 1] if position else "", cells, self.list)

    def _recorded(self, name: str, row: int) -> dict[str, tuple[undo.Cell, str]]:
        table = self.tables[name]
        sheet = self._sheet(name)
        last = max(map(column_number, table.letters.values()))
        entries = undo.block_of(self.run.book.sheets[sheet].range(f"A{row}:{column_letters(last)}{row}")).rows[0]
        contents = self.grid.sheet(sheet)
        found: dict[str, tuple[undo.Cell, str]] = {}
        for column in table.block.columns:
            letter = table.letters[column.name]
            entry = entries[column_number(letter) - 1]
            formula = isinstance(entry, str) and entry.startswith("=")
            if column.result or (column.echo and formula) or entry == "" or table.is_hidden(letter, row):
                continue
            plain = contents.get(f"{letter}{row}", EMPTY).format == ""
            number_format = "General" if plain else str(table.sheet.Range(f"{letter}{row}").NumberFormat)
            found[letter] = (entry, number_format)
        return found

    def _levels(self, name: str, above: str) -> dict[str, tuple[undo.Cell, str]]:
        """Level texts that a new row takes over from the one above it, where they are typed row by row."""
        table = self.tables[name]
        if table.issued or not above:
            return {}
        row = self.read.rows[name][above]
        sheet = self.grid.sheet(self._sheet(name))
        levels = {letter: sheet.get(f"{letter}{row}", EMPTY) for letter, column in table.inputs() if column.merge}
        return {letter: (f"'{printed(text)}", "General") for letter, text in levels.items() if printed(text)}


def _put_back(table: TableRows, row: int, key: str, cells: dict[str, tuple[undo.Cell, str]]) -> None:
    table.insert(row, key, lambda step: None)
    table.enter(row, cells)
