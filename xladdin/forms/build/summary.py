"""The summary workbook (汇总工作簿): the region's official forms, values only, and whatever tables stand beside them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from openpyxl import Workbook

from xladdin.forms.build.book_record import BookRecord
from xladdin.forms.build.charts.pictures import draw
from xladdin.forms.build.job import Job
from xladdin.forms.build.workbook import empty_workbook, finished, shown_results, write_sheets
from xladdin.forms.family import family, region_sheet
from xladdin.forms.package.edit.protection import guard
from xladdin.forms.package.edit.values import SheetValues
from xladdin.forms.template_id import SUMMARY, properties
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation
from xladdin.model.place import Place
from xladdin.rules.profile import Profile

#: Sheets of the family that stand before the added tables; its front page gives way to the region's, the others follow.
_FIRST, _FRONT = ("self", "money", "scores"), "notes"


def build_summary(
    evaluation: Evaluation,
    profile: Profile,
    *,
    digest: str,
    created: datetime.datetime,
    put: Callable[[Workbook, Mapping[str, Place]], SheetValues],
) -> bytes:
    """The workbook as file content. It reads back as the region's evaluation.

    digest  start of the content digest, as it stands on the front page and in every footer
    put     adds sheets to the workbook, knowing in which cell a field stands, and gives what their formulas give
    """
    evaluation = canonical(evaluation)
    shown = {**shown_results(evaluation, profile), "digest": digest}
    job = Job(evaluation, profile, False, shown, sealed=True, mark=f"内容摘要 {digest}", record=BookRecord(sealed=True))
    sheets = {form.id: form for form in job.family.sheets if form.id != _FRONT}
    first = [sheets.pop(name) for name in _FIRST if name in sheets]
    workbook = empty_workbook()
    write_sheets(workbook, job, [region_sheet(), *first])
    ours = set(workbook.sheetnames)
    job.record.cached.update({sheet: dict(values) for sheet, values in put(workbook, job.record.places).items()})
    added = set(workbook.sheetnames) - ours
    write_sheets(workbook, job, sheets.values())
    draw(job, job.pictures)
    for sheet in workbook.worksheets:
        if sheet.title not in added:
            guard(sheet)
    return finished(
        workbook,
        job,
        title=f"{evaluation.unit.name}绩效自评汇总",
        properties=properties(family(evaluation.form), profile, SUMMARY, evaluation.year),
        created=created,
    )
