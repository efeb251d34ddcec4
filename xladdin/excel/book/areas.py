"""Cells as blocks, since every call into Excel costs the same however many cells it is about."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xladdin.forms.package.parts.sheetxml import column_letters


class Rectangle(NamedTuple):
    """Neighbouring cells; rows and columns are numbers from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        first, last = f"{column_letters(self.left)}{self.top}", f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    def cells(self) -> list[list[tuple[int, int]]]:
        """Row and column of its cells, row by row."""
        columns = range(self.left, self.right + 1)
        return [[(row, column) for column in columns] for row in range(self.top, self.bottom + 1)]


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of consecutive numbers; ``numbers`` ascend."""
    for _, group in itertools.groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield run[0], run[-1]


def rectangles(cells: Iterable[tuple[int, int]]) -> Iterator[Rectangle]:
    """Rectangles that cover these cells (row, column) and no others: runs down the columns, joined where neighbours run alike."""
    columns: dict[int, list[int]] = {}
    for row, column in sorted(cells):
        columns.setdefault(column, []).append(row)
    alike: dict[tuple[int, int], list[int]] = {}
    for column in sorted(columns):
        for rows in runs(columns[column]):
            alike.setdefault(rows, []).append(column)
    for (top, bottom), found in alike.items():
        for left, right in runs(found):
            yield Rectangle(top, left, bottom, right)
