"""The neutral shape of a document: paragraphs and tables of cells, whatever the file was.

A table is a grid; a cell may span rows and columns of it. Readers say how each cell is found again by a person
(``where``), since a message names the place in the file and not in this program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Cell(NamedTuple):
    """One printed cell.

    text           as printed; paragraphs and line breaks as ``\\n``
    row, column    where it begins in the grid of its table, from 0
    height, width  rows and columns that it spans
    where          the place as a person finds it: ``第 3 行第 2 格``, ``B5``
    trouble        why the file does not say what the cell shows; empty for nearly every cell
    """

    text: str
    row: int
    column: int
    height: int = 1
    width: int = 1
    where: str = ""
    trouble: str = ""


class Paragraph(NamedTuple):
    """A paragraph between tables."""

    text: str


@dataclass(frozen=True)
class Table:
    """``name`` is how a person finds it (``表 3``, a sheet's name); cells stand in reading order.

    spans  the source says which cells are merged; plain text does not, and an empty cell there may be either
    """

    name: str
    cells: tuple[Cell, ...]
    spans: bool = True

    @cached_property
    def _grid(self) -> dict[tuple[int, int], Cell]:
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.height)
            for column in range(cell.column, cell.column + cell.width)
        }

    @cached_property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """Per row of the grid the cells that are seen in it, from left to right; merged ones in each of their rows."""
        found: list[list[Cell]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.height):
                found[row].append(cell)
        return tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in found)

    @cached_property
    def height(self) -> int:
        return max((cell.row + cell.height for cell in self.cells), default=0)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place of the grid."""
        return self._grid.get((row, column))

    def among(self, row: int, columns: Iterable[int]) -> list[Cell]:
        """The cells that cover these columns of a row, each once."""
        found: list[Cell] = []
        for column in columns:
            cell = self.at(row, column)
            if cell is not None and cell not in found:
                found.append(cell)
        return found


@dataclass(frozen=True)
class Document:
    """One file as read: ``blocks`` in the order of the page; ``notes`` say what the reader left out."""

    file: str
    blocks: tuple[Paragraph | Table, ...]
    notes: tuple[str, ...] = ()

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))
