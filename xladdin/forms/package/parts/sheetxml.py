"""Find cells in the bytes of a sheet part, without parsing and re-writing it.

Patterns are built for the namespace prefix the part uses (``<c>`` or ``<x:c>``). They rely on a plain part: UTF-8, no
comments, no CDATA, every cell with its reference. ``plain`` makes it so for the rare part that is not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from xladdin.errors import UserError

_ATTRIBUTES = rb"""((?:[^<>"'/]|"[^"<]*"|'[^'<]*')*+)"""
_DATA_START = re.compile(rb"<(?:([\w.-]+):)?sheetData(?=[\s/>])")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3}[1-9]\d{0,6})["']""")
_OTHER_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)


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
    nameless_cell: re.Pattern[bytes]


@lru_cache(maxsize=8)
def grammar(prefix: bytes) -> Grammar:
    p = re.escape(prefix)
    cell = rb"<" + p + rb"c(?=[\s/>])" + _ATTRIBUTES
    end = rb"</" + p + rb"c\s*>"
    inside = rb"((?:[^<]++|<(?!/?" + p + rb"c[\s/>]))*+)"  # stops at the next cell: linear even in broken parts
    formula = rb"(\s*<" + p + rb"f(?=[\s/>])" + _ATTRIBUTES + rb"(?:/>|>[^<]*</" + p + rb"f\s*>)\s*)"
    return Grammar(
        prefix,
        re.compile(cell + rb"(?:/>|>" + inside + end + rb")"),
        re.compile(cell + rb">" + formula + inside + end),
        re.compile(rb"<" + p + rb"v(?=[\s/>])[^<>]*?(?:/>|>([^<]*)</" + p + rb"v\s*>)"),
        re.compile(rb"<" + p + rb"row(?=[\s/>])" + _ATTRIBUTES + rb"(/?)>"),
        re.compile(rb"<" + p + rb"c(?:\s*/?>|\s(?![^<>]*?\br\s*=))"),
    )


class Sheet(NamedTuple):
    """A plain sheet part: its bytes, the patterns that fit, and where the inside of ``<sheetData>`` lies."""

    content: bytes
    grammar: Grammar
    begin: int
    end: int


def located(content: bytes) -> Sheet | None:
    """The part as it is, when nothing about it is unusual; None otherwise. References are not checked."""
    return None if _is_unusual(content) else _located(content)


def plain(content: bytes, *, file: str | None = None) -> Sheet:
    """The part ready for patching. Its bytes are the given ones unless it is unusual (see module docstring).

    Raises ``UserError`` file-not-workbook when it is no sheet at all.
    """
    for candidate in (content, None):
        if candidate is None:
            candidate = _rewritten(content, file)
        elif _is_unusual(candidate):
            continue
        sheet = _located(candidate)
        if sheet is not None and not _has_nameless_cell(sheet):
            return sheet
    raise UserError("file-not-workbook", file=file, cause="工作表内容已损坏")


def _has_nameless_cell(sheet: Sheet) -> bool:
    return sheet.grammar.nameless_cell.search(sheet.content, sheet.begin, sheet.end) is not None


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


def _is_unusual(content: bytes) -> bool:
    return (
        b"<!" in content
        or content.find(b"<?", 5) >= 0
        or content.startswith((b"\xff\xfe", b"\xfe\xff"))
        or _OTHER_ENCODING.match(content) is not None
    )


def _located(content: bytes) -> Sheet | None:
    start = _DATA_START.search(content)
    if start is None:
        return None
    prefix = start.group(1) + b":" if start.group(1) else b""
    begin = content.find(b">", start.end()) + 1
    if content[begin - 2 : begin] == b"/>":
        return Sheet(content, grammar(prefix), begin, begin)
    end = content.find(b"</" + prefix + b"sheetData", begin)
    return Sheet(content, grammar(prefix), begin, end) if end >= 0 else None


def _rewritten(content: bytes, file: str | None) -> bytes:
    """The part re-written by an XML library, with the references that its cells and rows leave to be counted."""
    from xladdin.forms.package.parts.xml import local, parse, serialise  # rare, and slow to load

    root = parse(content, file=file)
    for data in (child for child in root if local(child) == "sheetData"):
        row_number = 0
        for row in data:
            given = row.get("r", "")
            row_number = int(given) if given.isdecimal() else row_number + 1
            row.set("r", str(row_number))
            column = 0
            for cell in (child for child in row if local(child) == "c"):
                ref = cell.get("r", "")
                column = column_number(ref) if ref else column + 1
                cell.set("r", ref or f"{column_letters(column)}{row_number}")
    return serialise(root)


@lru_cache(maxsize=4096)
def column_number(ref: str) -> int:
    """Column of an A1 reference, 1 for A."""
    number = 0
    for letter in ref:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """Letters of a column, A for 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def row_number(ref: str) -> int:
    """Row of an A1 reference."""
    return int(ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
