"""What surrounds the cells of a sheet: well-formed, in the right namespace, and its merged ranges.

The part without the inside of ``<sheetData>`` is small: an XML parser looks at it, so that what the byte patterns take for
granted (one ``<sheetData>``, where it should be; no comments, no CDATA) is known and not hoped for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from xml.parsers import expat

from xladdin.forms.package.guard.limits import BOOK, LAST_COLUMN, LAST_ROW
from xladdin.forms.package.parts.addresses import column_letters, column_number
from xladdin.forms.package.parts.scan import UnusualError, plain_parser
from xladdin.forms.package.parts.texts import UnclearError
from xladdin.forms.package.salts import unsalted
from xladdin.patterns import pattern

_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_ROOTS = frozenset(f"{namespace} worksheet" for namespace in _MAIN)
_DATA = frozenset(f"{namespace} sheetData" for namespace in _MAIN)
_MERGE = frozenset(f"{namespace} mergeCell" for namespace in _MAIN)
_MOST = 500_000
_SMALL = 32 << 10


def merged_ranges(head: bytes, tail: bytes) -> tuple[str, ...] | None:
    """The merged ranges as written; None for a part that is no plain sheet.

    ``head`` ends with the opening tag of ``<sheetData>``, ``tail`` begins with its closing tag.
    """
    return _remembered(head, unsalted(tail)) if len(head) + len(tail) <= _SMALL else _read(head, tail)


def _read(head: bytes, tail: bytes) -> tuple[str, ...] | None:
    merges: list[str] = []
    depth = seen = 0
    data = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, seen, data
        if depth == 1 and name in _DATA:
            if data:
                raise UnusualError("two sheetData")
            data = True
        elif depth == 2 and name in _MERGE:
            merges.append(attributes.get("ref", ""))
        elif depth == 0 and name not in _ROOTS:
            raise UnusualError("no worksheet")
        elif name.endswith("sheetData"):
            raise UnusualError("sheetData elsewhere")
        depth += 1
        seen += 1
        if depth > BOOK.nesting or seen > _MOST:
            raise UnusualError("nested or long beyond measure")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = plain_parser(" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(head, False)
        if not data or depth != (1 if head.endswith(b"/>") else 2):
            return None
        parser.Parse(tail, True)
    except (expat.ExpatError, UnusualError):
        return None
    return tuple(merges)


#: What surrounds the cells is the same in most workbooks of one template, and in one workbook from click to click.
_remembered = lru_cache(maxsize=512)(_read)

_RANGE = pattern(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")


@lru_cache(maxsize=512)
def hidden_cells(written: tuple[str, ...]) -> Mapping[str, str]:
    """Address of a cell that a merge over several rows hides → address of the cell that shows for it.

    Raises ``UnclearError`` for what is no range of a sheet, for merges that overlap, and for those that cover more cells
    than any form has.
    """
    hidden: dict[str, str] = {}
    count = 0
    for text in written:
        found = _RANGE.fullmatch(text)
        left, top = (column_number(found[1]), int(found[2])) if found else (0, 0)
        right, bottom = (column_number(found[3] or found[1]), int(found[4] or found[2])) if found else (0, 0)
        if found is None or not left <= right <= LAST_COLUMN or not top <= bottom <= LAST_ROW:
            raise UnclearError(f"合并单元格“{text[:30]}”不是一个区域")
        if top == bottom:
            continue
        count += (right - left + 1) * (bottom - top + 1)
        if count > BOOK.merged_cells:
            raise UnclearError(f"合并单元格“{text[:30]}”过大")
        first = f"{found[1]}{top}"
        letters = [column_letters(column) for column in range(left, right + 1)]
        covered = [f"{letter}{row}" for letter in letters for row in range(top, bottom + 1)]
        if any(cell in hidden for cell in covered):
            raise UnclearError(f"合并单元格“{text[:30]}”与别的合并单元格重叠")
        hidden.update(dict.fromkeys(covered, first))
    return {cell: first for cell, first in hidden.items() if cell != first}
