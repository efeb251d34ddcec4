"""Writes one sheet as its definition says: titles, rows of cells, merges, styles, heights."""

from __future__ import annotations

from decimal import Decimal

from openpyxl.cell import Cell as SheetCell
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from xladdin.forms import formulas
from xladdin.forms.build import styles
from xladdin.forms.build.book_record import put_text, put_value
from xladdin.forms.build.job import Job
from xladdin.forms.build.paint import merge
from xladdin.forms.build.rowheight import BODY_SIZE, LINE, MAX_HEIGHT, text_height
from xladdin.forms.build.validations import Inputs
from xladdin.forms.columns import Span
from xladdin.forms.defined_names import echoed_name, field_name, label, level_of, master_name
from xladdin.forms.definition import Block, Cell, Kind, Sheet, Style
from xladdin.forms.heading import Heading
from xladdin.model.fields import FieldValue, field
from xladdin.model.funds import YUAN

TITLE_HEIGHT = 30.0
_NOT_SCORED = "—"
"""for the points of a level that the rule profile does not have"""


class SheetWriter:
    """Keeps the current row; the table writer continues from it."""

    def __init__(self, sheet: Worksheet, form: Sheet, job: Job) -> None:
        self.sheet, self.form, self.job = sheet, form, job
        self.record, self.evaluation = job.record, job.evaluation
        self.paint = job.paint
        self.inputs = Inputs(sheet, job.paint, sealed=job.sealed)
        self.row = 0
        self._block_rows: tuple[tuple[Cell, ...], ...] = ()
        #: Rows that stay with the one below: headings of sections.
        self.kept: set[int] = set()
        for letter, width in form.columns.widths.items():
            sheet.column_dimensions[letter].width = width
        for letter in form.columns.hidden:
            sheet.column_dimensions[letter].hidden = True

    def block(self, block: Block) -> None:
        """Titles and rows; tables and level sums have writers of their own."""
        if block.title is not None:
            self._heading(block.title, TITLE_HEIGHT, title=True)
        if block.subtitle is not None:
            self._heading(block.subtitle, LINE)
        self._block_rows = block.rows_of(self.evaluation)
        for row, spans in zip(self._block_rows, self.form.spans(block, self._block_rows), strict=True):
            self.row += 1
            self._row(row, spans)

    def style(self, cell: SheetCell, style: Style, kind: Kind = "text") -> None:
        self.paint(cell, f"{style} {kind}", lambda cell: styles.dress(cell, style, kind))

    def frame(self, span: Span, style: Style, *, down: int = 1, kind: Kind = "text") -> SheetCell:
        """Style a rectangle, merge it, give its top left cell."""
        row, (first, last) = self.row, span
        for line in range(row, row + down):
            for column in range(column_index_from_string(first), column_index_from_string(last) + 1):
                self.style(self.sheet.cell(line, column), style, kind)
        if first != last or down > 1:
            merge(self.sheet, f"{first}{row}:{last}{row + down - 1}")
        return self.sheet[f"{first}{row}"]

    def is_open(self, value: FieldValue) -> bool:
        """Whether an input may be filled: everything but what was issued from above."""
        return self.job.blank or not self.form.issued or value in (None, "")

    def height(self, row: int, wanted: float) -> None:
        self.sheet.row_dimensions[row].height = min(MAX_HEIGHT, max(wanted, self.sheet.row_dimensions[row].height or 0))

    def _heading(self, heading: Heading, height: float, *, title: bool = False) -> None:
        self.row += 1
        span = self.form.columns.printed
        cell = self.frame(span, "foot")
        address = f"${span.first}${self.row}"
        text = (heading.sealed if self.job.sealed else "") or heading.text
        if heading.field:
            value = field(self.evaluation, heading.field)
            text = str(value or "")
            put_value(cell, value)
            cell.number_format = '"（"@"）"'
            self.inputs.open(cell, heading.hint, tinted=self.is_open(value))
            self.record.name(field_name(heading.field), self.sheet, address)
            self.record.place(heading.field, self.sheet, cell.coordinate)
        elif heading.parts:
            text = str(self.job.results[f"title.{heading.id}"] or "")
            self.record.formula(cell, formulas.title(heading), text)
            self.record.name(field_name(f"title.{heading.id}"), self.sheet, address)
        else:
            put_text(cell, text)
            if heading.id:
                self.record.name(master_name(heading.id), self.sheet, address)
        width = self.form.columns.width(span)
        font = styles.title_font(text, width) if title else styles.font()
        cell.font = font
        self.height(self.row, max(height, text_height(text, width, font.size)))

    def _row(self, row: tuple[Cell, ...], spans: list[Span]) -> None:
        height = LINE
        for spec, span in zip(row, spans, strict=True):
            cell = self.frame(span, spec.style, down=spec.down, kind=spec.kind)
            shown = self._fill(cell, spec, span.first)
            if spec.down == 1:
                fitting = text_height(shown, self.form.columns.width(span), BODY_SIZE)
                height = max(height, LINE * spec.lines, fitting)
        self.height(self.row, height)
        if all(spec.style == "section" for spec in row):
            self.kept.add(self.row)

    def _fill(self, cell: SheetCell, spec: Cell, first: str) -> str:
        """Write one cell; returns the text that decides its height."""
        if spec.style == "input":
            cell.fill = styles.INPUT_FILL
        elif spec.style == "flag":
            cell.fill = styles.FLAG_FILL
        if spec.field:
            return self._field(cell, spec, first)
        if spec.parts:
            return self._put_together(cell, spec, first)
        if spec.ref:
            return self._echo(cell, spec, first)
        if spec.result:
            return self._result(cell, spec, first)
        put_text(cell, spec.text)
        if spec.id:
            self.record.name(master_name(spec.id), self.sheet, f"${first}${self.row}")
        return spec.text

    def _field(self, cell: SheetCell, spec: Cell, first: str) -> str:
        value = field(self.evaluation, spec.field)
        if spec.sum and value is None:
            ending = f"].{spec.sum}"
            summed = [one.field for row in self._block_rows for one in row if one.field.endswith(ending)]
            parts = [field_name(path) for path in summed if path != spec.field]
            self.record.formula(cell, formulas.summed(parts), None)
        else:
            put_value(cell, spec.empty if value in (None, "") else self._as_printed(value, spec.kind))
        if spec.before:
            cell.number_format = styles.dated(spec.before)
        if self.is_open(value):
            self.inputs.open(cell, spec.hint, kind=spec.kind, choices=spec.list)
        self.record.name(field_name(spec.field), self.sheet, f"${first}${self.row}")
        self.record.place(spec.field, self.sheet, cell.coordinate)
        return "" if value is None else str(value)

    def _as_printed(self, value: FieldValue, kind: Kind) -> FieldValue:
        """An amount in the unit that the table prints."""
        in_yuan = kind == "amount" and self.evaluation.money_unit == "元"
        return value * YUAN if in_yuan and isinstance(value, Decimal) else value

    def _put_together(self, cell: SheetCell, spec: Cell, first: str) -> str:
        heading = label(spec)
        text = str(self.job.results[f"title.{heading.id}"] or "")
        self.record.formula(cell, formulas.title(heading), text)
        self.record.name(field_name(f"title.{heading.id}"), self.sheet, f"${first}${self.row}")
        return text

    def _echo(self, cell: SheetCell, spec: Cell, first: str) -> str:
        source = spec.ref
        if (level := level_of(source)) and self.job.profile.level(level) is None:
            put_text(cell, _NOT_SCORED)
            return _NOT_SCORED
        value = field(self.evaluation, spec.own) if spec.own else None
        if value:
            put_value(cell, value)
            self.record.place(spec.own, self.sheet, cell.coordinate)
        else:
            value = self.job.results.get(source) if source in self.job.results else field(self.evaluation, source)
            self.record.formula(cell, formulas.echo(echoed_name(source)), value)
        name = field_name(f"echo.{self.form.id}.{source}")
        self.record.name(name, self.sheet, f"${first}${self.row}")
        return "" if value is None or spec.kind != "text" else str(value)

    def _result(self, cell: SheetCell, spec: Cell, first: str) -> str:
        value = self.job.results.get(spec.result)
        self.record.name(field_name(spec.result), self.sheet, f"${first}${self.row}")
        declared = self._declared_rate(spec.result)
        if spec.result.startswith("funds["):
            if declared:
                put_text(cell, declared)
                source = spec.result.rsplit(".", 1)[0]
                self.record.place(f"{source}.declared_rate", self.sheet, cell.coordinate)
            else:
                self.record.formula(cell, formulas.money_rate(spec.result), value)
            return ""
        put_value(cell, value)
        return str(value or "")

    def _declared_rate(self, result: str) -> str:
        """A printed 执行率 that does not follow from its amounts is kept as printed, for the review to find."""
        if not result.endswith(".execution_rate"):
            return ""
        return str(field(self.evaluation, result.replace(".execution_rate", ".declared_rate")) or "")
