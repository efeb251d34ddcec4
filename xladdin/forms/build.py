"""Builds the working workbook (自评工作簿) from an evaluation, or a blank one for typing the goals in.

Macro-free and complete without the add-in: every result cell holds its worksheet function with the native rule behind
it, and its value besides, so that previews and readers that do not calculate see the same numbers.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime, time

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from xladdin import __version__
from xladdin.errors import UserError
from xladdin.forms import styles
from xladdin.forms.definition import Sheet, sheets
from xladdin.forms.job import Job
from xladdin.forms.levels_writer import write_levels
from xladdin.forms.package.finish import finish
from xladdin.forms.package.protection import guard
from xladdin.forms.paging import set_up_page
from xladdin.forms.parameters import write_parameters
from xladdin.forms.record import BookRecord
from xladdin.forms.results import results
from xladdin.forms.sheet_writer import SheetWriter
from xladdin.forms.table_writer import TableSpan, TableWriter
from xladdin.model.evaluation import Evaluation, Project
from xladdin.model.fields import canonical
from xladdin.model.indicator import Indicator
from xladdin.model.place import PARAMETERS
from xladdin.rules.profile import Profile

#: Identity of our workbooks, in docProps/custom.xml. The number grows with every change that old readers cannot read.
TEMPLATE = "xladdin-transfer"
TEMPLATE_VERSION = 1

#: A page of any form holds about this many rows; a county's project never comes near.
MOST_ROWS = 300


def build(evaluation: Evaluation, profile: Profile) -> bytes:
    """The working workbook of an evaluation, as file content. Raises UserError for a form that is not offered."""
    if evaluation.form != "transfer":
        raise UserError("form-unsupported", form=evaluation.form)
    if len(evaluation.indicators) > MOST_ROWS:
        raise UserError("too-many-indicators", count=len(evaluation.indicators), most=MOST_ROWS)
    return _build(evaluation, profile, blank=False)


def build_blank(rows: int, profile: Profile) -> bytes:
    """A blank workbook with ``rows`` indicator rows."""
    if not 1 <= rows <= MOST_ROWS:
        raise UserError("usage", cause=f"行数应在 1 到 {MOST_ROWS} 之间")
    indicators = tuple(Indicator(key=f"r{n:02d}", level1="", level3="", target="") for n in range(1, rows + 1))
    empty = Evaluation(form="transfer", year=0, project=Project(name=""), funds=(), indicators=indicators)
    return _build(empty, profile, blank=True)


def _build(evaluation: Evaluation, profile: Profile, *, blank: bool) -> bytes:
    record = BookRecord()
    if not blank:
        evaluation = canonical(evaluation)
    positions = {row.key: number for number, row in enumerate(evaluation.indicators, 1)}
    job = Job(evaluation, profile, blank, results(evaluation, profile, positions), record)
    workbook = Workbook()
    workbook.remove(workbook.active)
    _normal_style(workbook)
    for form in sheets():
        sheet = workbook.create_sheet(form.sheet)
        _write(sheet, form, job)
        guard(sheet)
    parameters = workbook.create_sheet(PARAMETERS)
    identity = {"template": TEMPLATE, "template_version": TEMPLATE_VERSION, "kind": "blank" if blank else "issued"}
    write_parameters(parameters, profile, identity, record)
    guard(parameters)
    parameters.sheet_state = "hidden"
    for name in record.defined_names().values():
        workbook.defined_names.add(name)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return finish(
        buffer.getvalue(),
        cached=record.cached,
        created=datetime.combine(profile.issued, time(), UTC),
        title=f"{evaluation.project.name}绩效自评工作簿",
        custom_properties=properties(profile, blank=blank),
        numbers_as_text={sheet: " ".join(cells) for sheet, cells in record.texts_as_numbers.items()},
    )


def properties(profile: Profile, *, blank: bool) -> dict[str, str | bool | int]:
    """What a reader asks first: whose template, which version, which rules."""
    return {
        "xladdin.template": TEMPLATE,
        "xladdin.template_version": str(TEMPLATE_VERSION),
        "xladdin.profile": profile.id,
        "xladdin.kind": "blank" if blank else "issued",
        "xladdin.version": __version__,
    }


def _normal_style(workbook: Workbook) -> None:
    """The Normal style decides the unit of column widths: 宋体 11."""
    normal = Font(name=styles.BODY_FONT, size=11)
    workbook._named_styles["Normal"].font = normal
    workbook._fonts[0] = normal


def _write(sheet: Worksheet, form: Sheet, job: Job) -> None:
    writer = SheetWriter(sheet, form, job)
    span: TableSpan | None = None
    page_break = False
    for block in form.block:
        if block.levels is not None:
            write_levels(writer)
        elif block.table:
            span = TableWriter(writer, block).write()
            page_break = block.page_break
        else:
            writer.block(block)
    if form.id == "scores" and span is not None:
        sheet.freeze_panes = f"F{span.first}"
    sheet.sheet_view.showGridLines = False
    set_up_page(sheet, form, writer.row, span, page_break=page_break)
