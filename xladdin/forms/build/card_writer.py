"""Writes the score card of a submission's front page: each level's score against its standard."""

from __future__ import annotations

from decimal import Decimal

from xladdin.forms.build import styles
from xladdin.forms.build.book_record import put_text, put_value
from xladdin.forms.build.rowheight import LINE
from xladdin.forms.build.sheet_writer import SheetWriter
from xladdin.forms.definition import Kind, LevelColumn
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


def _shown(writer: SheetWriter, level: Level, shows: str) -> FieldValue:
    found = writer.job.results
    if shows == "title":
        return level.name
    if shows != "share":
        return found.get(f"levels[{level.id}].{shows}")
    score, standard = (found.get(f"levels[{level.id}].{name}") for name in ("score", "standard"))
    return score / standard if isinstance(score, Decimal) and isinstance(standard, Decimal) and standard else None
