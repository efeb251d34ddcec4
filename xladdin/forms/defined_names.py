"""Defined names: the bridge between field paths and cells, in the file itself.

``JX_F_…`` one field or result, ``JX_C_<table>_<column>`` a column of a table (with ``…_key`` for its row keys), ``JX_P_…``
a parameter, ``JX_T_…`` a phrase, ``JX_W_…`` a word list, ``JX_S_…`` a level's standard. All ASCII, so that they survive
every program; the Chinese keys of paths become their position in the official order, levels go by their id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from xladdin.forms.definition import Cell, Sheet
from xladdin.forms.family import Family
from xladdin.forms.heading import Heading
from xladdin.model.evaluation import MANAGEMENT_ITEMS
from xladdin.patterns import pattern

#: Levels that workbooks name by number since their first version: id → number and the name that was printed then.
_NUMBERED = {
    "execution": ("1", "预算执行"),
    "output": ("2", "产出指标"),
    "cost": ("3", "成本指标"),
    "benefit": ("4", "效益指标"),
    "satisfaction": ("5", "满意度指标"),
}
_OF_LEVEL = pattern(r"levels\[([a-z_]+)\]\.([a-z_]+)")
_LEVEL, _DECLARED_LEVEL = "JX_F_levels_", "JX_F_declared_levels_"

PARAMS = "JX_PARAMS"
#: Names of the lists by which a printed 一级指标 is looked up: what is printed, and the level it is counted in.
LEVELS_FROM, LEVELS_TO = "JX_L_from", "JX_L_to"
#: How all names begin, those of the columns of tables, and those of single cells.
OUR_PREFIX, COLUMN_PREFIX, FIELD_PREFIX = "JX_", "JX_C_", "JX_F_"
#: The table of 校验结果, in every family.
FINDINGS = "findings"
#: Columns of a table beside its fields: the hidden keys of the rows, and what is to be checked in a row.
KEY, FLAG = "key", "flag"


@cache
def field_name(path: str) -> str:
    """``funds[local].executed`` → ``JX_F_funds_local_executed``."""
    for position, key in enumerate(MANAGEMENT_ITEMS, 1):
        path = path.replace(f"[{key}]", f"[m{position}]")
    return "JX_F_" + re.sub(r"[^A-Za-z0-9_]+", "_", path).strip("_")


def level_name(level: str, what: str) -> str:
    """Name of a cell of the level sums; ``level`` is the level's id: ``("output", "score")`` → ``JX_F_levels_v2_score``."""
    return f"JX_F_levels_{_mark(level)}_{what}"


def declared_name(level: str) -> str:
    """Name of the cell in which a level's score is declared."""
    return f"{_DECLARED_LEVEL}{_mark(level)}"


def standard_name(level: str) -> str:
    """Name of a level's standard score on 参数: ``JX_S_2``, ``JX_S_process``."""
    return f"JX_S_{standard_key(level)}"


def standard_key(level: str) -> str:
    return _NUMBERED[level][0] if level in _NUMBERED else level


def declared_levels(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Among the names of a workbook, those of declared level scores → (name of the cell that prints the level, and what
    it printed in workbooks that do not name that cell).
    """
    first = {f"v{number}": printed for number, printed in _NUMBERED.values()}
    marks = {name: name[len(_DECLARED_LEVEL) :] for name in names if name.startswith(_DECLARED_LEVEL)}
    return {name: (f"JX_F_levels_{mark}_name", first.get(mark, "")) for name, mark in marks.items()}


def level_pairs(names: Iterable[str]) -> set[tuple[str, str]]:
    """Names of score and declared score, of every level that any name of the level sums is about."""
    marks = {name[len(_DECLARED_LEVEL) :] for name in names if name.startswith(_DECLARED_LEVEL)}
    for name in names:
        if name.startswith(_LEVEL):
            marks.add(re.sub("_(?:name|standard|weights|computed_score|score)$", "", name[len(_LEVEL) :]))
    return {(f"{_LEVEL}{mark}_score", f"{_DECLARED_LEVEL}{mark}") for mark in marks}


def _mark(level: str) -> str:
    return f"v{_NUMBERED[level][0]}" if level in _NUMBERED else level


@cache
def column_name(table: str, column: str) -> str:
    """``("self", "actual")`` → ``JX_C_self_actual``; ``adjustment.keep`` → ``…_adjustment_keep``."""
    return f"{COLUMN_PREFIX}{table}_{column.replace('.', '_')}"


def master_name(sheet: str) -> str:
    """Name of the line that says what the last review found on a sheet (by its id)."""
    return f"JX_M_{sheet}"


@cache
def fields_by_name(family: Family) -> dict[str, tuple[str, str]]:
    """Defined name → (path, kind) of every input field that stands outside a table, but for the levels' declared scores."""
    found: dict[str, tuple[str, str]] = {}
    for sheet in family.sheets:
        for cell in sheet.fields():
            found[field_name(cell.field)] = (cell.field, cell.kind)
        for heading in headings(sheet):
            if heading.field:
                found[field_name(heading.field)] = (heading.field, "text")
    found[field_name("declared.total")] = ("declared.total", "points")
    found[field_name("declared.grade")] = ("declared.grade", "text")
    return found


@cache
def written_on(family: Family) -> dict[str, str]:
    """Path → what the form prints in its cell while it is blank, such as 年 月 日."""
    return {cell.field: cell.empty for sheet in family.sheets for cell in sheet.fields() if cell.empty}


def headings(sheet: Sheet) -> list[Heading]:
    """Titles and subtitles of a sheet, and its cells that are put together like them."""
    lines = [line for block in sheet.block for line in (block.title, block.subtitle) if line is not None]
    cells = [cell for block in sheet.block for row in block.rows for cell in row if cell.parts]
    return [*lines, *(label(cell) for cell in cells)]


def label(cell: Cell) -> Heading:
    """What a cell puts together, as a heading."""
    return Heading(id=cell.label, parts=cell.parts)


@cache
def echoed_name(path: str) -> str:
    """Name of the cell whose value a cell repeats: a field, a result, or one of the level sums."""
    match = _OF_LEVEL.fullmatch(path)
    return level_name(match[1], match[2]) if match else field_name(path)


def level_of(path: str) -> str:
    """Id of the level that ``levels[execution].score`` is about; empty for other paths."""
    match = _OF_LEVEL.fullmatch(path)
    return match[1] if match else ""
