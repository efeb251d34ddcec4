"""Defined names: the bridge between field paths and cells, in the file itself.

``JX_F_…`` one field or result, ``JX_C_<table>_<column>`` a column of a table (with ``…_key`` for its row keys), ``JX_P_…``
a parameter, ``JX_T_…`` a phrase, ``JX_W_…`` a word list, ``JX_S_…`` a level's standard. All ASCII, so that they survive
every program; the Chinese keys of paths become their position in the official order.
"""

from __future__ import annotations

import re
from functools import cache

from xladdin.forms.definition import Heading, Sheet
from xladdin.forms.family import Family
from xladdin.model.evaluation import MANAGEMENT_ITEMS

#: Level names in every profile's order; a level's position names its cells.
LEVEL_ORDER = ("预算执行", "产出指标", "成本指标", "效益指标", "满意度指标")

PARAMS = "JX_PARAMS"
#: How all names begin, and those of the columns of tables.
OUR_PREFIX, COLUMN_PREFIX = "JX_", "JX_C_"
#: The table of 校验结果, in every family.
FINDINGS = "findings"
#: Columns of a table beside its fields: the hidden keys of the rows, and what is to be checked in a row.
KEY, FLAG = "key", "flag"


@cache
def field_name(path: str) -> str:
    """``funds[local].executed`` → ``JX_F_funds_local_executed``."""
    for order, letter in ((MANAGEMENT_ITEMS, "m"), (LEVEL_ORDER, "v")):
        for position, key in enumerate(order, 1):
            path = path.replace(f"[{key}]", f"[{letter}{position}]")
    return "JX_F_" + re.sub(r"[^A-Za-z0-9_]+", "_", path).strip("_")


@cache
def column_name(table: str, column: str) -> str:
    """``("self", "actual")`` → ``JX_C_self_actual``; ``adjustment.keep`` → ``…_adjustment_keep``."""
    return f"{COLUMN_PREFIX}{table}_{column.replace('.', '_')}"


def master_name(sheet: str) -> str:
    """Name of the line that says what the last review found on a sheet (by its id)."""
    return f"JX_M_{sheet}"


@cache
def fields_by_name(family: Family) -> dict[str, tuple[str, str]]:
    """Defined name → (path, kind) of every input field that stands outside a table, level declarations included."""
    found: dict[str, tuple[str, str]] = {}
    for sheet in family.sheets:
        for cell in sheet.fields():
            found[field_name(cell.field)] = (cell.field, cell.kind)
        for heading in headings(sheet):
            if heading.field:
                found[field_name(heading.field)] = (heading.field, "text")
    for level in LEVEL_ORDER:
        path = f"declared.levels[{level}]"
        found[field_name(path)] = (path, "points")
    found[field_name("declared.total")] = ("declared.total", "points")
    found[field_name("declared.grade")] = ("declared.grade", "text")
    return found


def headings(sheet: Sheet) -> list[Heading]:
    """Titles and subtitles of a sheet."""
    return [line for block in sheet.block for line in (block.title, block.subtitle) if line is not None]
