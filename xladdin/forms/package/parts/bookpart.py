"""What the workbook part says: its sheets, its defined names, how it counts dates (ECMA-376 part 1, 18.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from xladdin.errors import UserError
from xladdin.forms.package.guard.entries import shown
from xladdin.forms.package.guard.limits import BOOK, LAST_COLUMN, LAST_ROW
from xladdin.forms.package.parts.addresses import column_number
from xladdin.forms.package.parts.scan import Seen, elements

if TYPE_CHECKING:
    from xladdin.forms.package.archive import Archive

_CORNER = re.compile(r"\$([A-Z]{1,3})\$([0-9]{1,20})")


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
    """Raises ``UserError``: file-not-workbook (not well-formed; sheets or names twice), part-too-large, name-outside."""
    sheets: list[SheetEntry] = []
    names: dict[str, str] = {}
    own_names: list[tuple[int, str, str]] = []
    date1904 = False
    parent = ""
    for element in elements(content, file=file):
        if element.depth == 1:
            parent = "" if element.foreign else element.name
            if parent == "workbookPr":
                date1904 = element.attributes.get("date1904", "0") in ("1", "true")
        elif element.depth != 2 or element.foreign:
            continue
        elif element.name == "sheet" and parent == "sheets":
            given = element.attributes
            sheets.append(SheetEntry(given.get("name", ""), given.get("id", ""), given.get("state", "visible")))
        elif element.name == "definedName" and parent == "definedNames":
            _take_name(element, names, own_names, file)
    _refuse_doubled([sheet.name for sheet in sheets], "工作表", file)
    _refuse_doubled(names, "名称", file)
    for what, count, most in (("工作表", len(sheets), BOOK.sheets), ("名称", len(names) + len(own_names), BOOK.names)):
        if count > most:
            raise UserError("part-too-large", file=file, part="xl/workbook.xml", what=what, count=count, most=most)
    return BookPart(tuple(sheets), names, tuple(own_names), date1904)


def _take_name(element: Seen, names: dict[str, str], own: list[tuple[int, str, str]], file: str | None) -> None:
    name, reference, sheet = element.attributes.get("name", ""), element.text, element.attributes.get("localSheetId")
    if len(name) > BOOK.name_length or len(reference) > BOOK.reference_length:
        raise UserError("name-outside", file=file, name=shown(name), reference=shown(reference))
    for letters, row in _CORNER.findall(reference):
        if len(row) > 7 or not 1 <= int(row) <= LAST_ROW or column_number(letters) > LAST_COLUMN:
            raise UserError("name-outside", file=file, name=shown(name), reference=shown(reference))
    if sheet is None:
        if name in names:
            raise UserError("file-not-workbook", file=file, cause=f"名称“{shown(name)}”出现了两次")
        names[name] = reference
    elif sheet.isascii() and sheet.isdigit() and len(sheet) <= 5:
        own.append((int(sheet), name, reference))
    else:
        raise UserError("file-not-workbook", file=file, cause=f"名称“{shown(name)}”属于不存在的工作表")


def _refuse_doubled(names: Iterable[str], what: str, file: str | None) -> None:
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            raise UserError("file-not-workbook", file=file, cause=f"{what}“{shown(name)}”出现了两次")
        seen.add(name.lower())


def book_part(archive: Archive, part: str) -> BookPart:
    """The workbook part of ``archive``, read once."""
    return archive.kept(("workbook", part), lambda: read_book_part(archive[part], archive.name))
