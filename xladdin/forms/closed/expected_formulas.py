"""Which formula every result cell of a workbook is made with, where its tables stand now.

By this a formula that somebody typed over is noticed and restored. A workbook of an older template has formulas of its
own time; nothing is expected of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from xladdin.forms import formulas, progress
from xladdin.forms.closed.review_lines import places
from xladdin.forms.defined_names import FLAG, KEY, column_name, echoed_name, field_name, headings, level_name
from xladdin.forms.definition import Block
from xladdin.forms.package.parts.sheetxml import column_letters
from xladdin.forms.read.keyed_rows import NEW
from xladdin.forms.read.reader import ReadBook
from xladdin.forms.results import FIXED_FROM_GOALS
from xladdin.forms.score_row import score_row
from xladdin.model.fields import field
from xladdin.model.place import Place
from xladdin.rules.profile import Profile

Expected = dict[Place, str]


def expected_formulas(book: ReadBook, profile: Profile) -> Expected:
    """Cell → formula without ``=``, in the builder's own words."""
    if book.older:
        return {}
    found: Expected = {}
    for form in book.family.sheets:
        for block in form.tables():
            if block.items == "indicators":
                found.update(_table(book, block))
    found.update(_singles(book))
    found.update(_progress(book))
    found.update(_levels(book, profile))
    for name, (sheet, cell) in places(book).items():  # the line speaks of the sheet by its name
        found[Place(sheet, cell)] = formulas.master_line(name)
    return found


def expected_echoes(book: ReadBook) -> Expected:
    """Cell → formula, of cells that repeat another table until somebody types into them: then they are inputs."""
    found: Expected = {}
    if book.older:
        return found
    for form in book.family.sheets:
        for block in form.tables():
            for column in block.columns:
                area = book.locator.column(block.table, column.name) if column.echo else None
                if area is None or (column.merge and not book.blank):
                    continue
                letter = column_letters(book.locator.required(column_name(block.table, KEY)).first_column)
                for key, row in book.rows[block.table].items():
                    if not key.startswith(NEW) and (book.blank or key in book.added):
                        found[Place(area.sheet, area.cell(row))] = formulas.echoed(column, f"${letter}{row}")
    return found


def _table(book: ReadBook, block: Block) -> Iterator[tuple[Place, str]]:
    areas = {
        column.name: area
        for column in block.listed
        if column.role != "side" and (area := book.locator.column(block.table, column.name)) is not None
    }
    results = [column for column in block.columns if column.result and column.result in areas]
    tables = book.family.tables
    letters = {name: column_letters(area.first_column) for name, area in areas.items()}
    for key, row in book.rows[block.table].items():
        if key.startswith(NEW):  # somebody inserted it: it never had a formula
            continue
        at = {name: f"${letter}{row}" for name, letter in letters.items()}
        if block.table == tables.scores:
            heading = f"${letters['number']}${areas['number'].first_row - 1}"
            texts = score_row(at, heading, book.family)
        else:
            texts = {column.result: formulas.from_scores(column.result, at[KEY], tables) for column in results}
        typed = book.blank or key in book.added
        for column in results:
            if typed or column.result not in FIXED_FROM_GOALS:
                yield Place(areas[column.name].sheet, areas[column.name].cell(row)), texts[column.result]
        if FLAG in areas:
            yield Place(areas[FLAG].sheet, areas[FLAG].cell(row)), formulas.flag(at, tables.scores)


def _progress(book: ReadBook) -> Iterator[tuple[Place, str]]:
    """How much of each sheet is filled."""
    for line in progress.lines(book.family):
        for what, formula in progress.formulas(line).items():
            area = book.locator.area(line.name(what))
            if area is not None:
                yield area.first, formula


def _singles(book: ReadBook) -> Iterator[tuple[Place, str]]:
    """Titles made of fields, echoes of other cells, rates of money."""
    typed = {row.source for row in book.evaluation.funds if row.declared_rate}
    for form in book.family.sheets:
        for heading in headings(form):
            area = book.locator.area(field_name(f"title.{heading.id}")) if heading.parts else None
            if area is not None:
                yield area.first, formulas.title(heading)
        for cell in (cell for block in form.block for row in block.rows for cell in row):
            if cell.own and field(book.evaluation, cell.own):
                continue
            if cell.ref:
                area = book.locator.area(field_name(f"echo.{form.id}.{cell.ref}"))
                if area is not None:
                    yield area.first, formulas.echo(echoed_name(cell.ref))
            elif cell.result.startswith("funds["):
                area = book.locator.area(field_name(cell.result))
                source = cell.result.partition("[")[2].partition("]")[0]
                declared = source in typed and cell.result.endswith(".execution_rate")
                if area is not None and not declared:
                    yield area.first, formulas.money_rate(cell.result)


def _levels(book: ReadBook, profile: Profile) -> Iterator[tuple[Place, str]]:
    """The level sums, total and grade."""
    scores, at = book.family.tables.scores, book.locator.area
    for level in profile.levels:
        for name, formula in formulas.level_cells(level, profile, book.family).items():
            area = at(level_name(level.id, name))
            if area is not None:
                yield area.first, formula
    for kind, prefix in (("score", ""), ("computed_score", "computed_")):
        found = [at(level_name(level.id, kind)) for level in profile.levels]
        lines = [area for area in found if area is not None]
        areas = {name: at(field_name(f"{prefix}{name}")) for name in ("total", "grade")}
        total = areas["total"]
        if len(lines) < len(found) or total is None:
            continue
        letter = column_letters(total.first_column)
        cells = formulas.total_cells(
            f"${letter}${lines[0].first_row}:${letter}${lines[-1].first_row}",
            len(lines),
            f"${letter}${total.first_row}",
            book.family,
        )
        yield from ((area.first, cells[name]) for name, area in areas.items() if area is not None)
    area = at(field_name("no_total"))
    if area is not None:
        yield area.first, formulas.no_total(profile, scores)
