"""What is wrong with a workbook around its inputs: results that are not what the inputs give, formulas typed over,
copies of sheets, names that lead elsewhere, goals of another year. Remarks for the checks, each at its cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from xladdin.forms.closed.made_for import made_for
from xladdin.forms.closed.notes.seal import seal_notes
from xladdin.forms.closed.result_cells import result_cells
from xladdin.forms.defined_names import OUR_PREFIX, field_name
from xladdin.forms.grid import EMPTY, Content
from xladdin.forms.package.parts.bookpart import book_part
from xladdin.forms.package.parts.relationships import workbook_part
from xladdin.forms.package.parts.texts import UnclearError
from xladdin.forms.read import cell_text
from xladdin.forms.read.keyed_rows import NEW
from xladdin.forms.read.named_areas import read_area
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import ReadBook
from xladdin.forms.read.sealed_grid import SealedGrid
from xladdin.model.input_note import InputNote, NoteKind
from xladdin.model.place import Place, cell_path
from xladdin.patterns import pattern
from xladdin.rules.profile import Profile

if TYPE_CHECKING:
    from xladdin.forms.package.edit.cells import CellContent
    from xladdin.forms.package.edit.values import CellValue


#: Spreadsheet programs compute in doubles; relative for large numbers.
_TOLERANCE = Decimal("1e-9")
#: So many signs of a formula tell whether it follows other cells.
_LOOKED_AT = 4_000
_ANY_REFERENCE = pattern(r"\$?[A-Z]{1,3}\$?[0-9]|JX_[A-Z]_")


class Broken(NamedTuple):
    """A result cell that no longer holds what it was made with. ``formula`` is None for a value that was fixed."""

    kind: NoteKind
    place: Place
    content: Content
    formula: str | None
    value: CellValue

    @property
    def sound(self) -> CellContent:
        """What the cell is to hold."""
        if self.formula is None:
            return self.value
        from xladdin.forms.package.edit.values import CellFormula

        return CellFormula(self.formula, self.value)


def state_notes(
    grid: PackageGrid,
    book: ReadBook,
    profile: Profile,
    *,
    sealed: bool = False,
    content: str = "",
) -> tuple[InputNote, ...]:
    """Remarks on the workbook as a whole, in the order of its cells.

    content  digest of a submission's content, where it is known
    """
    broken = sealed_results(grid, book, profile) if sealed else broken_results(grid, book, profile)
    notes = [
        InputNote(cell_path(one.place), one.kind, cell_text.printed(one.content), said(one.value)) for one in broken
    ]
    whole = (*_sheet_notes(grid), *_year_note(grid, book))
    if book.summary:
        return (*notes, *whole)
    if sealed:
        return (*notes, *seal_notes(grid, book, content), *whole)
    from xladdin.forms.closed.notes.parameters import parameter_notes

    changed, gone = parameter_notes(grid, book, profile, reading=True), _name_notes(grid, book, profile)
    return (*notes, *changed, *gone, *_row_notes(book), *whole)


def sealed_results(grid: PackageGrid, book: ReadBook, profile: Profile) -> list[Broken]:
    """Results of a submission that are not what its inputs give."""
    expected = result_cells(book, profile, fixed=True)
    if isinstance(grid, SealedGrid):  # nearly all hold exactly what is expected: the others are looked at
        expected = {sheet: _unlike(cells, grid.plain_values(sheet)) for sheet, cells in expected.items()}
    return [
        Broken("result-changed", place, content, None, value)
        for place, content, value in _results(grid, expected)
        if not same_value(content, value)
    ]


def _unlike(expected: Mapping[str, CellValue], value_of: Callable[[str], str | Decimal | None]) -> dict[str, CellValue]:
    """Those cells that hold something else, or what only the careful reader takes."""
    found = {}
    for cell, value in expected.items():
        try:
            held = value_of(cell)
        except (LookupError, UnclearError):
            found[cell] = value
        else:
            if held != value and not same(held, value):
                found[cell] = value
    return found


def broken_results(grid: PackageGrid, book: ReadBook, profile: Profile) -> list[Broken]:
    """Results of a working book without their formula, with another, or whose stored value is of yesterday.

    Of the latter one stands for all: they come together, when a program that does not calculate saved the workbook.
    """
    from xladdin.forms.closed.expected_formulas import (  # a submission has no formulas
        expected_echoes,
        expected_formulas,
    )
    from xladdin.forms.closed.same_formula import folded, same_formula

    formulas, echoes = expected_formulas(book, profile), expected_echoes(book)
    found: list[Broken] = []
    stale: list[Broken] = []
    for place, content, value in _results(grid, result_cells(book, profile, fixed=True)):
        formula, same = formulas.get(place), same_value(content, value)
        if formula is None and content.formula is not None:
            formula = echoes.get(place)
        if formula is None:
            if not same and not book.older:
                found.append(Broken("fixed-changed", place, content, None, value))
        elif content.formula is None:
            found.append(Broken("formula-overwritten", place, content, formula, value))
        elif same_formula(content.formula, formula):
            if not same and content.value is not None:
                stale.append(Broken("result-stale", place, content, formula, value))
        elif not same or not _ANY_REFERENCE.search(folded(content.formula[:_LOOKED_AT])):
            found.append(Broken("formula-changed", place, content, formula, value))
    total = book.locator.area(field_name("total"))
    stale.sort(key=lambda one: total is None or one.place != total.first)
    return found + stale[:1]


def _results(
    grid: PackageGrid, expected: Mapping[str, Mapping[str, CellValue]]
) -> Iterator[tuple[Place, Content, CellValue]]:
    for sheet, cells in expected.items():
        contents = grid.sheet(sheet)
        for cell, value in cells.items():
            yield Place(sheet, cell), contents.get(cell, EMPTY), value


def same_value(content: Content, value: CellValue) -> bool:
    """Whether a cell holds ``value``, as spreadsheet programs compute."""
    return same(content.value, value)


def same(found: CellValue, value: CellValue) -> bool:
    if found.__class__ is Decimal and isinstance(value, Decimal | int | float) and not isinstance(value, bool):
        wanted = value if value.__class__ is Decimal else Decimal(str(value))
        apart = abs(found - wanted)
        return apart <= _TOLERANCE or apart <= _TOLERANCE * abs(wanted)
    if isinstance(found, str) and isinstance(value, str):
        return found.strip() == value.strip()
    return (found if found is not None else "") == (value if value is not None else "")


def said(value: CellValue) -> str:
    """A result as a reader sees it."""
    return cell_text.printed(Content(value if not isinstance(value, int | float) else Decimal(str(value))))


def _sheet_notes(grid: PackageGrid) -> Iterator[InputNote]:
    """Copies of our sheets: copying gives a sheet names of its own that are called like the workbook's."""
    part = book_part(grid.archive, workbook_part(grid.archive))
    whole = {name.upper(): read_area(reference) for name, reference in part.names.items()}
    ours = {area.sheet for name, area in whole.items() if area is not None and name.startswith(OUR_PREFIX)}
    told: dict[str, InputNote] = {}
    for position, name, reference in part.own_names:
        if not name.upper().startswith(OUR_PREFIX) or position >= len(part.sheets):
            continue
        sheet = part.sheets[position].name
        original = whole.get(name.upper())
        if sheet not in ours:
            told.setdefault(sheet, InputNote(cell_path(Place(sheet, "A1")), "sheet-copied", _origin(original)))
        elif read_area(reference) != original:
            told.setdefault(sheet, InputNote(cell_path(Place(sheet, "A1")), "sheet-names", name))
    yield from told.values()


def _origin(area: object) -> str:
    return getattr(area, "sheet", "") or ""


def _year_note(grid: PackageGrid, book: ReadBook) -> Iterable[InputNote]:
    """A workbook that was made for one year, or first filled for it, and now says another."""
    made, year = made_for(grid, book), book.evaluation.year
    if made and year and made != year:
        yield InputNote("year", "other-first-year" if book.blank else "other-year", str(year), str(made))


def _name_notes(grid: PackageGrid, book: ReadBook, profile: Profile) -> Iterator[InputNote]:
    """Names that formulas use and that lead nowhere."""
    from xladdin.forms.closed.notes.lost_names import lost_names

    for one in lost_names(grid, book, profile):
        yield InputNote(cell_path(Place(one.sheet, "A1")), "name-lost", one.printed, name=one.name)


def _row_notes(book: ReadBook) -> Iterator[InputNote]:
    """Rows that were deleted from one table and still stand in others."""
    tables = {name: book.rows[name] for name in book.family.indicator_tables}
    names = {row.key: row.level3 for row in book.evaluation.indicators}
    for key in dict.fromkeys(key for rows in tables.values() for key in rows if not key.startswith(NEW)):
        for name, rows in tables.items():
            if key not in rows and key in names:
                sheet = book.family.sheet_of(name).sheet
                yield InputNote(f"indicators[{key}].level3", "row-lost", names[key], sheet)
