"""Rows of a sheet in Excel as a page shows them: their heights, and how far down the sheet prints."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from typing import Any

from xladdin.excel.book.areas import runs

#: Longest address that ``Range`` takes.
_LONGEST = 230


def set_heights(worksheet: Any, heights: Mapping[int, float]) -> None:
    """Set heights (row → points): two calls for all rows of one height."""
    alike: dict[float, list[int]] = {}
    for row, height in sorted(heights.items()):
        alike.setdefault(height, []).append(row)
    for height, rows in alike.items():
        address = ""
        for first, last in runs(rows):
            if len(address) > _LONGEST:
                worksheet.Range(address).RowHeight = height
                address = ""
            address += f"{',' if address else ''}{first}:{last}"
        worksheet.Range(address).RowHeight = height


def set_last_printed_row(worksheet: Any, row: int) -> int:
    """Let the sheet print down to ``row``; returns the row it printed down to before, 0 where it has no print area.

    By way of the name: the page set-up asks for a printer, which not every PC has.
    """
    with contextlib.suppress(Exception):  # a sheet without a print area prints all that it holds
        name = worksheet.Names("Print_Area")
        found = re.fullmatch(r"(.*\$)(\d+)", str(name.RefersTo))
        if found is not None:
            name.RefersTo = f"{found[1]}{row}"
            return int(found[2])
    return 0
