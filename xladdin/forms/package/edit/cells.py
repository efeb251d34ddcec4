"""Replace whole cells of a closed workbook by literals or formulas, and touch nothing else.

Used to write check findings into a file that is not open. A replaced cell keeps its style; a cell or row that does
not exist yet is inserted in its place. Formulas elsewhere, other sheets and other parts stay identical.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.formula_groups import released
from xladdin.forms.package.edit.values import CellFormula, CellValue, escape, literal
from xladdin.forms.package.parts.relationships import related, sheet_parts, workbook_part
from xladdin.forms.package.parts.sheetxml import (
    Sheet,
    attribute,
    column_letters,
    column_number,
    plain,
    reference,
    row_number,
    with_attribute,
)

Edit = tuple[int, int, bytes]
"""Replace the bytes from … to … by these."""

CellContent = CellValue | CellFormula


def with_cells(archive: Archive, values: Mapping[str, Mapping[str, CellContent]]) -> tuple[Archive, int]:
    """The workbook with literals or formulas in the given cells, and how many cells changed.

    values   sheet name → A1 reference → value or formula; None empties a cell. Text becomes an inline string.
    Where other cells share the formula of a replaced one, they keep what it says there (``formula_groups``).
    Raises ``KeyError`` for an unknown sheet, ``ValueError`` for a value that no cell can hold.
    """
    parts = sheet_parts(archive)
    contents: dict[str, bytes] = {}
    count = 0
    formulas_gone = False
    for name, cells in values.items():
        sheet = plain(archive[parts[name]], file=archive.name)
        content, changed, lost_formula = _set_cells(sheet, cells)
        formulas_gone |= lost_formula
        count += changed
        if changed:
            contents[parts[name]] = content
    patched = archive.replaced(contents)
    if formulas_gone:  # Excel offers a repair when the calculation chain names a cell without formula
        workbook = workbook_part(patched)
        chain = related(patched, workbook, "calcChain")
        if chain is not None:
            from xladdin.forms.package.parts.membership import without_part  # rare, and slow to load

            patched = without_part(patched, chain.target, source=workbook)
    return patched, count


def _set_cells(sheet: Sheet, values: Mapping[str, CellContent]) -> tuple[bytes, int, bool]:
    content, grammar = sheet.content, sheet.grammar
    pending = dict(values)
    edits: list[Edit] = []
    lost_formula, replaced = False, 0
    freed = released(sheet, values)
    for cell in grammar.cell.finditer(content, sheet.begin, sheet.end):
        attributes = cell.group(1)
        ref = reference(attributes)
        if ref in freed:
            formula = grammar.formula_cell.match(content, cell.start())
            assert formula is not None
            edits.append((*formula.span(2), freed[ref]))
            lost_formula |= not freed[ref]
        if ref not in pending:
            continue
        element = _element(grammar.prefix, attributes, pending.pop(ref))
        if element == cell.group():
            continue
        lost_formula |= grammar.formula_cell.match(content, cell.start()) is not None
        edits.append((cell.start(), cell.end(), element))
        replaced += 1
    missing = {ref: value for ref, value in pending.items() if value is not None}
    if missing:
        edits += _insertions(sheet, missing)
        edits += _grown_dimension(content[: sheet.begin], list(missing))
    return _applied(content, edits), replaced + len(missing), lost_formula


def _element(prefix: bytes, attributes: bytes, value: CellContent) -> bytes:
    """A cell with the reference and style among ``attributes``; metadata belongs to the old value and goes."""
    for name in (b"t", b"cm", b"vm"):
        attributes = with_attribute(attributes, name, None)
    tag = b"<" + prefix + b"c" + attributes.rstrip()
    if value is None:
        return tag + b"/>"
    if isinstance(value, CellFormula):
        kind, text = literal(value.result)
        type_ = b"" if kind == "n" else b' t="' + kind.encode("ascii") + b'"'
        parts = {b"p": prefix, b"f": escape(value.formula).encode("utf-8"), b"t": text.encode("utf-8")}
        return tag + type_ + b"><%(p)sf>%(f)s</%(p)sf><%(p)sv>%(t)s</%(p)sv></%(p)sc>" % parts
    kind, text = literal(value)
    if kind == "str":
        inline = b'<%(p)sis><%(p)st xml:space="preserve">%(t)s</%(p)st></%(p)sis></%(p)sc>'
        return tag + b' t="inlineStr">' + inline % {b"p": prefix, b"t": text.encode("utf-8")}
    type_ = b"" if kind == "n" else b' t="' + kind.encode("ascii") + b'"'
    return tag + type_ + b"><%(p)sv>%(t)s</%(p)sv></%(p)sc>" % {b"p": prefix, b"t": text.encode("utf-8")}


def _insertions(sheet: Sheet, values: Mapping[str, CellContent]) -> list[Edit]:
    """Edits that put cells where there are none, in row and column order."""
    content, grammar = sheet.content, sheet.grammar
    wanted: dict[int, list[str]] = defaultdict(list)
    for ref in sorted(values, key=lambda ref: (row_number(ref), column_number(ref))):
        wanted[row_number(ref)].append(ref)
    end_row = b"</" + grammar.prefix + b"row>"
    edits: list[Edit] = []
    for row in grammar.row.finditer(content, sheet.begin, sheet.end):
        given = attribute(row.group(1), b"r") or b""
        number = int(given) if given.isdigit() else 0
        for earlier in [other for other in wanted if other < number]:
            edits.append((row.start(), row.start(), _new_row(grammar.prefix, earlier, wanted.pop(earlier), values)))
        if number not in wanted:
            continue
        refs = wanted.pop(number)
        attributes = _grown_spans(row.group(1), refs)
        new = {ref: _element(grammar.prefix, _style(row.group(1), ref), values[ref]) for ref in refs}
        if row.group(2):
            edits.append((row.start(1), row.end(), attributes.rstrip() + b">" + b"".join(new.values()) + end_row))
            continue
        edits.append((row.start(1), row.end(1), attributes))
        close = content.find(b"</" + grammar.prefix + b"row", row.end())
        if close < 0:
            raise UserError("file-not-workbook", cause="工作表内容已损坏")
        places = [
            (column_number(reference(cell.group(1))), cell.start())
            for cell in grammar.cell.finditer(content, row.end(), close)
        ]
        for ref, element in new.items():
            place = next((start for column, start in places if column > column_number(ref)), close)
            edits.append((place, place, element))
    rows = b"".join(_new_row(grammar.prefix, number, refs, values) for number, refs in wanted.items())
    if rows and sheet.begin == sheet.end and content[sheet.begin - 2 : sheet.begin] == b"/>":
        edits.append((sheet.begin - 2, sheet.begin, b">" + rows + b"</" + grammar.prefix + b"sheetData>"))
    elif rows:
        edits.append((sheet.end, sheet.end, rows))
    return edits


def _new_row(prefix: bytes, number: int, refs: list[str], values: Mapping[str, CellContent]) -> bytes:
    cells = b"".join(_element(prefix, _style(b"", ref), values[ref]) for ref in refs)
    return b'<%(p)srow r="%(n)d">%(c)s</%(p)srow>' % {b"p": prefix, b"n": number, b"c": cells}


def _style(row_attributes: bytes, ref: str) -> bytes:
    """Attributes of an inserted cell: its reference, and the style its row has for empty cells."""
    attributes = b' r="' + ref.encode("ascii") + b'"'
    style = attribute(row_attributes, b"s")
    custom = attribute(row_attributes, b"customFormat") in (b"1", b"true")
    return attributes + b' s="' + style + b'"' if style and custom else attributes


def _grown_spans(attributes: bytes, refs: list[str]) -> bytes:
    """A row's ``spans="1:8"`` (first and last used column) widened to the columns of ``refs``."""
    found = re.fullmatch(rb"(\d+):(\d+)", attribute(attributes, b"spans") or b"")
    if found is None:
        return attributes
    columns = [int(found.group(1)), int(found.group(2)), *map(column_number, refs)]
    return with_attribute(attributes, b"spans", b"%d:%d" % (min(columns), max(columns)))


def _grown_dimension(head: bytes, refs: list[str]) -> list[Edit]:
    """Readers that trust ``<dimension>`` must not cut off an inserted cell."""
    found = re.search(rb"""<(?:[\w.-]+:)?dimension\s[^>]*?ref\s*=\s*["']([A-Z]+\d+(?::[A-Z]+\d+)?)["']""", head)
    if found is None:
        return []
    corners = [*found.group(1).decode("ascii").split(":"), *refs]
    columns, rows = [column_number(ref) for ref in corners], [row_number(ref) for ref in corners]
    first = f"{column_letters(min(columns))}{min(rows)}"
    last = f"{column_letters(max(columns))}{max(rows)}"
    return [(found.start(1), found.end(1), f"{first}:{last}".encode("ascii"))]


def _applied(content: bytes, edits: list[Edit]) -> bytes:
    pieces: list[bytes] = []
    copied = 0
    for begin, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += (content[copied:begin], new)
        copied = end
    return b"".join((*pieces, content[copied:]))
