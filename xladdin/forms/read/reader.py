"""Reads a workbook of ours back into an Evaluation, whoever saved it and whatever was sorted or inserted.

Fields are found by defined names, rows by their hidden keys. What a person typed stays as typed (``indicators[..]``
texts); amounts become Decimals. Nothing is guessed: an amount that is no number is refused with its cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from xladdin.errors import UserError
from xladdin.forms.defined_names import KEY, column_name, fields_by_name
from xladdin.forms.definition import Block, sheets
from xladdin.forms.grid import EMPTY, Content, Grid
from xladdin.forms.package.parts.sheetxml import column_letters
from xladdin.forms.read import cell_text
from xladdin.forms.read.field_cells import BookPlaces, KeyedTable
from xladdin.forms.read.named_areas import Area, Locator
from xladdin.forms.template_id import BLANK, TEMPLATE, TEMPLATE_VERSION
from xladdin.model.evaluation import Evaluation
from xladdin.model.fields import FieldTree, FieldValue
from xladdin.model.grammar.decimals import LARGEST, plain_text
from xladdin.model.grammar.fold import name_key
from xladdin.model.input_note import InputNote
from xladdin.model.place import Place

_ANY = (Decimal(0), LARGEST)
#: Kinds of cells that take numbers, and the limits of those that have some.
_LIMITS = {
    "keep": (Decimal(0), Decimal(1)),
    "percent_points": (Decimal(0), Decimal(100)),
    "points": (Decimal(0), Decimal(100)),
    "weight": (Decimal(0), Decimal(100)),
    "integer": (Decimal(0), Decimal(2100)),
}
#: Keys of rows that somebody inserted begin so.
_NEW = "row"
_NUMERIC = frozenset({"money", *_LIMITS})


@dataclass(frozen=True)
class ReadBook:
    """A workbook as read.

    profile    id of the rule profile the workbook was made for
    blank      made without issued goals: names and targets were typed in
    places     field path → cell
    positions  indicator key → row in the table of 绩效自评表, from 1
    rows       table → key → sheet row
    added      keys of rows that were added to a workbook made from issued goals: their targets are typed in
    notes      remarks on input cells
    extras     sheets that are not ours
    """

    evaluation: Evaluation
    profile: str
    blank: bool
    places: BookPlaces
    positions: dict[str, int]
    rows: dict[str, dict[str, int]]
    added: frozenset[str]
    notes: tuple[InputNote, ...]
    locator: Locator = field(repr=False)


def is_ours(content: Content) -> bool:
    """Whether the cell holds a formula that the workbook was made with: all of them use our names or functions."""
    return content.formula is not None and "JX_" in content.formula.upper()


def read(grid: Grid, *, goals: bool = True) -> ReadBook:
    """Read the workbook, with or without the goal tables A and B. Raises UserError: other template, newer template, damaged names, amounts that are none."""
    return _Reader(grid).read(goals=goals)


class _Reader:
    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.locator = Locator(grid.names(), grid.file)
        self.tree = FieldTree()
        self.places = BookPlaces()
        self.notes: list[InputNote] = []
        self.rows: dict[str, dict[str, int]] = {}
        self.positions: dict[str, int] = {}
        self.added: set[str] = set()

    def read(self, *, goals: bool) -> ReadBook:
        profile, blank = self._identity()
        for name, (path, kind) in fields_by_name().items():
            area = self.locator.area(name)
            if area is not None:
                self._take(path, kind, area.first)
        self._declared_rates()
        for form in sheets():
            for block in form.tables():
                if goals and block.items.startswith("goals."):
                    self._goal_table(block)
        self._indicators(blank)
        evaluation = self.tree.build(form="transfer", profile=profile, **self._year())
        return ReadBook(
            evaluation=evaluation,
            profile=profile,
            blank=blank,
            places=self.places,
            positions=self.positions,
            rows=self.rows,
            added=frozenset() if blank else frozenset(self.added),
            notes=tuple(self.notes),
            locator=self.locator,
        )

    def _identity(self) -> tuple[str, bool]:
        """Whose template, which version; a program that dropped the properties leaves the cells of 参数."""
        properties = self.grid.properties()
        template, version = properties.get("xladdin.template"), properties.get("xladdin.template_version")
        profile, kind = properties.get("xladdin.profile"), properties.get("xladdin.kind")
        if template is None and self.locator.area("JX_V_template") is not None:
            template, version, profile, kind = (
                cell_text.printed(self._at(self.locator.required(f"JX_V_{name}").first))
                for name in ("template", "template_version", "profile", "kind")
            )
        if template != TEMPLATE:
            raise UserError("template-other", file=self.grid.file)
        if not str(version).isdigit() or int(str(version)) > TEMPLATE_VERSION:
            raise UserError("template-newer", file=self.grid.file, version=version, known=TEMPLATE_VERSION)
        return str(profile or ""), kind == BLANK

    def sheet(self, name: str) -> Mapping[str, Content]:
        try:
            return self.grid.sheet(name)
        except KeyError:
            raise UserError("sheet-missing", file=self.grid.file, sheet=name) from None

    def _at(self, place: Place) -> Content:
        return self.sheet(place.sheet).get(place.cell, EMPTY)

    def _take(self, path: str, kind: str, place: Place) -> None:
        """Read one field's cell into the tree, with place and remarks."""
        content = self._at(place)
        self.places.put(path, place)
        if content is not EMPTY:
            self.tree.put(path, self.value(path, kind, content, place))

    def value(self, path: str, kind: str, content: Content, place: Place) -> FieldValue:
        """What a cell says, with remarks on how it says it."""
        numeric = kind in _NUMERIC
        if not is_ours(content):
            found = cell_text.remarks(content, numeric=numeric)
            self.notes += [InputNote(path, remark, detail) for remark, detail in found]
        return self._number(content, kind, place) if numeric else cell_text.printed(content)

    def _number(self, content: Content, kind: str, place: Place) -> Decimal | None:
        try:
            value = cell_text.number(content, kind)
        except ValueError as error:
            found = str(error)[:30]
            raise UserError(
                "cell-not-number", file=self.grid.file, sheet=place.sheet, cell=place.cell, found=found
            ) from None
        if value is not None and not _LIMITS.get(kind, _ANY)[0] <= value <= _LIMITS.get(kind, _ANY)[1]:
            code = "cell-negative" if value < 0 else "cell-too-large"
            found = cell_text.printed(content)
            raise UserError(code, file=self.grid.file, sheet=place.sheet, cell=place.cell, found=found)
        return value

    def _year(self) -> dict[str, int]:
        """Year and version are whole numbers; a workbook without a year is one that nobody filled."""
        found: dict[str, int] = {}
        for path, default, least in (("year", 0, 1990), ("version", 1, 1)):
            value = self.tree.get(path)
            if isinstance(value, Decimal) and (value != value.to_integral_value() or value < least):
                place, found_text = self.places[path], plain_text(value)
                raise UserError(
                    "cell-not-number", file=self.grid.file, sheet=place.sheet, cell=place.cell, found=found_text
                )
            found[path] = int(value) if isinstance(value, Decimal) else default
        return found

    def _declared_rates(self) -> None:
        """An execution rate that somebody typed over the formula is what the table declares."""
        for source in ("total", "central", "local", "other"):
            area = self.locator.area(f"JX_F_funds_{source}_execution_rate")
            if area is None:
                continue
            content = self._at(area.first)
            path = f"funds[{source}].declared_rate"
            self.places.put(path, area.first)
            if content.formula is None:
                self.tree.put(path, cell_text.rate(content))

    def _goal_table(self, block: Block) -> None:
        number = 0
        first = self.locator.required(column_name(block.table, block.columns[0].field))
        hidden = self.grid.covered(first.sheet)
        sheet = self.grid.sheet(first.sheet)
        areas = [(column, self.locator.required(column_name(block.table, column.field))) for column in block.columns]
        for row in self._table_rows(first, self.locator.column(block.table, "level3")):
            texts = {
                column.field: cell_text.printed(sheet.get(hidden.get(area.cell(row), area.cell(row)), EMPTY))
                for column, area in areas
            }
            if not texts["level3"] and not texts["target"]:
                continue
            for column, area in areas:
                path = f"{block.items}[{number}].{column.field}"
                self.tree.put(path, texts[column.field])
                self.places.put(path, Place(area.sheet, area.cell(row)))
            number += 1

    def _indicators(self, blank: bool) -> None:
        tables = {name: self._keyed_rows(name) for name in ("score", "self", "weighted")}
        self._pair_new_rows(tables)
        own = self.locator.required(column_name("self", KEY))
        self.positions = {key: row - own.first_row + 1 for key, row in tables["self"].items()}
        self.rows = tables
        order = dict.fromkeys(key for name in ("score", "self", "weighted") for key in tables[name])
        readers = {
            block.table: _Table(self, block, tables[block.table])
            for form in sheets()
            for block in form.tables()
            if KEY in block.roles
        }
        for name in ("weighted", "self", "score") if blank else ("self", "weighted", "score"):
            self.places.add(readers[name].where)
        for key in order:
            for name in ("self", "weighted", "score"):
                if key in tables[name]:
                    readers[name].take(key)
            prefix = f"indicators[{key}]"
            for column in ("level1", "level2", "level3"):
                if self.tree.get(f"{prefix}.{column}") is None and key in tables["weighted"]:
                    self.tree.put(f"{prefix}.{column}", readers["weighted"].text(column, key))
            if self.tree.get(f"{prefix}.target") is None:
                self.tree.put(f"{prefix}.target", self.tree.get(f"{prefix}.issued_target"))
            self._own_unit(prefix, key)
            if set(self.tree.under(prefix)) <= {"level1", "level2"}:
                self.tree.drop(prefix)
        self._fill_down(tables["self"])

    def _fill_down(self, rows: dict[str, int]) -> None:
        """A blank 一级指标 is the one above it in 绩效自评表, as the sheet's own lookup has it."""
        last: FieldValue = ""
        for key in sorted(rows, key=rows.__getitem__):
            prefix = f"indicators[{key}]"
            last = self.tree.get(f"{prefix}.level1") or last
            if self.tree.under(prefix):
                self.tree.put(f"{prefix}.level1", last)

    def _pair_new_rows(self, tables: dict[str, dict[str, int]]) -> None:
        """Rows that somebody inserted have no key; the weighted table's belong to the one of the same name."""
        names = {self._name("self", row): key for key, row in tables["self"].items() if key.startswith(_NEW)}
        for key in [key for key in tables["weighted"] if key.startswith(_NEW)]:
            row = tables["weighted"].pop(key)
            tables["weighted"][names.pop(self._name("weighted", row), f"{_NEW}C{row}")] = row

    def _name(self, table: str, row: int) -> str:
        area = self.locator.required(column_name(table, "level3"))
        return name_key(cell_text.printed(self._at(Place(area.sheet, area.cell(row)))))

    def _own_unit(self, prefix: str, key: str) -> None:
        """单位 of 评分表 names the unit; the model keeps it only where the name does not give it."""
        area = self.locator.column("score", "unit")
        if area is None or key not in self.rows["score"]:
            return
        place = Place(area.sheet, area.cell(self.rows["score"][key]))
        content = self._at(place)
        if content.formula is not None:
            self.added.add(key)
        else:
            self.tree.put(f"{prefix}.unit", cell_text.printed(content))
            self.places.put(f"{prefix}.unit", place)

    def _keyed_rows(self, table: str) -> dict[str, int]:
        """Key → sheet row. A row that somebody inserted and filled has no key: it gets one that says where it stands."""
        area = self.locator.required(column_name(table, KEY))
        sheet = self.grid.sheet(area.sheet)
        found: dict[str, int] = {}
        names = self.locator.column(table, "level3")
        for row in self._table_rows(area, names):
            key = cell_text.printed(sheet.get(area.cell(row), EMPTY))
            if not key and names is not None and sheet.get(names.cell(row), EMPTY).value:
                key = f"{_NEW}{row}"
            if key in found:
                raise UserError("key-twice", file=self.grid.file, sheet=area.sheet, cell=area.cell(row), key=key)
            if key:
                found[key] = row
        return found

    def _table_rows(self, area: Area, names: Area | None) -> Iterator[int]:
        """The rows of a table, and those that somebody added below it: a defined name does not grow at its end."""
        yield from area.rows()
        row = area.last_row + 1
        while names is not None and self.grid.sheet(area.sheet).get(names.cell(row), EMPTY).value:
            yield row
            row += 1


class _Table:
    """One indicator table: its columns where they stand now."""

    def __init__(self, reader: _Reader, block: Block, rows: dict[str, int]) -> None:
        self.reader = reader
        found = {
            column.field: (column, area)
            for column in block.columns
            if column.field and (area := reader.locator.column(block.table, column.field)) is not None
        }
        sheet = next(iter(found.values()))[1].sheet
        letters = {field: column_letters(area.first_column) for field, (_, area) in found.items()}
        self.where = KeyedTable(sheet, letters, rows, reader.grid.covered(sheet))
        self.cells = reader.sheet(sheet)
        #: Columns whose cells may only repeat the weighted table (in workbooks that were made blank): read there.
        self.echoes = {field for field, (column, _) in found.items() if column.echo}
        shown_elsewhere = ("level1", "level2", "level3") if block.table == "weighted" else ()
        self.taken = [
            (field, *_parts(field), column.kind) for field, (column, _) in found.items() if field not in shown_elsewhere
        ]

    def take(self, key: str) -> None:
        """Read the row of ``key`` into the tree."""
        prefix, where, cells = f"indicators[{key}]", self.where, self.cells
        for column, group, name, kind in self.taken:
            cell = where.cell(column, key)
            content = cells.get(cell, EMPTY)
            if content is EMPTY or (column in self.echoes and is_ours(content)):
                continue
            if kind not in _NUMERIC and cell_text.is_plain(content):  # nearly all: nothing to remark
                self.reader.tree.put_in(f"{prefix}{group}", name, cell_text.printed(content))
            else:
                path = f"{prefix}.{column}"
                value = self.reader.value(path, kind, content, Place(where.sheet, cell))
                self.reader.tree.put_in(f"{prefix}{group}", name, value)

    def text(self, field: str, key: str) -> str:
        return cell_text.printed(self.cells.get(self.where.cell(field, key), EMPTY))


def _parts(field: str) -> tuple[str, str]:
    """``adjustment.keep`` → (``.adjustment``, ``keep``); ``actual`` → (``""``, ``actual``)."""
    group, _, name = field.rpartition(".")
    return (f".{group}" if group else ""), name
