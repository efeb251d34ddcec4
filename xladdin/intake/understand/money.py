"""资金投入情况: sources of money against columns of amounts, in 万元."""

from __future__ import annotations

from decimal import Decimal

from xladdin.intake.document import Cell, Table
from xladdin.intake.understand.columns import Columns
from xladdin.intake.understand.found import Marks, MoneyRow, PrintedForm
from xladdin.intake.understand.values import amount, line, money_unit, points
from xladdin.intake.understand.words import GROUPS, SOURCES, bare

_AMOUNTS = ("initial", "budget", "arrived", "executed")
#: Levels of government that some provinces print as rows of their own; the form has one row for all of them.
_LOCAL_PARTS = frozenset(
    "自治区资金 自治区 省级资金 省级财政资金 省级 市级资金 市级财政资金 市级 盟市 盟市资金 州级资金 地州资金 县级资金 县级财政资金"
    " 县级 旗县 旗县资金 区级资金 县区资金 县区级资金 县区级财政资金 自治区财政资金 自治区本级 市县资金 省级补助资金".split()
)


class MoneySection:
    def __init__(self, form: PrintedForm) -> None:
        self.form = form
        self.columns: Columns | None = None

    def open(self, columns: Columns, marks: Marks) -> None:
        self.columns = columns
        marks.take(*columns.cells)

    def add(self, table: Table, row: int, marks: Marks, unit: str) -> bool:
        """Read one row; False where it is no row of money."""
        columns = self.columns
        if columns is None:
            return False
        left = min(column for places in columns.fields.values() for column in places)
        labels = [cell for cell in table.rows[row] if cell.column < left and cell.text.strip()]
        label = next((cell for cell in reversed(labels) if cell.row == row), None)
        if label is None or (not table.spans and len(table.rows[row]) != columns.in_row):
            return False
        name = bare(label.text)
        source = SOURCES.get(name, "")
        marks.take(*(cell for cell in labels if bare(cell.text) in GROUPS))
        values = [cell for places in columns.fields.values() for cell in table.among(row, places) if cell.text.strip()]
        if not source and name not in _LOCAL_PARTS:
            return False
        why = "" if source else "表样没有这一行资金，请并入“地方财政资金”"
        if source and any(found.source == source for found in self.form.money):
            why = "这一行资金出现了两次"
        if why:
            for cell in (label, *values):
                marks.refuse(cell, why)
            return True
        marks.take(label)
        self.form.money.append(self._read(table, label, columns, source, marks, money_unit(label.text) or unit))
        return True

    def _read(self, table: Table, label: Cell, columns: Columns, source: str, marks: Marks, unit: str) -> MoneyRow:
        found = MoneyRow(source, {})
        for name, places in columns.fields.items():
            cells = [cell for cell in table.among(label.row, places) if cell.text.strip()]
            if not cells:
                continue
            cell, *more = cells
            for other in more:
                marks.refuse(other, "同一栏里有两个数")
            if cell.trouble:
                marks.refuse(cell, cell.trouble)
            elif cell.height > label.height or cell.row != label.row:
                marks.refuse(cell, "合并在几行上，分不清是哪一行的")
            elif name == "declared_rate":
                marks.take(cell)
                found.declared_rate = line(cell.text)
            elif name in _AMOUNTS:
                head = table.at(columns.row, places[0])
                found.amounts[name] = self._amount(cell, marks, (money_unit(head.text) if head else "") or unit)
            elif name in ("weight", "score"):
                read = points(cell.text)
                if read.why:
                    marks.refuse(cell, read.why)
                    continue
                marks.take(cell)
                setattr(found, name, read.value)
            else:
                marks.take(cell)
        return found

    def _amount(self, cell: Cell, marks: Marks, unit: str) -> Decimal | None:
        read = amount(cell.text, unit)
        if read.why:
            marks.refuse(cell, read.why)
            return None
        marks.take(cell)
        if read.converted:
            marks.note(cell, read.converted)
            if unit == "元":
                self.form.money_unit = unit
        return read.value
