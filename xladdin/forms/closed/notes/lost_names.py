"""Names of results and parameters that were deleted or no longer point at a cell, and where they belong.

Formulas that use such a name show ``#NAME?`` or ``#REF!``. A name is put back only where the workbook itself says what
it named: a cell with the builder's own formula, the crossing of a level's line with a column of the level sums, or the
line of 参数 with its key. (Names of inputs are the reader's: without one it does not know which cell to read.)
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xladdin.forms import formulas, parameter_lines
from xladdin.forms.closed.notes.parameters import parameter_rows
from xladdin.forms.closed.same_formula import folded, same_formula
from xladdin.forms.defined_names import (
    PARAMS,
    declared_name,
    echoed_name,
    field_name,
    headings,
    level_name,
    level_of,
    master_name,
)
from xladdin.forms.grid import EMPTY, Grid
from xladdin.forms.package.parts.sheetxml import column_letters, row_number
from xladdin.forms.parameter_lines import BESIDE, LIST_TITLES
from xladdin.forms.read.named_areas import Area
from xladdin.forms.read.reader import ReadBook
from xladdin.forms.read.sound_names import meanings
from xladdin.model.place import PARAMETERS, Place
from xladdin.rules.profile import Profile

#: How the names of lists begin.
_LISTS = ("JX_W_", "JX_L_", "JX_U_")
_RATES = {"execution_rate": "预算执行率", "arrival_rate": "到位率"}
_OF_LEVEL = {
    "name": "名称",
    "standard": "标准分",
    "weights": "权重合计",
    "computed_score": "规则得分",
    "score": "得分",
    "declared": "填报得分",
}
#: As much of a sheet is searched.
_MOST_CELLS, _MOST_SIGNS = 10_000, 1_000_000
_DECLARED = {"total": "填报总分", "grade": "填报等级"}
#: What the workbook says of itself, as far as it says it.
_IDENTITY = ("template", "template_version", "kind", "profile_digest", "year")
_TOTALS = {
    "total": "总分",
    "grade": "等级",
    "computed_total": "规则总分",
    "computed_grade": "规则等级",
    "no_total": "没有总分的原因",
}


#: A line of the level sums (a level's id, total, grade) and what a column shows.
_Crossing = tuple[str, str]


class LostName(NamedTuple):
    """``printed`` is what it names, ``reference`` where it belongs; empty when the workbook does not tell."""

    name: str
    sheet: str
    printed: str
    reference: str


def lost_names(grid: Grid, book: ReadBook, profile: Profile) -> tuple[LostName, ...]:
    """All of them. A workbook of an older template, which has names of its own time, or a submission has none to lose."""
    if book.older:
        return ()
    finder = _Finder(grid, book)
    return (
        *(found for one in _single(book, profile) if (found := finder.lost(*one)) is not None),
        *finder.levels(profile),
        *finder.totals(profile),
        *finder.parameters(profile),
    )


def _single(book: ReadBook, profile: Profile) -> Iterator[tuple[str, str, str, str]]:
    """Name, sheet, what is printed, formula, of titles, echoes and rates of money."""
    printed = {name: meaning.printed for name, meaning in meanings(book.family).items()}
    for form in book.family.sheets:
        for heading in headings(form):
            if heading.parts:
                yield field_name(f"title.{heading.id}"), form.sheet, "标题", formulas.title(heading)
        if not form.working:
            yield master_name(form.id), form.sheet, "校验提示", formulas.master_line(form.sheet)
        blocks = form.blocks(sealed=False)
        for cell in (cell for block in blocks for row in block.rows_of(book.evaluation) for cell in row):
            if cell.ref:
                source, level = echoed_name(cell.ref), level_of(cell.ref)
                if level and profile.level(level) is None:
                    continue
                rate = _RATES.get(cell.ref.rpartition(".")[2], cell.ref)
                text = printed.get(source, rate)
                yield field_name(f"echo.{form.id}.{cell.ref}"), form.sheet, text, formulas.echo(source)
            elif cell.result.startswith("funds["):
                rate = _RATES[cell.result.rpartition(".")[2]]
                yield field_name(cell.result), form.sheet, rate, formulas.money_rate(cell.result)


class _Finder:
    """Looks for the cells that names belonged to."""

    def __init__(self, grid: Grid, book: ReadBook) -> None:
        self.grid, self.book = grid, book
        self._homes: dict[str, str] = {}
        self._folded: dict[str, list[tuple[str, str]]] = {}
        for name, meaning in meanings(book.family).items():
            area = book.locator.area(name)
            if area is not None:
                self._homes.setdefault(meaning.sheet, area.sheet)

    def is_lost(self, name: str) -> bool:
        return self.book.locator.area(name) is None

    def lost(self, name: str, sheet: str, printed: str, formula: str) -> LostName | None:
        """A name whose cell holds ``formula``: lost when it is gone, or when that cell is another, and the only one."""
        area = self.book.locator.area(name)
        if area is not None and self._holds(area, formula):
            return None
        home = self._homes.get(sheet, sheet)
        wanted = folded(formula)
        found = [cell for cell, text in self._formulas(home) if text == wanted]
        if area is not None and len(found) != 1:  # typed over
            return None
        return LostName(name, home, printed, _reference(home, found[0]) if len(found) == 1 else "")

    def _holds(self, area: Area, formula: str) -> bool:
        try:
            content = self.grid.sheet(area.sheet).get(area.first.cell, EMPTY)
        except KeyError:
            return False
        return content.formula is not None and same_formula(content.formula, formula)

    def levels(self, profile: Profile) -> Iterator[LostName]:
        """Names in the level sums: a line crosses the column of what is shown."""
        scores = self.book.family.tables.scores
        names, formula_of = self._level_names(profile)
        areas = {key: self.book.locator.area(name) for key, (name, _) in names.items()}
        sheet = self.book.family.sheet_of(scores).sheet
        for key, (name, printed) in names.items():
            area, formula = areas[key], formula_of.get(key)
            if (key[0] in _DECLARED and formula is None and key[1] != "declared") or (
                area is not None and formula is not None and self._holds(area, formula)
            ):
                continue
            reference = self._crossing({one: at for one, at in areas.items() if one != key}, key, formula)
            if area is None or reference not in ("", _reference(area.sheet, area.first.cell)):
                yield LostName(name, self._homes.get(sheet, sheet), printed, reference)

    def _level_names(self, profile: Profile) -> tuple[dict[_Crossing, tuple[str, str]], dict[_Crossing, str]]:
        """Line and column → name and what is printed; and the formula of those that have one that is known here."""
        names: dict[_Crossing, tuple[str, str]] = {}
        formula_of: dict[_Crossing, str] = {}
        for level in profile.levels:
            cells = formulas.level_cells(level, profile, self.book.family)
            for kind in ("name", *cells, "declared"):
                name = declared_name(level.id) if kind == "declared" else level_name(level.id, kind)
                names[level.id, kind] = name, f"{level.name}{_OF_LEVEL[kind]}"
            formula_of |= {(level.id, kind): formula for kind, formula in cells.items()}
        for line, printed in _DECLARED.items():
            for kind, path in (
                ("score", line),
                ("computed_score", f"computed_{line}"),
                ("declared", f"declared.{line}"),
            ):
                names[line, kind] = field_name(path), printed
        return names, formula_of

    def _crossing(self, areas: Mapping[_Crossing, Area | None], key: _Crossing, formula: str | None) -> str:
        there = {one: area for one, area in areas.items() if area is not None}
        line = {area.first_row for one, area in there.items() if one[0] == key[0]}
        column = {(area.sheet, area.first_column) for one, area in there.items() if one[1] == key[1]}
        if len(line) != 1 or len(column) != 1:
            return ""
        ((sheet, number),) = column
        cell = f"{column_letters(number)}{line.pop()}"
        content = self.grid.sheet(sheet).get(cell, EMPTY)
        sound = content.formula is None if formula is None else same_formula(content.formula or "", formula)
        return _reference(sheet, cell) if sound else ""

    def totals(self, profile: Profile) -> Iterator[LostName]:
        at, scores = self.book.locator.area, self.book.family.tables.scores
        sheet = self.book.family.sheet_of(scores).sheet
        for kind, prefix in (("score", ""), ("computed_score", "computed_")):
            lines = [at(level_name(level.id, kind)) for level in profile.levels]
            total = at(field_name(f"{prefix}total"))
            for name in ("total", "grade"):
                formula = ""
                if lines and lines[0] is not None and lines[-1] is not None:
                    letter, end = column_letters(lines[0].first_column), lines[-1].first_row
                    row = total.first_row if total is not None else end + 1
                    span = f"${letter}${lines[0].first_row}:${letter}${end}"
                    formula = formulas.total_cells(span, len(lines), f"${letter}${row}", self.book.family)[name]
                found = self.lost(field_name(prefix + name), sheet, _TOTALS[prefix + name], formula)
                if found is not None:
                    yield found
        why = self.lost(field_name("no_total"), sheet, _TOTALS["no_total"], formulas.no_total(profile, scores))
        if why is not None:
            yield why

    def parameters(self, profile: Profile) -> Iterator[LostName]:
        """Names on 参数, by the keys of its lines."""
        lines = [
            parameter_lines.profile_line(profile),
            *parameter_lines.number_lines(profile),
            *parameter_lines.phrase_lines(),
            *parameter_lines.word_lines(profile),
            *parameter_lines.level_lines(profile),
            *parameter_lines.reading_lines(),
        ]
        wanted = {line.name: line for line in lines}
        wanted |= {beside: wanted[of] for beside, (of, _) in BESIDE.items()}
        wanted |= {f"JX_V_{key}": parameter_lines.identity_line(key, None) for key in _IDENTITY}
        if self.is_lost(PARAMS):
            whole = self._whole_sheet()
            if whole:  # without its sheet: that is said already
                yield LostName(PARAMS, PARAMETERS, "参数表", whole)
            return
        rows = parameter_rows(self.grid, self.book, reading=True)
        for name, line in wanted.items():
            there = [row.place for row in rows.get(line.key, ())]
            listed = name.startswith(_LISTS)
            reference = self._of_lines(name, there) if there and (listed or len(there) == 1) else ""
            area = self.book.locator.area(name)
            stands = "" if area is None else _reference(area.sheet, area.first.cell, area.last if listed else "")
            if (area is None and (there or not name.startswith("JX_V_"))) or (
                area is not None and reference not in ("", stands)
            ):
                title = LIST_TITLES.get(line.name, str(line.title))
                yield LostName(name, there[0].sheet if there else PARAMETERS, title, reference)

    def _of_lines(self, name: str, there: list[Place]) -> str:
        """From the first line with the key to the last; some lists stand beside another one."""
        first, last = there[0], there[-1]
        if name in BESIDE:
            letter = BESIDE[name][1]
            first, last = (place._replace(cell=f"{letter}{row_number(place.cell)}") for place in (first, last))
        return _reference(first.sheet, first.cell, last.cell if name.startswith(_LISTS) else "")

    def _whole_sheet(self) -> str:
        """From the first key to the last, where the sheet is as it was made: heading, keys without a gap."""
        try:
            cells = self.grid.sheet(PARAMETERS)
        except KeyError:
            return ""
        row = 1
        while (key := cells.get(f"A{row + 1}", EMPTY).value) and key not in parameter_lines.reading_keys():
            row += 1
        made = cells.get("A1", EMPTY).value == "键" and cells.get("A2", EMPTY).value == "profile"
        return _reference(PARAMETERS, "A2", f"B{row}") if made else ""

    def _formulas(self, sheet: str) -> list[tuple[str, str]]:
        """Cell and formula of the first cells of a sheet, folded: results that names stand for are above the tables."""
        if sheet not in self._folded:
            found = self._folded[sheet] = []
            signs = 0
            try:
                cells = self.grid.sheet(sheet)
            except KeyError:
                return found
            for cell in itertools.islice(cells, _MOST_CELLS):
                formula = cells.get(cell, EMPTY).formula
                if formula:
                    signs += len(formula)
                    if signs > _MOST_SIGNS:
                        break
                    found.append((cell, folded(formula)))
        return self._folded[sheet]


def _reference(sheet: str, first: str, last: str = "") -> str:
    absolute = ":".join(_absolute(cell) for cell in (first, last) if cell)
    return "'{}'!{}".format(sheet.replace("'", "''"), absolute)


def _absolute(cell: str) -> str:
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"
