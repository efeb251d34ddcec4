"""Give the formula cells of a closed workbook new results, and touch nothing else.

A formula cell carries the result it had when it was last saved (``<c r="B2"><f>A1*2</f><v>3</v></c>``). Viewers,
mail previews and readers that do not calculate show exactly that. Here only ``<v>`` and the cell's type are changed,
as bytes; formulas, styles, other sheets and other parts stay identical.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.values import ERRORS, CellValue, Literal, SheetValues, literal
from xladdin.forms.package.parts.relationships import sheet_parts
from xladdin.forms.package.parts.sheetxml import Sheet, attribute, sheet_of, with_attribute


class Patched(NamedTuple):
    """What a patch did: cells whose stored result changed, and given cells that hold no formula (left alone)."""

    changed: int
    without_formula: tuple[tuple[str, str], ...]


def with_cached_values(archive: Archive, values: SheetValues) -> tuple[Archive, Patched]:
    """The workbook with new results in its formula cells.

    values   sheet name → A1 reference → result; error values as ``"#N/A"``, None as empty text.
             Cells that hold no formula are reported, not written: what a user typed over a formula stays.
    Raises ``KeyError`` for a sheet that the workbook does not have, ``ValueError`` for a value that no cell can hold.
    """
    parts = sheet_parts(archive)
    contents: dict[str, bytes] = {}
    changed = 0
    missed: list[tuple[str, str]] = []
    for name, cells in values.items():
        part = parts[name]
        outcome = set_results(sheet_of(archive, part), cells)
        changed += outcome.changed
        missed += [(name, ref) for ref in outcome.without_formula]
        if outcome.changed:
            contents[part] = outcome.content
    return archive.replaced(contents), Patched(changed, tuple(missed))


class SheetOutcome(NamedTuple):
    """A sheet part with new results: how many changed, and references that hold no formula."""

    content: bytes
    changed: int
    without_formula: list[str]


def set_results(sheet: Sheet, results: Mapping[str, CellValue]) -> SheetOutcome:
    """Write ``results`` (A1 reference → value) into the formula cells of one sheet part."""
    prefix = sheet.grammar.prefix
    formula, open_value, close_value = b"<" + prefix + b"f", b"<" + prefix + b"v>", b"</" + prefix + b"v>"
    chunks, marker = sheet.cells.chunks, sheet.cells.marker
    without_formula: list[str] = []
    changed: dict[bytes, bytes] = {}
    for ref, value in results.items():
        address = ref.encode("ascii")
        cell = chunks.get(address, b"")
        begin = cell.find(formula)
        if begin < 0 or cell[begin + len(formula)] not in b" />":  # <family> of a text's font
            without_formula.append(ref)
            continue
        if type(value) is str and value.isprintable() and _TO_ESCAPE.isdisjoint(value) and value not in ERRORS:
            kind, text = b"str", value.encode("utf-8")  # a text with nothing to escape, as most are
        else:
            kind, text = _encoded(literal(value))
        if open_value + text + close_value in cell and _has_type(cell, kind):
            continue
        whole = marker + cell
        found = sheet.grammar.formula_cell.match(whole)
        assert found is not None  # a cell of a plain sheet that holds a formula
        edited = _edited(sheet, found, kind, text)
        if edited is not None:
            changed[address] = edited[len(marker) :] + whole[found.end() :]
    content = sheet.content
    if changed:
        content = content[: sheet.begin] + sheet.cells.joined(changed) + content[sheet.end :]
    return SheetOutcome(content, len(changed), without_formula)


def _has_type(cell: bytes, kind: bytes) -> bool:
    stated = cell[: cell.index(b">")]
    return b' t="' + kind + b'"' in stated or (kind == b"n" and b" t=" not in stated)


_TO_ESCAPE = frozenset("&<>_")


def formula_cells(sheet: Sheet) -> set[str]:
    """References of the cells that hold a formula."""
    return {ref.decode("ascii") for ref, cell in sheet.cells.items() if cell.formula is not None}


def _edited(sheet: Sheet, cell: re.Match[bytes], kind: bytes, text: bytes) -> bytes | None:
    """The formula cell ``cell`` with another value; None when it has this one already."""
    grammar, content = sheet.grammar, cell.string
    attributes, rest = cell[1], cell[4]
    old = grammar.value.search(rest)
    old_kind = attribute(attributes, b"t") or b"n"
    if old is not None and old_kind == kind and (old.group(1) or b"") == text:
        return None
    element = b"<" + grammar.prefix + b"v>" + text + b"</" + grammar.prefix + b"v>"
    begin = cell.start(4) + (old.start() if old else 0)
    end = cell.start(4) + (old.end() if old else 0)
    if old_kind != kind:
        attributes = with_attribute(attributes, b"t", kind)
    return b"".join(
        (
            content[cell.start() : cell.start(1)],
            attributes,
            content[cell.end(1) : begin],
            element,
            content[end : cell.end()],
        )
    )


def _encoded(value: Literal) -> tuple[bytes, bytes]:
    return value.type.encode("ascii"), value.text.encode("utf-8")
