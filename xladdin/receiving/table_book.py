"""Plain tables as a workbook that prints well: a sheet a table, texts as texts whatever they begin with.

A cell may be a formula, whose value is written beside it; a chart reads columns of its own table.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from xladdin.forms.build.book_record import put_text
from xladdin.forms.build.charts.primitives import MIDDLE, anchor, bars, labelled, series
from xladdin.forms.build.rowheight import Box, row_height
from xladdin.forms.build.styles import BODY_FONT, GRID, HEAD_FILL, TITLE_FONT
from xladdin.forms.package.edit.finish import finish
from xladdin.forms.package.edit.values import CellValue


class Formula(NamedTuple):
    """``text`` without ``=``, over cells of the same workbook; ``result``: what it gives; ``places``: decimals that are shown,
    where the column's kind does not say."""

    text: str
    result: Decimal | None
    places: int | None = None


Value = str | int | Decimal | Formula | None
_SIZE = 10
#: What is no wider is centred.
_NARROW = 17
_INCH = 25.4  # millimetres
#: Bars that have room for percentages with decimals.
_FEW = 8
#: Number formats by kind of column; texts are the rest.
_FORMATS = {"points": "0.0#", "rate": "0.00%", "money": "#,##0.00", "count": "0", "value": "General"}


class Column(NamedTuple):
    """``kind``: text, or one of the numbers: points, rate (a fraction), money (万元), count, value (as it comes)."""

    head: str
    width: float
    kind: str = "text"


class Picture(NamedTuple):
    """A chart of bars across the page, above the table's head.

    categories, values  places of columns, from 0; rows: how many of the table's rows, from the first; percent: values are fractions
    height              in points
    """

    title: str
    categories: int
    values: int
    rows: int
    percent: bool = False
    height: float = 190


class Table(NamedTuple):
    """``notes`` stand above the head, a line each, and pictures below them."""

    sheet: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    notes: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def head(self) -> int:
        """Sheet row of the head; the table's rows follow it."""
        return len(self.notes) + len(self.pictures) + 2


#: Sheet → cell → what its formula gives.
Cached = dict[str, dict[str, CellValue]]


def table_book(tables: Sequence[Table], title: str, created: datetime.datetime) -> bytes:
    """The workbook as file content."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book._named_styles["Normal"].font = Font(name=BODY_FONT, size=11)  # column widths are counted in its digits
    cached = put_tables(book, tables)
    target = io.BytesIO()
    book.save(target)
    return finish(target.getvalue(), cached=cached, created=created, title=title, full_calc_on_load=False)


def put_tables(book: Workbook, tables: Sequence[Table]) -> Cached:
    """Add a sheet for each table to a workbook; gives what its formulas give."""
    cached: Cached = {}
    for table in tables:
        found = _sheet(book.create_sheet(table.sheet), table)
        if found:
            cached[table.sheet] = found
    return cached


def _sheet(sheet: Worksheet, table: Table) -> dict[str, CellValue]:
    last = get_column_letter(len(table.columns))
    put_text(sheet["A1"], table.title)
    sheet["A1"].font = Font(name=TITLE_FONT, size=16)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.merge_cells(f"A1:{last}1")
    sheet.row_dimensions[1].height = 30
    wide = sum(column.width for column in table.columns)
    for number, text in enumerate(table.notes, 2):
        put_text(sheet.cell(number, 1), text)
        sheet.cell(number, 1).font = Font(name=BODY_FONT, size=_SIZE)
        sheet.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="center")
        sheet.merge_cells(f"A{number}:{last}{number}")
        sheet.row_dimensions[number].height = row_height([Box(text, wide, _SIZE)], 15)
    head = table.head
    for number, picture in enumerate(table.pictures, len(table.notes) + 2):
        _draw(sheet, number, last, picture, head)
    for position, column in enumerate(table.columns, 1):
        cell = sheet.cell(head, position)
        put_text(cell, column.head)
        cell.font, cell.fill, cell.border = Font(name=BODY_FONT, size=_SIZE, bold=True), HEAD_FILL, GRID
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(position)].width = column.width
    sheet.row_dimensions[head].height = row_height([Box(one.head, one.width, _SIZE) for one in table.columns], 22)
    cached: dict[str, CellValue] = {}
    for number, row in enumerate(table.rows, head + 1):
        _row(sheet, number, table.columns, row, cached)
    sheet.freeze_panes = f"A{head + 1}"
    if table.rows:
        sheet.auto_filter.ref = f"A{head}:{last}{head + len(table.rows)}"
    _print(sheet, head)
    return cached


def _draw(sheet: Worksheet, number: int, last: str, picture: Picture, head: int) -> None:
    if not picture.rows:
        return

    def area(column: int) -> str:
        letter = get_column_letter(column + 1)
        return f"{quote_sheetname(sheet.title)}!${letter}${head + 1}:${letter}${head + picture.rows}"

    sheet.row_dimensions[number].height = picture.height
    chart = bars(picture.title, "col")
    chart.series = [series(picture.title, area(picture.categories), area(picture.values), MIDDLE)]
    chart.legend = None
    few = picture.rows <= _FEW
    chart.gapWidth = 250 if few else 60
    labelled(chart)
    chart.y_axis.number_format = ("0.00%" if few else "0%") if picture.percent else "0"
    chart.series[0].dLbls.numFmt = chart.y_axis.number_format
    chart.anchor = anchor(number, ("A", last))
    sheet.add_chart(chart)


def _row(
    sheet: Worksheet, number: int, columns: Sequence[Column], row: Sequence[Value], cached: dict[str, CellValue]
) -> None:
    boxes = []
    for position, (column, value) in enumerate(zip(columns, row, strict=True), 1):
        cell = sheet.cell(number, position)
        if isinstance(value, str):
            put_text(cell, value[:32_000])
            boxes.append(Box(value[:2_000], column.width, _SIZE))
        elif isinstance(value, Formula):
            cell.value = f"={value.text}"
            shown = _FORMATS.get(column.kind, "General")
            cell.number_format = shown if value.places is None else f"0.{'0' * value.places}"
            cached[cell.coordinate] = "" if value.result is None else value.result
        elif value is not None:
            cell.value = float(value)
            cell.number_format = _FORMATS.get(column.kind, "General")
        cell.font, cell.border = Font(name=BODY_FONT, size=_SIZE), GRID
        side = (
            "right"
            if column.kind in ("points", "rate", "money", "value")
            else "left"
            if column.width > _NARROW
            else "center"
        )
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    sheet.row_dimensions[number].height = min(row_height(boxes, 18), 400)


def _print(sheet: Worksheet, head: int) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_margins.left = sheet.page_margins.right = 10 / _INCH
    sheet.page_margins.top, sheet.page_margins.bottom = 15 / _INCH, 16 / _INCH
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head}:{head}"
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
