"""Builds the working workbook (自评工作簿) from an evaluation, or a blank one for typing the goals in.

Macro-free and complete without the add-in: every result cell holds its worksheet function with the native rule behind
it, and its value besides, so that previews and readers that do not calculate see the same numbers.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from typing import cast

from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from xladdin.errors import UserError
from xladdin.forms.build import styles
from xladdin.forms.build.book_record import BookRecord
from xladdin.forms.build.card_writer import write_card, write_progress
from xladdin.forms.build.charts.pictures import draw
from xladdin.forms.build.job import Job, Placed, refuse_losses
from xladdin.forms.build.levels_writer import write_levels
from xladdin.forms.build.pages.set_up import set_up_page
from xladdin.forms.build.paint import spread_styles
from xladdin.forms.build.parameters import write_parameters
from xladdin.forms.build.review_styles import write_marks
from xladdin.forms.build.sheet_writer import SheetWriter
from xladdin.forms.build.table_writer import TableSpan, TableWriter
from xladdin.forms.definition import Sheet
from xladdin.forms.family import family
from xladdin.forms.package.edit.finish import finish
from xladdin.forms.package.edit.protection import guard, lock
from xladdin.forms.results import Results, results
from xladdin.forms.template_id import BLANK, ISSUED, KIND, SUBMISSION, properties
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation, FormId, Project
from xladdin.model.fields import FieldValue, keys
from xladdin.model.grammar.decimals import plain_decimal
from xladdin.model.indicator import Indicator
from xladdin.model.place import PARAMETERS
from xladdin.rules.profile import Profile

#: A page of any form holds about this many rows; a county's project never comes near.
MOST_ROWS = 300


def build(evaluation: Evaluation, profile: Profile) -> bytes:
    """The working workbook of an evaluation, as file content. Raises UserError for a form that is not offered."""
    family(evaluation.form)
    if len(evaluation.indicators) > MOST_ROWS:
        raise UserError("too-many-indicators", count=len(evaluation.indicators), most=MOST_ROWS)
    return _build(evaluation, profile, blank=False)


def build_blank(rows: int, profile: Profile, form: str = "transfer") -> bytes:
    """A blank workbook of a form with ``rows`` indicator rows. Raises UserError for a form that is not offered."""
    kind = cast(FormId, family(form).id)
    if not 1 <= rows <= MOST_ROWS:
        raise UserError("usage", cause=f"行数应在 1 到 {MOST_ROWS} 之间")
    indicators = tuple(Indicator(key=f"r{n:02d}", level1="", level3="", target="") for n in range(1, rows + 1))
    empty = Evaluation(form=kind, year=0, project=Project(name=""), funds=(), indicators=indicators)
    return _build(empty, profile, blank=True)


def build_again(
    evaluation: Evaluation,
    profile: Profile,
    *,
    blank: bool,
    rows: int = 0,
    added: frozenset[str] = frozenset(),
    made_for: int = 0,
) -> bytes:
    """A workbook of today's template for what was read from an older one.

    blank  the older one was made without issued goals; it had ``rows`` indicator rows, filled or not
    added  keys of rows that were added to one made from issued goals
    made_for  the year whose goals, or first entries, it held, where that is known
    """
    family(evaluation.form)
    if not blank:
        return _build(evaluation, profile, blank=False, added=added, made_for=made_for)
    taken = {row.key for row in evaluation.indicators}
    fresh = (key for number in itertools.count(1) if (key := f"r{number:02d}") not in taken)
    spare = itertools.islice(fresh, max(0, rows - len(evaluation.indicators)))
    empty = tuple(Indicator(key=key, level1="", level3="", target="") for key in spare)
    filled = replace(evaluation, indicators=(*evaluation.indicators, *empty))
    return _build(filled, profile, blank=True, made_for=made_for)


def build_sealed(
    evaluation: Evaluation,
    profile: Profile,
    *,
    digest: str,
    lock_secret: str,
    lock_salt: bytes,
    extra: Mapping[str, str],
) -> bytes:
    """The locked submission: the same forms, values only, every sheet and the structure locked, marked as final.

    digest       start of the content digest, as it stands on the front page and in every footer
    lock_secret  password of the locks; lock_salt its 16 bytes of salt
    extra        custom properties besides the template's own
    """
    evaluation = canonical(evaluation)
    record = BookRecord(sealed=True)
    shown = {**shown_results(evaluation, profile), "digest": digest}
    job = Job(evaluation, profile, False, shown, sealed=True, mark=f"内容摘要 {digest}", record=record)
    workbook = written(job)
    lock(workbook, lock_secret, lock_salt)
    return finished(
        workbook,
        job,
        title=f"{evaluation.project.name}绩效自评报送件",
        properties={**properties(job.family, profile, SUBMISSION), **extra},
    )


def _build(
    evaluation: Evaluation, profile: Profile, *, blank: bool, added: frozenset[str] = frozenset(), made_for: int = 0
) -> bytes:
    if not blank:
        made_for = made_for or evaluation.year
        evaluation = canonical(evaluation)
    job = Job(evaluation, profile, blank, shown_results(evaluation, profile), added=added)
    workbook = written(job)
    if not blank:
        refuse_losses(job)
    for sheet in workbook.worksheets:
        guard(sheet)
    kind = BLANK if blank else ISSUED
    parameters = workbook.create_sheet(PARAMETERS)
    identity: dict[str, FieldValue] = {
        "template": job.family.template,
        "template_version": job.family.version,
        "kind": kind,
        "profile_digest": job.profile.digest,
        "year": made_for or None,
    }
    write_parameters(parameters, profile, identity, job.record)
    guard(parameters)
    parameters.sheet_state = "hidden"
    return finished(
        workbook,
        job,
        title=f"{evaluation.project.name}绩效自评工作簿",
        properties=properties(job.family, profile, kind, made_for),
    )


def shown_results(evaluation: Evaluation, profile: Profile) -> Results:
    return results(evaluation, profile, {row.key: number for number, row in enumerate(evaluation.indicators, 1)})


def written(job: Job) -> Workbook:
    """The family's sheets, with their charts."""
    workbook = empty_workbook()
    write_sheets(workbook, job, job.family.sheets)
    draw(job, job.pictures)
    return workbook


def empty_workbook() -> Workbook:
    """No sheet yet; column widths are counted in digits of 宋体 11."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    normal = Font(name=styles.BODY_FONT, size=11)
    workbook._named_styles["Normal"].font = normal
    workbook._fonts[0] = normal
    return workbook


def write_sheets(workbook: Workbook, job: Job, sheets: Iterable[Sheet]) -> None:
    """Add sheets of forms; their charts are drawn when all are there."""
    for form in sheets:
        if not (job.sealed and form.working):
            _write(workbook.create_sheet(form.sheet), form, job)


def finished(
    workbook: Workbook, job: Job, *, title: str, properties: Mapping[str, str], created: datetime | None = None
) -> bytes:
    """The package; a submission and a summary hold no field that is calculated on opening, and a submission is marked as final."""
    for name in job.record.defined_names().values():
        workbook.defined_names.add(name)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return finish(
        buffer.getvalue(),
        cached=job.record.cached,
        without_result=job.record.steps,
        created=created or datetime.combine(job.profile.issued, time(), UTC),
        title=title,
        custom_properties=properties,
        numbers_as_text=_numbers_as_text(workbook),
        automatic=job.record.automatic,
        shown=lambda sheet, cell: job.record.shown(workbook[sheet][cell]),
        full_calc_on_load=not job.sealed,
        final=properties.get(KIND) == SUBMISSION,
    )


def _numbers_as_text(workbook: Workbook) -> dict[str, str]:
    """Sheet → cells whose text looks like a number (targets such as 100): Excel is not to complain about them."""
    found: dict[str, str] = {}
    for sheet in workbook.worksheets:
        cells = [
            cell.coordinate
            for row in sheet.iter_rows()
            for cell in row
            if cell.number_format == styles.NUMBER_FORMATS["value"]
            or (cell.data_type == "s" and isinstance(cell.value, str) and plain_decimal(cell.value) is not None)
        ]
        if cells:
            found[sheet.title] = " ".join(cells)
    return found


def _write(sheet: Worksheet, form: Sheet, job: Job) -> None:
    writer = SheetWriter(sheet, form, job)
    spans: list[TableSpan] = []
    for block in form.blocks(sealed=job.sealed):
        if block.levels is not None:
            write_levels(writer, block.levels)
        elif block.card:
            write_card(writer, block.card)
        elif block.progress:
            write_progress(writer)
        elif block.picture is not None:
            writer.row += 1
            writer.frame(form.columns.printed, "foot")
            writer.height(writer.row, block.height)
            job.pictures.append(Placed(block.picture, sheet, writer.row, form.columns.printed))
        elif block.continued:
            if keys(job.evaluation, block.items):
                TableWriter(writer, block).write()
        elif block.table:
            spans.append(TableWriter(writer, block).write())
        else:
            writer.block(block)
    span = spans[0] if len(spans) == 1 else None  # the heading of one table of several is not repeated on every page
    if form.freeze and span is not None:
        sheet.freeze_panes = f"{form.columns.letters[form.freeze]}{span.first}"
    set_up_page(sheet, form, writer.row, span, kept=writer.kept, blank=job.blank, mark=job.mark)
    if span is not None and span.open_end:  # the one table that is filtered: no cell of it is merged
        first, last = form.columns.printed
        sheet.auto_filter.ref = f"{first}{span.heading}:{last}{span.last}"
        sheet.freeze_panes = f"A{span.first}"
    spread_styles(sheet)
    sheet.sheet_view.showGridLines = False
    if not (job.sealed or form.working):
        write_marks(sheet, form, job, writer.row)
