"""Formulas that serve several cells, when one of these cells is given other content.

A shared formula stands in its first cell: when that one goes, each of the others gets the formula as it reads there. An
array formula or a data table stands in the corner of its range: when a cell of the range is given content of its own,
the formula keeps to its corner, and the other cells keep the values they have.
"""

from __future__ import annotations

from collections.abc import Collection

from xladdin.forms.package.edit.values import escape
from xladdin.forms.package.moved_formula import moved_formula
from xladdin.forms.package.parts.sheetxml import Sheet, attribute, column_number, row_number, with_attribute
from xladdin.forms.package.parts.texts import unescape
from xladdin.patterns import pattern

_RANGE = pattern(rb"([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})")


def released(sheet: Sheet, given: Collection[str]) -> dict[str, bytes]:
    """Reference → formula element, of every cell that ``given`` cells leave with another formula than it has."""
    content, prefix = sheet.content, sheet.grammar.prefix
    if b't="shared"' not in content and b't="array"' not in content and b't="dataTable"' not in content:
        return {}
    shared: dict[bytes, tuple[str, str]] = {}
    users: list[tuple[str, bytes]] = []
    found: dict[str, bytes] = {}
    for reference, cell in sheet.cells.items():
        attributes, ref = cell.formula, reference.decode("ascii")
        if not attributes:
            continue
        kind, index = attribute(attributes, b"t"), attribute(attributes, b"si") or b""
        if kind == b"shared" and cell.text and ref in given:
            shared[index] = ref, unescape(cell.text)
        elif kind == b"shared" and not cell.text and ref not in given:
            users.append((ref, index))
        elif kind in (b"array", b"dataTable") and ref not in given and _covers(attributes, given):
            own = with_attribute(attributes, b"ref", reference)
            found[ref] = b"" if kind == b"dataTable" else _element(prefix, own, cell.text or b"")
    for ref, index in users:
        if index in shared:
            first, formula = shared[index]
            steps = row_number(ref) - row_number(first), column_number(ref) - column_number(first)
            found[ref] = _element(prefix, b"", escape(moved_formula(formula, *steps)).encode("utf-8"))
    return found


def _element(prefix: bytes, attributes: bytes, text: bytes) -> bytes:
    return b"<%bf%b>%b</%bf>" % (prefix, attributes.rstrip(), text, prefix)


def _covers(attributes: bytes, given: Collection[str]) -> bool:
    span = _RANGE.fullmatch(attribute(attributes, b"ref") or b"")
    if span is None:
        return False
    (left, top), (right, bottom) = ((column_number(c), row_number(c)) for c in (span[1].decode(), span[2].decode()))
    return any(left <= column_number(ref) <= right and top <= row_number(ref) <= bottom for ref in given)
