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
    queue = list(blocks)
    for position, block in enumerate(queue):
        if isinstance(block, Paragraph):
            if _heads_wide(queue, position):
                pieces.append(f"<w:p><w:pPr>{section}</w:pPr></w:p>")
            pieces.append(_paragraph(block))
        elif isinstance(block, Table):
            pieces.append(_table(block))
            if block.wide:
                wide = section_xml(wide=True, footers=_footers(section))
                pieces.append(f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>{wide}</w:pPr></w:p>')
        else:
            pieces.append(f'<w:p><w:pPr><w:pStyle w:val="{STYLES["picture"].id}"/></w:pPr>{drawing(block)}</w:p>')
    return "".join(pieces)


def _heads_wide(blocks: Sequence[Block], position: int) -> bool:
    """Whether a wide table begins here: its title and period go onto its page."""
    block = blocks[position]
    if not isinstance(block, Paragraph) or block.look != "table_title":
        return False
    table = next((one for one in blocks[position:] if isinstance(one, Table)), None)
    return table is not None and table.wide


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
    return f'<w:p><w:pPr><w:pStyle w:val="{STYLES[block.look].id}"/></w:pPr>{_runs(text)}</w:p>'


def _table(table: Table) -> str:
    widths = _fitted(table)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(row, widths, repeated=number in table.heads) for number, row in enumerate(table.rows))
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


def _row(row: Sequence[Cell], widths: Sequence[int], *, repeated: bool) -> str:
    longest = max((len(cell.text) for cell in row), default=0)
    whole = "<w:cantSplit/>" if longest <= _LONGEST_WHOLE else ""
    repeat = "<w:tblHeader/>" if repeated else ""
    column, cells = 0, []
    for cell in row:
        width = sum(widths[column : column + cell.across])
        column += cell.across
        cells.append(_cell(cell, width))
    return f'<w:tr><w:trPr>{whole}<w:trHeight w:val="340"/>{repeat}</w:trPr>{"".join(cells)}</w:tr>'


def _cell(cell: Cell, width: int) -> str:
    across = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    down = ("", '<w:vMerge w:val="restart"/>', "<w:vMerge/>")[cell.down]
    style = STYLES["cell_head" if cell.head else "cell" if cell.left else "cell_centred"].id
    lines = [""] if cell.down == 2 else cell.text.split("\n")
    texts = "".join(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_runs(line)}</w:p>' for line in lines)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{down}<w:vAlign w:val="center"/></w:tcPr>{texts}</w:tc>'
