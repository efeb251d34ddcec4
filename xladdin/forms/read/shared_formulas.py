"""The formula of a cell as it stands there, where several cells share one: it is written in the first of them only."""

from __future__ import annotations

from xladdin.forms.package.guard.limits import BOOK
from xladdin.forms.package.moved_formula import moved_and_counted
from xladdin.forms.package.parts.sheetxml import Sheet, attribute, column_number, row_number
from xladdin.forms.package.parts.texts import UnclearError, unescape

#: Pieces of shared formulas that are moved for one sheet: those of a book with 300 rows of ours are not half as many.
_MOST_PIECES = 400_000


class SharedFormulas:
    """``formulas`` of a sheet that cells share: index → cell in which the formula stands, and the formula; None before
    somebody asked for one. ``pieces`` = work done so far."""

    def __init__(self) -> None:
        self.formulas: dict[bytes, tuple[str, str]] | None = None
        self.pieces = 0


def _shared_formulas(sheet: Sheet) -> dict[bytes, tuple[str, str]]:
    """Every formula of the sheet that other cells share."""
    found: dict[bytes, tuple[str, str]] = {}
    for reference in sheet.cells:
        if b"shared" in sheet.cells.chunks[reference]:
            cell = sheet.cells[reference]
            index = attribute(cell.formula or b"", b"si")
            if index is not None and cell.text and len(cell.text) <= 4 * BOOK.formula_length:
                found[index] = reference.decode("ascii"), unescape(cell.text)[: BOOK.formula_length]
    return found


def formula_of(address: str, attributes: bytes, text: bytes | None, sheet: Sheet, shared: SharedFormulas) -> str:
    """A formula that cells share stands in the first of them only; in the others it is moved there."""
    if text is None and (index := attribute(attributes, b"si")) is not None:
        if shared.formulas is None:
            shared.formulas = _shared_formulas(sheet)
        first, formula = shared.formulas.get(index, (address, ""))
        rows, columns = row_number(address) - row_number(first), column_number(address) - column_number(first)
        moved, pieces = moved_and_counted(formula, rows, columns)
        shared.pieces += pieces
        if shared.pieces > _MOST_PIECES:
            raise UnclearError("多个单元格共用的公式过长")
        return moved
    if text is not None and len(text) > 4 * BOOK.formula_length:
        raise UnclearError(f"公式超过 {BOOK.formula_length} 个字")
    return unescape(text or b"")
