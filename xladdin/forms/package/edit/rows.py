"""Heights of the rows of a closed workbook: read, or changed with nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.relationships import sheet_parts
from xladdin.forms.package.parts.sheetxml import Sheet, attribute, sheet_of, with_attribute
from xladdin.patterns import pattern


def stated_heights(archive: Archive, name: str) -> dict[int, float]:
    """Row → points, of the rows of a sheet that state a height. Raises ``KeyError`` for an unknown sheet."""
    sheet = sheet_of(archive, sheet_parts(archive)[name])
    stated = _stated(sheet.grammar.prefix).findall(sheet.content, sheet.begin, sheet.end)
    return {int(number): float(height) for number, height in stated if _POINTS.fullmatch(height)}


@lru_cache(maxsize=8)
def _stated(prefix: bytes) -> re.Pattern[bytes]:
    """Number and height of the rows of a plain sheet, whose attributes hold no quotation marks and no brackets."""
    return re.compile(rb'<%brow r="(\d+)"[^<>]*? ht="([^"<>]*)"' % re.escape(prefix))


def with_row_heights(archive: Archive, heights: Mapping[str, Mapping[int, float]], *, fixed: bool = True) -> Archive:
    """The package with ``heights`` (sheet name → row → points); rows that the sheet does not hold are left out.

    fixed   programs keep the height from now on; False leaves that as it is
    Raises ``KeyError`` for a sheet that the workbook does not have.
    """
    parts = sheet_parts(archive)
    contents = {parts[name]: _set(sheet_of(archive, parts[name]), rows, fixed=fixed) for name, rows in heights.items()}
    return archive.replaced(contents)


def with_automatic_heights(sheet: Sheet, rows: Collection[int]) -> bytes:
    """The sheet part in which programs fit these rows to what is typed; the heights they have are only where they begin."""
    pieces: list[bytes] = []
    copied = 0
    for row in sheet.grammar.row.finditer(sheet.content, sheet.begin, sheet.end):
        number = attribute(row[1], b"r")
        if number and int(number) in rows and attribute(row[1], b"customHeight") is not None:
            pieces += (sheet.content[copied : row.start(1)], with_attribute(row[1], b"customHeight", None))
            copied = row.end(1)
    return b"".join((*pieces, sheet.content[copied:]))


_POINTS = pattern(rb"[0-9]{1,4}(?:\.[0-9]{1,9})?")


def _set(sheet: Sheet, heights: Mapping[int, float], *, fixed: bool) -> bytes:
    pieces: list[bytes] = []
    copied = 0
    for row in sheet.grammar.row.finditer(sheet.content, sheet.begin, sheet.end):
        number = attribute(row[1], b"r")
        height = heights.get(int(number)) if number else None
        if height is None:
            continue
        attributes = with_attribute(row[1], b"ht", f"{height:g}".encode("ascii"))
        if fixed:
            attributes = with_attribute(attributes, b"customHeight", b"1")
        pieces += (sheet.content[copied : row.start(1)], attributes)
        copied = row.end(1)
    pieces.append(sheet.content[copied:])
    return b"".join(pieces)
