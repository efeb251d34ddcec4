"""What the workbook part says: its sheets, its defined names, how it counts dates (ECMA-376 part 1, 18.2)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from xladdin.errors import UserError
from xladdin.forms.package.guard.entries import shown
from xladdin.forms.package.guard.limits import BOOK, LAST_COLUMN, LAST_ROW
from xladdin.forms.package.parts.addresses import column_number
from xladdin.forms.package.parts.scan import elements
from xladdin.forms.package.parts.texts import character_data
from xladdin.forms.package.salts import unsalted
from xladdin.patterns import pattern

if TYPE_CHECKING:
    from xladdin.forms.package.archive import Archive

_MORE = rb'((?: (?!xmlns|name=)[\w.:]{1,40}="[^"<>]*+")*+)'
_PLAIN_NAME = pattern(rb'<definedName name="([^"<>&]*+)"' + _MORE + rb">([^<]*+)</definedName>")
_PLAIN_NAMES = pattern(rb'(?:<definedName name="[^"<>&]*+"' + _MORE + rb">[^<]*+</definedName>)*+")
_LOCAL_SHEET = pattern(rb' localSheetId="([^"]*)"')
_CORNER = pattern(r"\$([A-Z]{1,3})\$([0-9]{1,20})")


class SheetEntry(NamedTuple):
    """A sheet as the user sees it, the relationship that leads to its part, and ``visible``, ``hidden`` or ``veryHidden``."""

    name: str
    relationship: str
    state: str


class BookPart(NamedTuple):
    """names: those of the whole workbook, as (name, reference); ``own_names``: those that belong to a sheet, by its
    position (copying a sheet makes such names)."""

    sheets: tuple[SheetEntry, ...]
    names: dict[str, str]
    own_names: tuple[tuple[int, str, str], ...]
    date1904: bool


def read_book_part(content: bytes, file: str | None) -> BookPart:
    """What a workbook part says. Raises ``UserError``: file-not-workbook (not well-formed; sheets or names twice), part-too-large, name-outside."""
    try:
        return _remembered(unsalted(content)) if len(content) <= _SMALL else _read(content, file)
    except UserError as error:
        raise (error.in_file(file) if file else error) from None


def _read(content: bytes, file: str | None = None) -> BookPart:
    sheets: list[SheetEntry] = []
    names = _Names(file)
    date1904 = False
    parent = ""
    content, plain = _without_names(content)
    for name, given, reference in plain:
        sheet = _LOCAL_SHEET.search(given)
        try:
            names.take(name.decode("utf-8"), character_data(reference), sheet[1].decode("utf-8") if sheet else None)
        except ValueError:  # not UTF-8, or a reference to a character that does not exist
            raise UserError("file-not-workbook", file=file, cause="文件内容已损坏") from None
    for element in elements(content, file=file):
        if element.depth == 1:
            parent = "" if element.foreign else element.name
            if parent == "workbookPr":
                date1904 = element.attributes.get("date1904", "0") in ("1", "true")
        elif element.depth != 2 or element.foreign:
            continue
        elif element.name == "sheet" and parent == "sheets":
            stated = element.attributes
            sheets.append(SheetEntry(stated.get("name", ""), stated.get("id", ""), stated.get("state", "visible")))
        elif element.name == "definedName" and parent == "definedNames":
            stated = element.attributes
            names.take(stated.get("name", ""), element.text, stated.get("localSheetId"))
    _refuse_doubled([sheet.name for sheet in sheets], "工作表", file)
    _refuse_doubled(names.shared, "名称", file)
    for what, count, most in (("工作表", len(sheets), BOOK.sheets), ("名称", len(names), BOOK.names)):
        if count > most:
            raise UserError("part-too-large", file=file, part="xl/workbook.xml", what=what, count=count, most=most)
    return BookPart(tuple(sheets), names.shared, tuple(names.own), date1904)


#: The same in most workbooks of one template, and in one workbook from click to click.
_remembered = lru_cache(maxsize=64)(_read)

_SMALL = 64 << 10


def _without_names(content: bytes) -> tuple[bytes, list[tuple[bytes, bytes, bytes]]]:
    """The part without its names, and the names (name, other attributes, reference) where all are written plainly: three
    quarters of the part are names, and a pattern reads them in a tenth of the time."""
    begin = content.find(b"<definedNames>") + len(b"<definedNames>")
    end = content.find(b"</definedNames>", begin)
    if begin < len(b"<definedNames>") or end < 0 or content.find(b"<definedNames", begin) >= 0:
        return content, []
    inside = content[begin:end]
    if _PLAIN_NAMES.fullmatch(inside) is None:
        return content, []
    return content[:begin] + content[end:], _PLAIN_NAME.findall(inside)


class _Names:
    """Names as they are found: ``shared`` by the whole workbook, or a sheet's ``own``."""

    def __init__(self, file: str | None) -> None:
        self.file = file
        self.shared: dict[str, str] = {}
        self.own: list[tuple[int, str, str]] = []

    def __len__(self) -> int:
        return len(self.shared) + len(self.own)

    def take(self, name: str, reference: str, sheet: str | None) -> None:
        """Raises ``UserError``: name-outside, file-not-workbook."""
        if not name:
            raise UserError("file-not-workbook", file=self.file, cause="有一个名称没有名字")
        if len(name) > BOOK.name_length or len(reference) > BOOK.reference_length:
            raise UserError("name-outside", file=self.file, name=shown(name), reference=shown(reference))
        for letters, row in _CORNER.findall(reference):
            if len(row) > 7 or not 1 <= int(row) <= LAST_ROW or column_number(letters) > LAST_COLUMN:
                raise UserError("name-outside", file=self.file, name=shown(name), reference=shown(reference))
        if sheet is None:
            if name in self.shared:
                raise UserError("file-not-workbook", file=self.file, cause=f"名称“{shown(name)}”出现了两次")
            self.shared[name] = reference
        elif sheet.isascii() and sheet.isdigit() and len(sheet) <= 5:
            self.own.append((int(sheet), name, reference))
        else:
            raise UserError("file-not-workbook", file=self.file, cause=f"名称“{shown(name)}”属于不存在的工作表")


def _refuse_doubled(names: Iterable[str], what: str, file: str | None) -> None:
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            raise UserError("file-not-workbook", file=file, cause=f"{what}“{shown(name)}”出现了两次")
        seen.add(name.lower())


def book_part(archive: Archive, part: str) -> BookPart:
    """The workbook part of ``archive``, read once."""
    return archive.kept(("workbook", part), lambda: read_book_part(archive[part], archive.name))
