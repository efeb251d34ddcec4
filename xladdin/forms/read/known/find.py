"""Works out the layout of a submission, by the same names and tables as the careful reader."""

from __future__ import annotations

from collections.abc import Iterator

from xladdin.forms.defined_names import KEY, column_name, declared_levels, field_name, fields_by_name, written_on
from xladdin.forms.definition import Block
from xladdin.forms.family import Family
from xladdin.forms.kinds import NUMBERS
from xladdin.forms.read import cell_text
from xladdin.forms.read.cell_reader import CellReader
from xladdin.forms.read.field_cells import KeyedTable
from xladdin.forms.read.indicator_tables import INDICATORS, IndicatorTables
from xladdin.forms.read.keyed_rows import telling_columns
from xladdin.forms.read.known.layout import RATE, Item, Layout, Own, Part, Row, Single, Spot, Take, UnusualError
from xladdin.forms.read.named_areas import Area
from xladdin.forms.read.reader import ReadBook
from xladdin.forms.read.sealed_grid import SealedGrid
from xladdin.model.funds import MONEY_UNITS
from xladdin.model.place import Place


def layout_of(grid: SealedGrid, book: ReadBook) -> Layout:
    """The layout of a submission that was read as ``book``. Raises UnusualError for one that others will not share."""
    return _Making(grid, book).layout()


class _Making:
    def __init__(self, grid: SealedGrid, book: ReadBook) -> None:
        self.grid, self.book, self.family = grid, book, book.family
        self.cells = CellReader(grid)
        self.yuan = book.evaluation.money_unit == MONEY_UNITS[1]
        self.said: list[tuple[Spot, str]] = []
        self.empty: list[Spot] = []
        self.seen: list[Spot] = []
        self.single: dict[str, Place] = {}

    def layout(self) -> Layout:
        singles = tuple(self._singles(self.family))
        indicators = IndicatorTables(self.cells, self.family, blank=False)
        for name in self.family.indicator_tables:
            self._keys(self.family.blocks[name])
        rows = tuple(self._row(indicators, key) for key in indicators.keys())  # noqa: SIM118 - no mapping
        lists = tuple(self._lists())
        sheets = {
            sheet
            for sheet, _ in (*self.empty, *self.seen, *(spot for spot, _ in self.said), *(one.spot for one in singles))
        }
        sheets |= {part.sheet for row in rows for part in (*row.parts, *row.echoes)}
        sheets |= {one.spot[0] for row in rows for one in row.own} | {row.unit[0] for row in rows if row.unit}
        sheets |= {item.part.sheet for _, items in lists for item in items}
        return Layout(
            book=self.book,
            said=tuple(self.said),
            empty=tuple(self.empty),
            seen=tuple(self.seen),
            sheets=frozenset(sheets),
            single=self.single,
            tables=self.book.places.tables,
            singles=singles,
            rows=rows,
            lists=lists,
        )

    # ---- single fields ----

    def _singles(self, family: Family) -> Iterator[Single]:
        area = self.cells.locator.area(field_name("money_unit"))
        if area is not None:
            self._says(area.first)
            yield self._one("money_unit", area.first)
        printed = written_on(family)
        for name, (path, kind) in fields_by_name(family).items():
            area = self.cells.locator.area(name)
            if area is not None and path != "money_unit":
                blank = printed.get(path, "")
                signs = frozenset((*blank, *" \n　")) if blank else frozenset()
                yield self._one(path, area.first, self._kind(kind), signs)
        for sheet in family.sheets:
            for cell in (cell for block in sheet.block for row in block.rows for cell in row if cell.own):
                area = self.cells.locator.area(field_name(f"echo.{sheet.id}.{cell.ref}"))
                if area is not None:
                    yield self._one(cell.own, area.first)
        yield from self._levels()
        for source in family.sources:
            area = self.cells.locator.area(field_name(f"funds[{source}].execution_rate"))
            if area is not None:
                yield self._one(f"funds[{source}].declared_rate", area.first, RATE)

    def _levels(self) -> Iterator[Single]:
        for name, (title, level) in declared_levels(self.grid.names()).items():
            area, where = self.cells.locator.area(name), self.cells.locator.area(title)
            if where is not None:
                level = self._says(where.first)
            if area is not None and level and not set(level) & set("[]"):
                yield self._one(f"declared.levels[{level}]", area.first, self._kind("points"))

    def _one(self, path: str, place: Place, kind: str = "", blank: frozenset[str] = frozenset()) -> Single:
        self.single.setdefault(path, place)
        group, name = ("", path) if path.endswith("]") else _split(path)
        return Single(group, name, _spot(place), kind, blank)

    def _kind(self, kind: str) -> str:
        if kind not in NUMBERS:
            return ""
        return "yuan" if kind == "amount" and self.yuan else kind

    # ---- tables ----

    def _keys(self, block: Block) -> dict[str, int]:
        """Key → row. Every row below the heading has a key, or says nothing."""
        area = self.cells.locator.required(column_name(block.table, KEY))
        found = {}
        for row in area.rows():
            key = self._says(Place(area.sheet, area.cell(row)))
            if key:
                found[key] = row
                continue
            self.empty += [_spot(Place(one.sheet, one.cell(row))) for one in telling_columns(self.cells, block)]
        self._ends(area, self.cells.locator.column(block.table, block.naming))
        if found != self.book.rows.get(block.table, {}):
            raise UnusualError
        return found

    def _ends(self, area: Area, names: Area | None) -> None:
        """Nothing was added below the table."""
        below = area.last_row + 1
        if names is not None:
            inside = below < self.cells.locator.next_below(area)
            (self.empty if inside else self.seen).append(_spot(Place(area.sheet, names.cell(below))))

    def _row(self, indicators: IndicatorTables, key: str) -> Row:
        readers, prefix = indicators.readers, f"{INDICATORS}[{key}]"
        parts: dict[tuple[str, str], list[Take]] = {}
        for reader in readers.values():
            if key in reader.where.rows:
                for column, group, name, kind in reader.taken:
                    _, cell = self._in_table(reader.where, column, key)
                    parts.setdefault((group, reader.where.sheet), []).append(Take(name, cell, self._kind(kind)))
        echoes = []
        for field, table, source in indicators.echoes:
            if key in indicators.rows[table]:
                (group, name), (sheet, cell) = _split(field), self._in_table(readers[table].where, source, key)
                echoes.append(Part(f".{group}" if group else "", sheet, (Take(name, cell),)))
        own = []
        for reader in (readers[name] for name in self.family.indicator_tables):
            if key in reader.where.rows:
                for other, field in reader.own.items():
                    group, name = _split(field)
                    own.append(Own(other, f".{group}" if group else "", name, self._in_table(reader.where, field, key)))
        unit = indicators.unit_place(key)
        if unit is not None:
            self.single.setdefault(f"{prefix}.unit", unit)
        taken = tuple(Part(group, sheet, tuple(takes)) for (group, sheet), takes in parts.items())
        return Row(prefix, taken, tuple(echoes), tuple(own), None if unit is None else _spot(unit))

    def _in_table(self, table: KeyedTable, field: str, key: str) -> Spot:
        return _spot(Place(table.sheet, f"{table.letters[field]}{table.rows[key]}"))

    # ---- lists ----

    def _lists(self) -> Iterator[tuple[str, tuple[Item, ...]]]:
        for sheet in self.family.sheets:
            for block in sheet.tables():
                if block.items not in ("", INDICATORS):
                    yield block.items, tuple(self._items(block))

    def _items(self, block: Block) -> Iterator[Item]:
        columns = [column for column in block.columns if column.field]
        areas = [(column, self.cells.locator.column(block.table, column.field)) for column in columns]
        placed = [(column, area) for column, area in areas if area is not None]
        if not placed:
            return
        if len(placed) < len(areas) or any("." in column.field for column in columns):
            raise UnusualError
        first = placed[0][1]
        if KEY in block.roles:
            rows = [(key, row) for key, row in self._keys(block).items()]
        else:
            rows = [("", row) for row in first.rows()]
            self._ends(first, self.cells.locator.column(block.table, block.naming))
        for key, row in rows:
            places = tuple(Place(first.sheet, area.cell(row)) for _, area in placed)
            takes = tuple(
                Take(column.field, place.cell.encode("ascii"), self._kind(column.kind))
                for (column, _), place in zip(placed, places, strict=True)
            )
            telling = tuple(take for (column, _), take in zip(placed, takes, strict=True) if not column.merge)
            if key:
                for take, place in zip(takes, places, strict=True):
                    self.single.setdefault(f"{block.items}[{key}].{take.name}", place)
            yield Item(key, Part("", first.sheet, takes), places, telling)

    # ---- what decides ----

    def _says(self, place: Place) -> str:
        """What a cell says that decides the layout."""
        text = cell_text.printed(self.cells.at(place))
        self.said.append((_spot(place), text))
        return text


def _spot(place: Place) -> Spot:
    return place.sheet, place.cell.encode("ascii")


def _split(path: str) -> tuple[str, str]:
    """``adjustment.keep`` → (``adjustment``, ``keep``); ``actual`` → (``""``, ``actual``)."""
    group, _, name = path.rpartition(".")
    return group, name
