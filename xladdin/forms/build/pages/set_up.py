"""Print set-up: A4, everything in its width, headings repeated, pages that end where a reader would end them.

Excel ignores manual page breaks when a sheet is fitted to pages, therefore the scale is computed from the widths, with
room for programs whose columns are wider than stated.
"""

from __future__ import annotations

from collections.abc import Collection
from copy import copy

from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from xladdin.forms.build.pages.planner import Before, Plan, plan, table_weights
from xladdin.forms.build.paint import merge
from xladdin.forms.build.rowheight import LINE, column_pixels
from xladdin.forms.build.table_writer import TableSpan
from xladdin.forms.definition import Sheet

_INCH = 25.4
#: A4 in millimetres (short side, long side) and the margins: at the sides what printers need, since the table stands in
#: the middle and leaves more.
_A4 = (210.0, 297.0)
_SIDE, _TOP, _BOTTOM, _FOOTER = 7.0, 15.0, 16.0, 8.0
_DEFAULT_HEIGHT = 15.0
#: Share of a page that is planned: programs lose some to rounding of row heights; texts yet to be typed take more, most
#: of all where reasons are written.
_SLACK, _TYPING, _REASONS = 0.96, 0.9, 0.79
_LONG = 3
"""Lines from which a cell is meant for reasons."""
#: How much wider columns may come out: their unit is a digit of 宋体 11, and a program without 宋体 takes another font's
#: (DejaVu Sans, the broadest met: 9.33 pixels instead of 8).
_WIDER = 1.17
#: How far a sheet may shrink to save a page, and the scale below which nobody likes to read it (8 points).
_SHRINKING = (1.0, 0.97, 0.94, 0.91, 0.88, 0.86, 0.84, 0.82)
_READABLE = 0.77
#: Least height of a line where that saves a page, in points.
_TIGHT = 17.25
_SHOWN_EMPTY = 3
"""Rows of a list that print while it is empty."""
_SHRUNK = 4.0
"""What a step of shrinking weighs among the costs of a plan."""


def set_up_page(
    sheet: Worksheet,
    form: Sheet,
    last_row: int,
    span: TableSpan | None,
    *,
    kept: Collection[int] = (),
    blank: bool = False,
    mark: str = "",
) -> None:
    """Paper, margins, scale, footer, print area, titles and breaks of one sheet; labels are repeated after a break.

    span   the table whose heading is repeated; None where there is none
    kept   rows that stay with the one below
    blank  nothing was issued: goals are typed in too
    mark   text in the footer, of a submission
    """
    first, last = form.columns.printed
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = form.orientation
    sheet.page_setup.blackAndWhite = True
    sheet.page_margins.left = sheet.page_margins.right = _SIDE / _INCH
    sheet.page_margins.top, sheet.page_margins.bottom = _TOP / _INCH, _BOTTOM / _INCH
    sheet.page_margins.header = sheet.page_margins.footer = _FOOTER / _INCH
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.oddFooter.center.size = 9
    if mark:
        sheet.oddFooter.right.text = mark
        sheet.oddFooter.right.size = 9
    if span is not None and span.open_end:
        last_row = span.first + _SHOWN_EMPTY - 1
    sheet.print_area = f"{first}1:{last}{last_row}"
    if span is not None:
        sheet.print_title_rows = f"{span.heading}:{span.heading}"
    scale, breaks = _pages(sheet, form, last_row, span, kept, _share(form, span, sealed=bool(mark), blank=blank))
    for row in breaks:
        sheet.row_breaks.append(Break(id=row - 1))
    _repeat_labels(sheet, breaks)
    sheet.page_setup.scale = round(scale * 100)


def _share(form: Sheet, span: TableSpan | None, *, sealed: bool, blank: bool) -> float:
    if sealed or (form.issued and not blank):
        return _SLACK
    return _REASONS if span is not None and span.lines >= _LONG and not blank else _TYPING


def _widest(form: Sheet) -> float:
    """The scale at which the columns fill the page."""
    first, last = form.columns.printed
    columns, letters = form.columns, list(form.columns.widths)
    page = letters[letters.index(first) : letters.index(last) + 1]
    pixels = sum(column_pixels(columns.widths[letter]) for letter in page if letter not in columns.hidden)
    paper = _A4[0] if form.orientation == "portrait" else _A4[1]
    room = (paper - 2 * _SIDE) / _INCH * 96
    return min(1.0, int(room / pixels / _WIDER * 100) / 100)


def _pages(
    sheet: Worksheet, form: Sheet, last_row: int, span: TableSpan | None, kept: Collection[int], slack: float
) -> tuple[float, tuple[int, ...]]:
    """Scale and breaks: shrinking a little, or lower lines, may save a page (one with two rows looks careless)."""
    widest = _widest(form)
    if span is None:
        weights, heading = [int(Before.FORM)] * last_row, 0
    elif span.open_end:  # a list that is filled later: it breaks where it will
        return widest, ()
    else:
        weights, heading = table_weights(last_row, span.heading, span.last, span.groups), span.heading
    for row in kept:
        weights[row - 1] = min(weights[row - 1], Before.GROUP) if row > 1 else weights[0]
        if row < last_row:
            weights[row] = Before.NEVER
    paper = _A4[1] if form.orientation == "portrait" else _A4[0]
    room = (paper - _TOP - _BOTTOM) / _INCH * 72 * slack
    usual = [sheet.row_dimensions[row].height or _DEFAULT_HEIGHT for row in range(1, last_row + 1)]
    lower = [_TIGHT if height == LINE else height for height in usual]
    found: list[tuple[float, float, Plan, bool]] = []
    for step, shrink in enumerate(_SHRINKING):
        scale = int(widest * shrink * 100) / 100
        if step and scale < _READABLE:
            break
        for tight, heights in enumerate((usual, lower)):
            made = plan(heights, room / scale, weights, heading)
            found.append((made.cost + _SHRUNK * (step + tight), scale, made, bool(tight)))
    _, scale, made, tight = min(found, key=lambda one: one[0])
    if tight:
        for row, height in enumerate(lower, 1):
            sheet.row_dimensions[row].height = height
    return scale, made.breaks


def _repeat_labels(sheet: Worksheet, breaks: tuple[int, ...]) -> None:
    """A label that a break runs through is printed on both pages, with a closed border."""
    for row in breaks:
        for area in [area for area in sheet.merged_cells.ranges if area.min_row < row <= area.max_row]:
            sheet.merged_cells.remove(area)
            upper, lower = copy(area), copy(area)
            upper.shrink(bottom=area.max_row - row + 1)
            lower.shrink(top=row - area.min_row)
            shown, again = (sheet.cell(part.min_row, part.min_col) for part in (area, lower))
            for part in (upper, lower):
                if part.size != {"rows": 1, "columns": 1}:
                    merge(sheet, CellRange(part.coord).coord)
            again.value, again.data_type, again._style = shown.value, shown.data_type, copy(shown._style)
