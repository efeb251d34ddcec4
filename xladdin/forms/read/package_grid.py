"""Reads a working book straight from its package: values, formulas and percent formats in one pass over the bytes.

openpyxl would need two loads (formulas, values) and thirty times as long; patching scans the same bytes anyway.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache, cached_property
from typing import Literal, NamedTuple

from xladdin.forms.grid import EMPTY, Content
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.cell_chunks import of_part
from xladdin.forms.package.parts.customprops import custom_properties
from xladdin.forms.package.parts.relationships import related, sheet_parts, workbook_part
from xladdin.forms.package.parts.sheetxml import attribute, column_letters, column_number, reference, row_number
from xladdin.model.grammar.decimals import cell_decimal

_NAME = re.compile(rb"""<(?:\w+:)?definedName\b[^>]*?\sname\s*=\s*["']([^"']+)["'][^>]*>([^<]*)<""")
_ITEM = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_PHONETIC = re.compile(rb"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?t>)")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f\s*>)")
_SHARED = re.compile(rb"<(?:\w+:)?f\b(?=[^>]*\st=[\"']shared)[^>]*\ssi=[\"'](\d+)[\"'][^>]*>([^<]+)<")
_SHARED_INDEX = re.compile(rb"\ssi=[\"'](\d+)[\"']")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref\s*=\s*[\"']([A-Z]+\d+):([A-Z]+\d+)[\"']")
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*?\bnumFmtId\s*=\s*[\"'](\d+)[\"']")
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)/?>")
_REFERENCES = (("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&apos;", "'"), ("&amp;", "&"))
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3}[1-9]\d{0,6})["']""")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BUILT_IN_PERCENT = (9, 10)
#: Built-in date and time formats, the Chinese ones (27–36, 50–58) included.
_BUILT_IN_DATES = (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
#: A merge hides at most this many cells; anything larger is not one of our forms.
_LARGEST_MERGE = 100_000


def unescape(text: bytes) -> str:
    """Character data of XML → text, with Excel's ``_xHHHH_`` escapes resolved."""
    plain_text = text.decode("utf-8")
    if "&#" in plain_text:
        plain_text = html.unescape(plain_text)
    elif "&" in plain_text:
        for reference_text, character in _REFERENCES:
            plain_text = plain_text.replace(reference_text, character)
    if "_x" in plain_text:
        plain_text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), plain_text)
    return plain_text.replace("\r\n", "\n") if "\r" in plain_text else plain_text


def meaning_of(code: str) -> Literal["", "percent", "date"]:
    """What a number format code makes of a number: a percentage, a date, or neither."""
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", code.split(";")[0])
    if "%" in bare:
        return "percent"
    return "date" if re.search(r"[ymdhs]", bare, re.IGNORECASE) and "general" not in bare.lower() else ""


def _number(text: bytes) -> Decimal | str:
    """A stored number; what is out of range or none at all stays text, so that it is reported and not taken."""
    try:
        number = cell_decimal(float(text))
    except ValueError:
        number = None
    return text.decode("utf-8", "replace") if number is None else number


class _Tags(NamedTuple):
    """Bytes that the elements of a cell begin or end with, and the pattern for values that begin otherwise."""

    formula: bytes
    value: bytes
    end: bytes
    pattern: re.Pattern[bytes]


class _Cells(Mapping[str, Content]):
    """Cells of a sheet as raw bytes, each read when it is asked for: most of a sheet is never asked for."""

    def __init__(self, raw: dict[bytes, bytes], read: Callable[[bytes], Content]) -> None:
        self._raw, self._read = raw, read
        self._done: dict[str, Content] = {}

    def __getitem__(self, cell: str) -> Content:
        if cell not in self._done:
            self._done[cell] = self._read(self._raw[cell.encode("ascii")])
        return self._done[cell]

    def get(self, cell: str, default: Content = EMPTY) -> Content:  # type: ignore[override]
        """As of any mapping, without the exception that it costs for empty cells."""
        found = self._done.get(cell)
        if found is None:
            raw = self._raw.get(cell.encode("ascii"))
            found = self._done[cell] = default if raw is None else self._read(raw)
        return found

    def __iter__(self) -> Iterator[str]:
        return (cell.decode("ascii") for cell in self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class PackageGrid:
    """``Grid`` over an ``Archive``; sheets are read when they are asked for."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._sheets: dict[str, Mapping[str, Content]] = {}

    @cached_property
    def _parts(self) -> dict[str, str]:
        return sheet_parts(self.archive)

    @property
    def file(self) -> str:
        return self.archive.name or ""

    def names(self) -> Mapping[str, str]:
        found = _NAME.findall(self.archive[workbook_part(self.archive)])
        return {name.decode("utf-8"): unescape(reference_text) for name, reference_text in found}

    def properties(self) -> Mapping[str, object]:
        return custom_properties(self.archive)

    def sheet(self, name: str) -> Mapping[str, Content]:
        if name not in self._sheets:
            self._sheets[name] = self._read(self._parts[name])
        return self._sheets[name]

    def covered(self, name: str) -> Mapping[str, str]:
        hidden: dict[str, str] = {}
        sheet, _ = of_part(self.archive, self._parts[name])
        for match in _MERGE.finditer(sheet.content, sheet.end):
            first, last = match[1].decode("ascii"), match[2].decode("ascii")
            rows = range(row_number(first), row_number(last) + 1)
            columns = range(column_number(first), column_number(last) + 1)
            if len(rows) > 1 and len(columns) * len(rows) <= _LARGEST_MERGE:
                letters = [column_letters(column) for column in columns]
                hidden.update({f"{letter}{row}": first for letter in letters for row in rows})
                del hidden[first]
        return hidden

    @cached_property
    def _strings(self) -> list[bytes]:
        """Items of the shared strings, as stored."""
        part = related(self.archive, workbook_part(self.archive), "sharedStrings")
        if part is None or part.target not in self.archive:
            return []
        return _ITEM.findall(self.archive[part.target])

    def _string(self, number: int) -> str | None:
        if number >= len(self._strings):
            return None
        item = self._strings[number]
        if item.startswith(b"<t>") and item.find(b"<", 3) == len(item) - 4:  # one plain run, nearly always
            return unescape(item[3:-4])
        item = _PHONETIC.sub(b"", item) if b"rPh" in item else item
        return "".join(unescape(text) for text in _TEXT.findall(item))

    @cached_property
    def _formats(self) -> list[Literal["", "percent", "date"]]:
        """What the number format of each cell style makes of a number."""
        part = related(self.archive, workbook_part(self.archive), "styles")
        if part is None or part.target not in self.archive:
            return []
        content = self.archive[part.target]
        codes: dict[int, Literal["", "percent", "date"]] = dict.fromkeys(_BUILT_IN_DATES, "date")
        codes |= dict.fromkeys(_BUILT_IN_PERCENT, "percent")
        for match in _NUMBER_FORMAT.finditer(content):
            code, number = attribute(b" " + match[1], b"formatCode"), attribute(b" " + match[1], b"numFmtId")
            if code and number:
                codes[int(number)] = meaning_of(unescape(code))
        formats = _CELL_FORMATS.search(content)
        return [codes.get(int(found[1]), "") for found in _FORMAT.finditer(formats[0])] if formats else []

    def _read(self, part: str) -> _Cells:
        sheet, chunks = of_part(self.archive, part)
        if chunks is not None:
            raw = {cell[: cell.index(b'"')]: cell for cell in chunks.cells}
        else:
            found = sheet.grammar.cell.finditer(sheet.content, sheet.begin, sheet.end)
            raw = {reference(cell[1]).encode("ascii"): cell[0][cell.start(1) - cell.start() :] for cell in found}
        prefix = sheet.grammar.prefix
        tags = _Tags(b"<" + prefix + b"f", b"<" + prefix + b"v>", b"</" + prefix + b"c", sheet.grammar.value)
        shared = cache(lambda: dict(_SHARED.findall(sheet.content)))
        return _Cells(raw, lambda chunk: self._content(chunk, tags, shared))

    def _content(self, chunk: bytes, tags: _Tags, shared: Callable[[], dict[bytes, bytes]]) -> Content:
        """``chunk`` begins with a cell's attributes and ends before the next cell.

        ``shared`` gives the formulas that cells share, by index: Excel writes such a formula in the first cell only, and
        its references are read as they stand there.
        """
        begin = chunk.find(b">")
        if chunk[begin - 1 : begin] == b"/":
            return EMPTY
        end = chunk.find(tags.end, begin)
        at = chunk.find(b' t="', 0, begin)
        kind = b"n" if at < 0 else chunk[at + 4 : chunk.find(b'"', at + 4)]
        value, error = self._value(kind, chunk[begin + 1 : end], tags)
        formula = None
        if chunk.find(tags.formula, begin, end) >= 0:
            found = _FORMULA.search(chunk, begin, end)
            formula = unescape(found[1] or b"") if found else None
            if found and not formula and (index := _SHARED_INDEX.search(found[0])):
                formula = unescape(shared().get(index[1], b""))
        if value is None and formula is None:
            return EMPTY
        shown = self._format(chunk[:begin]) if isinstance(value, Decimal) else ""
        return Content(value, formula, shown, error)

    def _format(self, attributes: bytes) -> Literal["", "percent", "date"]:
        style = attribute(attributes, b"s")
        number = int(style) if style else 0
        return self._formats[number] if number < len(self._formats) else ""

    def _value(self, kind: bytes, inside: bytes, tags: _Tags) -> tuple[str | Decimal | bool | None, bool]:
        if kind == b"inlineStr":
            return "".join(unescape(text[1] or b"") for text in _TEXT.finditer(inside)), False
        at = inside.find(tags.value)
        if at >= 0:
            text = inside[at + len(tags.value) : inside.find(b"<", at + 1)]
        else:
            found = tags.pattern.search(inside)
            if found is None or found[1] is None:
                return None, False
            text = found[1]
        if not text and kind != b"str":
            return None, False  # a formula that nobody calculated yet
        if kind == b"s":
            return self._string(int(text)), False
        if kind == b"n":
            return _number(text), False
        if kind == b"b":
            return text == b"1", False
        return unescape(text), kind == b"e"
