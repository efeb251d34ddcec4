"""The head of a table: labels and the values beside them, several pairs in a row, or label and value in one cell."""

from __future__ import annotations

import re

from xladdin.intake.document import Cell, Table
from xladdin.intake.understand.found import Marks, PrintedForm
from xladdin.intake.understand.values import amount, line, money_unit, points, prose
from xladdin.intake.understand.words import GOAL_MONEY, GROUPS, HEADS, OBJECTIVES, bare

_LABEL = re.compile(r"\s*([^:：\n]{2,30}?)\s*[:：]\s*(.*)", re.DOTALL)


def split_label(text: str) -> tuple[str, str]:
    """``项目名称：甲工程`` → label and value; ``其中：财政拨款：100`` has its first word as part of the label."""
    body = text.strip()
    inner = re.match(r"(其中\s*[:：]?\s*)(.*)", body, re.DOTALL)
    prefix, rest = (inner[1], inner[2]) if inner else ("", body)
    found = _LABEL.fullmatch(rest)
    return (prefix + found[1], found[2].strip()) if found else (body, "")


class HeadRows:
    def __init__(self, form: PrintedForm) -> None:
        self.form = form

    def read(self, table: Table, row: int, marks: Marks, unit: str) -> str:
        """Read the pairs of a row; returns the unit of money that holds from here on."""
        cells = [cell for cell in table.rows[row] if cell.row == row or bare(cell.text) in GROUPS]
        position = 0
        while position < len(cells):
            cell = cells[position]
            position += 1
            word = bare(cell.text)
            if not cell.text.strip():
                continue
            if word in GROUPS and word not in OBJECTIVES and word not in GOAL_MONEY:
                marks.take(cell)
                unit = money_unit(cell.text) or unit
                continue
            label, inside = split_label(cell.text)
            if not self._knows(bare(label)):
                continue
            value = cell if inside else self._beside(cells, position)
            if value is not None and value is not cell:
                position += 1
            text = inside if inside else value.text if value is not None else ""
            self._keep(bare(label), cell, value, text, marks, money_unit(label) or unit)
        return unit

    def _knows(self, word: str) -> bool:
        return word in HEADS or word in OBJECTIVES or word in GOAL_MONEY

    def _beside(self, cells: list[Cell], position: int) -> Cell | None:
        """The cell to the right, unless it is a label itself: then the value was left blank."""
        if position >= len(cells):
            return None
        cell = cells[position]
        label, inside = split_label(cell.text)
        word = bare(label)
        return None if self._knows(word) and (inside or not word or cell.text.strip()) else cell

    def _keep(self, word: str, label: Cell, value: Cell | None, text: str, marks: Marks, unit: str) -> None:
        marks.take(label)
        if value is None:
            return
        if value.trouble:
            marks.refuse(value, value.trouble)
            return
        if word in OBJECTIVES:
            self.form.objective = prose(text)
            marks.take(value)
        elif word in GOAL_MONEY and (word not in HEADS):
            self._money(GOAL_MONEY[word], value, text, marks, unit)
        elif HEADS[word] == "total_score":
            read = points(text)
            if read.why:
                marks.refuse(value, read.why)
            else:
                marks.take(value)
                self.form.total = read.value
        else:
            marks.take(value)
            field = HEADS[word]
            kept = line(text)
            if kept and not self.form.heads.get(field):
                self.form.heads[field] = kept
            elif kept and self.form.heads[field] != kept:
                marks.refuse(value, "这一栏出现了两次，内容不同")

    def _money(self, field: str, value: Cell, text: str, marks: Marks, unit: str) -> None:
        read = amount(text, unit)
        if read.why:
            marks.refuse(value, read.why)
            return
        if field in self.form.goal_money and read.value not in (None, self.form.goal_money[field]):
            marks.refuse(value, "这一笔资金出现了两次，数额不同")
            return
        marks.take(value)
        self.form.goal_money.setdefault(field, read.value)
        if read.converted:
            marks.note(value, read.converted)
