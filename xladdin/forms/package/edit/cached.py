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
from xladdin.forms.package.edit.cell_chunks import Chunks, of_part, split
from xladdin.forms.package.edit.values import CellValue, Literal, SheetValues, literal
from xladdin.forms.package.parts.relationships import sheet_parts
from xladdin.forms.package.parts.sheetxml import Sheet, attribute, reference, with_attribute


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
        outcome = _results(*of_part(archive, part), cells)
        changed += outcome.changed
        missed += [(name, ref) for ref in outcome.without_formula]
        if outcome.changed:
            contents[part] = outcome.content
    return archive.replaced(contents), Patched(changed, tuple(missed))


class SheetOutcome(NamedTuple):
    """A sheet part after ``set_results``: references without a formula, and formula cells no result was given for."""

    content: bytes
    changed: int
    without_formula: list[str]
    without_result: list[str]


def set_results(sheet: Sheet, results: Mapping[str, CellValue]) -> SheetOutcome:
    """Write ``results`` (A1 reference → value) into the formula cells of one sheet part."""
    return _results(sheet, split(sheet), results)


def _results(sheet: Sheet, chunks: Chunks | None, results: Mapping[str, CellValue]) -> SheetOutcome:
    return _by_pattern(sheet, results) if chunks is None else _by_chunk(sheet, chunks, results)


def _by_chunk(sheet: Sheet, chunks: Chunks, results: Mapping[str, CellValue]) -> SheetOutcome:
    """The common case: only cells that change are looked at by patterns."""
    prefix = sheet.grammar.prefix
    formula, open_value, close_value = b"<" + prefix + b"f", b"<" + prefix + b"v>", b"</" + prefix + b"v>"
    pending = {ref.encode("ascii"): value for ref, value in results.items()}
    without_result: list[str] = []
    changed = 0
    cells = list(chunks.cells)
    for number, cell in enumerate(chunks.cells):
        begin = cell.find(formula)
        if begin < 0:
            continue
        ref = cell[: cell.index(b'"')]
        if ref not in pending:
            without_result.append(ref.decode("ascii"))
            continue
        kind, text = _encoded(literal(pending.pop(ref)))
        at = cell.find(open_value, begin)
        attributes = cell[: cell.index(b">")]
        stated = b' t="' + kind + b'"' in attributes or (kind == b"n" and b" t=" not in attributes)
        if stated and at >= 0 and cell.startswith(text + close_value, at + len(open_value)):
            continue
        whole = chunks.marker + cell
        found = sheet.grammar.formula_cell.match(whole)
        if found is None:
            pending[ref] = results[ref.decode("ascii")]
            continue
        edited = _edited(sheet, found, kind, text)
        if edited is not None:
            cells[number] = edited[len(chunks.marker) :] + whole[found.end() :]
            changed += 1
    content = sheet.content
    if changed:
        content = content[: sheet.begin] + chunks.joined(cells) + content[sheet.end :]
    return SheetOutcome(content, changed, [ref.decode("ascii") for ref in pending], without_result)


def _by_pattern(sheet: Sheet, results: Mapping[str, CellValue]) -> SheetOutcome:
    pending = dict(results)
    pieces: list[bytes] = []
    without_result: list[str] = []
    copied = changed = 0
    for cell in sheet.grammar.formula_cell.finditer(sheet.content, sheet.begin, sheet.end):
        ref = reference(cell[1])
        if ref not in pending:
            without_result.append(ref)
            continue
        edited = _edited(sheet, cell, *_encoded(literal(pending.pop(ref))))
        if edited is not None:
            pieces += (sheet.content[copied : cell.start()], edited)
            copied = cell.end()
            changed += 1
    pieces.append(sheet.content[copied:])
    return SheetOutcome(b"".join(pieces) if changed else sheet.content, changed, list(pending), without_result)


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
