"""资金管理情况: item × 情况说明 | 存在问题和改进措施."""

from __future__ import annotations

from xladdin.intake.document import Table
from xladdin.intake.understand.found import Marks, PrintedForm
from xladdin.intake.understand.values import prose
from xladdin.intake.understand.words import GROUPS, PROBLEMS, STATED, bare
from xladdin.model.evaluation import MANAGEMENT_ITEMS

#: ``执行准确性``, also printed 资金执行准确性 or 预算绩效管理.
_ITEMS = {
    word: item
    for item in MANAGEMENT_ITEMS
    for word in (item, f"资金{item}", f"{item}情况", item.removesuffix("情况"), f"资金{item}情况")
}


class ManagementSection:
    def __init__(self, form: PrintedForm) -> None:
        self.form = form
        self._columns: tuple[tuple[int, ...], tuple[int, ...]] | None = None

    def open(self, table: Table, row: int, marks: Marks) -> bool:
        """Whether the head stands in this row."""
        cells = [cell for cell in table.rows[row] if cell.row == row]
        stated = next((cell for cell in cells if bare(cell.text) in STATED), None)
        problems = next((cell for cell in cells if bare(cell.text) in PROBLEMS), None)
        if stated is None or problems is None:
            return False
        self._columns = (
            tuple(range(stated.column, stated.column + stated.width)),
            tuple(range(problems.column, problems.column + problems.width)),
        )
        marks.take(stated, problems, *(cell for cell in table.rows[row] if bare(cell.text) in GROUPS))
        return True

    def add(self, table: Table, row: int, marks: Marks) -> bool:
        """Read one row; False where it is none."""
        if self._columns is None:
            return False
        label = next((cell for cell in table.rows[row] if cell.row == row and bare(cell.text) in _ITEMS), None)
        if label is None or label.column >= self._columns[0][0]:
            return False
        item = _ITEMS[bare(label.text)]
        texts = []
        for columns in self._columns:
            cells = table.among(row, columns)
            for cell in cells:
                if cell.trouble:
                    marks.refuse(cell, cell.trouble)
                else:
                    marks.take(cell)
            texts.append(prose("\n".join(cell.text for cell in cells if not cell.trouble)))
        marks.take(label, *(cell for cell in table.rows[row] if bare(cell.text) in GROUPS))
        if item in self.form.management:
            marks.refuse(label, "这一项管理情况出现了两次")
        else:
            self.form.management[item] = texts[0], texts[1]
        return True
