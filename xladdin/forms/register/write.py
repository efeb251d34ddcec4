"""Writes a register: the same look, hints, drop-downs, protection and names as the other workbooks."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xladdin import __version__
from xladdin.forms.build import styles
from xladdin.forms.build.book_record import BookRecord, put_text, put_value
from xladdin.forms.build.input_rules import InputRule, input_rule
from xladdin.forms.build.paint import Paint, merge, spread_styles
from xladdin.forms.build.rowheight import BODY_SIZE, LINE, MAX_HEIGHT, text_height
from xladdin.forms.build.validations import Inputs
from xladdin.forms.defined_names import column_name, field_name
from xladdin.forms.definition import Kind, Style
from xladdin.forms.package.edit.finish import finish
from xladdin.forms.package.edit.protection import guard
from xladdin.forms.register.definition import KEY, Column, Field, Line, Page, Register, Table
from xladdin.model.fields import FieldValue

_TITLE_HEIGHT = 30.0
_TWO_LINES = 30.0
_LINE_WIDTH = 130
"""Column units that a text may take."""
_KEY_WIDTH = 6.0
_CHOOSE = "不在常用选项中。确需使用请选“是”。"
_INCH = 25.4
#: Width in column units up to which a page is shrunk to fit; wider ones are printed at this scale, in per cent.
_READABLE, _WIDE_SCALE = 200, 70


class Data(NamedTuple):
    """What is filled in: field → value; table → its rows, column → value; table → line → column → value."""

    fields: Mapping[str, FieldValue] = {}
    rows: Mapping[str, Sequence[Mapping[str, FieldValue]]] = {}
    lines: Mapping[str, Mapping[str, Mapping[str, FieldValue]]] = {}


def write(register: Register, data: Data, *, created: datetime, title: str = "") -> bytes:
    """The workbook as file content; the same input gives the same bytes."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    normal = Font(name=styles.BODY_FONT, size=11)
    workbook._named_styles["Normal"].font = normal
    workbook._fonts[0] = normal
    record, paint = BookRecord(), Paint()
    for page in register.page:
        _Writer(workbook.create_sheet(page.sheet), page, data, record, paint).write()
    for name in record.defined_names().values():
        workbook.defined_names.add(name)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return finish(
        buffer.getvalue(),
        cached={},
        without_result=record.steps,
        created=created,
        title=title or register.title,
        custom_properties=properties(register),
        numbers_as_text=_typed_texts(workbook),
    )


def properties(register: Register) -> dict[str, str]:
    """What a reader asks first."""
    return {
        "xladdin.template": register.template,
        "xladdin.template_version": str(register.version),
        "xladdin.version": __version__,
    }


def _typed_texts(workbook: Workbook) -> dict[str, str]:
    """Cells that keep what is typed: Excel is not to complain about numbers in them."""
    found = {}
    for sheet in workbook.worksheets:
        cells = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.number_format == "@"]
        if cells:
            found[sheet.title] = " ".join(cells)
    return found


def _rule(hint: str, kind: Kind, choices: Sequence[str]) -> InputRule | None:
    if choices:
        return InputRule("list", choices=",".join(choices), error=_CHOOSE, hint=hint)
    return input_rule(hint, kind, "")


class _Writer:
    """Writes one page; ``row`` is the last one written."""

    def __init__(self, sheet: Worksheet, page: Page, data: Data, record: BookRecord, paint: Paint) -> None:
        self.sheet, self.page, self.data, self.record, self.paint = sheet, page, data, record, paint
        self.inputs = Inputs(sheet, paint)
        table = page.table
        self.widths = (_KEY_WIDTH, *(column.width for column in table.columns)) if table else page.widths
        #: Number of the first column that is shown.
        self.first = 2 if table else 1
        self.last = len(self.widths)
        self.row = 0
        for number, width in enumerate(self.widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        if table:
            sheet.column_dimensions["A"].hidden = True

    def write(self) -> None:
        self._title()
        for field in self.page.fields:
            self._field(field)
        for note in self.page.notes:
            self.row += 1
            self._span(self.first, self._text_end(), "foot_left", note)
        heading = 0
        if self.page.table is not None:
            heading = self._table(self.page.table)
        self._set_up(heading)
        spread_styles(self.sheet)
        guard(self.sheet)
        self.sheet.sheet_view.showGridLines = False

    def _text_end(self) -> int:
        """Last column of what is no table: a text is read on a screen, not across forty columns."""
        end, width = self.first, 0.0
        while end < self.last and width + self.widths[end - 1] < _LINE_WIDTH:
            width += self.widths[end - 1]
            end += 1
        return end

    def _title(self) -> None:
        self.row += 1
        end = self.last
        if (
            self._is_wide() and self.page.table is not None
        ):  # beyond the columns that stand on every page it would be cut
            end = 1 + self.page.table.frozen
        cell = self._span(self.first, end, "foot", self.page.title, least=_TITLE_HEIGHT)
        cell.font = styles.title_font(self.page.title, sum(self.widths[self.first - 1 : end]))

    def _is_wide(self) -> bool:
        """Whether the page is wider than what can still be read on one sheet of paper."""
        return sum(self.widths[self.first - 1 :]) > _READABLE

    def _span(
        self, first: int, last: int, style: Style, text: str = "", *, kind: Kind = "text", least: float = LINE
    ) -> SheetCell:
        """A cell over the columns ``first`` to ``last`` of the current row, tall enough for its text."""
        for column in range(first, last + 1):
            self._dress(self.sheet.cell(self.row, column), style, kind)
        if last > first:
            merge(self.sheet, f"{get_column_letter(first)}{self.row}:{get_column_letter(last)}{self.row}")
        cell = self.sheet.cell(self.row, first)
        put_text(cell, text)
        self._grow(text_height(text, sum(self.widths[first - 1 : last]), BODY_SIZE), least)
        return cell

    def _grow(self, *heights: float) -> None:
        there = self.sheet.row_dimensions[self.row].height or 0
        self.sheet.row_dimensions[self.row].height = min(MAX_HEIGHT, max(there, *heights))

    def _dress(self, cell: SheetCell, style: Style, kind: Kind) -> None:
        self.paint(cell, f"{style} {kind}", lambda cell: styles.dress(cell, style, kind))

    def _field(self, field: Field) -> None:
        self.row += 1
        end = self.first + self.page.labels - 1
        label = self._span(self.first, end, "center", field.label)
        self.paint(label, "head", styles.head)
        value = self.data.fields.get(field.name)
        last = max(end + 1, self._text_end() if field.lines > 1 else min(self._text_end(), end + 2))
        cell = self._span(end + 1, last, "left", kind=field.kind, least=LINE * field.lines)
        put_value(cell, value)
        self._grow(text_height(str(value or ""), sum(self.widths[end:last]), BODY_SIZE))
        if not field.fixed:
            self.inputs.open_by(cell, _rule(field.hint, field.kind, field.choices))
        self.record.name(field_name(field.name), self.sheet, f"${cell.column_letter}${self.row}")

    def _table(self, table: Table) -> int:
        """Heads, lines, rows; the number of the row of heads."""
        self.row += 1
        heading = self.row
        letters = {column.name: get_column_letter(number) for number, column in enumerate(table.columns, 2)}
        for column in table.columns:
            cell = self.sheet[f"{letters[column.name]}{heading}"]
            self._dress(cell, "center", "text")
            self.paint(cell, "head", styles.head)
            if column.name in table.headed:
                self.record.step(cell, table.headed[column.name].removeprefix("="))
                self._grow(LINE * 4)
            else:
                put_text(cell, column.head)
                self._grow(LINE, text_height(column.head, column.width, BODY_SIZE) + 4)
        given = self.data.rows.get(table.name, ())
        count = max(table.rows, len(given))
        first = heading + len(table.lines) + 1
        last = first + count - 1
        for line in table.lines:
            self._line(table, line, letters, first, last)
        for number in range(count):
            self.row += 1
            row = given[number] if number < len(given) else {}
            self._dress(self.sheet.cell(self.row, 1), "center", "text")
            put_text(self.sheet.cell(self.row, 1), str(row.get(KEY) or f"{table.prefix}{number + 1:02d}"))
            for column in table.columns:
                self._cell(column, letters, row.get(column.name))
        self.record.name(column_name(table.name, KEY), self.sheet, f"$A${first}", f"$A${last}")
        for name, letter in letters.items():
            self.record.name(column_name(table.name, name), self.sheet, f"${letter}${first}", f"${letter}${last}")
        frozen = get_column_letter(2 + table.frozen)
        self.sheet.freeze_panes = f"{frozen}{first}"
        return heading

    def _line(self, table: Table, line: Line, letters: Mapping[str, str], first: int, last: int) -> None:
        self.row += 1
        given = self.data.lines.get(table.name, {}).get(line.name, {})
        for position, column in enumerate(table.columns):
            letter = letters[column.name]
            cell = self.sheet[f"{letter}{self.row}"]
            self._dress(cell, "center", line.kind if column.name in line.inputs else "text")
            if column.name in line.cells:
                at: dict[str, object] = {"letter": letter, "first": first, "last": last, "row": self.row}
                at |= {f"row_{one.name}": first - len(table.lines) + step for step, one in enumerate(table.lines)}
                text = line.cells[column.name].format(**at)
                if text.startswith("="):
                    self.record.step(cell, text[1:])
                else:
                    put_text(cell, text)
            elif column.name in line.inputs:
                put_value(cell, given.get(column.name))
                self.inputs.open_by(cell, _rule(line.hint, line.kind, ()))
                name = column_name(table.name, f"{column.name}__{line.name}")
                self.record.name(name, self.sheet, f"${letter}${self.row}")
            elif position < table.frozen:
                put_text(cell, line.label if position == table.frozen - 1 else "")
            if column.name not in line.inputs:
                self.paint(cell, "head", styles.head)
        self._grow(LINE)

    def _cell(self, column: Column, letters: Mapping[str, str], value: FieldValue) -> None:
        cell = self.sheet[f"{letters[column.name]}{self.row}"]
        self._dress(cell, column.style, column.kind)
        self._grow(LINE)
        if column.formula:
            if column.style == "left":  # a name of another sheet, whose length is not known here
                self._grow(_TWO_LINES)
            self.record.step(cell, column.formula.format(row=self.row, **letters).removeprefix("="))
            return
        put_value(cell, value)
        self._grow(text_height(str(value or ""), column.width, BODY_SIZE))
        if not column.fixed:
            self.inputs.open_by(cell, _rule(column.hint, column.kind, column.choices))

    def _set_up(self, heading: int) -> None:
        sheet = self.sheet
        sheet.page_setup.paperSize = 9
        sheet.page_setup.orientation = self.page.orientation
        sheet.page_setup.blackAndWhite = True
        if (
            self._is_wide() and self.page.table is not None
        ):  # several pages beside each other, the first columns on each
            sheet.page_setup.scale = _WIDE_SCALE
            sheet.print_title_cols = f"B:{get_column_letter(1 + self.page.table.frozen)}"
        else:
            sheet.sheet_properties.pageSetUpPr.fitToPage = True
            sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.page_margins.left = sheet.page_margins.right = 10 / _INCH
        sheet.page_margins.top, sheet.page_margins.bottom = 15 / _INCH, 16 / _INCH
        sheet.page_margins.header = sheet.page_margins.footer = 8 / _INCH
        sheet.print_options.horizontalCentered = True
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
        sheet.oddFooter.center.size = 9
        sheet.print_area = f"{get_column_letter(self.first)}1:{get_column_letter(self.last)}{self.row}"
        if heading:
            sheet.print_title_rows = f"{heading}:{heading}"
