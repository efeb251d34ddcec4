"""Writes the table of a sheet: heading row, one row an indicator, merged level columns, keys, flags."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from openpyxl.cell import Cell as SheetCell
from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.cell_range import CellRange

from xladdin.forms import formulas
from xladdin.forms.build import styles
from xladdin.forms.build.book_record import put_text, put_value
from xladdin.forms.build.paint import merge
from xladdin.forms.build.rowheight import BODY_SIZE, LINE, text_height
from xladdin.forms.build.sheet_writer import SheetWriter
from xladdin.forms.defined_names import FLAG, KEY, column_name
from xladdin.forms.definition import Block, Column
from xladdin.forms.results import FIXED_FROM_GOALS
from xladdin.forms.score_row import score_row
from xladdin.model.fields import FieldValue, field, keys
from xladdin.model.grammar.decimals import as_typed


class TableSpan(NamedTuple):
    """Rows of the heading and of the first and last item.

    groups    first rows of the level groups, level by level, the widest first (for page breaks)
    open_end  filled later, by the review
    lines     most lines that a blank cell of the table is given for writing
    """

    heading: int
    first: int
    last: int
    groups: tuple[tuple[int, ...], ...]
    open_end: bool = False
    lines: int = 1


class TableWriter:
    def __init__(self, writer: SheetWriter, block: Block) -> None:
        self.writer, self.block, self.job = writer, block, writer.job
        self.sheet, self.record = writer.sheet, writer.record
        self.columns = {column.name: column for column in block.columns if not (self.job.sealed and column.scratch)}
        self.spans = writer.form.table_spans(block)
        self.keyed = KEY in block.roles
        #: Rows carry a mark of what is to be checked: working books only.
        self.flagged = FLAG in block.roles and not self.job.sealed

    def write(self) -> TableSpan:
        """Write the whole table; the writer's row ends on its last line."""
        if not self.block.continued:
            self._heading()
        heading = self.writer.row
        first = heading + 1
        for key in self._keys():
            self.writer.row += 1
            self._item(key, heading)
        last = self.writer.row
        self._names(first, last)
        groups = self._merges(first, last) if not self.job.blank else ()
        self._side(heading, last)
        if self.flagged:
            self._flag_styles(first, last)
        lines = max(column.lines for column in self.columns.values())
        return TableSpan(heading, first, last, groups, self.block.review, lines)

    def _keys(self) -> list[str]:
        """Keys of the rows: of the list's items, then of spare ones to be filled in."""
        given = [] if self.block.review else keys(self.job.evaluation, self.block.items)
        spare = self.block.spare
        if self.writer.form.issued:
            spare = 0 if given else len(self.job.evaluation.indicators) if self.job.blank else spare
        elif self.job.sealed:
            spare = 0 if given else min(spare, 1)
        if not self.keyed:
            return [str(position) for position in range(len(given) + spare)]
        fresh = (key for number in itertools.count(1) if (key := f"n{number}") not in given)
        return [*given, *itertools.islice(fresh, spare)]

    def _heading(self) -> None:
        self.writer.row += 1
        height = LINE
        for name, column in self.columns.items():
            cell = self.writer.frame(self.spans[name], "center")
            self.writer.paint(cell, "head", styles.head)
            put_text(cell, column.head)
            height = max(height, text_height(column.head, self._width(name), BODY_SIZE) + 4)
        self.writer.height(self.writer.row, height)

    def _letter(self, name: str) -> str:
        return self.spans[name].first

    def _cell(self, name: str, row: int) -> SheetCell:
        return self.sheet[f"{self._letter(name)}{row}"]

    def _width(self, name: str) -> float:
        return self.writer.form.columns.width(self.spans[name])

    def _item(self, key: str, heading: int) -> None:
        row = self.writer.row
        path = f"{self.block.items}[{key}]"
        at = {name: f"${self._letter(name)}{row}" for name in self.columns}
        if self.keyed:
            at[KEY] = f"${self._letter(KEY)}{row}"
            put_text(self._cell(KEY, row), key)
        texts = self._formulas(at, heading)
        height = LINE
        for name, column in self.columns.items():
            cell = self.writer.frame(self.spans[name], column.style, kind=column.kind)
            if column.result:
                shown = self._result(cell, column, key, texts.get(name, ""))
            else:
                shown = self._field(cell, column, path, key, at.get(KEY, ""))
            if not self.block.review and self._is_shown(name) and not column.merge:
                room = "\n" * (column.lines - 1) if not shown and not self.job.sealed else ""
                height = max(height, text_height(shown + room, self._width(name), BODY_SIZE))
        if self.flagged:
            self.record.formula(
                self._cell(FLAG, row),
                formulas.flag(at, self.job.family.tables.scores),
                self.job.results.get(f"flags[{key}]"),
            )
        if not self.block.review:  # programs fit these rows to their text when they open the file
            self.writer.height(row, height)
            if not self.job.sealed:
                self.record.automatic.setdefault(self.sheet.title, set()).add(row)

    def _is_shown(self, name: str) -> bool:
        return self._letter(name) not in self.writer.form.columns.hidden

    def _formulas(self, at: dict[str, str], heading: int) -> dict[str, str]:
        if self.job.sealed:
            return {}
        if self.block.review:
            return {"link": formulas.link(at)}
        tables = self.job.family.tables
        if self.block.table == tables.scores:
            return score_row(at, f"${self._letter('number')}${heading}", self.job.family)
        shown = [name for name, column in self.columns.items() if column.result]
        return {name: formulas.from_scores(name, at[KEY], tables) for name in shown}

    def _result(self, cell: SheetCell, column: Column, key: str, formula: str) -> str:
        value = self.job.results.get(f"scores[{key}].{column.result}")
        if column.result in FIXED_FROM_GOALS and not self.job.is_typed(key):
            put_value(cell, value)
        elif column.step:
            self.record.step(cell, formula)
        else:
            self.record.formula(cell, formula, value)
        return "" if value is None or column.kind != "text" else str(value)

    def _shown(self, column: Column, path: str) -> FieldValue:
        """The field's value, or what the column shows in its place."""
        value = field(self.job.evaluation, f"{path}.{column.own}") if column.own else None
        value = value or field(self.job.evaluation, f"{path}.{column.field}")
        if column.otherwise and not value:
            return field(self.job.evaluation, f"{path}.{column.otherwise}")
        return value

    def _differs(self, column: Column, path: str) -> bool:
        """Whether the table that the column echoes prints something else."""
        table, name = column.source
        source = next(one for one in self.job.family.blocks[table].columns if one.name == name)
        held = source.own or (name if name != column.field else "")
        return bool(held and field(self.job.evaluation, f"{path}.{held}"))

    def _field(self, cell: SheetCell, column: Column, path: str, key: str, key_cell: str) -> str:
        if self.block.review:
            return ""
        value = self._shown(column, path)
        typed = self.job.is_typed(key)
        if column.echo and typed and (self.job.blank or not column.merge) and not self._differs(column, path):
            self.record.formula(cell, formulas.echoed(column, key_cell), value)
            self.writer.inputs.open(cell)
            self.writer.paint(cell, "untinted", styles.untinted)
        else:
            number = self.job.sealed and column.kind == "value" and column.field == "actual"
            put_value(cell, as_typed(value) if number and isinstance(value, str) else value)
            fixed = column.issued and value not in (None, "")
            if not column.echo and (typed or (self.writer.is_open(value) and not fixed)):
                self.writer.inputs.open(cell, column.hint, kind=column.kind, choices=column.list, head=column.head)
            elif column.kind == "value":  # a formula that is entered into a cell for texts becomes one
                self.writer.style(cell, column.style)
        for name in (column.field, column.own):
            if name:
                self.record.place(f"{path}.{name}", self.sheet, cell.coordinate)
        return "" if value is None else str(value)

    def _names(self, first: int, last: int) -> None:
        for name in [*self.columns, *([KEY] if self.keyed else []), *([FLAG] if self.flagged else [])]:
            defined, letter = column_name(self.block.table, name), self._letter(name)
            self.record.name(defined, self.sheet, f"${letter}${first}", f"${letter}${last}")

    def _merges(self, first: int, last: int) -> tuple[tuple[int, ...], ...]:
        """Merge equal neighbours of the level columns; level 2 only within its level 1. Returns where groups begin, level by
        level."""
        starts = {first}
        groups: list[tuple[int, ...]] = []
        for column in self.block.columns:
            if not column.merge:
                continue
            letter = self._letter(column.name)
            values = [self.sheet[f"{letter}{row}"].value for row in range(first, last + 1)]
            runs = _runs(values, first, starts)
            for begin, end in runs:
                self._make_room(column, begin, end)
                if end > begin:
                    merge(self.sheet, f"{letter}{begin}:{letter}{end}")
            starts |= {begin for begin, _ in runs}
            groups.append(tuple(sorted(starts)))
        return tuple(groups)

    def _make_room(self, column: Column, begin: int, end: int) -> None:
        """A level's text may need more room than the rows of a small group have."""
        text = self._cell(column.name, begin).value
        if not isinstance(text, str):
            return
        rows = range(begin, end + 1)
        missing = text_height(text, self._width(column.name), BODY_SIZE) - sum(
            self.sheet.row_dimensions[row].height or LINE for row in rows
        )
        if missing > 0:
            for row in rows:
                self.writer.height(row, (self.sheet.row_dimensions[row].height or LINE) + missing / len(rows))
            if end > begin:  # programs do not count a merged text when they fit a row
                self.record.automatic.get(self.sheet.title, set()).difference_update(rows)

    def _side(self, heading: int, last: int) -> None:
        side = self.block.roles.get("side")
        if side is None:
            return
        for row in range(heading, last + 1):
            self.writer.style(self._cell(side.name, row), "center")
        put_text(self._cell(side.name, heading), side.head)
        letter = self._letter(side.name)
        merge(self.sheet, f"{letter}{heading}:{letter}{last}")

    def _flag_styles(self, first: int, last: int) -> None:
        for name, test in (("actual", "OR({0}=1,{0}=2)"), ("reason", "{0}=3")):
            letter = self._letter(name)
            area = CellRange(f"{letter}{first}:{letter}{last}").coord
            condition = test.format(f"${self._letter(FLAG)}{first}")
            rule = Rule(type="expression", dxf=styles.FLAG_STYLE, formula=[condition])
            self.sheet.conditional_formatting.add(area, rule)


def _runs(values: Sequence[object], first: int, breaks: set[int]) -> list[tuple[int, int]]:
    """Runs of equal neighbouring values that do not cross a row in ``breaks``; blanks stand alone."""
    runs: list[tuple[int, int]] = []
    for offset, value in enumerate(values):
        row = first + offset
        if offset and value and value == values[offset - 1] and row not in breaks:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
