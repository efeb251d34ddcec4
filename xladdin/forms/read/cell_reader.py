"""Reads single cells into the tree of fields: values, places, and what is worth a remark."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NoReturn

from xladdin.errors import UserError
from xladdin.forms.grid import EMPTY, Content, Grid
from xladdin.forms.kinds import NUMBERS
from xladdin.forms.read import cell_text
from xladdin.forms.read.field_cells import BookPlaces
from xladdin.forms.read.named_areas import Locator
from xladdin.model.fields import FieldTree, FieldValue
from xladdin.model.funds import YUAN
from xladdin.model.input_note import InputNote
from xladdin.model.place import Place


def is_ours(content: Content) -> bool:
    """Whether the cell holds a formula that the workbook was made with: all of them use our names or functions."""
    return content.formula is not None and "JX_" in content.formula.upper()


class CellReader:
    """What one workbook's cells say, collected while its tables are read."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.locator = Locator(grid.names(), grid.file)
        self.tree = FieldTree()
        self.places = BookPlaces()
        self.notes: list[InputNote] = []
        #: Whether the workbook says that its amounts are in 元.
        self.in_yuan = False

    def sheet(self, name: str) -> Mapping[str, Content]:
        try:
            return self.grid.sheet(name)
        except KeyError:
            raise UserError("sheet-missing", file=self.grid.file, sheet=name) from None

    def at(self, place: Place) -> Content:
        return self.sheet(place.sheet).get(place.cell, EMPTY)

    def take(self, path: str, kind: str, place: Place, blank: str = "") -> None:
        """Read one field's cell into the tree, with place and remarks; ``blank`` = what is printed there to write on."""
        content = self.at(place)
        self.places.put(path, place)
        untouched = bool(blank) and isinstance(content.value, str) and not set(content.value) - {*blank, *" \n　"}
        if not untouched:
            self.tree.put(path, self.value(path, kind, content, place))

    def value(self, path: str, kind: str, content: Content, place: Place) -> FieldValue:
        """What a cell says, with remarks on how it says it. Raises UserError for an amount that is none."""
        if kind == "amount" and self.in_yuan:
            kind = "yuan"
        if not is_ours(content):
            found = cell_text.remarks(content, kind)
            self.notes += [InputNote(path, remark, detail) for remark, detail in found]
        return self.number(content, kind, place) if kind in NUMBERS else cell_text.printed(content)

    def number(self, content: Content, kind: str, place: Place) -> Decimal | None:
        """The number of an amount cell, within the limits of its kind; amounts of money in 万元, whatever the table prints."""
        try:
            value = cell_text.number(content, kind)
        except ValueError as error:
            self.refuse("cell-not-number", place, cell_text.printed(content)[:30], why=str(error))
        if value is not None and not NUMBERS[kind].least <= value <= NUMBERS[kind].most:
            self.refuse("cell-negative" if value < 0 else "cell-too-large", place, cell_text.printed(content))
        return value / YUAN if value is not None and kind == "yuan" else value

    def refuse(self, code: str, place: Place, found: str, **more: str) -> NoReturn:
        raise UserError(code, file=self.grid.file, sheet=place.sheet, cell=place.cell, found=found, **more) from None
