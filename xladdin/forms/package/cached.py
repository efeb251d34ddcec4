"""Give the formula cells of a closed workbook new results, and touch nothing else.

A formula cell carries the result it had when it was last saved (``<c r="B2"><f>A1*2</f><v>3</v></c>``). Viewers,
mail previews and readers that do not calculate show exactly that. Here only ``<v>`` and the cell's type are changed,
as bytes; formulas, styles, other sheets and other parts stay identical.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from xladdin.forms.package.archive import Archive, Source
from xladdin.forms.package.relationships import sheet_parts
from xladdin.forms.package.sheetxml import Sheet, attribute, plain, reference, with_attribute
from xladdin.forms.package.values import CellValue, Literal, SheetValues, literal


class Patched(NamedTuple):
    """What a patch did: cells whose stored result changed, and given cells that hold no formula (left alone)."""

    changed: int
    without_formula: tuple[tuple[str, str], ...]


def patch_cached_values(source: Source, target: Path | str, values: SheetValues) -> Patched:
    """Copy the workbook ``source`` to ``target`` (may be the same path) with new results in its formula cells.

    values   sheet name → A1 reference → result; error values as ``"#N/A"``, None as empty text.
             Cells that hold no formula are reported, not written: what a user typed over a formula stays.
    Raises ``UserError`` for files that are no workbooks, are open or cannot be written, ``KeyError`` for a sheet that
    the workbook does not have, ``ValueError`` for a value that no cell can hold.
    """
    archive, patched = with_cached_values(Archive.read(source), values)
    archive.write(target)
    return patched


def with_cached_values(archive: Archive, values: SheetValues) -> tuple[Archive, Patched]:
    """The same on a package in memory."""
    parts = sheet_parts(archive)
    contents: dict[str, bytes] = {}
    changed = 0
    missed: list[tuple[str, str]] = []
    for name, cells in values.items():
        part = parts[name]
        before = archive[part]
        outcome = set_results(plain(before, file=archive.name), cells)
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
    content, grammar = sheet.content, sheet.grammar
    open_value, close_value = b"<" + grammar.prefix + b"v>", b"</" + grammar.prefix + b"v>"
    pending = dict(results)
    pieces: list[bytes] = []
    without_result: list[str] = []
    copied = changed = 0
    for cell in grammar.formula_cell.finditer(content, sheet.begin, sheet.end):
        attributes, _, _, rest = cell.groups()
        ref = reference(attributes)
        if ref not in pending:
            without_result.append(ref)
            continue
        kind, text = _encoded(literal(pending.pop(ref)))
        old = grammar.value.search(rest)
        old_kind = attribute(attributes, b"t") or b"n"
        if old is not None and old_kind == kind and (old.group(1) or b"") == text:
            continue
        element = open_value + text + close_value
        rest_begin = cell.start(4)
        begin, end = (rest_begin, rest_begin) if old is None else (rest_begin + old.start(), rest_begin + old.end())
        if old_kind != kind:
            attributes = with_attribute(attributes, b"t", kind)
        pieces += (content[copied : cell.start(1)], attributes, content[cell.end(1) : begin], element)
        copied = end
        changed += 1
    pieces.append(content[copied:])
    return SheetOutcome(b"".join(pieces) if changed else content, changed, list(pending), without_result)


def _encoded(value: Literal) -> tuple[bytes, bytes]:
    return value.type.encode("ascii"), value.text.encode("utf-8")
