"""One table with keyed rows on an open sheet: rows put in and taken out, so that everything that belongs to it follows.

A row is always inserted *between* two rows of the table, because that is where Excel lets defined names, merged cells,
conditional formats and the print area grow by themselves. To get a row after the last one (or before the first), the
neighbour's cells move to the inserted row, and the neighbour's row becomes the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xladdin.excel.book.areas import runs
from xladdin.excel.book.undo import Cell
from xladdin.excel.book.validation_com import make_input
from xladdin.forms import formulas
from xladdin.forms.build.rowheight import LINE
from xladdin.forms.defined_names import FLAG, KEY
from xladdin.forms.definition import Block, Column
from xladdin.forms.family import Family
from xladdin.forms.package.parts.sheetxml import column_letters, column_number, row_number
from xladdin.forms.score_row import score_row

Backward = Callable[[Callable[[], None]], None]


@dataclass
class TableRows:
    """
    sheet    Excel's Worksheet; block = the table's definition
    letters  column name → letter, the key's and the flag's included; across = column name → columns its cells span
    first    first row of items; last = last one
    covered  hidden cell → cell that shows for it, as it was when the table was read
    issued   made from issued goals: level cells are merged down their groups, targets are typed in the table of targets
    family   says where the indicator's other cells stand
    side     letter of the label beside the rows, where there is one
    """

    sheet: Any
    block: Block
    letters: Mapping[str, str]
    across: Mapping[str, int]
    first: int
    last: int
    covered: Mapping[str, str]
    issued: bool
    family: Family
    side: str = ""

    def insert(self, row: int, key: str, backward: Backward) -> None:
        """Put in an empty row with ``key``; it stands in ``row`` then (``first`` … ``last`` + 1)."""
        after_last, before_first = row > self.last, row == self.first
        gap = self.last if after_last else row + 1 if before_first else row
        merged = set() if before_first else self._grown(row)
        inserted = [gap]
        self._row(gap).Insert()
        backward(lambda: self._row(inserted[0]).Delete())
        if after_last or before_first:
            self._move(row, gap, backward, neighbour=self.last if after_last else self.first)
            inserted[0] = row
        self.last += 1
        if self.issued and not before_first:
            merged |= self._join_groups(row, merged)
        self._row(row).RowHeight = 2 * LINE
        self._fill(row, key, merged)

    def delete(self, row: int) -> None:
        """Take the row out."""
        self._row(row).Delete()
        self.last -= 1

    def inputs(self) -> Iterator[tuple[str, Column]]:
        """Letter and definition of the columns that are filled in here, not shown from elsewhere."""
        for column in self.block.columns:
            if column.field and not column.echo and column.field in self.letters:
                yield self.letters[column.field], column

    def enter(self, row: int, cells: Mapping[str, tuple[Cell, str]]) -> None:
        """Enter recorded cells (letter → content, number format) into a row."""
        for letter, (content, number_format) in cells.items():
            cell = self.sheet.Range(f"{letter}{row}")
            cell.NumberFormat = number_format
            cell.Formula = content

    def is_hidden(self, letter: str, row: int) -> bool:
        """Whether a merge over rows hides the cell."""
        return f"{letter}{row}" in self.covered

    def _row(self, row: int) -> Any:
        return self.sheet.Range(f"{row}:{row}")

    def _columns(self, name: str) -> range:
        """Numbers of the columns that a cell of the table's column spans."""
        first = column_number(self.letters[name])
        return range(first, first + self.across[name])

    def _wide(self, row: int) -> Iterator[Any]:
        """The cells of a row that span several columns."""
        return (self._whole(name, row) for name, count in self.across.items() if count > 1)

    def _whole(self, name: str, row: int) -> Any:
        """The cell of a row in a column, with all the columns it spans: Excel locks no part of a merged cell."""
        columns = self._columns(name)
        return self.sheet.Range(f"{column_letters(columns[0])}{row}:{column_letters(columns[-1])}{row}")

    def _join(self, row: int) -> None:
        for area in self._wide(row):
            area.Merge()

    def _span(self, letter: str, row: int) -> tuple[int, int]:
        """First and last row of the merge that shows in a cell; the row itself, twice, when there is none."""
        top = self.covered.get(f"{letter}{row}", f"{letter}{row}")
        return row_number(top), max(
            (row_number(cell) for cell, shown in self.covered.items() if shown == top), default=row
        )

    def _grown(self, row: int) -> set[str]:
        """Columns in which a merge will grow over the row that is put in."""
        found = set()
        for letter in self.letters.values():
            top, bottom = self._span(letter, row - 1)
            if bottom >= row or (row > self.last and top < row - 1):
                found.add(letter)
        return found

    def _move(self, source: int, target: int, backward: Backward, *, neighbour: int) -> None:
        """Copy a row's cells to the inserted one; ``neighbour`` is where it stood. What is merged over rows stays."""
        backward(lambda: self._join(source))
        for area in self._wide(source):
            area.UnMerge()
        free = [name for name, letter in self.letters.items() if len(set(self._span(letter, neighbour))) == 1]
        for left, right in runs(sorted(number for name in free for number in self._columns(name))):
            area = f"{column_letters(left)}{source}:{column_letters(right)}{source}"
            self.sheet.Range(area).Copy(self.sheet.Range(f"{column_letters(left)}{target}"))
        self._join(target)

    def _join_groups(self, row: int, merged: set[str]) -> set[str]:
        """Merge the level cells of the new row with those of the group above."""
        joined = set()
        for column in self.block.columns:
            letter = self.letters.get(column.name, "")
            if column.merge and letter not in merged:
                self.sheet.Range(f"{letter}{row}").Formula = ""
                self.sheet.Range(f"{letter}{self._span(letter, row - 1)[0]}:{letter}{row}").Merge()
                joined.add(letter)
        if self.side:  # it is printed anew after a page break: a row between two labels belongs to the upper one
            top, bottom = self._span(self.side, row - 1)
            if bottom < row:
                self.sheet.Range(f"{self.side}{top}:{self.side}{row}").Merge()
        return joined

    def _fill(self, row: int, key: str, merged: set[str]) -> None:
        """Key, formulas, empty inputs; nothing into columns where a merge shows for the row."""
        self._join(row)
        contents = self._contents(row, key)
        numbers = sorted(column_number(letter) for letter in contents if letter not in merged)
        for left, right in runs(numbers):
            letters = [column_letters(number) for number in range(left, right + 1)]
            self.sheet.Range(f"{letters[0]}{row}:{letters[-1]}{row}").Formula = [[contents[c] for c in letters]]
        for letter, column in self.inputs():
            if letter not in merged:
                make_input(self._whole(column.name, row), column)

    def _contents(self, row: int, key: str) -> dict[str, str]:
        """Letter → what to enter."""
        at = {name: f"${letter}{row}" for name, letter in self.letters.items()}
        missing = [column.name for column in self.block.columns if column.name not in self.letters]
        at |= {column.name: '""' for column in self.block.columns if column.name in missing and not column.step}
        found = {self.letters[KEY]: f"'{key}"}
        shown = [column.result for column in self.block.columns if column.result]
        results = {name: formulas.from_scores(name, at[KEY], self.family.tables) for name in shown}
        if self.block.table == self.family.tables.scores:
            heading = f"${self.letters['number']}${self.first - 1}"
            results = score_row(at, heading, self.family)
        for column in self.block.columns:
            if column.name in missing:
                continue
            letter = self.letters[column.name]
            if column.result:
                found[letter] = f"={results[column.result]}"
            else:
                found[letter] = f"={formulas.echoed(column, at[KEY])}" if column.echo else ""
        if FLAG in self.letters:
            found[self.letters[FLAG]] = f"={formulas.flag(at, self.family.tables.scores)}"
        return found
