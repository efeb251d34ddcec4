"""What building a workbook leaves behind besides cells: stored results, defined names, places of fields."""

from __future__ import annotations

from decimal import Decimal

from openpyxl.cell import Cell as SheetCell
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from xladdin.forms.package.edit.values import CellValue
from xladdin.model.fields import FieldValue
from xladdin.model.place import Place
from xladdin.patterns import pattern

#: Text that readers would take for an escaped character (``_x0041_``): its underscore is escaped (ECMA-376, 22.9.2.19).
_LIKE_ESCAPE = pattern("_(?=x[0-9A-Fa-f]{4}_)")


class BookRecord:
    """Collected while the sheets are written, used when the package is finished."""

    def __init__(self, *, sealed: bool = False) -> None:
        """``sealed``: formulas are not written, only what they give."""
        self.sealed = sealed
        self.cached: dict[str, dict[str, CellValue]] = {}
        self.steps: dict[str, set[str]] = {}
        self.names: dict[str, str] = {}
        self.places: dict[str, Place] = {}
        #: Sheet → rows that programs fit to what is typed into them.
        self.automatic: dict[str, set[int]] = {}

    def formula(self, cell: SheetCell, formula: str, result: FieldValue) -> None:
        """Write a formula (without ``=``) and remember what it gives."""
        if self.sealed:
            put_value(cell, result)
            return
        cell.value = f"={formula}"
        sheet = cell.parent.title
        self.cached.setdefault(sheet, {})[cell.coordinate] = "" if result is None else result

    def step(self, cell: SheetCell, formula: str) -> None:
        """Write a formula (without ``=``) of which no result is stored: programs calculate it when they open the file."""
        cell.value = f"={formula}"
        self.steps.setdefault(cell.parent.title, set()).add(cell.coordinate)

    def name(self, name: str, sheet: Worksheet, first: str, last: str = "") -> None:
        """Define a name for a cell or a range; ``first`` and ``last`` are absolute addresses."""
        if name in self.names:
            raise ValueError(f"{name} is defined twice")
        self.names[name] = f"{quote_sheetname(sheet.title)}!{first}{':' + last if last else ''}"

    def place(self, path: str, sheet: Worksheet, cell: str) -> None:
        self.places.setdefault(path, Place(sheet.title, cell))

    def shown(self, cell: SheetCell) -> CellValue:
        """What a cell shows: the result of its formula, or its content."""
        result = self.cached.get(cell.parent.title, {}).get(cell.coordinate)
        content: CellValue = cell.value
        return content if result is None else result

    def defined_names(self) -> dict[str, DefinedName]:
        return {name: DefinedName(name, attr_text=target) for name, target in sorted(self.names.items())}


def put_text(cell: SheetCell, text: str) -> None:
    """The one writer of texts: whatever the text starts with, it never becomes a formula. No text, no content."""
    if not text:
        return
    cell.value = _LIKE_ESCAPE.sub("_x005F_", text)
    cell.data_type = "s"
    if text[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True


def put_value(cell: SheetCell, value: FieldValue) -> None:
    """A field's value: numbers as numbers, texts as texts, blank as blank."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = float(value) if isinstance(value, Decimal) and value != value.to_integral_value() else int(value)
