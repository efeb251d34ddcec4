"""A report's text as it stands in the .docx: paragraphs, table cells, numbers of pictures, in the order of the document."""

from __future__ import annotations

from typing import Any, NamedTuple

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.relationships import relationships
from xladdin.forms.package.parts.xml import parse
from xladdin.report.blocks import Block, Paragraph, Picture, Table

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Item(NamedTuple):
    """``kind``: paragraph, table, picture; ``rows`` of one cell for a paragraph, of every written cell for a table."""

    kind: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        return self.rows[0][0] if self.rows and self.rows[0] else ""


def of_document(archive: Archive) -> list[Item]:
    main = next(item for item in relationships(archive) if item.kind == "officeDocument").target
    root = parse(archive[main], file=archive.name)
    charts = {one.id: one.target for one in relationships(archive, main) if one.kind == "chart"}
    items: list[Item] = []
    for element in root[0]:
        if element.tag == f"{_W}tbl":
            rows = tuple(_row(row) for row in element.iterchildren(f"{_W}tr"))
            if items and items[-1].kind == "table":  # its second part, below the heads of the columns
                rows = items.pop().rows + rows
            items.append(Item("table", rows))
            continue
        for chart in element.iter(f"{_C}chart"):
            target = charts.get(chart.get(f"{_R}id", ""), "")
            items.append(_picture(archive.get(target, b""), archive.name))
        text = text_of(element)
        if text:
            items.append(Item("paragraph", ((text,),)))
    return items


def of_blocks(blocks: tuple[Block, ...]) -> list[Item]:
    items: list[Item] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            items.append(Item("paragraph", ((plain(block.text),),)))
        elif isinstance(block, Table):
            rows = (tuple("" if cell.down == 2 else plain(cell.text) for cell in row) for row in block.rows)
            items.append(Item("table", tuple(rows)))
        elif isinstance(block, Picture):
            rows = (
                (series.title, *block.names, *(value for value in series.values if value is not None))
                for series in block.series
            )
            items.append(Item("picture", ((block.title,), *rows)))
    return [item for item in items if item.kind != "paragraph" or item.text]


def plain(text: str) -> str:
    """Text as it can be compared: line breaks and runs of blanks are one blank."""
    return " ".join(text.split())


def tight(text: str) -> str:
    """Text without any blanks: a title may be broken into lines."""
    return "".join(text.split())


def text_of(element: Any) -> str:
    """What is read in the document; what was deleted under 修订 is not."""
    found = []
    for one in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}p"):
        found.append(one.text or "" if one.tag == f"{_W}t" else " ")
    return plain("".join(found))


def _row(row: Any) -> tuple[str, ...]:
    return tuple(text_of(cell) for cell in row.iterchildren(f"{_W}tc"))


def _picture(content: bytes, file: str | None) -> Item:
    if not content:
        return Item("picture", ())
    root = parse(content, file=file)
    title = "".join(one.text or "" for one in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t"))
    rows = (tuple(value.text or "" for value in series.iter(f"{_C}v")) for series in root.iter(f"{_C}ser"))
    return Item("picture", ((title,), *rows))
