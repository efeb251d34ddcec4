"""Blocks as WordprocessingML: paragraphs and tables, written as text, since building thousands of cells one by one is slow."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

from xladdin.report.blocks import MISSING, Block, Cell, Paragraph, Picture, Table
from xladdin.report.word.layout import STYLES, WIDE_WIDTH, section_xml

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
#: Signs that XML cannot hold.
_UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARK = '<w:rPr><w:highlight w:val="yellow"/></w:rPr>'


def body_xml(blocks: Sequence[Block], drawing: Callable[[Picture], str], section: str) -> str:
    """
    drawing  the run that shows a picture
    section  properties of the sections before the last one, which is the template's own, with their footers
    """
    pieces: list[str] = []
    turning = _turning(blocks)
    for position, block in enumerate(blocks):
        if position in turning:
            pieces.append(f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>{section}</w:pPr></w:p>')
        if isinstance(block, Paragraph):
            pieces.append(_paragraph(block))
        elif isinstance(block, Table):
            pieces.append(_table(block))
            if block.wide:
                wide = section_xml(wide=True, footers=_footers(section))
                pieces.append(f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>{wide}</w:pPr></w:p>')
        else:
            pieces.append(f'<w:p><w:pPr><w:pStyle w:val="{STYLES["picture"].id}"/></w:pPr>{drawing(block)}</w:p>')
    return "".join(pieces)


def _turning(blocks: Sequence[Block]) -> set[int]:
    """Where the pages turn on their side: at the heading under which a wide table stands, so that it is not left alone behind."""
    found = set()
    for position, block in enumerate(blocks):
        if isinstance(block, Table) and block.wide:
            first = position
            while first and isinstance(above := blocks[first - 1], Paragraph):
                first -= 1
                if above.look in ("h1", "h2", "h3"):
                    break
            found.add(first)
    return found


def _footers(section: str) -> str:
    return "".join(re.findall(r"<w:footerReference[^>]*/>", section))


def _runs(text: str, properties: str = "") -> str:
    """Runs of a text; what is to be filled in stands out."""
    found = []
    for number, piece in enumerate(_UNSPEAKABLE.sub("", text).split(MISSING)):
        if number:
            found.append(f"<w:r>{_MARK}<w:t>{MISSING}</w:t></w:r>")
        if piece:
            found.append(f'<w:r>{properties}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>')
    return "".join(found)


def _paragraph(block: Paragraph) -> str:
    text = " ".join(block.text.split("\n"))
    page = "<w:pageBreakBefore/>" if block.new_page else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{STYLES[block.look].id}"/>{page}</w:pPr>{_runs(text)}</w:p>'


#: Between the two parts of a table; Word would make one table of them.
_SEAM = '<w:p><w:pPr><w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def _table(table: Table) -> str:
    """Names and money, then the columns below their heads: Word repeats the first rows of a table and no others."""
    widths = _fitted(table)
    parts = [part for part in (table.rows[: table.head], table.rows[table.head :]) if part]
    return _SEAM.join(_part(part, widths, repeated=number == len(parts)) for number, part in enumerate(parts, 1))


def _part(part: Sequence[Sequence[Cell]], widths: Sequence[int], *, repeated: bool) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(
        _row(row, widths, repeated=repeated and not number, kept=number > 0) for number, row in enumerate(part)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{_BORDERS}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _fitted(table: Table) -> list[int]:
    """Widths that fill the page: those of wide tables are given in any unit."""
    if not table.wide:
        return list(table.widths)
    whole = sum(table.widths)
    return [width * WIDE_WIDTH // whole for width in table.widths]


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_LINES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
_BORDERS = f"<w:tblBorders>{_LINES}</w:tblBorders>"
#: More text than this may need more than a page: such a row may be torn, or it would run off the page.
_LONGEST_WHOLE = 900


def _row(row: Sequence[Cell], widths: Sequence[int], *, repeated: bool, kept: bool) -> str:
    longest = max((len(cell.text) for cell in row), default=0)
    whole = "<w:cantSplit/>" if longest <= _LONGEST_WHOLE else ""
    repeat = "<w:tblHeader/>" if repeated else ""
    # a row of labels alone stays with what they say; the first row of a table would keep all of it from breaking
    kept = kept and all(cell.head or not cell.text for cell in row)
    column, cells = 0, []
    for cell in row:
        width = sum(widths[column : column + cell.across])
        column += cell.across
        cells.append(_cell(cell, width, kept=kept))
    return f'<w:tr><w:trPr>{whole}<w:trHeight w:val="340"/>{repeat}</w:trPr>{"".join(cells)}</w:tr>'


def _cell(cell: Cell, width: int, *, kept: bool) -> str:
    across = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    down = ("", '<w:vMerge w:val="restart"/>', "<w:vMerge/>")[cell.down]
    border = f'<w:tcBorders><w:{cell.open} w:val="nil"/></w:tcBorders>' if cell.open else ""
    style = STYLES["cell_head" if cell.head else "cell" if cell.left else "cell_centred"].id
    lines = [""] if cell.down == 2 else cell.text.split("\n")
    look = f'<w:pStyle w:val="{style}"/>{"<w:keepNext/>" if kept else ""}'
    texts = "".join(f"<w:p><w:pPr>{look}</w:pPr>{_runs(line)}</w:p>" for line in lines)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{down}{border}<w:vAlign w:val="center"/></w:tcPr>{texts}</w:tc>'
