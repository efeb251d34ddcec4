"""Small repairs that make parts written by openpyxl look like Excel's own: encoding, order, empty elements."""

from __future__ import annotations

import re

from xladdin.forms.package.parts.sheetxml import Sheet
from xladdin.forms.package.parts.texts import DECLARATION
from xladdin.forms.package.parts.xml import local, parse, serialise
from xladdin.patterns import pattern

_CHARACTER = pattern(rb"&#(\d+);")
_FIRST_PLAIN = 0xA0  # below: control characters and ASCII, whose references mean something (&#10; in an attribute)

_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip

_AFTER_IGNORED_ERRORS = pattern(
    rb"<(?:[\w.-]+:)?(?:smartTags|drawing|drawingHF|legacyDrawing|legacyDrawingHF|picture|oleObjects|controls"
    rb"|webPublishItems|tableParts)(?=[\s/>])"
)
_LAST_EXTENSIONS = pattern(
    rb"<((?:[\w.-]+:)?extLst)(?=[\s>])(?:(?!<\1[\s>]).)*</\1\s*>\s*(?=</[\w.:-]+\s*>\s*$)", re.DOTALL
)

_EMPTY_VALUE = pattern(rb"</((?:[\w.-]+:)?)f><\1v(?: ?/>|></\1v>)")

_CALC_ID = "191029"
"""Calculation engine of Excel 2019 and later; an older number makes Excel recalculate and ask to save on closing."""


def utf8(content: bytes) -> bytes:
    """The part with declaration, and Chinese characters as such instead of ``&#20013;`` (a third of the size)."""

    def character(found: re.Match[bytes]) -> bytes:
        code = int(found.group(1))
        return chr(code).encode("utf-8") if code >= _FIRST_PLAIN else found.group()

    content = _CHARACTER.sub(character, content)
    return content if content.startswith(b"<?xml") else DECLARATION + content


def order_fonts(styles: bytes) -> bytes:
    """The styles part with the children of each ``<font>`` in schema order (ECMA-376 part 1, 18.8.22)."""
    root = parse(styles)
    for font in root.iter("{*}font"):
        children = [child for child in font if local(child) in _FONT_ORDER]
        others = [child for child in font if local(child) not in _FONT_ORDER]
        font[:] = [*sorted(children, key=lambda child: _FONT_ORDER.index(local(child))), *others]
    return serialise(root)


def workbook_settings(workbook: bytes, *, full_calc_on_load: bool) -> bytes:
    """The workbook part that never asks about links, with calculation settings and without empty elements."""
    root = parse(workbook)
    for element in list(root):
        name = local(element)
        if name in ("definedNames", "workbookProtection") and not len(element) and not element.attrib:
            root.remove(element)
        elif name == "workbookPr":
            element.set("updateLinks", "never")
        elif name == "calcPr":
            element.set("calcId", _CALC_ID)
            element.attrib.pop("fullCalcOnLoad", None)
            if full_calc_on_load:
                element.set("fullCalcOnLoad", "1")
    return serialise(root)


def ignore_numbers_as_text(sheet: Sheet, cells: str) -> bytes:
    """The sheet part in which Excel shows no green triangle for numbers stored as text in ``cells`` (a sqref)."""
    content, prefix = sheet.content, sheet.grammar.prefix
    element = b'<%(p)signoredErrors><%(p)signoredError sqref="%(s)s" numberStoredAsText="1"/></%(p)signoredErrors>' % {
        b"p": prefix,
        b"s": cells.encode("ascii"),
    }
    follower = _AFTER_IGNORED_ERRORS.search(content, sheet.end) or _LAST_EXTENSIONS.search(content, sheet.end)
    place = follower.start() if follower else content.rindex(b"</" + prefix + b"worksheet")
    return content[:place] + element + content[place:]


def without_empty_values(sheet: bytes) -> bytes:
    """Formula cells of which no result is stored have none, instead of an empty one."""
    return _EMPTY_VALUE.sub(rb"</\1f>", sheet)
