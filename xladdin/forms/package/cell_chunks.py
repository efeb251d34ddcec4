"""Split a sheet's data into its cells, far faster than a pattern can match them.

Every program we know writes the reference as a cell's first attribute; in a plain part (no comments, no CDATA) the
bytes ``<c r="`` begin a cell and nothing else.
"""

from __future__ import annotations

from typing import NamedTuple

from xladdin.forms.package.sheetxml import Sheet


class Chunks(NamedTuple):
    """``head`` + (``marker`` + cell) … is the inside of ``<sheetData>``; a cell begins with its reference and ``"``."""

    marker: bytes
    head: bytes
    cells: list[bytes]

    def joined(self) -> bytes:
        return self.marker.join([self.head, *self.cells])


def split(sheet: Sheet) -> Chunks | None:
    """The cells of ``sheet``; None when a cell does not begin with its reference."""
    opening = b"<" + sheet.grammar.prefix + b"c"
    marker = opening + b' r="'
    inside = sheet.content[sheet.begin : sheet.end]
    head, *cells = inside.split(marker)
    begun = sum(inside.count(opening + space) for space in (b" ", b"\t", b"\r", b"\n"))
    return Chunks(marker, head, cells) if begun == len(cells) else None


def reference(cell: bytes) -> str:
    """The A1 reference of one of the cells."""
    return cell[: cell.index(b'"')].decode("ascii")
