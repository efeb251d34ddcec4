"""Writes what only the first sheet has: the score card of a submission, how much of a working book is filled."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from xladdin.forms import progress
from xladdin.forms.build import styles
from xladdin.forms.build.book_record import put_text, put_value
from xladdin.forms.build.rowheight import LINE
from xladdin.forms.build.sheet_writer import SheetWriter
from xladdin.forms.columns import Span
from xladdin.forms.definition import Kind, LevelColumn, Style
from xladdin.model.fields import FieldValue
from xladdin.rules.profile import Level


def write_card(writer: SheetWriter, columns: tuple[LevelColumn, ...]) -> tuple[int, int]:
    """Write the heads and a line for each level below the writer's row; returns the first and last row of the lines."""
    spans = writer.form.columns.spans([column.at for column in columns])
    writer.row += 1
    for column, span in zip(columns, spans, strict=True):
        cell = writer.frame(span, "center")
        writer.paint(cell, "head", styles.head)
        put_text(cell, column.head)
    writer.height(writer.row, LINE)
    first = writer.row + 1
    for level in writer.job.profile.levels:
        writer.row += 1
        for column, span in zip(columns, spans, strict=True):
            kind: Kind = "rate" if column.shows == "share" else "points"
            put_value(writer.frame(span, column.style, kind=kind), _shown(writer, level, column.shows))
        writer.height(writer.row, LINE)
    return first, writer.row


def write_progress(writer: SheetWriter) -> None:
    """A line for each sheet: its name, 已填 x / y, and a link to the first empty cell."""
    first, second, third, fourth = writer.form.columns.letters.values()
    for line in progress.lines(writer.job.family):
        writer.row += 1
        put_text(writer.frame(Span(first, second), "center"), line.form.sheet)
        shown, made = progress.progress(line, writer.evaluation), progress.formulas(line)
        for what, span, style in (("said", Span(third, third), "center"), ("go", Span(fourth, fourth), "link")):
            cell = writer.frame(span, cast(Style, style))
            writer.record.formula(cell, made[what], shown[line.path(what)])
            writer.record.name(line.name(what), writer.sheet, f"${span.first}${writer.row}")
        writer.height(writer.row, LINE)


def _shown(writer: SheetWriter, level: Level, shows: str) -> FieldValue:
    found = writer.job.results
    if shows == "title":
        return level.name
    if shows != "share":
        return found.get(f"levels[{level.id}].{shows}")
    score, standard = (found.get(f"levels[{level.id}].{name}") for name in ("score", "standard"))
    return score / standard if isinstance(score, Decimal) and isinstance(standard, Decimal) and standard else None
