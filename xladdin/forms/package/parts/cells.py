"""The cells of a sheet, exactly: every byte of ``<sheetData>`` is a row, a cell or nothing.

One pattern matches what office programs write and leaves no room for two readings: each cell once and in its own row,
rows in order, one formula, one value. Nothing in it goes back: the time grows with the length. Source of the shapes:
ECMA-376 part 1, 18.3.1.4 (c) and 18.3.1.73 (row).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from xladdin.forms.package.guard.limits import LAST_ROW
from xladdin.patterns import pattern

#: Metadata of dynamic arrays and pictures, pronunciation, and what extensions add under a prefix of their own.
_MORE = rb'(?: (?:cm|vm|ph|(?!xmlns)[\w.]{1,20}:[\w.]{1,40})="[^"<>]*+")*+'
_MORE_OF_ROW = rb'(?: (?!xmlns|r=)[\w:.]{1,40}="[^"<>]*+")*+'
_STYLE_AND_KIND = rb'(?: s="(\d{1,5})")?(?: t="(\w{1,9})")?'


class Cell(NamedTuple):
    """One cell as stored; None for what is not there.

    formula     attributes of the formula element (nearly always empty); ``text`` its text
    inline      XML inside of an inline string
    """

    style: bytes | None
    kind: bytes | None
    formula: bytes | None
    text: bytes | None
    value: bytes | None
    inline: bytes | None


class _Patterns(NamedTuple):
    """``data``: everything inside ``<sheetData>``; ``row``: a row's number; ``cell``: behind ``<c r="`` to its end;
    ``flat_data``: the same as ``data`` where every cell is of the few shapes that cells without formula nearly always
    have; ``flat``: one of them, as reference, style, kind and value."""

    data: re.Pattern[bytes]
    row: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    flat_data: re.Pattern[bytes]
    flat: re.Pattern[bytes]


@lru_cache(maxsize=8)
def _patterns(prefix: bytes) -> _Patterns:
    p = re.escape(prefix)
    formula = rb"(?:<%bf(?=[ />])((?:[^<>/\"]++|\"[^\"<>]*+\")*+)(?:/>|>([^<]*+)</%bf>))?" % (p, p)
    value = rb'(?:<%bv(?: xml:space="preserve")?(?: ?/>|>([^<]*+)</%bv>))?' % (p, p)
    inline = rb"(?:<%bis>((?:[^<]++|<(?!/?%bis[\s/>]))*+)</%bis>)?" % (p, p, p)
    rest = _STYLE_AND_KIND + _MORE + rb"(?: ?/>|>%b%b%b</%bc>)" % (formula, value, inline, p)
    in_row = rb'<%bc r="(?:[A-Z]{1,2}\1|[A-W][A-Z]{2}\1|X[A-E][A-Z]\1|XF[A-D]\1)"%b' % (p, _without_groups(rest))
    # nearly all cells have one of a few shapes: tried first, they cost half
    usual = rb'<%bc r="[A-Z]{1,2}+\1"(?: s="\d{1,5}+")?+(?:/>| t="(?:s"><%bv>\d++</%bv>|n">|(?:str|n)">' % (p, p, p)
    usual += rb"(?:<%bf>[^<]*+</%bf>)?<%bv>[^<]*+</%bv>)</%bc>)" % (p, p, p, p, p)
    in_row = rb"(?:%b|%b)" % (usual, in_row)
    rows = rb'(?:<%brow r="([1-9]\d{0,6})"%b ?(?:/>|>(?:%b)*+</%brow>))*+'
    flat = rb'<%bc r="(\w++)"(?: s="(\d{1,5})")?+(?:/>| t="(s|n|str)">(?:<%bv>([^<]++)</%bv>)?+</%bc>)' % (p, p, p, p)
    in_flat_row = _without_groups(flat).replace(rb"\w++", rb"[A-Z]{1,2}+\1")
    return _Patterns(
        pattern(rows % (p, _MORE_OF_ROW, in_row, p)),
        pattern(rb'<%brow r="(\d+)"' % p),
        pattern(rb'\w++"' + rest),
        pattern(rows % (p, _MORE_OF_ROW, in_flat_row, p)),
        pattern(flat),
    )


def _without_groups(pattern: bytes) -> bytes:
    return re.sub(rb"\((?!\?)", b"(?:", pattern)


#: Reference, style, kind and value of a cell without formula; kind and value are empty for one that holds nothing.
Flat = tuple[bytes, bytes, bytes, bytes]


class Cells(Mapping[bytes, Cell]):
    """Reference → cell in the order of the sheet, each looked into when it is asked for: most never are.

    ``head`` + (``marker`` + chunk) … is the inside of ``<sheetData>``; a chunk begins with the cell's reference.
    ``flat``: all of them, where the sheet holds no formula and nothing unusual; else None.
    """

    __slots__ = ("_cell", "_inside", "_pieces", "flat", "marker")

    def __init__(
        self, inside: bytes, marker: bytes, cell: re.Pattern[bytes], flat: dict[bytes, Flat] | None = None
    ) -> None:
        self._inside, self.marker, self._cell, self.flat = inside, marker, cell, flat
        self._pieces: tuple[bytes, dict[bytes, bytes]] | None = None

    def _split(self) -> tuple[bytes, dict[bytes, bytes]]:
        if self._pieces is None:
            head, *chunks = self._inside.split(self.marker)
            self._pieces = head, {chunk.partition(b'"')[0]: chunk for chunk in chunks}
        return self._pieces

    @property
    def head(self) -> bytes:
        return self._split()[0]

    @property
    def chunks(self) -> dict[bytes, bytes]:
        return self._split()[1]

    def __getitem__(self, reference: bytes) -> Cell:
        found = self._cell.match(self.chunks[reference])
        assert found is not None  # the whole was matched by the same pattern
        return Cell(*found.groups())

    def groups(self, reference: bytes) -> tuple[bytes | None, ...] | None:
        """The fields of a cell as a bare tuple; None where there is no cell."""
        if self.flat is not None:
            found = self.flat.get(reference)
            if found is None:
                return None
            _, style, kind, value = found
            return style or None, kind or None, None, None, value or None, None
        chunk = self.chunks.get(reference)
        return None if chunk is None else self._cell.match(chunk).groups()  # type: ignore[union-attr]

    def _all(self) -> Mapping[bytes, object]:
        return self.chunks if self.flat is None else self.flat

    def __contains__(self, reference: object) -> bool:
        return reference in self._all()

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def joined(self, chunks: Mapping[bytes, bytes]) -> bytes:
        """The inside of ``<sheetData>`` with these chunks in place of its own."""
        return self.marker.join([self.head, *{**self.chunks, **chunks}.values()])


def exact_cells(inside: bytes, prefix: bytes, *, flat: bool = False) -> Cells | None:
    """Every cell inside ``<sheetData>``; None when anything there can be read in two ways.

    flat  read them all at once, where none is unusual
    """
    patterns = _patterns(prefix)
    flat = flat and patterns.flat_data.fullmatch(inside) is not None
    if not flat and patterns.data.fullmatch(inside) is None:
        return None
    rows = [int(number) for number in patterns.row.findall(inside)]
    if rows and (rows[-1] > LAST_ROW or any(below <= above for above, below in pairwise(rows))):
        return None
    marker = b'<%bc r="' % prefix
    if flat:
        listed: list[Flat] = patterns.flat.findall(inside)
        found = {cell[0]: cell for cell in listed}
        return Cells(inside, marker, patterns.cell, found) if len(found) == len(listed) else None
    cells = Cells(inside, marker, patterns.cell)
    return cells if len(cells) == inside.count(marker) else None
