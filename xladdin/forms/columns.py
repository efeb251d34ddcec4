"""Where the columns of a sheet stand: letters, widths and spans follow from the order in which a definition lists them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence, Set
from typing import NamedTuple, Protocol

from xladdin.forms.package.parts.sheetxml import column_letters, column_number


class Listed(Protocol):
    """A column as a definition lists it."""

    @property
    def name(self) -> str: ...
    @property
    def width(self) -> float: ...
    @property
    def hidden(self) -> bool: ...


class Span(NamedTuple):
    """First and last column of a cell, as letters."""

    first: str
    last: str

    @property
    def breadth(self) -> int:
        """Number of columns."""
        return column_number(self.last) - column_number(self.first) + 1


class Columns:
    """The columns of one sheet.

    letters  name → letter; widths = letter → characters of the default font; hidden = letters
    printed  first and last column of the printed page
    """

    def __init__(self, listed: Sequence[Listed], printed: tuple[str, str] | None = None) -> None:
        """``printed`` names the first and last column of the page, from the first to the last shown one by default."""
        self._numbers = {column.name: number for number, column in enumerate(listed, 1)}
        if len(self._numbers) < len(listed):
            raise ValueError(f"columns named twice: {[column.name for column in listed]}")
        self.letters = {name: column_letters(number) for name, number in self._numbers.items()}
        self.widths = {self.letters[column.name]: column.width for column in listed}
        self.hidden = tuple(self.letters[column.name] for column in listed if column.hidden)
        shown = [column.name for column in listed if not column.hidden]
        first, last = printed or (shown[0], shown[-1])
        self.printed = Span(self.letters[first], self.letters[last])
        self._cells: dict[Span, float] = {}
        self._first, self._last = self._numbers[first], self._numbers[last]

    def width(self, span: Span) -> float:
        """Width of a cell: the sum of its columns."""
        if span not in self._cells:
            letters = list(self.widths)
            within = letters[letters.index(span.first) : letters.index(span.last) + 1]
            self._cells[span] = sum(self.widths[letter] for letter in within)
        return self._cells[span]

    def spans(self, names: Sequence[str]) -> list[Span]:
        """Spans of the cells of one line that begin at the columns ``names``.

        A cell reaches to where the next one begins, the last to the end of the page; beside the page each has one column.
        """
        return self.rows_of_spans([[(name, 1) for name in names]], whole=False)[0]

    def rows_of_spans(self, rows: Sequence[Sequence[tuple[str, int]]], *, whole: bool = True) -> list[list[Span]]:
        """The same for rows of cells (name of the first column, rows it spans downward).

        A cell also ends where one from above stands. ``whole`` asks that the rows fill the page: raises ValueError for
        cells out of order or on top of each other, for a hole, for a cell that reaches below the last row.
        """
        found: list[list[Span]] = []
        above: dict[int, int] = {}  # column → rows that a cell from above still takes
        for row in rows:
            taken = {column for column, left in above.items() if left}
            above = {column: left - 1 for column, left in above.items() if left}
            starts = [self._numbers[name] for name, _ in row]
            apart = starts == sorted(set(starts)) and not taken.intersection(starts)
            spans = []
            for (start, after), (_, down) in zip(itertools.pairwise([*starts, self._last + 1]), row, strict=True):
                end = self._end(start, after, taken)
                spans.append(Span(column_letters(start), column_letters(end)))
                taken.update(range(start, end + 1))
                above.update(dict.fromkeys(range(start, end + 1), down - 1))
            if whole and (not apart or taken != set(range(self._first, self._last + 1))):
                raise ValueError(f"cells leave a hole or overlap: {[name for name, _ in row]}")
            found.append(spans)
        if whole and any(above.values()):
            raise ValueError(f"a cell reaches below the last row: {[name for name, _ in rows[-1]]}")
        return found

    def _end(self, start: int, after: int, taken: Set[int]) -> int:
        """Last column of a cell that begins in ``start``, when the next one begins in ``after``."""
        end = start
        if self._first <= start <= self._last:
            while end + 1 < min(after, self._last + 1) and end + 1 not in taken:
                end += 1
        return end
