"""The tables that have a row for each indicator, changed in step; rows are found by their hidden keys."""

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


class RowTables:
    """The tables as they stand now, in the order in which a row is filled in; the others look it up in the first."""

    def __init__(self, run: Action) -> None:
        self.run = run
        self.grid = BookGrid(run.book, run.record.book)
        self.read: ReadBook = read(self.grid)
        self.tables = {name: self._table(name) for name in self.read.family.indicator_tables}

    def _table(self, name: str) -> TableRows:
        block = self.read.family.blocks[name]
        areas = {}
        for column in (*block.columns, *(block.roles[role] for role in (KEY, FLAG) if role in block.roles)):
            areas[column.name] = self.read.locator.required(column_name(name, column.name))
        key = areas[KEY]
        worksheet = self.run.book.api.Worksheets(key.sheet)
        self.run.open_worksheet(key.sheet, worksheet)
        return TableRows(
            sheet=worksheet,
            block=block,
            letters={column: column_letters(area.first_column) for column, area in areas.items()},
            first=key.first_row,
            last=key.last_row,
            covered=self.grid.covered(key.sheet),
            issued=not self.read.blank,
            tables=self.read.family.tables,
        )

    def selected(self) -> str:
        """Key of the indicator whose row holds the active cell. Raises UserError when there is none."""
        cell = self.run.application.ActiveCell
        sheet, row = cell.Worksheet.Name, cell.Row
        for name in self.tables:
            if self.read.locator.required(column_name(name, KEY)).sheet == sheet:
                for key, place in self.read.rows[name].items():
                    if place == row:
                        self._check(key)
                        return key
        raise UserError("row-none", file=self.run.file)

    def _check(self, key: str) -> None:
        if any(key not in self.read.rows[name] for name in self.tables):
            raise UserError("rows-differ", file=self.run.file, key=key)

    def title(self, key: str) -> str:
        """Name of the indicator, or where it stands when it has none yet."""
        for row in self.read.evaluation.indicators:
            if row.key == key and row.level3:
                return row.level3
        return f"第 {self.read.positions[key]} 行"

    def show(self, row: int) -> None:
        """Go to the cell in the table of targets where the name of a new indicator is typed."""
        table = self.tables[self.read.family.tables.targets]
        self.run.application.Goto(table.sheet.Range(f"{table.letters['level3']}{row}"), False)

    def put_in(self, change: RowChange) -> int:
        """Add the row, with what is recorded of it; returns where it stands in the table of targets."""
        placed = {}
        for name, table in self.tables.items():
            row = self.read.rows[name][change.above] + 1 if change.above else table.first
            table.insert(row, change.key, self.run.backward)
            table.enter(row, self._levels(name, change.above) if change.cells is None else change.cells[name])
            placed[name] = row
        return placed[self.read.family.tables.targets]

    def take_out(self, change: RowChange) -> None:
        """Delete the row. Should that fail half-way, it is put back where it is gone already."""
        recorded = (change if change.cells is not None else self.record(change.key)).cells or {}
        for name, table in self.tables.items():
            row = self.read.rows[name][change.key]
            table.delete(row)
            self.run.backward(partial(_put_back, table, row, change.key, recorded[name]))

    def record(self, key: str) -> RowChange:
        """The row as it is now, so that it can be put back."""
        rows = self.read.rows[self.read.family.tables.actuals]
        order = sorted(rows, key=rows.__getitem__)
        position = order.index(key)
        cells = {name: self._recorded(name, self.read.rows[name][key]) for name in self.tables}
        return RowChange(key, order[position - 1] if position else "", cells)

    def _recorded(self, name: str, row: int) -> dict[str, tuple[undo.Cell, str]]:
        table = self.tables[name]
        sheet = self.read.locator.required(column_name(name, KEY)).sheet
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
        sheet = self.grid.sheet(self.read.locator.required(column_name(name, KEY)).sheet)
        levels = {letter: sheet.get(f"{letter}{row}", EMPTY) for letter, column in table.inputs() if column.merge}
        return {letter: (f"'{printed(text)}", "General") for letter, text in levels.items() if printed(text)}


def _put_back(table: TableRows, row: int, key: str, cells: dict[str, tuple[undo.Cell, str]]) -> None:
    table.insert(row, key, lambda step: None)
    table.enter(row, cells)
