"""Reads a workbook of ours back into an Evaluation, whoever saved it and whatever was sorted or inserted.

Fields are found by defined names, rows by their hidden keys. What a person typed stays as typed (``indicators[..]``
texts); amounts become Decimals. Nothing is guessed: an amount that is no number is refused with its cell.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import msgspec

from xladdin.errors import UserError
from xladdin.forms.defined_names import declared_levels, field_name, fields_by_name, written_on
from xladdin.forms.family import Family, family_of_template
from xladdin.forms.grid import Grid
from xladdin.forms.read import cell_text
from xladdin.forms.read.cell_reader import CellReader
from xladdin.forms.read.field_cells import BookPlaces
from xladdin.forms.read.indicator_tables import INDICATORS, IndicatorTables
from xladdin.forms.read.list_tables import read_list
from xladdin.forms.read.named_areas import Locator
from xladdin.forms.read.sound_names import refuse_unsound
from xladdin.forms.template_id import BLANK, DIGEST, SUBMISSION, SUMMARY
from xladdin.model.evaluation import Evaluation
from xladdin.model.funds import MONEY_UNITS
from xladdin.model.grammar.decimals import plain_text
from xladdin.model.grammar.fold import fold
from xladdin.model.input_note import InputNote


class ReadBook(msgspec.Struct, frozen=True):
    """A workbook as read.

    family     whose sheets it has
    version    of the template; smaller than the family's: made by an older program
    profile    id of the rule profile the workbook was made for; profile_digest = of its content, where it is stated
    blank      made without issued goals: names and targets were typed in
    summary    consolidated from many: values only, nothing to fill in
    places     field path → cell
    positions  indicator key → row in the table of actual values, from 1
    rows       table → key → sheet row
    added      keys of rows that were added to a workbook made from issued goals: their targets are typed in
    notes      remarks on input cells
    """

    evaluation: Evaluation
    family: Family
    version: int
    profile: str
    profile_digest: str
    blank: bool
    summary: bool
    places: BookPlaces
    positions: dict[str, int]
    rows: dict[str, dict[str, int]]
    added: frozenset[str]
    notes: tuple[InputNote, ...]
    locator: Locator

    @property
    def older(self) -> bool:
        """Whether the workbook was made by an older program."""
        return self.version < self.family.version


def read(grid: Grid, *, lists: bool = True) -> ReadBook:
    """Read the workbook, with or without the lists beside the indicators (goal tables A and B and such).

    Raises UserError: other template, newer template, damaged names, amounts that are none.
    """
    cells = CellReader(grid)
    said = _identity(cells)
    family, blank = said.family, said.kind == BLANK
    older, sealed = said.version < family.version, said.kind in (SUBMISSION, SUMMARY)
    refuse_unsound(cells.locator, family, older=older, sealed=sealed)
    printed = written_on(family)
    _money_unit(cells)
    for name, (path, kind) in fields_by_name(family).items():
        area = cells.locator.area(name)
        if area is not None and path != "money_unit":
            cells.take(path, kind, area.first, printed.get(path, ""))
    _own_heads(cells, family)
    _declared_levels(cells)
    _declared_rates(cells, family)
    indicators = IndicatorTables(cells, family, blank=blank)
    indicators.read()
    rows = dict(indicators.rows)
    if lists:
        rows |= _lists(cells, family)
    evaluation = cells.tree.build(form=family.id, profile=said.profile, **_year(cells))
    return ReadBook(
        evaluation=evaluation,
        family=family,
        version=said.version,
        profile=said.profile,
        profile_digest=said.digest,
        blank=blank,
        summary=said.kind == SUMMARY,
        places=cells.places,
        positions=indicators.positions,
        rows=rows,
        added=frozenset() if blank else frozenset(indicators.added),
        notes=tuple(cells.notes),
        locator=cells.locator,
    )


class _Identity(NamedTuple):
    """What a workbook says of itself: whose template, which version, which rules, which kind."""

    family: Family
    version: int
    profile: str
    digest: str
    kind: str


def _identity(cells: CellReader) -> _Identity:
    """Whose template, which version; a program that dropped the properties leaves the cells of 参数."""
    properties, file = cells.grid.properties(), cells.grid.file
    template, version = properties.get("xladdin.template"), properties.get("xladdin.template_version")
    profile, kind = properties.get("xladdin.profile"), properties.get("xladdin.kind")
    digest = properties.get(DIGEST)
    if template is None and cells.locator.area("JX_V_template") is not None:
        template, version, profile, kind = (
            cell_text.printed(cells.at(cells.locator.required(f"JX_V_{name}").first))
            for name in ("template", "template_version", "profile", "kind")
        )
        where = cells.locator.area("JX_V_profile_digest")
        digest = cell_text.printed(cells.at(where.first)) if where is not None else None
    family = family_of_template(template)
    if family is None:
        raise UserError("template-other", file=file)
    number = str(version)
    if not (number.isascii() and number.isdigit() and len(number) < 7) or int(number) > family.version:
        raise UserError("template-newer", file=file, version=number[:20], known=family.version)
    return _Identity(family, int(number), str(profile or ""), str(digest or ""), str(kind or ""))


def _lists(cells: CellReader, family: Family) -> dict[str, dict[str, int]]:
    rows = {}
    for sheet in family.sheets:
        for block in sheet.tables():
            if block.items not in ("", INDICATORS):
                rows[block.table] = read_list(cells, block, issued=sheet.issued)
    return {table: found for table, found in rows.items() if found}


def _year(cells: CellReader) -> dict[str, int]:
    """Year and version are whole numbers; a workbook without a year is one that nobody filled."""
    found: dict[str, int] = {}
    for path, default, least in (("year", 0, 1990), ("version", 1, 1)):
        value = cells.tree.get(path)
        if isinstance(value, Decimal) and (value != value.to_integral_value() or value < least):
            cells.refuse("cell-not-number", cells.places[path], plain_text(value), why="应为整数，且不能太小")
        found[path] = int(value) if isinstance(value, Decimal) else default
    return found


def _money_unit(cells: CellReader) -> None:
    """In which unit the amounts of the workbook are: it is asked before the first amount is read."""
    area = cells.locator.area(field_name("money_unit"))
    if area is None:
        return
    printed = cell_text.printed(cells.at(area.first))
    unit = fold(printed)
    if unit not in MONEY_UNITS:
        cells.refuse("money-unit", area.first, printed[:30] or "空白")
    cells.in_yuan = unit == MONEY_UNITS[1]
    cells.places.put("money_unit", area.first)
    cells.tree.put("money_unit", unit)


def _own_heads(cells: CellReader, family: Family) -> None:
    """What a table prints in its head instead of what stands in the cell that it repeats."""
    for sheet in family.sheets:
        for cell in (cell for block in sheet.block for row in block.rows for cell in row if cell.own):
            area = cells.locator.area(field_name(f"echo.{sheet.id}.{cell.ref}"))
            if area is not None:
                content = cells.at(area.first)
                cells.places.put(cell.own, area.first)
                if content.formula is None:
                    cells.tree.put(cell.own, cell_text.printed(content))


def _declared_levels(cells: CellReader) -> None:
    """The levels are those that the workbook prints, whatever profile this program knows under its name."""
    for name, (title, printed) in declared_levels(cells.grid.names()).items():
        area, where = cells.locator.area(name), cells.locator.area(title)
        level = cell_text.printed(cells.at(where.first)) if where is not None else printed
        if area is not None and level and not set(level) & set("[]"):
            cells.take(f"declared.levels[{level}]", "points", area.first)


def _declared_rates(cells: CellReader, family: Family) -> None:
    """An execution rate that somebody typed over the formula is what the table declares."""
    for source in family.sources:
        area = cells.locator.area(field_name(f"funds[{source}].execution_rate"))
        if area is None:
            continue
        content = cells.at(area.first)
        path = f"funds[{source}].declared_rate"
        cells.places.put(path, area.first)
        if content.formula is None:
            cells.tree.put(path, cell_text.rate(content))
