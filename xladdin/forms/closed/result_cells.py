"""The value of every result cell of a workbook, as the rules give it, found by the workbook's defined names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from xladdin.forms.defined_names import FLAG, field_name, headings, level_name
from xladdin.forms.definition import Cell
from xladdin.forms.family import Family
from xladdin.forms.package.parts.sheetxml import column_letters
from xladdin.forms.read.keyed_rows import NEW
from xladdin.forms.read.reader import ReadBook
from xladdin.forms.results import FIXED_FROM_GOALS, Results, results
from xladdin.model.fields import FieldValue, field
from xladdin.rules.profile import Profile

if TYPE_CHECKING:
    from xladdin.forms.package.edit.values import CellValue


def result_cells(book: ReadBook, profile: Profile, *, fixed: bool = False) -> dict[str, dict[str, CellValue]]:
    """Sheet → cell → value of every result cell of the workbook, found by defined names.

    fixed  also those that hold no formula, because they follow from issued goals
    """
    found: dict[str, dict[str, CellValue]] = {}
    shown = results(book.evaluation, profile, book.positions)

    def put(name: str, value: FieldValue) -> None:
        area = book.locator.area(name)
        if area is not None:
            found.setdefault(area.sheet, {})[area.first.cell] = value

    for name, value in _single_results(book, shown).items():
        put(name, value)
    for table, column, values in _column_results(book, shown, fixed=fixed):
        area = book.locator.column(table, column)
        if area is not None:
            rows, cells = book.rows[table], found.setdefault(area.sheet, {})
            letters = column_letters(area.first_column)
            cells.update((f"{letters}{rows[key]}", value) for key, value in values.items() if key in rows)
    return found


def _single_results(book: ReadBook, shown: Results) -> dict[str, FieldValue]:
    values: dict[str, FieldValue] = {}
    typed = {
        name for row in book.evaluation.funds if row.declared_rate for name in [f"funds[{row.source}].execution_rate"]
    }
    titles, cells = _shown_once(book.family)
    for title in titles:
        values[field_name(title)] = shown[title]
    for cell, name in cells:
        if cell.own and field(book.evaluation, cell.own):
            continue
        if cell.ref:
            values[name] = shown[cell.ref] if cell.ref in shown else field(book.evaluation, cell.ref)
        elif cell.result not in typed:
            values[name] = shown.get(cell.result)
    for path, value in shown.items():
        if path.startswith("levels["):
            level, _, what = path[len("levels[") :].partition("].")
            values[level_name(level, what)] = value
        elif path in _TOTALS or path.startswith("progress."):
            values[field_name(path)] = value
    return values


@cache
def _shown_once(family: Family) -> tuple[tuple[str, ...], tuple[tuple[Cell, str], ...]]:
    """Paths of the titles that are put together, and the cells outside the tables that repeat a field or show a result of
    the funds, each with its name."""
    titles = [f"title.{one.id}" for form in family.sheets for one in headings(form) if one.parts]
    cells: list[tuple[Cell, str]] = []
    for form in family.sheets:
        for cell in (cell for block in form.block for row in block.rows for cell in row):
            if cell.ref:
                cells.append((cell, field_name(f"echo.{form.id}.{cell.ref}")))
            elif cell.result.startswith("funds["):
                cells.append((cell, field_name(cell.result)))
    return tuple(titles), tuple(cells)


#: Results that stand once below the level sums.
_TOTALS = ("total", "grade", "computed_total", "computed_grade", "no_total")

#: Values of a column, by row key.
_Values = dict[str, FieldValue]


def _column_results(book: ReadBook, shown: Results, *, fixed: bool) -> Iterator[tuple[str, str, _Values]]:
    """Table, column and values of every column of results."""
    scored = [key for key in book.rows[book.family.tables.scores] if not key.startswith(NEW)]
    for form in book.family.sheets:
        for block in form.tables():
            if block.items != "indicators":
                continue
            own = [key for key in book.rows[block.table] if not key.startswith(NEW)]  # inserted: it never had formulas
            typed = [key for key in own if book.blank or key in book.added]
            for column in block.columns:
                if column.step:
                    continue
                if column.result:
                    keys = typed if column.result in FIXED_FROM_GOALS and not fixed else scored
                    yield block.table, column.result, _scored(book, shown, column.result, keys)
                elif column.echo and (book.blank or not column.merge):
                    values = {key: field(book.evaluation, f"indicators[{key}].{column.field}") for key in typed}
                    yield block.table, column.field, values
            if FLAG in block.roles:
                yield block.table, FLAG, {key: shown.get(f"flags[{key}]") for key in own}


def _scored(book: ReadBook, shown: Results, name: str, keys: Iterable[str]) -> _Values:
    if name == "row":
        return {key: book.positions.get(key) for key in keys}
    if name == "number":  # counted from the heading, as the formula does
        rows, first = book.rows[book.family.tables.scores], book.locator.column(book.family.tables.scores, name)
        start = first.first_row - 1 if first is not None else 0
        return {key: rows[key] - start if shown.get(f"scores[{key}].number") else None for key in keys}
    return {key: shown.get(f"scores[{key}].{name}") for key in keys}
