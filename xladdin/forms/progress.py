"""已填 x / y: how much of each sheet is filled, and a link to the first cell that is not.

What is asked for is listed in the definition of 填报说明. The count stands in two faces, of the cells and of the model.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from xladdin.forms.defined_names import column_name, field_name, fields_by_name
from xladdin.forms.definition import Asked, Sheet
from xladdin.forms.family import Family
from xladdin.model.evaluation import Evaluation
from xladdin.model.fields import FieldValue, field
from xladdin.model.funds import total_of
from xladdin.model.indicator import Indicator

NAMES_FIRST, DONE, GO = "请先填指标名称", "已填完", "去填第一个空格"
_BEYOND = 1_048_577
"""A row number that no sheet has."""


class Line(NamedTuple):
    """One line of the progress: the sheet it is about and what is asked for there."""

    form: Sheet
    asked: Asked

    def name(self, what: str) -> str:
        """Defined name of its cell: ``said`` or ``go``."""
        return field_name(self.path(what))

    def path(self, what: str) -> str:
        return f"progress.{self.form.id}.{what}"


@cache
def lines(family: Family) -> tuple[Line, ...]:
    """The lines of a family: of its own sheets, tables and fields."""
    known = {path for path, _ in fields_by_name(family).values()}
    sheets = {form.id: form for form in family.sheets}
    found = []
    for asked in (one for form in family.sheets for block in form.block for one in block.progress):
        form = sheets.get(asked.sheet)
        if form is not None:
            table = asked.table if family.blocks.get(asked.table) in form.block else ""
            columns = {column.name for column in family.blocks[table].columns} if table else set()
            kept = replace(
                asked,
                table=table,
                columns=tuple(column for column in asked.columns if column in columns),
                fields=tuple(path for path in asked.fields if path in known),
            )
            found.append(Line(form, kept))
    return tuple(found)


def progress(line: Line, evaluation: Evaluation) -> dict[str, FieldValue]:
    """What the cells of a line show, by path."""
    asked = line.asked
    rows = [row for row in evaluation.indicators if row.level3] if asked.table else []
    values = [_single(evaluation, path) for path in asked.fields]
    values += [_cell(row, column) for row in rows for column in asked.columns]
    filled = sum(value not in (None, "") for value in values)
    said = f"已填 {filled} / {len(values)}" if values else NAMES_FIRST
    return {line.path("said"): said, line.path("go"): DONE if values and filled == len(values) else GO}


def _single(evaluation: Evaluation, path: str) -> FieldValue:
    if path == "year":
        return evaluation.year or None
    if path.startswith("funds[total]."):
        value: FieldValue = getattr(total_of(evaluation.funds), path.rpartition(".")[2])
        return value
    return field(evaluation, path)


def _cell(row: Indicator, column: str) -> FieldValue:
    value: FieldValue = getattr(row, column)
    return value or row.target if column == "issued_target" else value


def formulas(line: Line) -> dict[str, str]:
    """Formulas of a line's cells, by ``said`` and ``go``; functions of Excel 2010."""
    asked = line.asked
    named = column_name(asked.table, "level3") if asked.table else ""
    there = f'(TRIM({named})<>"")'
    filled = [f'(TRIM({field_name(path)}&"")<>"")*1' for path in asked.fields]
    wanted = [str(len(filled))] if filled else []
    for column in asked.columns:
        filled.append(f'SUMPRODUCT({there}*(TRIM({column_name(asked.table, column)})<>""))')
    if asked.columns:
        wanted.append(f"{len(asked.columns)}*SUMPRODUCT({there}*1)")
    count, of = "+".join(filled), "+".join(wanted)
    said = f'"已填 "&({count})&" / "&({of})'
    target = '""'
    for formula in reversed(list(_empty_cells(asked, named, there))):
        target = formula.replace("⟨else⟩", target)
    sheet = line.form.sheet
    return {
        "said": said if asked.fields else f'IF({of}=0,"{NAMES_FIRST}",{said})',
        "go": f"""IF({target}="","{DONE}",HYPERLINK("#'{sheet}'!"&{target},"{GO}"))""",
    }


def _empty_cells(asked: Asked, named: str, there: str) -> Iterator[str]:
    """Formulas that give the address of an empty cell, or go on with what stands for ⟨else⟩."""
    for path in asked.fields:
        cell = field_name(path)
        yield f'IF(TRIM({cell}&"")="",ADDRESS(ROW({cell}),COLUMN({cell}),4),⟨else⟩)'
    if asked.columns and not asked.fields:
        first = f"INDEX({named},1)"
        yield f"IF(SUMPRODUCT({there}*1)=0,ADDRESS(ROW({first}),COLUMN({first}),4),⟨else⟩)"
    for column in asked.columns:
        cells = column_name(asked.table, column)
        filled = f'((TRIM({named})="")+(TRIM({cells})<>"")>0)'
        row = f"SUMPRODUCT(MIN(ROW({cells})+{_BEYOND}*{filled}))"
        yield f"IF({row}<{_BEYOND},ADDRESS({row},COLUMN({cells}),4),⟨else⟩)"
