"""Writes the outcome of a review into a closed workbook: 校验结果, the lines beside the titles, nothing else.

The colours follow by themselves, from conditional formats that look at 校验结果.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from xladdin.errors import UserError
from xladdin.forms.build.rowheight import BODY_SIZE, LINE, Box, row_height
from xladdin.forms.closed.review_lines import places
from xladdin.forms.closed.row_heights import growth
from xladdin.forms.defined_names import FINDINGS as FINDINGS_TABLE
from xladdin.forms.defined_names import column_name, master_name
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.cached import with_cached_values
from xladdin.forms.package.edit.cells import with_cells
from xladdin.forms.package.edit.print_area import with_last_printed_row
from xladdin.forms.package.edit.rows import with_row_heights
from xladdin.forms.package.edit.values import CellValue
from xladdin.forms.package.parts.sheetxml import row_number
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import ReadBook
from xladdin.forms.review_line import NOT_CHECKED, said
from xladdin.model.place import FINDINGS

if TYPE_CHECKING:
    from xladdin.checks.finding import FindingGroup
    from xladdin.checks.runner import CheckReport


class MarkedRow(NamedTuple):
    """One line of 校验结果, column for column; ``address`` is the cell to jump to, ``where`` names all cells."""

    number: int | None
    level: str
    sheet: str
    found: str
    expected: str
    difference: str
    message: str
    remedy: str
    basis: str
    address: str
    where: str


#: A finding about two or three cells marks them all; one about a whole column marks only where it is told.
_COMPARED = 3

#: Columns of 校验结果 that a review writes; the definition of the sheet names them alike.
COLUMNS = MarkedRow._fields


def marked_rows(report: CheckReport, room: int) -> list[MarkedRow]:
    """The lines for a review, at most ``room``: when there are more, the last one says so."""
    rows = [_row(number, group) for number, group in enumerate(report.groups, 1)]
    if len(rows) > room:
        left = len(rows) - room + 1
        last = MarkedRow(
            None, "", "", "", "", "", f"另有 {left} 项未列出。", "请先改正以上各项，再次校验。", "", "", ""
        )
        rows = [*rows[: room - 1], last]
    return rows


def _row(number: int, group: FindingGroup) -> MarkedRow:
    first = group.first
    cells = [f"{finding.sheet}!{finding.cell}" for finding in group.findings]
    compared = (finding.related for finding in group.findings if len(finding.related) <= _COMPARED)
    cells += [f"{place.sheet}!{place.cell}" for related in compared for place in related]
    return MarkedRow(
        number=number,
        level=first.severity_title,
        sheet=first.sheet,
        found=first.found,
        expected=first.expected,
        difference=first.difference,
        message=first.message if len(group.cells) == 1 else f"{group.cells_text}：{first.message}",
        remedy=first.remedy,
        basis=f"{first.basis}（{first.rule}）",
        address=first.cell,
        where=f"|{'|'.join(dict.fromkeys(cells))}|",
    )


class Marking(NamedTuple):
    """What a review changes in 校验结果. Cells are addresses of ``sheet``; None empties one.

    cells    literals, the line under the title included; links = results of the formulas that jump to the cells
    heights  sheet row → height in points; last = last row that holds a line
    """

    sheet: str
    rows: list[MarkedRow]
    cells: dict[str, CellValue]
    links: dict[str, CellValue]
    heights: dict[int, float]
    last: int


def marking(book: ReadBook, report: CheckReport) -> Marking:
    """The review for a workbook as it was read. Raises UserError when it has no sheet 校验结果."""
    locator = book.locator
    if locator.column(FINDINGS_TABLE, "level") is None:
        raise UserError("sheet-missing", file=locator.file, sheet=FINDINGS)
    areas = {column: locator.required(column_name(FINDINGS_TABLE, column)) for column in (*COLUMNS, "link")}
    lines = list(areas["level"].rows())
    rows = marked_rows(report, len(lines))
    cells: dict[str, CellValue] = {}
    links: dict[str, CellValue] = {}
    for position, line in enumerate(lines):
        row = rows[position] if position < len(rows) else None
        for column in COLUMNS:
            value = getattr(row, column) if row is not None else None
            cells[areas[column].cell(line)] = value if value not in ("", None) else None
        links[areas["link"].cell(line)] = row.address if row is not None else None
    top = locator.required(master_name("summary")).first
    cells[top.cell] = "\n".join([report.summary(), *_by_sheet(rows)])
    columns = book.family.blocks[FINDINGS_TABLE].columns
    widths = {column.field: column.width for column in columns if column.field and not column.hidden}
    heights = {
        line: _height(rows[position], widths) if position < len(rows) else LINE for position, line in enumerate(lines)
    }
    wide = sum(column.width for column in columns if not column.hidden)
    heights[row_number(top.cell)] = row_height([Box(str(cells[top.cell]), wide, BODY_SIZE)], LINE)
    return Marking(areas["level"].sheet, rows, cells, links, heights, lines[max(len(rows), 1) - 1])


def _by_sheet(rows: list[MarkedRow]) -> list[str]:
    """One line that counts what was found, sheet by sheet; none where nothing was."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        if row.sheet:
            counts.setdefault(row.sheet, Counter())[row.level] += 1
    told = [
        f"{sheet}：" + "、".join(f"{level} {found[level]}" for level in ("错误", "警告", "提示") if found[level])
        for sheet, found in counts.items()
    ]
    return ["；".join(told) + "。"] if told else []


def mark(archive: Archive, book: ReadBook, report: CheckReport) -> Archive:
    """The workbook with the review written in. Raises UserError when it has no sheet 校验结果."""
    done = marking(book, report)
    archive, _ = with_cells(archive, {done.sheet: done.cells})
    archive = with_row_heights(archive, {done.sheet: done.heights})
    archive = with_last_printed_row(archive, done.sheet, done.last)
    too_low = {sheet: rows.wanted for sheet, rows in growth(PackageGrid(archive), book).items()}
    archive = with_row_heights(archive, too_low, fixed=False)
    values: dict[str, dict[str, CellValue]] = {done.sheet: done.links}
    for name, place in places(book).items():
        values.setdefault(place[0], {})[place[1]] = _said(done.rows, name)
    archive, _ = with_cached_values(archive, values)
    return archive


def _height(row: MarkedRow, widths: Mapping[str, float]) -> float:
    """Height in points that shows the line in full. ``widths`` of the columns that are shown."""
    return row_height([Box(str(getattr(row, name) or ""), width, BODY_SIZE) for name, width in widths.items()], LINE)


def _said(rows: list[MarkedRow], sheet: str) -> str:
    if not rows:
        return NOT_CHECKED
    levels = [row.level for row in rows if row.sheet == sheet]
    return said(levels.count("错误"), levels.count("警告"))
