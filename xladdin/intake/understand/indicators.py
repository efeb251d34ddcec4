"""The rows of indicators under their head: names of levels, texts and numbers, as printed.

A level that is merged, repeated or left blank holds for the rows below it. A text that is merged over several rows (a
reason, a rule) holds for all of them; a number or a target merged over several rows may be their sum, and is left out.
"""

from __future__ import annotations

import re
from decimal import Decimal

from xladdin.intake.document import Cell, Table
from xladdin.intake.understand.columns import Columns
from xladdin.intake.understand.found import Marks, PrintedForm, Row
from xladdin.intake.understand.values import is_blank, line, points, prose
from xladdin.intake.understand.words import GROUPS, PART_SUMS, bare, key
from xladdin.model.grammar.fold import fold

_LEVELS = ("level1", "level2", "level3")
_TEXTS = ("target", "operator", "unit", "basis", "last_year", "rule", "evidence", "actual", "reason")
#: Of these a merged cell says the same for each of its rows.
_SHARED = frozenset({"basis", "rule", "evidence", "reason", "last_year", "unit", "operator"})
_AGAIN = re.compile(r"[（(](?:续表?|接上表|续上表)[)）]$")
_BANNER = re.compile(r"(?:产出|效益|满意度?|成本|预算执行)(?:指标)?(?:\([^()]*\))?$")
_LEVEL_WORD = re.compile("指标|产出|效益|满意|成本|^$")
_MERGED = "合并在几行上，分不清是每一行的还是合计"

_OPERATORS = {
    "大于等于": "≥",
    "大于或等于": "≥",
    "小于等于": "≤",
    "小于或等于": "≤",
    "等于": "=",
    "大于": "＞",
    "小于": "＜",
}
_NO_SIGN = frozenset({"定性", "正向", "反向", "定量", "其他"})
_ENDS_IN_NUMBER = re.compile(r"\d[\d,.]*$")


class IndicatorSection:
    """Rows under one or several heads (a head is repeated on every page) of one form."""

    def __init__(self, form: PrintedForm) -> None:
        self.form = form
        self.columns: Columns | None = None
        self._level1 = self._level2 = ""
        self._rows: list[int] = []

    def open(self, columns: Columns, marks: Marks) -> None:
        """A head begins: rows that follow stand under it."""
        self.columns = columns
        self._rows = []
        marks.take(*columns.cells)
        self.form.columns |= columns.fields.keys()

    def add(self, row: int) -> None:
        self._rows.append(row)

    def close(self, table: Table, marks: Marks) -> None:
        """Read the rows that were added since the head."""
        columns, rows, self._rows = self.columns, self._rows, []
        if columns is None:
            return
        rows = [row for row in rows if self._begins(table, row, columns, marks)]
        shares: dict[tuple[int, int], int] = {}
        for row in rows:
            for name in columns.fields:
                for cell in table.among(row, columns.fields[name]):
                    shares[cell.row, cell.column] = shares.get((cell.row, cell.column), 0) + 1
        for row in rows:
            self._read(table, row, columns, marks, shares)

    def _begins(self, table: Table, row: int, columns: Columns, marks: Marks) -> bool:
        """Whether the row is an indicator of its own, and its cells stand where the head says."""
        cells = table.rows[row]
        for cell in cells:
            if bare(cell.text) in GROUPS and cell.column < min(columns.fields["level3"]):
                marks.take(cell)
        if not table.spans and not _is_aligned(cells, columns):
            for cell in cells:
                if marks.is_open(cell):
                    marks.refuse(cell, "这一行的格数与表头不同，分不清哪一格是哪一列")
            return False
        own = [cell for cell in cells if cell.row == row and cell.text.strip()]
        if any(bare(cell.text) in PART_SUMS for cell in own):
            marks.take(*own)
            return False
        names = table.among(row, columns.fields["level3"])
        if names and names[0].row < row and names[0].text.strip():
            for cell in own:
                if cell.column > names[0].column:
                    marks.refuse(cell, "这一行没有自己的名称，名称与上一行合并")
            return False
        beyond = {column for name in columns.fields if name not in _LEVELS[:2] for column in columns.fields[name]}
        return any(cell.column in beyond or cell.column + cell.width - 1 in beyond for cell in own)

    def _read(self, table: Table, row: int, columns: Columns, marks: Marks, shares: dict[tuple[int, int], int]) -> None:
        cells = {name: table.among(row, places) for name, places in columns.fields.items()}
        banner = cells["level3"][0] if cells["level3"] else None
        if banner is not None and banner.text.strip() and banner in cells.get("target", cells.get("actual", [])):
            self._banner(banner, marks)
            return
        names = self._names(row, cells, marks)
        texts: dict[str, str] = {}
        numbers = {}
        for name in _TEXTS:
            texts[name] = self._text(name, cells.get(name, []), marks, shares)
        for name in ("weight", "score"):
            numbers[name] = self._points(cells.get(name, []), marks, shares)
        if not names[2]:
            for field in (*_TEXTS, "weight", "score"):
                for cell in cells.get(field, []):
                    if cell.text.strip() and cell.row == row:
                        marks.refuse(cell, "这一行没有指标名称")
            return
        texts["target"] = _with_sign(texts.pop("operator"), texts["target"])
        place = next((cell.where for cell in cells["level3"]), "")
        self.form.rows.append(Row(*names, texts, numbers["weight"], numbers["score"], place))

    def _banner(self, cell: Cell, marks: Marks) -> None:
        """One cell over all columns: the name of a level stands above its rows."""
        name = _level(cell)
        if _BANNER.search(key(name)) is None or len(name) > 30:
            marks.refuse(cell, "这一格横跨了整行，看不出是什么")
            return
        marks.take(cell)
        self._level1, self._level2 = name, ""

    def _names(self, row: int, cells: dict[str, list[Cell]], marks: Marks) -> tuple[str, str, str]:
        first, second = (next(iter(cells.get(name, [])), None) for name in ("level1", "level2"))
        third = cells["level3"]
        marks.take(first, second, *third)
        name = line("\n".join(cell.text for cell in third))
        if second is not None and second in third:
            second = None
            self._level2 = ""
        if first is not None and first in third:
            first = None
        one = _level(first)
        if one and one != self._level1:
            self._level1, self._level2 = one, ""
        two = _level(second)
        if two and second != first:
            self._level2 = two
        return self._level1, self._level2, name

    def _text(self, name: str, cells: list[Cell], marks: Marks, shares: dict[tuple[int, int], int]) -> str:
        found = []
        for cell in cells:
            if cell.trouble:
                marks.refuse(cell, cell.trouble)
            elif shares[cell.row, cell.column] > 1 and name not in _SHARED and not is_blank(cell.text):
                marks.refuse(cell, _MERGED)
            elif cell.text.strip():
                marks.take(cell)
                found.append(prose(cell.text) if name == "reason" else line(cell.text))
        if name not in ("target", "actual") and len(found) > 1:
            return "\n".join(found)
        return "".join(found)

    def _points(self, cells: list[Cell], marks: Marks, shares: dict[tuple[int, int], int]) -> Decimal | None:
        value: Decimal | None = None
        for cell in cells:
            read = points(cell.text)
            if cell.trouble:
                marks.refuse(cell, cell.trouble)
            elif shares[cell.row, cell.column] > 1 and read.value is not None:
                marks.refuse(cell, _MERGED)
            elif read.why:
                marks.refuse(cell, read.why)
            elif value is not None and read.value is not None:
                marks.refuse(cell, "同一栏里有两个数")
            else:
                marks.take(cell)
                value = read.value if value is None else value
        return value


def _is_aligned(cells: tuple[Cell, ...], columns: Columns) -> bool:
    """In plain text a cell has only its number in the row: as many as the head's, or fewer at the end of the row."""
    if len(cells) == columns.in_row:
        return True
    last = max(max(columns.fields[name]) for name in ("level3", "target", "actual") if name in columns.fields)
    first = columns.fields.get("level1")
    if first is None or not max(last, first[0]) < len(cells) < columns.in_row:
        return False
    return _LEVEL_WORD.search(key(cells[first[0]].text)) is not None


def _level(cell: Cell | None) -> str:
    return "" if cell is None or is_blank(cell.text) else _AGAIN.sub("", line(cell.text).replace(" ", ""))


def _with_sign(sign: str, target: str) -> str:
    """Sign, value: one text, as they are read one after the other."""
    sign = sign.strip()
    if not sign or fold(sign) in _NO_SIGN or not target:
        return target
    sign = _OPERATORS.get(fold(sign), sign)
    return target if fold(target).startswith(fold(sign)) else f"{sign}{target}"
