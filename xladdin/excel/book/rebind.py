r"""Enters the formulas of an open workbook again, so that their worksheet functions bind to the add-in that is there.

A workbook written outside Excel may show ``#NAME?`` for an add-in's function until its formulas are entered anew. One
that another PC has saved asks for that PC's add-in (``'C:\…\xladdin.xlam'!JX_RATE``): such paths are taken off.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from xladdin.excel.book.areas import runs
from xladdin.excel.book.com_errors import is_busy
from xladdin.excel.book.session import Action
from xladdin.excel.layout import ADDIN_FILE
from xladdin.forms.defined_names import FINDINGS
from xladdin.forms.definition import Sheet
from xladdin.forms.family import families
from xladdin.forms.package.parts.sheetxml import column_letters

_FUNCTION = re.compile(r"\bJX_[A-Z]+(?:_[A-Z]+)*\(", re.IGNORECASE)
_ADDIN = re.escape(ADDIN_FILE)
_FOREIGN = re.compile(rf"(?:'[^']*\[?{_ADDIN}\]?'!|\[?{_ADDIN}\]?!|\[\d+\]!|_xludf\.)(?=JX_[A-Z_]+\()", re.IGNORECASE)

Formulas = Sequence[Sequence[Any]]


class Rectangle(NamedTuple):
    """Cells that all hold formulas; rows and columns are numbers from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        return f"{column_letters(self.left)}{self.top}:{column_letters(self.right)}{self.bottom}"

    def of(self, block: Formulas) -> list[list[str]]:
        """Its part of a block that begins in A1."""
        return [list(row[self.left - 1 : self.right]) for row in block[self.top - 1 : self.bottom]]


def score_sheet_name() -> str:
    """The sheet that holds the score block, in all families."""
    (name,) = {form.sheet for form in _sheets() if any(block.levels is not None for block in form.block)}
    return name


def all_sheet_names() -> list[str]:
    """Sheets whose cells ask worksheet functions, of all families."""
    return list(dict.fromkeys(form.sheet for form in _sheets() if _calculates(form)))


def _sheets() -> list[Sheet]:
    return [form for family in families() for form in family.sheets]


def rebind(run: Action, names: Iterable[str]) -> int:
    """Enter the formulas of these sheets again; returns in how many cells an add-in's path was taken off.

    Sheets that are not there are passed over: reading says so, with the sheet's name.
    """
    worksheets = run.book.api.Worksheets
    cleaned = 0
    for name in names:
        try:
            worksheet = worksheets(name)
        except Exception as error:
            if is_busy(error):
                raise
            continue  # Excel's answer for a sheet that is not there is an error
        run.open_worksheet(name, worksheet)
        cleaned += _enter_again(worksheet)
    return cleaned


def _enter_again(worksheet: Any) -> int:
    block = worksheet.Range("A1", worksheet.UsedRange).Formula
    cleaned = 0
    for rectangle in rectangles(block):
        old = rectangle.of(block)
        new = [[without_path(formula) for formula in row] for row in old]
        worksheet.Range(rectangle.address).Formula = new
        cleaned += sum(a != b for a, b in zip(itertools.chain(*old), itertools.chain(*new), strict=True))
    return cleaned


def without_path(formula: str) -> str:
    """The formula with our functions called by name alone, whichever PC's add-in they named."""
    return _FOREIGN.sub("", formula)


def rectangles(block: Formulas) -> Iterator[Rectangle]:
    """Rectangles of neighbouring formulas, those only that ask a worksheet function somewhere."""
    equal: dict[tuple[int, int], list[int]] = {}
    for column in range(len(block[0])):
        filled = [row for row, cells in enumerate(block) if str(cells[column] or "").startswith("=")]
        for rows in runs(filled):
            equal.setdefault(rows, []).append(column)
    for (top, bottom), columns in equal.items():
        for left, right in runs(columns):
            rectangle = Rectangle(top + 1, left + 1, bottom + 1, right + 1)
            if any(_FUNCTION.search(formula) for row in rectangle.of(block) for formula in row):
                yield rectangle


def _calculates(form: Sheet) -> bool:
    results = (cell.result for block in form.block for row in block.rows for cell in row)
    return any(result.startswith("funds[") for result in results) or any(
        block.levels is not None or any(column.result for column in block.columns if block.table != FINDINGS)
        for block in form.block
    )
