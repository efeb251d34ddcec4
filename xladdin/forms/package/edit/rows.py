"""Give rows of a closed workbook a height, and touch nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.relationships import sheet_parts
from xladdin.forms.package.parts.sheetxml import Sheet, attribute, plain, with_attribute


def with_row_heights(archive: Archive, heights: Mapping[str, Mapping[int, float]]) -> Archive:
    """The package with ``heights`` (sheet name → row → points); rows that the sheet does not hold are left out.

    Raises ``KeyError`` for a sheet that the workbook does not have.
    """
    parts = sheet_parts(archive)
    contents = {
        parts[name]: _set(plain(archive[parts[name]], file=archive.name), rows) for name, rows in heights.items()
    }
    return archive.replaced(contents)


def _set(sheet: Sheet, heights: Mapping[int, float]) -> bytes:
    pieces: list[bytes] = []
    copied = 0
    for row in sheet.grammar.row.finditer(sheet.content, sheet.begin, sheet.end):
        number = attribute(row[1], b"r")
        height = heights.get(int(number)) if number else None
        if height is None:
            continue
        attributes = with_attribute(row[1], b"ht", f"{height:g}".encode("ascii"))
        attributes = with_attribute(attributes, b"customHeight", b"1")
        pieces += (sheet.content[copied : row.start(1)], attributes)
        copied = row.end(1)
    pieces.append(sheet.content[copied:])
    return b"".join(pieces)
