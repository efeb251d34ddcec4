"""Reads submissions of a known layout: every value from its cell, nothing worked out anew.

Only what our writer writes is taken: texts from the string table, plain numbers. A workbook that holds anything else in a
cell that is asked for is left to ``reader``, which gives the same for all that this one takes, and says what is wrong with
the rest.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeVar

from msgspec.structs import replace

from xladdin.forms.kinds import NUMBERS
from xladdin.forms.package.parts.cells import Flat
from xladdin.forms.package.parts.relationships import workbook_part
from xladdin.forms.package.parts.texts import UnclearError
from xladdin.forms.package.salts import unsalted
from xladdin.forms.read.field_cells import BookPlaces
from xladdin.forms.read.known.find import layout_of
from xladdin.forms.read.known.layout import RATE, Item, Layout, Part, Row, Single, Spot, Take, UnusualError
from xladdin.forms.read.reader import ReadBook, read
from xladdin.forms.read.sealed_grid import SealedGrid, plain_decimal
from xladdin.forms.template_id import DIGEST, KIND
from xladdin.model.fields import FieldTree, FieldValue
from xladdin.model.funds import YUAN
from xladdin.model.grammar.decimals import fixed_text, plain_text

_T = TypeVar("_T")
#: Layouts that are remembered; each is a few hundred kilobytes.
_MOST: Final = 64
_LAYOUTS: OrderedDict[tuple[object, ...], Layout] = OrderedDict()
#: Properties that say whose template it is, which version, which rules.
_IDENTITY = ("xladdin.template", "xladdin.template_version", "xladdin.profile", DIGEST, KIND)


def read_submission(grid: SealedGrid) -> ReadBook:
    """As ``reader.read``, with the same outcome. Raises UserError as that does."""
    stated = grid.properties()
    if stated.get("xladdin.template") is None:
        return read(grid)
    key = (unsalted(grid.archive[workbook_part(grid.archive)]), *map(stated.get, _IDENTITY))
    layout = _LAYOUTS.get(key)
    if layout is not None:
        try:
            book = _Direct(grid, layout).book()
        except (UnusualError, UnclearError):
            pass
        else:
            _LAYOUTS.move_to_end(key)
            return book
    book = read(grid)
    try:
        _LAYOUTS[key] = layout_of(grid, book)
    except UnusualError:
        return book
    if len(_LAYOUTS) > _MOST:
        _LAYOUTS.popitem(last=False)
    return book


def known() -> int:
    """How many layouts are remembered."""
    return len(_LAYOUTS)


def forget() -> None:
    """Begin anew."""
    _LAYOUTS.clear()


@lru_cache(maxsize=8192)
def _text_of(number: bytes) -> str:
    return plain_text(_decimal(number))


def _decimal(number: bytes) -> Decimal:
    value = plain_decimal(number)
    if value is None:
        raise UnusualError
    return value


@lru_cache(maxsize=8192)
def _amount(number: bytes, kind: str) -> Decimal:
    value = _decimal(number)
    if not NUMBERS[kind].least <= value <= NUMBERS[kind].most:
        raise UnusualError
    return value / YUAN if kind == "yuan" else value


def _known(found: Mapping[bytes, _T] | None) -> Mapping[bytes, _T]:
    if found is None:
        raise UnusualError
    return found


class _Direct:
    def __init__(self, grid: SealedGrid, layout: Layout) -> None:
        self.grid, self.layout = grid, layout
        self.sheets = {sheet: _known(grid.flat(sheet)) for sheet in layout.sheets}
        #: Cells that a merge hides → the cell that shows for them.
        self.hidden = {sheet: grid.hidden(sheet) for sheet in layout.sheets}
        self.strings, self.plain = _known(grid.plain_strings), grid.plain_styles
        self.tree = FieldTree()
        tables = (table._replace(hidden=grid.covered(table.sheet)) for table in layout.tables)
        self.places = BookPlaces(layout.single, tables)

    def book(self) -> ReadBook:
        layout = self.layout
        for spot, said in layout.said:
            if self.text(spot) != said:
                raise UnusualError
        for spot in layout.empty:
            if self.text(spot):
                raise UnusualError
        for spot in layout.seen:
            self.text(spot)
        for one in layout.singles:
            self._single(one)
        for row in layout.rows:
            self._row(row)
        for items, rows in layout.lists:
            self._list(items, rows)
        made = layout.book
        fixed = {name: self._whole(name, least) for name, least in (("year", 1990), ("version", 1))}
        evaluation = self.tree.build(form=made.family.id, profile=made.profile, **fixed)
        return replace(
            made, evaluation=evaluation, places=self.places, notes=(), locator=made.locator.of_file(self.grid.file)
        )

    # ---- cells ----

    def text(self, spot: Spot) -> str:
        """What a cell prints; empty for none."""
        found = self.sheets[spot[0]].get(spot[1])
        return self._text(found) if found is not None and found[3] else ""

    def _text(self, found: Flat) -> str:
        _, style, kind, value = found
        if kind == b"s":
            text = self.strings.get(value)
            if text is None:
                raise UnusualError
            return text
        if kind != b"n" or style not in self.plain:
            raise UnusualError
        return _text_of(value)

    def _number(self, found: Flat, kind: str) -> Decimal:
        """The number of a cell, within the limits of its kind."""
        if found[2] != b"n" or found[1] not in self.plain:
            raise UnusualError
        return _amount(found[3], kind)

    def _value(self, found: Flat, kind: str) -> FieldValue:
        if kind == RATE:
            return f"{fixed_text(_decimal(found[3]) * 100, 2)}%" if found[2] == b"n" else self._text(found)
        return self._number(found, kind) if kind else self._text(found)

    def taken(self, part: Part, into: dict[str, FieldValue]) -> None:
        """Name → value of the fields that say something."""
        cell_of, shown, text_of = self.sheets[part.sheet].get, self.hidden[part.sheet].get, self.strings.get
        for name, cell, kind in part.takes:
            found = cell_of(shown(cell, cell))
            if found is None or not found[3]:
                continue
            if kind:
                into[name] = self._number(found, kind)
            elif text := (text_of(found[3]) if found[2] == b"s" else None) or self._text(found):
                into[name] = text

    # ---- fields ----

    def _single(self, one: Single) -> None:
        group, name, spot, kind, blank = one
        found = self.sheets[spot[0]].get(spot[1])
        if found is None or not found[3]:
            return
        value = self._value(found, kind)
        if blank and isinstance(value, str) and not set(value) - blank:
            return
        if name.endswith("]"):
            self.tree.put(name, value)
        else:
            self.tree.put_in(group, name, value)

    def _row(self, row: Row) -> None:
        groups: dict[str, dict[str, FieldValue]] = {"": {}}
        for part in row.parts:
            self.taken(part, groups.setdefault(part.group, {}))
        for part in row.echoes:
            fields = groups.setdefault(part.group, {})
            if part.takes[0].name not in fields:
                self.taken(part, fields)
        fields = groups[""]
        for name, group, field, spot in row.own:
            printed = self.text((spot[0], self.hidden[spot[0]].get(spot[1], spot[1])))
            if printed and printed != groups.get(group, {}).get(field):
                fields[name] = printed
        if row.unit is not None and (unit := self.text(row.unit)):
            fields["unit"] = unit
        if not fields.get("level1") or fields.keys() <= {"level1", "level2"}:
            raise UnusualError  # a row that says nothing, or belongs to the one above it
        for group, fields in groups.items():
            self.tree.put_all(f"{row.prefix}{group}", fields)

    def _list(self, items: str, rows: tuple[Item, ...]) -> None:
        number = 0
        for key, part, places, telling in rows:
            if not self._filled(part.sheet, telling):
                self.taken(part, {})  # nothing is kept, but what is unusual is seen
                continue
            prefix = f"{items}[{key or number}]"
            fields: dict[str, FieldValue] = {}
            self.taken(part, fields)
            self.tree.put_all(prefix, fields)
            if not key:
                for take, place in zip(part.takes, places, strict=True):
                    self.places.put(f"{prefix}.{take.name}", place)
                number += 1

    def _filled(self, sheet: str, telling: tuple[Take, ...]) -> bool:
        """Whether any of these cells says something; blanks alone say nothing."""
        cell_of, shown = self.sheets[sheet].get, self.hidden[sheet].get
        for take in telling:
            found = cell_of(shown(take.cell, take.cell))
            if found is not None and found[3] and self._value(found, take.kind) != "":
                return True
        return False

    def _whole(self, name: str, least: int) -> int:
        value = self.tree.get(name)
        if value is None:
            return 0 if name == "year" else 1
        if not isinstance(value, Decimal) or value != value.to_integral_value() or value < least:
            raise UnusualError
        return int(value)
