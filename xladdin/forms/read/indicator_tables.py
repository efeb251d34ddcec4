"""Reads the tables that have a row for each indicator, and joins their rows by key."""

from __future__ import annotations

from functools import cached_property

from xladdin.forms.defined_names import KEY, column_name
from xladdin.forms.definition import Block
from xladdin.forms.family import Family
from xladdin.forms.grid import EMPTY
from xladdin.forms.kinds import NUMBERS
from xladdin.forms.package.parts.sheetxml import column_letters
from xladdin.forms.read import cell_text
from xladdin.forms.read.cell_reader import CellReader, is_ours
from xladdin.forms.read.field_cells import KeyedTable
from xladdin.forms.read.keyed_rows import NEW, keyed_rows
from xladdin.model.fields import FieldValue
from xladdin.model.grammar.fold import name_key
from xladdin.model.place import Place

#: The list of the model whose rows these tables share.
INDICATORS = "indicators"


class IndicatorTables:
    """
    rows       table → key → sheet row
    positions  key → row in the table of actual values, from 1
    added      keys of rows whose unit is worked out, not issued
    """

    def __init__(self, cells: CellReader, family: Family, *, blank: bool) -> None:
        self.cells, self.family, self.blank = cells, family, blank
        self.rows = {name: keyed_rows(cells, family.blocks[name]) for name in family.indicator_tables}
        self._pair_new_rows()
        own, first = family.tables.actuals, cells.locator.required(column_name(family.tables.actuals, KEY)).first_row
        self.positions = {key: row - first + 1 for key, row in self.rows[own].items()}
        self.added: set[str] = set()

    @cached_property
    def echoes(self) -> list[tuple[str, str, str]]:
        """Fields that a column repeats: (field, table, field there)."""
        blocks = (self.family.blocks[name] for name in self.family.indicator_tables)
        return [(column.field, *column.source) for block in blocks for column in block.columns if column.echo]

    @cached_property
    def readers(self) -> dict[str, IndicatorTable]:
        """The tables by name; that of actual values is read first, and what a later one says stands."""
        elsewhere = {(table, source) for field, table, source in self.echoes if field == source}
        own, names = self.family.tables.actuals, self.family.indicator_tables
        return {
            name: IndicatorTable(self.cells, self.family.blocks[name], self.rows[name], elsewhere)
            for name in dict.fromkeys((own, *names))
        }

    def keys(self) -> list[str]:
        """Keys of all rows, in the order of the scores."""
        tables = self.family.tables
        names = (tables.scores, tables.actuals, *self.family.indicator_tables)
        return list(dict.fromkeys(key for name in names for key in self.rows[name]))

    def unit_place(self, key: str) -> Place | None:
        """Where 单位 stands beside the scores of a row."""
        scores = self.family.tables.scores
        area = self.cells.locator.column(scores, "unit")
        return (
            None
            if area is None or key not in self.rows[scores]
            else Place(area.sheet, area.cell(self.rows[scores][key]))
        )

    def read(self) -> None:
        """Read every row into the tree."""
        tree, tables, readers = self.cells.tree, self.family.tables, self.readers
        # in a blank workbook the table of targets is where names are typed: a field's place is there
        first = (tables.targets, tables.actuals) if self.blank else (tables.actuals, tables.targets)
        for name in dict.fromkeys((*first, *self.family.indicator_tables)):
            self.cells.places.add(readers[name].where)
        for key in self.keys():
            prefix = f"{INDICATORS}[{key}]"
            for reader in readers.values():
                if key in reader.where.rows:
                    reader.take(key)
            for field, table, source in self.echoes:
                if tree.get(f"{prefix}.{field}") is None and key in self.rows[table]:
                    tree.put(f"{prefix}.{field}", readers[table].text(source, key))
            for name in self.family.indicator_tables:
                readers[name].take_own(key)
            self._own_unit(prefix, key)
            if set(tree.under(prefix)) <= {"level1", "level2"}:
                tree.drop(prefix)
        self._fill_down()

    def _fill_down(self) -> None:
        """A blank 一级指标 is the one above it in the table of actual values, as the sheet's own lookup has it."""
        tree, rows = self.cells.tree, self.rows[self.family.tables.actuals]
        last: FieldValue = ""
        for key in sorted(rows, key=rows.__getitem__):
            prefix = f"{INDICATORS}[{key}]"
            last = tree.get(f"{prefix}.level1") or last
            if tree.under(prefix):
                tree.put(f"{prefix}.level1", last)

    def _pair_new_rows(self) -> None:
        """Rows that somebody inserted have no key; the table of targets' belong to the one of the same name."""
        targets, own = self.family.tables.targets, self.family.tables.actuals
        if targets == own:
            return
        names = {self._name(own, row): key for key, row in self.rows[own].items() if key.startswith(NEW)}
        for key in [key for key in self.rows[targets] if key.startswith(NEW)]:
            row = self.rows[targets].pop(key)
            self.rows[targets][names.pop(self._name(targets, row), f"{NEW}C{row}")] = row

    def _name(self, table: str, row: int) -> str:
        area = self.cells.locator.required(column_name(table, self.family.blocks[table].naming))
        return name_key(cell_text.printed(self.cells.at(Place(area.sheet, area.cell(row)))))

    def _own_unit(self, prefix: str, key: str) -> None:
        """单位 beside the scores names the unit; the model keeps it only where the name does not give it."""
        place = self.unit_place(key)
        if place is None:
            return
        content = self.cells.at(place)
        if content.formula is not None:
            self.added.add(key)
        else:
            self.cells.tree.put(f"{prefix}.unit", cell_text.printed(content))
            self.cells.places.put(f"{prefix}.unit", place)


class IndicatorTable:
    """One table: its columns where they stand now.

    elsewhere  columns (table, field) that another table echoes: their fields are read there
    """

    def __init__(self, cells: CellReader, block: Block, rows: dict[str, int], elsewhere: set[tuple[str, str]]) -> None:
        self.reader = cells
        found = {
            column.field: (column, area)
            for column in block.columns
            if column.field and (area := cells.locator.column(block.table, column.field)) is not None
        }
        sheet = next(iter(found.values()))[1].sheet
        letters = {field: column_letters(area.first_column) for field, (_, area) in found.items()}
        #: Columns that may print something else than the field: field that holds it → field.
        self.own = {column.own: field for field, (column, _) in found.items() if column.own}
        letters |= {own: letters[field] for own, field in self.own.items()}
        self.where = KeyedTable(sheet, letters, rows, cells.grid.covered(sheet))
        self.cells = cells.sheet(sheet)
        #: Columns whose cells may only repeat another table (in workbooks that were made blank): read there.
        self.echoes = {field for field, (column, _) in found.items() if column.echo}
        self.taken = [
            (field, *_parts(field), column.kind)
            for field, (column, _) in found.items()
            if (block.table, field) not in elsewhere
        ]

    def take(self, key: str) -> None:
        """Read the row of ``key`` into the tree."""
        prefix, where, cells = f"{INDICATORS}[{key}]", self.where, self.cells
        for column, group, name, kind in self.taken:
            cell = where.cell(column, key)
            content = cells.get(cell, EMPTY)
            if column in self.echoes and is_ours(content):
                continue
            if kind not in NUMBERS and cell_text.is_plain(content):  # nearly all: nothing to remark
                self.reader.tree.put_in(f"{prefix}{group}", name, cell_text.printed(content))
            else:
                path = f"{prefix}.{column}"
                value = self.reader.value(path, kind, content, Place(where.sheet, cell))
                self.reader.tree.put_in(f"{prefix}{group}", name, value)

    def take_own(self, key: str) -> None:
        """Read what the table prints otherwise than the fields of the row that are read by now."""
        if key not in self.where.rows:
            return
        tree, prefix = self.reader.tree, f"{INDICATORS}[{key}]"
        for own, field in self.own.items():
            printed = self.text(field, key)
            if printed and printed != tree.get(f"{prefix}.{field}"):
                tree.put(f"{prefix}.{own}", printed)

    def text(self, field: str, key: str) -> str:
        return cell_text.printed(self.cells.get(self.where.cell(field, key), EMPTY))


def _parts(field: str) -> tuple[str, str]:
    """``adjustment.keep`` → (``.adjustment``, ``keep``); ``actual`` → (``""``, ``actual``)."""
    group, _, name = field.rpartition(".")
    return (f".{group}" if group else ""), name
