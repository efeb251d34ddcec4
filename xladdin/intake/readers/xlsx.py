"""Foreign workbooks (.xlsx): every visible sheet is a table; what a cell shows is read, formulas by their stored result."""

from __future__ import annotations

from xladdin.errors import UserError
from xladdin.forms.grid import Content
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.guard.limits import BOOK
from xladdin.forms.package.parts.addresses import column_letters, column_number, row_number
from xladdin.forms.package.parts.bookpart import book_part
from xladdin.forms.package.parts.relationships import sheet_parts, workbook_part
from xladdin.forms.package.parts.sheetxml import sheet_of
from xladdin.forms.read.cell_text import printed
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.intake.document import Cell, Document, Paragraph, Table

_NO_RESULT = "公式还没有结果，请在 Excel 中打开并保存"
_ERROR = "公式的结果是错误值"
#: Rows and columns beyond these hold no form.
_LAST_ROW, _LAST_COLUMN = 20_000, 256

Merges = dict[tuple[int, int], tuple[int, int]]
"""First cell (row, column from 0) → rows and columns."""


def read_xlsx(archive: Archive, file: str) -> Document:
    """Raises UserError as ``PackageGrid`` does, import-large."""
    grid = PackageGrid(archive)
    blocks: list[Paragraph | Table] = []
    notes: list[str] = []
    hidden = [sheet.name for sheet in book_part(archive, workbook_part(archive)).sheets if sheet.state != "visible"]
    for name, part in sheet_parts(archive).items():
        if name in hidden:
            notes.append(f"工作表“{name}”是隐藏的，没有读入")
            continue
        if not part.startswith("xl/worksheets/"):
            continue
        merges = merged(sheet_of(archive, part).merges, file, name)
        contents = {
            (row_number(address) - 1, column_number(address) - 1): content
            for address, content in grid.sheet(name).items()
        }
        cells = [cell_of(place, content) for place, content in contents.items()]
        blocks += pieces(name, spread(cells, merges, file))
    return Document(file, tuple(blocks), tuple(notes))


def pieces(name: str, cells: list[Cell]) -> list[Paragraph | Table]:
    """A sheet as a page: blank rows part its tables, and lines by themselves above a table are paragraphs."""
    used = sorted({row for cell in cells for row in range(cell.row, cell.row + cell.height)})
    groups: list[list[int]] = []
    for row in used:
        if groups and row == groups[-1][-1] + 1:
            groups[-1].append(row)
        else:
            groups.append([row])
    by_row: dict[int, list[Cell]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(cell)
    found: list[Paragraph | Table] = []
    for group in groups:
        rows = list(group)
        while rows and _is_line(by_row.get(rows[0], [])):
            found += [Paragraph(cell.text.strip()) for cell in by_row[rows.pop(0)] if cell.text.strip()]
        inside = [cell for row in rows for cell in by_row.get(row, [])]
        if any(cell.text.strip() for cell in inside):
            found.append(Table(name, tuple(inside)))
    return found


def _is_line(cells: list[Cell]) -> bool:
    filled = [cell for cell in cells if cell.text.strip()]
    return len(filled) == 1 and filled[0].width == filled[0].height == 1 and not filled[0].trouble and len(cells) == 1


def cell_of(place: tuple[int, int], content: Content) -> Cell:
    """A cell of a sheet as it is seen; ``place`` is its row and column from 0."""
    trouble = ""
    if content.error:
        trouble = _ERROR
    elif content.formula is not None and content.value is None:
        trouble = _NO_RESULT
    text = printed(content) or (f"={content.formula}" if trouble else "")
    return Cell(text.replace("\r", ""), *place, where=f"{column_letters(place[1] + 1)}{place[0] + 1}", trouble=trouble)


def spread(cells: list[Cell], merges: Merges, file: str) -> list[Cell]:
    """Cells with their spans, in reading order; what a merge hides is left out, a merge without content is an empty cell."""
    hides = {
        (row, column): first
        for first, (height, width) in merges.items()
        for row in range(first[0], first[0] + height)
        for column in range(first[1], first[1] + width)
    }
    found: dict[tuple[int, int], Cell] = {}
    for cell in cells:
        place = cell.row, cell.column
        if cell.row >= _LAST_ROW or cell.column >= _LAST_COLUMN:
            if cell.text.strip():
                raise UserError("import-large", file=file, what="行或列")
            continue
        if hides.get(place, place) == place:
            height, width = merges.get(place, (1, 1))
            found[place] = cell._replace(height=height, width=width)
    for (row, column), (height, width) in merges.items():
        if (row, column) not in found and row < _LAST_ROW and column < _LAST_COLUMN:
            found[row, column] = Cell("", row, column, height, width, f"{column_letters(column + 1)}{row + 1}")
    return [found[place] for place in sorted(found)]


def merged(written: tuple[str, ...], file: str, sheet: str) -> Merges:
    """The merged ranges of a sheet. Raises UserError cell-unclear for one that is none, overlaps, or covers too much."""
    merges: Merges = {}
    covered: set[tuple[int, int]] = set()
    for text in written:
        first, _, last = text.partition(":")
        try:
            top, left = row_number(first) - 1, column_number(first) - 1
            bottom, right = row_number(last or first) - 1, column_number(last or first) - 1
        except (ValueError, IndexError):
            raise UserError("cell-unclear", file=file, sheet=sheet, found=f"合并单元格“{text[:30]}”") from None
        if not (top <= bottom and left <= right):
            raise UserError("cell-unclear", file=file, sheet=sheet, found=f"合并单元格“{text[:30]}”")
        right, bottom = min(right, _LAST_COLUMN - 1), min(bottom, _LAST_ROW - 1)
        places = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if len(covered) + len(places) > BOOK.merged_cells or covered & places:
            raise UserError("cell-unclear", file=file, sheet=sheet, found=f"合并单元格“{text[:30]}”与别的重叠或过大")
        covered |= places
        if places:
            merges[top, left] = bottom - top + 1, right - left + 1
    return merges
