"""Move the texts of cells from the sheets into one shared table, as Excel stores them (ECMA-376 part 1, 18.4).

openpyxl writes every text inline. Excel reads that, but would rewrite each sheet at the first save.
"""

from __future__ import annotations

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.membership import with_part
from xladdin.forms.package.parts.relationships import related, workbook_part
from xladdin.forms.package.parts.sheetxml import Sheet, attribute, reference, with_attribute
from xladdin.forms.package.parts.stringitems import string_items
from xladdin.forms.package.parts.texts import DECLARATION
from xladdin.forms.package.parts.xml import OFFICE_REL_NS, SHEET_NS

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_RELATIONSHIP = f"{OFFICE_REL_NS}/sharedStrings"
_NAME = "xl/sharedStrings.xml"


class StringTable:
    """Texts in order of first use, each once. An item is the XML inside ``<si>`` (plain or rich text)."""

    def __init__(self, items: list[bytes] | None = None) -> None:
        self._index = {item: number for number, item in enumerate(items or [])}
        self._size = len(items or [])
        self._items = list(items or [])

    @classmethod
    def of(cls, archive: Archive) -> StringTable:
        """The table the package has already, or an empty one."""
        relationship = related(archive, workbook_part(archive), "sharedStrings")
        if relationship is None or relationship.target not in archive:
            return cls()
        return cls(string_items(archive[relationship.target], file=archive.name))

    def take(self, item: bytes) -> int:
        """Number of ``item`` in the table, added when it is new."""
        if item not in self._index:
            self._index[item] = len(self._items)
            self._items.append(item)
        return self._index[item]

    def store(self, archive: Archive) -> Archive:
        """The package with the table as its part; unchanged when nothing was added."""
        if len(self._items) == self._size:
            return archive
        workbook = workbook_part(archive)
        relationship = related(archive, workbook, "sharedStrings")
        items = b"".join(b"<si>" + item + b"</si>" for item in self._items)
        head = f'<sst xmlns="{SHEET_NS}" uniqueCount="{len(self._items)}">'.encode("ascii")
        return with_part(
            archive,
            relationship.target if relationship else _NAME,
            DECLARATION + head + items + b"</sst>",
            content_type=_CONTENT_TYPE,
            relationship_type=_RELATIONSHIP,
            source=workbook,
        )


def share_strings(sheet: Sheet, table: StringTable) -> bytes:
    """The sheet part with every inline string replaced by its number in ``table``."""
    content, grammar = sheet.content, sheet.grammar
    pieces: list[bytes] = []
    copied = 0
    for cell in grammar.cell.finditer(content, sheet.begin, sheet.end):
        attributes = cell[1]
        if attribute(attributes, b"t") != b"inlineStr":
            continue
        item = sheet.cells[reference(attributes).encode("ascii")].inline or b""
        if grammar.prefix:  # the table part has no prefix
            item = item.replace(b"<" + grammar.prefix, b"<").replace(b"</" + grammar.prefix, b"</")
        number = table.take(item or b"<t/>")
        value = b"<%(p)sv>%(n)d</%(p)sv>" % {b"p": grammar.prefix, b"n": number}
        end = b"</" + grammar.prefix + b"c>"
        pieces += (content[copied : cell.start(1)], with_attribute(attributes, b"t", b"s"), b">", value, end)
        copied = cell.end()
    pieces.append(content[copied:])
    return b"".join(pieces)
