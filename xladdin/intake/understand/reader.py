"""Reads one printed form, row by row: what a row is follows from its words, where its values stand from the row itself.

The rows may come from one table or from several that follow each other; what is merged, repeated or broken over pages
makes no difference.
"""

from __future__ import annotations

from xladdin.intake.document import Cell, Table
from xladdin.intake.understand.columns import indicator_columns, money_columns
from xladdin.intake.understand.foot import foot_fields
from xladdin.intake.understand.found import Marks, PrintedForm
from xladdin.intake.understand.heads import HeadRows, split_label
from xladdin.intake.understand.indicators import IndicatorSection
from xladdin.intake.understand.management import ManagementSection
from xladdin.intake.understand.money import MoneySection
from xladdin.intake.understand.titles import is_title, period_in_title, period_of
from xladdin.intake.understand.values import money_unit, points, prose
from xladdin.intake.understand.words import AIMED, GROUPS, HEADS, REACHED, REMARKS, TOTALS, bare, key

_NOTES = ("注:", "注：", "备注:", "填表说明", "填报说明", "注1", "注.", "填报注意事项")


class FormReader:
    """``unit`` is the unit of money that the table, its title or the line above it names."""

    def __init__(self, form: PrintedForm, unit: str = "") -> None:
        self.form, self.unit = form, unit
        self.indicators = IndicatorSection(form)
        self.money = MoneySection(form)
        self.management = ManagementSection(form)
        self.heads = HeadRows(form)
        self._section = ""
        self._aims: tuple[list[int], list[int]] | None = None

    @property
    def has_body(self) -> bool:
        return self.indicators.columns is not None

    def feed(self, table: Table, rows: range, marks: Marks) -> None:
        """Read these rows of a table; what is left over is listed."""
        row = rows.start
        while row < rows.stop:
            row += self._one(table, row, marks)
        self.indicators.close(table, marks)
        unknown = self.indicators.columns.unknown if self.indicators.columns is not None else {}
        for cell in table.cells:
            if cell.row in rows and marks.is_open(cell):
                self._left_over(cell, marks, unknown)

    def _left_over(self, cell: Cell, marks: Marks, unknown: dict[int, str]) -> None:
        if bare(cell.text) in GROUPS or key(cell.text) in ("/", "-"):
            marks.take(cell)
        elif cell.trouble:
            marks.refuse(cell, cell.trouble)
        elif cell.column in unknown:
            head = unknown[cell.column]
            if bare(head) in ("序号", "编号"):
                marks.take(cell)
            else:
                marks.refuse(cell, f"不认识“{head[:20]}”这一列")
        else:
            marks.refuse(cell, "看不出这一格是什么")

    def _one(self, table: Table, row: int, marks: Marks) -> int:
        """Read what begins in this row; how many rows it took."""
        cells = [cell for cell in table.rows[row] if cell.row == row and cell.text.strip()]
        if not cells:
            if self._section == "indicators" and any(cell.text.strip() for cell in table.rows[row]):
                self.indicators.add(row)
            return 1
        columns = indicator_columns(table, row)
        if columns is not None:
            self.indicators.close(table, marks)
            self.indicators.open(columns, marks)
            self._section = "indicators"
            return columns.height
        columns = money_columns(table, row)
        if columns is not None:
            self.indicators.close(table, marks)
            self.unit = next((unit for cell in table.rows[row] if (unit := money_unit(cell.text))), self.unit)
            self.money.open(columns, marks)
            marks.take(*(cell for cell in table.rows[row] if bare(cell.text) in GROUPS))
            self._section = "money"
            return columns.height
        if self.management.open(table, row, marks):
            self.indicators.close(table, marks)
            self._section = "management"
            return 1
        if self._opens_aims(table, row, marks):
            self.indicators.close(table, marks)
            self._section = "aims"
            return 1
        if self._by_itself(table, row, cells, marks):
            return 1
        if self._section == "indicators":
            self.indicators.add(row)
        elif self._section == "aims" and self._aimed(table, row, marks):
            pass
        elif not (self._section == "money" and self.money.add(table, row, marks, self.unit)) and not (
            self._section == "management" and self.management.add(table, row, marks)
        ):
            self.unit = self.heads.read(table, row, marks, self.unit)
        return 1

    def _opens_aims(self, table: Table, row: int, marks: Marks) -> bool:
        """总体目标 | 全年实际完成情况: the texts stand below."""
        aimed = [cell for cell in table.rows[row] if cell.row == row and bare(cell.text) in AIMED]
        reached = [cell for cell in table.rows[row] if cell.row == row and bare(cell.text) in REACHED]
        if not aimed or not reached:
            return False
        self._aims = (_columns(aimed[-1]), _columns(reached[-1]))
        marks.take(*aimed, *reached, *(cell for cell in table.rows[row] if bare(cell.text) in GROUPS))
        return True

    def _aimed(self, table: Table, row: int, marks: Marks) -> bool:
        assert self._aims is not None
        cells = [table.among(row, columns) for columns in self._aims]
        texts = [prose("\n".join(cell.text for cell in found)) for found in cells]
        if not any(texts) or cells[0] == cells[1]:
            return False
        for found in cells:
            marks.take(*found)
        self.form.objective = "\n".join(filter(None, (self.form.objective, texts[0])))
        self.form.achievement = "\n".join(filter(None, (self.form.achievement, texts[1])))
        return True

    def _by_itself(self, table: Table, row: int, cells: list[Cell], marks: Marks) -> bool:
        """Rows that mean the same wherever they stand: titles, foot, notes, remarks, totals."""
        first, *others = cells
        label, value = split_label(first.text)
        if not others and (period := period_of(first.text)) is not None:
            self.form.period, self.form.years = period.text, (period.first, period.last)
        elif not others and ((is_title(first.text) and not value) or self._is_first_line(table, first)):
            self._title(first.text)
        elif not others and money_unit(first.text) and len(first.text) < 30:
            self.unit = money_unit(first.text)
        elif (
            len(cells) <= 12
            and (foot := foot_fields([cell.text for cell in cells])) is not None
            and self._is_foot(first)
        ):
            self.form.foot = {**foot, **self.form.foot}
        elif (
            key(first.text).startswith(tuple(map(key, _NOTES)))
            and not (bare(label) in REMARKS and value)
            and (key(first.text).startswith("注") or not others)
        ):
            pass
        elif self.has_body and bare(label) in REMARKS and (others or value):
            self.form.remarks = "\n".join(filter(None, (value, *(prose(cell.text) for cell in others))))
        elif self.has_body and bare(first.text) in TOTALS:
            self._total(table, row, others, marks)
            marks.take(first)
            return True
        elif self.has_body and bare(first.text) in REMARKS:
            marks.take(first)
            return True
        else:
            return False
        self.indicators.close(table, marks)
        marks.take(*cells)
        return True

    def _is_first_line(self, table: Table, cell: Cell) -> bool:
        """A line by itself above everything else is the title, whatever it says: table C prints the project's name there."""
        first = not self.has_body and not self.form.heads and self._section == ""
        return first and _stands_alone(table, cell) and bare(split_label(cell.text)[0]) not in HEADS

    def _is_foot(self, first: Cell) -> bool:
        return self.has_body or bare(split_label(first.text)[0]) not in ("项目负责人", "填报单位", "填表单位")

    def _title(self, text: str) -> None:
        self.form.title = "".join((self.form.title + text).split())
        period = period_in_title(text)
        if period is not None and self.form.years is None:
            self.form.period, self.form.years = period.text, (period.first, period.last)
        self.unit = money_unit(text) or self.unit

    def _total(self, table: Table, row: int, others: list[Cell], marks: Marks) -> None:
        """总分: the number under 得分, or the only one."""
        columns = self.indicators.columns
        under = columns.fields.get("score", ()) if columns is not None and table.spans else ()
        weights = columns.fields.get("weight", ()) if columns is not None and table.spans else ()
        scores = [cell for cell in others if under and cell.column <= max(under) < cell.column + cell.width]
        if not scores:
            scores = others if len(others) == 1 else others[1:2] if len(others) == 2 and not table.spans else []
        for cell in others:
            read = points(cell.text)
            if read.why:
                marks.refuse(cell, "不是总分")
            elif cell in scores:
                marks.take(cell)
                self.form.total = read.value
            elif any(cell.column <= column < cell.column + cell.width for column in weights) or not table.spans:
                marks.take(cell)
            else:
                marks.refuse(cell, "分不清这是总分还是分值")


def _stands_alone(table: Table, cell: Cell) -> bool:
    """Whether a cell is the only one of its row, or spans all that there is."""
    return cell.width > 1 or len(table.rows[cell.row]) == 1


def _columns(cell: Cell) -> list[int]:
    return list(range(cell.column, cell.column + cell.width))
