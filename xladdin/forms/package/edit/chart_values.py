"""Charts carry the values of the cells they read: previews and locked files show nothing else.

Only the stored values change; what a chart reads and how it looks stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.values import CellValue, literal
from xladdin.forms.package.parts.sheetxml import column_letters, column_number
from xladdin.forms.package.parts.texts import UnclearError, character_data
from xladdin.patterns import pattern

#: Sheet name and A1 reference → what the cell shows.
ShownValue = Callable[[str, str], CellValue]

_PART = pattern(r"xl/charts/chart\d+\.xml")
_AREA = pattern(r"'?((?:[^'!]|'')+?)'?!\$([A-Z]{1,3})\$(\d{1,7})(?::\$([A-Z]{1,3})\$(\d{1,7}))?")
_REFERENCE = pattern(rb"(?:num|str)Ref")
#: A series as it is usually written: namespace prefix, num or str, formula, number of points, points.
_SERIES = pattern(
    rb"<((?:\w{1,9}:)?)(num|str)Ref><\1f>([^<]*)</\1f><\1\2Cache>(?:<\1formatCode>[^<]*</\1formatCode>)?"
    rb'<\1ptCount val="(\d{1,6})"/>((?:<\1pt idx="\d{1,6}"><\1v>[^<]*</\1v></\1pt>)*+)</\1\2Cache></\1\2Ref>'
)
_MOST = 2000
"""Cells of one series; ours have as many as a table has rows."""


def with_chart_values(archive: Archive, shown: ShownValue) -> Archive:
    """The package whose charts hold what the cells show now. Areas that are none of one sheet are left as they are."""
    changes = {}
    for part in archive:
        if _PART.fullmatch(part) and not _are_stored(archive[part], shown):
            from xladdin.forms.package.parts.xml import parse, serialise  # slow to load

            root = parse(archive[part], file=archive.name)
            changed = [_store(reference, shown) for reference in list(root.iter("{*}numRef", "{*}strRef"))]
            if any(changed):
                changes[part] = serialise(root)
    return archive.replaced(changes) if changes else archive


def _are_stored(content: bytes, shown: ShownValue) -> bool:
    """Whether a chart as our writer and Excel write it holds what the cells show: parsing takes ten times as long."""
    found = _SERIES.findall(content)
    if not found or len(_REFERENCE.findall(content)) != 2 * len(found) or b"<!" in content:
        return False
    for prefix, kind, formula, count, points in found:
        try:
            cells = _cells(character_data(formula).strip())
        except UnclearError:
            return False
        if cells is None:
            continue
        texts = [_text(shown(sheet, cell), numbers=kind == b"num") for sheet, cell in cells]
        wanted = (
            b'<%bpt idx="%d"><%bv>%b</%bv></%bpt>' % (prefix, index, prefix, _escaped(text), prefix, prefix)
            for index, text in enumerate(texts)
            if text
        )
        if int(count) != len(texts) or points != b"".join(wanted):
            return False
    return True


def _escaped(text: str) -> bytes:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode("utf-8", "replace")


def _store(reference: Any, shown: ShownValue) -> bool:
    """Put the values into an element of lxml's; False where they were there already."""
    from lxml import etree

    from xladdin.forms.package.parts.xml import local

    formula = next((child for child in reference if local(child) == "f"), None)
    cells = None if formula is None else _cells((formula.text or "").strip())
    if formula is None or cells is None:
        return False
    numbers = local(reference) == "numRef"
    texts = [_text(shown(sheet, cell), numbers=numbers) for sheet, cell in cells]
    points = [(str(index), text) for index, text in enumerate(texts) if text]
    before = [child for child in reference if local(child) in ("numCache", "strCache")]
    if [_points(child) for child in before] == [[("count", str(len(texts))), *points]]:
        return False
    space = etree.QName(formula).namespace
    cache = etree.Element(f"{{{space}}}{'numCache' if numbers else 'strCache'}")
    if numbers:
        old = next((child for child in reference.iter("{*}formatCode")), None)
        etree.SubElement(cache, f"{{{space}}}formatCode").text = "General" if old is None else old.text
    etree.SubElement(cache, f"{{{space}}}ptCount", val=str(len(texts)))
    for index, text in points:
        point = etree.SubElement(cache, f"{{{space}}}pt", idx=index)
        etree.SubElement(point, f"{{{space}}}v").text = text
    for child in before:
        reference.remove(child)
    formula.addnext(cache)
    return True


def _points(cache: Any) -> list[tuple[str, str | None]]:
    """Count and values of a cache."""
    counts = [("count", one.get("val")) for one in cache.iter("{*}ptCount")]
    return [*counts, *((one.get("idx", ""), "".join(one.itertext())) for one in cache.iter("{*}pt"))]


def _cells(formula: str) -> list[tuple[str, str]] | None:
    found = _AREA.fullmatch(formula)
    if found is None:
        return None
    sheet, first, top, last, bottom = found.groups()
    columns = range(column_number(first), column_number(last or first) + 1)
    rows = range(int(top), int(bottom or top) + 1)
    if len(columns) * len(rows) > _MOST:
        return None
    return [(sheet.replace("''", "'"), cell) for cell in _addresses(rows, columns)]


def _addresses(rows: range, columns: range) -> Iterator[str]:
    return (f"{column_letters(column)}{row}" for row in rows for column in columns)


def _text(value: CellValue, *, numbers: bool) -> str:
    """A number with the 15 digits that cells are read with; texts among numbers have no point."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        return literal(Decimal(f"{value:.15g}")).text
    return "" if numbers else str(value)
