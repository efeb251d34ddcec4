"""The report as neutral blocks: headings, paragraphs, tables, pictures. Word knows them, and so does the comparison."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

#: What stands where the workbook says nothing. Never filled in by a guess.
MISSING = "【待填】"


class Figure(NamedTuple):
    """A figure of the model as it is printed; ``path`` names where it comes from (``model.place``)."""

    path: str
    text: str


Piece = str | Figure
Look = Literal["title", "part", "h1", "h2", "h3", "body", "table_title", "table_period"]


class Paragraph(NamedTuple):
    """``new_page``: it begins one."""

    pieces: tuple[Piece, ...]
    look: Look = "body"
    new_page: bool = False

    @property
    def text(self) -> str:
        return "".join(_text(piece) for piece in self.pieces)


class Cell(NamedTuple):
    """
    across  columns from where it stands
    down    0 one row, 1 the first of several, 2 continues the cell above
    open    the side without a line: two cells look like one, where merging would keep Word from repeating the row of heads
    """

    piece: Piece = ""
    across: int = 1
    down: int = 0
    left: bool = False
    head: bool = False
    open: Literal["", "top", "bottom"] = ""

    @property
    def text(self) -> str:
        return _text(self.piece)


class Table(NamedTuple):
    """
    title  what the table is, for places in messages
    widths of its columns in twips
    head   number of the row that is repeated on every page: the heads of the columns, below names and money
    """

    title: str
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0
    wide: bool = False


class Series(NamedTuple):
    title: str
    values: tuple[str | None, ...]
    line: Literal["", "solid", "dash"] = ""


class Picture(NamedTuple):
    """A bar chart; values are decimals written out, ``form`` how the axis prints them."""

    title: str
    names: tuple[str, ...]
    series: tuple[Series, ...]
    form: str = "General"


Block = Paragraph | Table | Picture


class Report(NamedTuple):
    """The title is the template's to print; ``parts`` are values that a template may use."""

    title: str
    unit: str
    year: str
    blocks: tuple[Block, ...]

    @property
    def missing(self) -> int:
        """How often something is still to be filled in."""
        return sum(text.count(MISSING) for text in self.texts())

    def texts(self) -> Iterator[str]:
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Table):
                yield from (cell.text for row in block.rows for cell in row)

    def claims(self) -> dict[str, str]:
        """Path → printed text of every figure."""
        found: dict[str, str] = {}
        for block in self.blocks:
            pieces: tuple[Piece, ...] = ()
            if isinstance(block, Paragraph):
                pieces = block.pieces
            elif isinstance(block, Table):
                pieces = tuple(cell.piece for row in block.rows for cell in row)
            found.update((piece.path, piece.text) for piece in pieces if isinstance(piece, Figure))
        return found


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Figure) else piece
