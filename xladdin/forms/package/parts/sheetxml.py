"""Find cells in the bytes of a sheet part, without parsing and re-writing it.

Patterns are built for the namespace prefix the part uses (``<c>`` or ``<x:c>``). They rely on a plain part: UTF-8, no
comments, no CDATA, every cell with its reference and exactly once. ``plain`` makes it so for the rare part that is not,
and refuses what can be read in two ways.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from xladdin.errors import UserError
from xladdin.forms.package.guard.limits import BOOK
from xladdin.forms.package.parts.addresses import column_letters as column_letters
from xladdin.forms.package.parts.addresses import column_number as column_number
from xladdin.forms.package.parts.addresses import row_number as row_number
from xladdin.forms.package.parts.cells import Cells, exact_cells
from xladdin.forms.package.parts.merges import merged_ranges
from xladdin.patterns import pattern

if TYPE_CHECKING:
    from xladdin.forms.package.archive import Archive

Element = Any

_ATTRIBUTES = rb"""((?:[^<>"'/]|"[^"<]*"|'[^'<]*')*+)"""
_DATA_START = pattern(rb"<(?:([\w.-]+):)?sheetData(?=[\s/>])")
_REFERENCE = pattern(rb"""\sr\s*=\s*["']([A-Z]{1,3}[1-9]\d{0,6})["']""")
_SHORTEST = len('<row r="1"/>')
_NUMBER = pattern(r"[1-9][0-9]{0,6}")
_CELL = pattern(r"[A-Z]{1,3}[1-9][0-9]{0,6}")


class Grammar(NamedTuple):
    """Patterns for one namespace prefix; ``prefix`` is empty or ends with a colon."""

    prefix: bytes
    cell: re.Pattern[bytes]
    """groups: attributes, content (None when self-closing)"""
    formula_cell: re.Pattern[bytes]
    """groups: attributes, formula element with the space around it, its attributes, the rest of the content"""
    value: re.Pattern[bytes]
    """a whole ``<v>`` element; group: its text (None when self-closing)"""
    row: re.Pattern[bytes]
    """groups: attributes, ``/`` of a self-closing row or empty"""


@lru_cache(maxsize=8)
def grammar(prefix: bytes) -> Grammar:
    p = re.escape(prefix)
    cell = rb"<" + p + rb"c(?=[\s/>])" + _ATTRIBUTES
    end = rb"</" + p + rb"c\s*>"
    inside = rb"((?:[^<]++|<(?!/?" + p + rb"c[\s/>]))*+)"  # stops at the next cell: linear even in broken parts
    formula = rb"(\s*<" + p + rb"f(?=[\s/>])" + _ATTRIBUTES + rb"(?:/>|>[^<]*</" + p + rb"f\s*>)\s*)"
    return Grammar(
        prefix,
        pattern(cell + rb"(?:/>|>" + inside + end + rb")"),
        pattern(cell + rb">" + formula + inside + end),
        pattern(rb"<" + p + rb"v(?=[\s/>])[^<>]*?(?:/>|>([^<]*)</" + p + rb"v\s*>)"),
        pattern(rb"<" + p + rb"row(?=[\s/>])" + _ATTRIBUTES + rb"(/?)>"),
    )


class Sheet(NamedTuple):
    """A plain sheet part: its bytes, the patterns that fit, where the inside of ``<sheetData>`` lies, its cells, and the
    ranges of its merged cells as written."""

    content: bytes
    grammar: Grammar
    begin: int
    end: int
    cells: Cells
    merges: tuple[str, ...]


def plain(content: bytes, *, file: str | None = None, flat: bool = False) -> Sheet:
    """The part ready for reading and patching. Its bytes are the given ones unless it is unusual (see module docstring).

    flat  read all cells at once, where none is unusual
    Raises ``UserError``: file-not-workbook when it is no sheet, or one whose cells can be read in two ways;
    part-too-large.
    """
    sheet = _exact(content, file, flat)
    if sheet is None and len(content) <= BOOK.rewritten_bytes:
        sheet = _exact(_rewritten(content, file), file)
    if sheet is None:
        raise UserError("file-not-workbook", file=file, cause="工作表内容已损坏")
    return sheet


def sheet_of(archive: Archive, part: str, *, flat: bool = False) -> Sheet:
    """A sheet part made plain; kept with the archive, for a sheet is read first and patched then."""
    return archive.kept(("sheet", part), lambda: plain(archive[part], file=archive.name, flat=flat))


def reference(attributes: bytes) -> str:
    """The A1 reference among a cell's attributes."""
    found = _REFERENCE.search(attributes)
    return found.group(1).decode("ascii") if found else ""


def with_attribute(attributes: bytes, name: bytes, value: bytes | None) -> bytes:
    """The attributes with ``name`` set to ``value`` in place, appended, or (None) removed; the rest as it was."""
    pattern = re.compile(rb"""\s+""" + name + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""")
    if value is None:
        return pattern.sub(b"", attributes)
    setting = b" " + name + b'="' + value + b'"'
    changed, count = pattern.subn(lambda _: setting, attributes, count=1)
    return changed if count else attributes.rstrip() + setting


def attribute(attributes: bytes, name: bytes) -> bytes | None:
    """The raw value of one attribute, or None."""
    found = re.search(rb"""\s""" + name + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""", attributes)
    return None if found is None else found.group(1) if found.group(1) is not None else found.group(2)


def _exact(content: bytes, file: str | None, flat: bool = False) -> Sheet | None:
    """The part as it is, when it is what office programs write; None otherwise."""
    start = _DATA_START.search(content)
    if start is None:
        return None
    prefix = start.group(1) + b":" if start.group(1) else b""
    begin = content.find(b">", start.end()) + 1
    end = begin if content[begin - 2 : begin] == b"/>" else content.find(b"</" + prefix + b"sheetData", begin)
    merges = merged_ranges(content[:begin], content[end:]) if end >= 0 else None
    if merges is None:
        return None
    if len(content) > _SHORTEST * min(BOOK.cells, BOOK.rows):
        _check_count("单元格", content.count(b"<" + prefix + b"c ", begin, end), BOOK.cells, file)
        _check_count("行", content.count(b"<" + prefix + b"row ", begin, end), BOOK.rows, file)
    _check_count("合并单元格", len(merges), BOOK.merges, file)
    cells = exact_cells(content[begin:end], prefix, flat=flat)
    return None if cells is None else Sheet(content, grammar(prefix), begin, end, cells, merges)


def _check_count(what: str, count: int, most: int, file: str | None) -> None:
    if count > most:
        raise UserError("part-too-large", file=file, part="工作表", what=what, count=count, most=most)


def _rewritten(content: bytes, file: str | None) -> bytes:
    """The part re-written by an XML library, with the references that its cells and rows leave to be counted."""
    from xladdin.forms.package.parts.xml import local, parse, serialise, without_space  # rare, and slow to load

    root = without_space(parse(content, file=file))
    for data in (child for child in root if local(child) == "sheetData"):
        number = 0
        for row in data:
            given = row.get("r", "")
            number = int(given) if _NUMBER.fullmatch(given) else number + 1
            _reorder(row, {"r": given or str(number)})
            column = 0
            for cell in (child for child in row if local(child) == "c"):
                ref = cell.get("r", "")
                column = column_number(ref) if _CELL.fullmatch(ref) else column + 1
                _reorder(cell, {"r": ref or f"{column_letters(column)}{number}"})
    return serialise(root)


def _reorder(element: Element, first: dict[str, str]) -> None:
    """Attributes in the order in which office programs write them: reference, style, type, the rest."""
    given = dict(element.attrib)
    element.attrib.clear()
    for name in ("s", "t"):
        if name in given:
            first[name] = given[name]
    for name, value in {**first, **{name: value for name, value in given.items() if name not in first}}.items():
        element.set(name, value)
