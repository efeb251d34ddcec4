"""Whether the names of a workbook still mean what they say: none lost, no two on one cell, one sheet for one form.

Cutting a cell onto another, deleting columns and pasting sheets break names in ways that nobody sees; read all the same,
an amount would be taken for another one. What is refused here names the printed place, not the name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from xladdin.errors import UserError
from xladdin.forms.defined_names import FINDINGS, column_name, field_name, headings, level_pairs
from xladdin.forms.definition import Block, Cell
from xladdin.forms.family import Family
from xladdin.forms.read.named_areas import Area, Locator

_ROLES = {"key": "行标识（隐藏列）", "flag": "标记（隐藏列）", "step": "读数步骤（隐藏列）"}
_RESULT = "某个计算结果"
_DECLARED = {"total": "填报总分", "grade": "填报等级"}


class Meaning(NamedTuple):
    """What a name stands for: the sheet and what is printed there; table of a column; ``sealed``: in submissions too."""

    sheet: str
    printed: str
    table: str = ""
    sealed: bool = True


@cache
def meanings(family: Family) -> dict[str, Meaning]:
    """Defined name → meaning, of every input and every column that a workbook of the family has."""
    found: dict[str, Meaning] = {}
    for form in family.sheets:
        for block in form.block:
            sealed = not (form.working or block.working)
            for name, printed in _fields(block):
                found[name] = Meaning(form.sheet, printed, sealed=sealed)
            for column in block.listed if block.table and not block.continued else ():
                if column.role != "side":
                    told = "".join(column.head.split()) or _ROLES.get(
                        "step" if column.step else column.role, column.name
                    )
                    stays = sealed and not column.scratch and column.role != "flag"
                    found[column_name(block.table, column.name)] = Meaning(form.sheet, told, block.table, stays)
        for heading in headings(form):
            if heading.field:
                found[field_name(heading.field)] = Meaning(form.sheet, "标题下的说明", sealed=not form.working)
        if any(block.levels is not None for block in form.block):
            for path, printed in _DECLARED.items():
                found[field_name(f"declared.{path}")] = Meaning(form.sheet, printed)
    return found


def _fields(block: Block) -> Iterator[tuple[str, str]]:
    heads: dict[str, str] = {}
    for row in block.rows:
        if row[0].when:  # only some workbooks have it
            continue
        label = ""
        several = sum(bool(cell.field) for cell in row) > 1
        for cell in row:
            if cell.text:
                label = "".join(cell.text.split())
            elif cell.field:
                foot = cell.style.startswith("foot")
                if foot and not label:  # the date stands alone
                    label = cell.hint.partition("，")[0]
                yield (
                    field_name(cell.field),
                    _printed(cell, label, heads.get(cell.at, "") if several and not foot else ""),
                )
                label = "" if foot else label
        heads |= {cell.at: "".join(cell.text.split()) for cell in row if cell.text}


def _printed(cell: Cell, label: str, head: str) -> str:
    label = label.rstrip("：:")
    return f"{label}、{head}" if label and head and head != label else label or head or cell.field


def refuse_unsound(locator: Locator, family: Family, *, older: bool, sealed: bool) -> None:
    """Raises UserError sheet-lost, name-lost, name-twice, name-uneven or name-astray for the first name that is not sound.

    older   made from an older template: it may lack names
    sealed  a submission, which has no names for what stands in working books only
    """
    known = meanings(family)
    found = {name: locator.area(name) for name in known}
    whole = {one.sheet for name, one in known.items() if found[name] is not None}
    areas = {name: area for name, area in found.items() if area is not None}
    if not older:
        for name, meaning in known.items():
            if whole and meaning.sheet not in whole and meaning.table != FINDINGS and (meaning.sealed or not sealed):
                raise UserError("sheet-lost", file=locator.file, sheet=meaning.sheet)
            # 校验结果 is asked for by those only who write into it
            if found[name] is None and meaning.sheet in whole and (meaning.sealed or not sealed):
                raise UserError("name-lost", file=locator.file, sheet=meaning.sheet, printed=meaning.printed)
    if sealed:
        _refuse_without_levels(locator)
    _refuse_doubled(locator, known, areas)
    _refuse_scattered(locator, known, areas)


def _refuse_without_levels(locator: Locator) -> None:
    """In a submission, each level has a score and a declared score: which levels there are, only its names say."""
    fields = locator.fields()
    for score, declared in level_pairs(fields):
        for name in (score, declared):
            if name not in fields:
                raise UserError("submission-shape", file=locator.file, found="一级指标得分的名称不全")


def _refuse_doubled(locator: Locator, known: dict[str, Meaning], areas: dict[str, Area]) -> None:
    columns: dict[tuple[str, int], list[tuple[int, int, str]]] = defaultdict(list)
    found = {**areas, **locator.fields()}
    for name, area in found.items():
        columns[area.sheet, area.first_column].append((area.first_row, area.last_row, name))
    for (sheet, _), spans in columns.items():
        spans.sort()
        for (_, last, one), (first, _, other) in pairwise(spans):
            if first <= last and (one in known or other in known):
                raise UserError(
                    "name-twice",
                    file=locator.file,
                    sheet=sheet,
                    cell=found[other].first.cell,
                    one=known[one].printed if one in known else _RESULT,
                    other=known[other].printed if other in known else _RESULT,
                )


def _refuse_scattered(locator: Locator, known: dict[str, Meaning], areas: dict[str, Area]) -> None:
    """All names of a sheet lie on one sheet, whatever it is called now; all columns of a table in the same rows."""
    sheets: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows: dict[str, dict[tuple[int, int], int]] = defaultdict(lambda: defaultdict(int))
    for name, area in areas.items():
        sheets[known[name].sheet][area.sheet] += 1
        rows[known[name].table][area.first_row, area.last_row] += 1
    for name, area in areas.items():
        meaning = known[name]
        home = max(sheets[meaning.sheet], key=sheets[meaning.sheet].__getitem__)
        if area.sheet != home:
            where = f"{area.sheet}!{area.first.cell}"
            raise UserError("name-astray", file=locator.file, sheet=home, printed=meaning.printed, where=where)
        usual = rows[meaning.table]
        if meaning.table and (area.first_row, area.last_row) != max(usual, key=usual.__getitem__):
            raise UserError(
                "name-uneven",
                file=locator.file,
                sheet=area.sheet,
                cell=area.first.cell,
                printed=meaning.printed,
                rows=f"{area.first_row}—{area.last_row}",
            )
