"""Print set-up: A4, everything in its width, page breaks between groups of indicators, headings repeated.

Excel ignores manual page breaks when a sheet is fitted to pages, therefore the scale is computed from the widths.
"""

from __future__ import annotations

import itertools

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from xladdin.forms.build.rowheight import column_pixels
from xladdin.forms.build.table_writer import TableSpan
from xladdin.forms.definition import Sheet

_INCH = 25.4
#: A4 in millimetres (short side, long side) and the margins left for printers and binding.
_A4 = (210.0, 297.0)
_SIDE, _TOP, _BOTTOM = 16.0, 18.0, 18.0
_DEFAULT_HEIGHT = 15.0
#: Room that programs lose to rounding of row heights on a page.
_SLACK = 0.96
#: How far a sheet may shrink to save a page.
_SHRINKING = (0.97, 0.94, 0.91, 0.88, 0.86)


def set_up_page(
    sheet: Worksheet, form: Sheet, last_row: int, span: TableSpan | None, *, page_break: bool, mark: str = ""
) -> None:
    """Paper, margins, scale, footer, print area, titles and breaks of one sheet."""
    first, last = form.columns.printed
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = form.orientation
    sheet.page_setup.blackAndWhite = True
    sheet.page_margins.left = sheet.page_margins.right = _SIDE / _INCH
    sheet.page_margins.top, sheet.page_margins.bottom = _TOP / _INCH, _BOTTOM / _INCH
    sheet.page_margins.header = sheet.page_margins.footer = 8 / _INCH
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.oddFooter.center.size = 9
    if mark:
        sheet.oddFooter.right.text = mark
        sheet.oddFooter.right.size = 9
    sheet.print_area = f"{first}1:{last}{last_row}"
    scale = _scale(form, first, last)
    if span is not None:
        sheet.print_title_rows = f"{span.heading}:{span.heading}"
        scale, breaks = _best(sheet, scale, form, last_row, span, page_break=page_break)
        for row in breaks:
            sheet.row_breaks.append(Break(id=row - 1))
    sheet.page_setup.scale = round(scale * 100)


def _scale(form: Sheet, first: str, last: str) -> float:
    columns, letters = form.columns, list(form.columns.widths)
    page = letters[letters.index(first) : letters.index(last) + 1]
    pixels = sum(column_pixels(columns.widths[letter]) for letter in page if letter not in columns.hidden)
    paper = _A4[0] if form.orientation == "portrait" else _A4[1]
    room = (paper - 2 * _SIDE) / _INCH * 96
    return min(1.0, int(room / pixels * 100) / 100)


def _best(
    sheet: Worksheet, scale: float, form: Sheet, last_row: int, span: TableSpan, *, page_break: bool
) -> tuple[float, list[int]]:
    """The scale that saves a page by shrinking a little (a last page of two rows looks careless), and its breaks."""
    breaks, pages = _breaks(sheet, scale, form, last_row, span, page_break=page_break)
    for shrunk in (round(scale * step, 2) for step in _SHRINKING):
        tried, fewer = _breaks(sheet, shrunk, form, last_row, span, page_break=page_break)
        if fewer < pages:
            return shrunk, tried
    return scale, breaks


def _breaks(
    sheet: Worksheet, scale: float, form: Sheet, last_row: int, span: TableSpan, *, page_break: bool
) -> tuple[list[int], int]:
    """Rows before which a page begins (before the table where asked, and where a group would be torn), and pages."""
    paper = _A4[1] if form.orientation == "portrait" else _A4[0]
    room = (paper - _TOP - _BOTTOM) / _INCH * 72 / scale * _SLACK

    def height(first: int, last: int) -> float:
        return sum(sheet.row_dimensions[row].height or _DEFAULT_HEIGHT for row in range(first, last + 1))

    breaks: list[int] = []
    if page_break:
        breaks.append(span.heading)
        used = height(span.heading, span.heading)
    else:
        used = height(1, span.heading)
    starts = [*(span.groups or range(span.first, span.last + 1)), last_row + 1]
    pages = 2 if page_break else 1
    repeated = height(span.heading, span.heading)
    for begin, after in itertools.pairwise(starts):
        block = height(begin, after - 1)
        if used + block > room and block <= room - repeated and begin != span.first:
            breaks.append(begin)
            used = repeated
            pages += 1
        used += block
        while used > room:
            used -= room - repeated
            pages += 1
    return breaks, pages
