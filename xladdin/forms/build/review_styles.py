"""What a working sheet shows of the last review: a line beside its title, and colours on the cells it names."""

from __future__ import annotations

from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.worksheet import Worksheet

from xladdin.forms import formulas
from xladdin.forms.build import styles
from xladdin.forms.build.job import Job
from xladdin.forms.defined_names import master_name
from xladdin.forms.definition import Sheet
from xladdin.forms.package.parts.sheetxml import column_letters, column_number
from xladdin.forms.review_line import NOT_CHECKED


def write_marks(sheet: Worksheet, form: Sheet, job: Job, last_row: int) -> None:
    """Write the master line to the right of the form, outside the print area, and the colouring rules."""
    *_, last = form.columns.widths
    letter = column_letters(column_number(last) + 1)
    sheet.column_dimensions[letter].width = 30
    cell = sheet[f"{letter}1"]
    cell.font = styles.font("section")
    cell.alignment = styles.alignment("left")
    job.record.formula(cell, formulas.master_line(form.sheet), NOT_CHECKED)
    job.record.name(master_name(form.id), sheet, f"${letter}$1")
    area = f"A1:{last}{last_row}"
    for severity, style in (("错误", styles.ERROR_STYLE), ("警告", styles.WARNING_STYLE)):
        rule = Rule(type="expression", dxf=style, formula=[formulas.marked(form.sheet, severity)], stopIfTrue=True)
        sheet.conditional_formatting.add(area, rule)
