"""Reads a workbook straight from its package: values, formulas and percent formats in one pass over the bytes.

openpyxl would need two loads (formulas, values) and thirty times as long; patching scans the same bytes anyway. Reading
is exact: what could be read in two ways, or not at all, is refused with its cell, for a wrong number looks like a right
one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Literal

from xladdin.errors import UserError
from xladdin.forms.grid import EMPTY, Content
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.guard.limits import BOOK
from xladdin.forms.package.parts.bookpart import BookPart, book_part
from xladdin.forms.package.parts.cells import Cells
from xladdin.forms.package.parts.customprops import custom_properties
from xladdin.forms.package.parts.merges import hidden_cells
from xladdin.forms.package.parts.relationships import related, sheet_parts, workbook_part
from xladdin.forms.package.parts.sheetxml import Sheet, sheet_of
from xladdin.forms.package.parts.stringitems import item_text, plain_texts, string_items
from xladdin.forms.package.parts.stylecodes import Meaning, style_meanings
from xladdin.forms.package.parts.texts import UnclearError, unescape
from xladdin.forms.read.shared_formulas import SharedFormulas, formula_of
from xladdin.model.grammar.decimals import cell_decimal
from xladdin.patterns import pattern

_NUMBER = pattern(rb"-?(?:[0-9]{1,30}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?")
#: ``#N/A`` and its like; LibreOffice stores errors that Excel does not have as ``Err:522``.
_ERROR = pattern(r"#[^\s<>&]{1,30}|Err:[0-9]{3}")
#: Days between the two ways of counting dates (ECMA-376 part 1, 18.17.4.1).
_DAYS_FROM_1904 = 1462
#: A defined name of ours spans at most this many rows.
_LONGEST_NAME = 20_000
_ROWS = pattern(r"\$([0-9]+):\$?[A-Z]{1,3}\$?([0-9]+)$")
_LONGEST_BYTES = 4 * BOOK.string_length


#: Style, type, attributes and text of the formula, value, inline string of a cell; None for what is not there.
Fields = tuple[bytes | None, ...]


class LazyCells(Mapping[str, Content]):
    """Cells of a sheet, each read when it is asked for: most of a sheet is never asked for.

    ``texts`` are the shared strings that were read already, by their number as written: for all sheets.
    """

    def __init__(self, cells: Cells, texts: dict[bytes, Content], read: Callable[[str, Fields, bool], Content]) -> None:
        self._cells, self._texts, self._read = cells, texts, read
        self._done: dict[str, Content] = {}
        self._groups = cells.groups

    def __getitem__(self, cell: str) -> Content:
        found = self.get(cell, None)  # type: ignore[arg-type]
        if found is None:
            raise KeyError(cell)
        return found

    def get(self, cell: str, default: Content = EMPTY) -> Content:  # type: ignore[override]
        """As of any mapping, without the exception that it costs for empty cells."""
        found = self._done.get(cell)
        if found is None:
            fields = self._groups(cell.encode("ascii"))
            if fields is None:
                return default
            if fields[1] == b"s" and fields[2] is None and (raw := fields[4]) in self._texts and raw is not None:
                found = self._texts[raw]
            else:
                found = self._read(cell, fields, True)
            self._done[cell] = found
        return found

    def value(self, cell: str) -> str | Decimal | bool | None:
        """What a cell holds; its formula is not read."""
        if cell in self._done:
            return self._done[cell].value
        fields = self._groups(cell.encode("ascii"))
        if fields is None:
            return None
        return self.get(cell).value if fields[2] is None else self._read(cell, fields, False).value

    def __iter__(self) -> Iterator[str]:
        return (cell.decode("ascii") for cell in self._cells)

    def __len__(self) -> int:
        return len(self._cells)


class PackageGrid:
    """``Grid`` over an ``Archive``; sheets are read when they are asked for.

    Every method raises ``UserError`` for a part that cannot be read exactly; cells raise cell-unclear.
    """

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._sheets: dict[str, LazyCells] = {}
        self._texts: dict[bytes, Content] = {}

    @cached_property
    def _parts(self) -> dict[str, str]:
        return sheet_parts(self.archive)

    @property
    def _book(self) -> BookPart:
        return book_part(self.archive, workbook_part(self.archive))

    @property
    def file(self) -> str:
        return self.archive.name or ""

    def names(self) -> Mapping[str, str]:
        return self._names

    @cached_property
    def _names(self) -> Mapping[str, str]:
        names = self._book.names
        for name, reference in names.items():
            rows = _ROWS.search(reference) if name[:3].upper() == "JX_" else None
            if rows and int(rows[2]) - int(rows[1]) > _LONGEST_NAME:
                raise UserError("name-outside", file=self.file, name=name, reference=reference)
        return names

    def properties(self) -> Mapping[str, object]:
        return custom_properties(self.archive)

    def sheet(self, name: str) -> LazyCells:
        if name not in self._sheets:
            self._sheets[name] = self._read(name)
        return self._sheets[name]

    def covered(self, name: str) -> Mapping[str, str]:
        try:
            return hidden_cells(self._stored(name).merges)
        except UnclearError as error:
            raise UserError("cell-unclear", file=self.file, sheet=name, found=str(error)) from None

    @cached_property
    def _plain(self) -> Sequence[str]:
        """The shared strings where all are plain texts; empty where one is not, or is unclear."""
        part = related(self.archive, workbook_part(self.archive), "sharedStrings")
        try:
            return (None if part is None else plain_texts(self.archive[part.target])) or ()
        except UnclearError:
            return ()

    @cached_property
    def _strings(self) -> list[bytes]:
        """Items of the shared strings, as stored."""
        part = related(self.archive, workbook_part(self.archive), "sharedStrings")
        if part is None:
            return []
        return string_items(self.archive[part.target], file=self.archive.name, part=part.target)

    @cached_property
    def _formats(self) -> Sequence[Meaning]:
        """What the number format of each cell style makes of a number."""
        part = related(self.archive, workbook_part(self.archive), "styles")
        if part is None:
            return []
        return style_meanings(self.archive[part.target], file=self.archive.name, part=part.target)

    def _stored(self, name: str) -> Sheet:
        return sheet_of(self.archive, self._parts[name])

    def _read(self, name: str) -> LazyCells:
        sheet = self._stored(name)
        shared = SharedFormulas()

        def read(address: str, fields: Fields, formulas: bool) -> Content:
            try:
                return self._content(address, fields, sheet, shared if formulas else None)
            except UnclearError as error:
                raise UserError("cell-unclear", file=self.file, sheet=name, cell=address, found=str(error)) from None

        return LazyCells(sheet.cells, self._texts, read)

    def _content(self, address: str, fields: Fields, sheet: Sheet, shared: SharedFormulas | None) -> Content:
        """``shared`` keeps the formulas that cells share, by index, once somebody asked for one; None: read no formula."""
        style, kind, formula, text, raw, inline = fields
        if kind == b"s" and formula is None and raw and inline is None:  # most cells that are asked for
            found = self._texts[raw] = Content(self._string(raw))
            return found
        value, error = self._value(kind or b"n", raw, inline)
        code = None if formula is None or shared is None else formula_of(address, formula, text, sheet, shared)
        if value is None and code is None:
            return EMPTY
        if not isinstance(value, Decimal):
            return Content(value, code, "", error)
        shown = self._format(style)
        if shown == "date" and self._book.date1904:
            value += _DAYS_FROM_1904
        return Content(value, code, shown)

    def _format(self, style: bytes | None) -> Literal["", "percent", "date"]:
        number = 0 if style is None else int(style)
        if number < len(self._formats):
            return self._formats[number]
        if style is None or not self._formats:  # a workbook without styles
            return ""
        raise UnclearError(f"单元格样式 {number} 不存在")

    def _value(self, kind: bytes, raw: bytes | None, inline: bytes | None) -> tuple[str | Decimal | bool | None, bool]:
        """What the cell holds, and whether that is an error value."""
        if raw is not None and len(raw) > _LONGEST_BYTES:
            raise UnclearError(f"文字超过 {BOOK.string_length} 个字")
        if kind == b"inlineStr":
            if raw is not None or inline is None:
                raise UnclearError("文字不在它应在的地方")
            return _text(inline), False
        if inline is not None:
            raise UnclearError("文字不在它应在的地方")
        if not raw:
            if kind not in _KINDS:
                raise UnclearError(f"类型“{kind.decode('ascii', 'replace')}”无法识别")
            return (None if raw is None or kind != b"str" else ""), False  # None: nobody calculated it yet
        if kind == b"s":
            return self._string(raw), False
        if kind == b"n":
            return stored_number(raw), False
        if kind == b"str":
            return unescape(raw), False
        if kind == b"b":
            if raw not in (b"0", b"1"):
                raise UnclearError("是非值既不是 0 也不是 1")
            return raw == b"1", False
        text = unescape(raw)
        if kind != b"e" or _ERROR.fullmatch(text) is None:
            raise UnclearError(f"类型“{kind.decode('ascii', 'replace')}”无法识别")
        return text, True

    def _string(self, number: bytes) -> str:
        if number.isdigit() and len(number) <= 7 and int(number) < len(self._plain):
            return self._plain[int(number)]
        if not self._strings:
            raise UnclearError("工作簿没有文字表")
        if not number.isdigit() or len(number) > 7 or int(number) >= len(self._strings):
            raise UnclearError(f"文字编号“{number[:20].decode('utf-8', 'replace')}”不在文字表里")
        return _text(self._strings[int(number)])


_KINDS = (b"n", b"s", b"str", b"b", b"e", b"inlineStr")


def _text(item: bytes) -> str:
    if len(item) > 4 * _LONGEST_BYTES:
        raise UnclearError(f"文字超过 {BOOK.string_length} 个字")
    text = item_text(item)
    if len(text) > BOOK.string_length:
        raise UnclearError(f"文字超过 {BOOK.string_length} 个字")
    return text


def stored_number(text: bytes) -> Decimal | str:
    """A stored number; one too large to be taken stays text, so that it is reported and not taken."""
    if _NUMBER.fullmatch(text) is None:
        raise UnclearError(f"数值“{text[:30].decode('utf-8', 'replace')}”不是数字")
    number = cell_decimal(float(text))
    return text.decode("ascii") if number is None else number
