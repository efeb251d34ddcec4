"""Writes the level sums of 评分表: 预算执行 and the indicator levels, total and grade, each beside what was declared."""

from __future__ import annotations

from openpyxl.cell import Cell as SheetCell

from xladdin.forms import formulas
from xladdin.forms.build import styles
from xladdin.forms.build.book_record import put_text, put_value
from xladdin.forms.build.rowheight import LINE
from xladdin.forms.build.sheet_writer import SheetWriter
from xladdin.forms.defined_names import declared_name, field_name, level_name
from xladdin.forms.definition import Levels
from xladdin.model.fields import FieldValue, field
from xladdin.rules.total import plain_sum

#: How level scores are rounded, by decimal places.
_ROUNDED = ("取整数", "保留一位小数", "保留两位小数", "保留三位小数", "保留四位小数")


def write_levels(writer: SheetWriter, levels: Levels) -> None:
    """Write the block at the writer's next row and define its names."""
    _LevelsWriter(writer, levels).write()


class _LevelsWriter:
    def __init__(self, writer: SheetWriter, levels: Levels) -> None:
        self.writer, self.levels, self.job, self.record = writer, levels, writer.job, writer.record
        self.spans = writer.form.columns.spans([column.at for column in levels.columns])
        self.letters: dict[str, str] = {
            column.shows: span.first for column, span in zip(levels.columns, self.spans, strict=True)
        }
        self.rounded = _ROUNDED[
            int(self.job.profile.required(plain_sum.PLACES if self.job.family.plain_sums else "level_places"))
        ]

    def write(self) -> None:
        writer, profile = self.writer, self.job.profile
        self._heads()
        begin = writer.row + 1
        for number, level in enumerate(profile.levels, 1):
            notes = self.levels.notes
            self._line(number, level.name, notes.execution if level.is_execution else notes.level)
            self.record.name(level_name(level.id, "name"), writer.sheet, self._address("title"))
            for name, formula in formulas.level_cells(level, profile, self.job.family).items():
                self._formula(name, formula, f"levels[{level.id}].{name}", level_name(level.id, name))
            self._declared(f"declared.levels[{level.name}]", declared_name(level.id), "points")
        end = writer.row
        for name in ("total", "grade"):
            self._line(None, getattr(self.levels.titles, name), getattr(self.levels.notes, name))
            for kind, path in (("score", name), ("computed_score", f"computed_{name}")):
                letter = self.letters[kind]
                scores = f"${letter}${begin}:${letter}${end}"
                cells = formulas.total_cells(scores, end - begin + 1, f"${letter}${end + 1}", self.job.family)
                self._formula(kind, cells[name], path, field_name(path))
            path = f"declared.{name}"
            self._declared(path, field_name(path), "points" if name == "total" else "text")
        no_total = formulas.no_total(profile, self.job.family.tables.scores)
        self._formula("note", no_total, "no_total", field_name("no_total"))
        writer.height(writer.row, 2 * LINE)
        writer.row += 1
        writer.height(writer.row, LINE / 2)

    def _cell(self, shows: str) -> SheetCell:
        return self.writer.sheet[f"{self.letters[shows]}{self.writer.row}"]

    def _address(self, shows: str) -> str:
        return f"${self.letters[shows]}${self.writer.row}"

    def _heads(self) -> None:
        self.writer.row += 1
        for column, span in zip(self.levels.columns, self.spans, strict=True):
            cell = self.writer.frame(span, "center")
            self.writer.paint(cell, "head", styles.head)
            put_text(cell, column.head)
        self.writer.height(self.writer.row, 2 * LINE)

    def _line(self, number: int | None, title: str, note: str) -> None:
        self.writer.row += 1
        for column, span in zip(self.levels.columns, self.spans, strict=True):
            self.writer.frame(span, column.style)
        for shows, value in (("number", number), ("title", title), ("note", note.replace("{rounded}", self.rounded))):
            put_value(self._cell(shows), value)
        self.writer.height(self.writer.row, LINE)

    def _formula(self, shows: str, formula: str, path: str, name: str) -> None:
        result: FieldValue = self.job.results.get(path)
        self.record.formula(self._cell(shows), formula, result)
        self.record.name(name, self.writer.sheet, self._address(shows))

    def _declared(self, path: str, name: str, kind: str) -> None:
        cell = self._cell("declared")
        put_value(cell, field(self.writer.evaluation, path))
        self.writer.inputs.open(cell, kind=kind)
        self.record.name(name, self.writer.sheet, self._address("declared"))
        self.record.place(path, self.writer.sheet, cell.coordinate)
