"""Finds the printed forms of a document: where one begins, what goes on with it, and which of the official tables it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from xladdin.intake.document import Cell, Document, Paragraph, Table
from xladdin.intake.understand.columns import indicator_columns, money_columns
from xladdin.intake.understand.foot import foot_fields
from xladdin.intake.understand.found import Marks, NotRead, PrintedForm
from xladdin.intake.understand.heads import split_label
from xladdin.intake.understand.kind import kind_of
from xladdin.intake.understand.prose import declared_scores
from xladdin.intake.understand.reader import FormReader
from xladdin.intake.understand.titles import is_title, part_of, period_in_title, period_of
from xladdin.intake.understand.values import line, money_unit
from xladdin.intake.understand.words import HEADS, REMARKS, bare, key

_FIRST_LABELS = frozenset({"name", "budget_unit", "programme"})
_LOST_TABLE = re.compile(r"三级\s*指标\s*(?:年度)?指标\s*值|全年预算数.{0,9}全年执行数")
#: Paragraphs above a table that may belong to it.
_ABOVE = 6
_LONGEST_ABOVE = 120


@dataclass
class Printed:
    """What a document holds."""

    forms: list[PrintedForm] = field(default_factory=list)
    not_read: list[NotRead] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cells_read: int = 0


class _Above:
    """Title, period, unit and labels in the paragraphs since the last table."""

    def __init__(self, paragraphs: list[str]) -> None:
        self.title = self.unit = ""
        self.period: tuple[str, tuple[int, int]] | None = None
        self.heads: dict[str, str] = {}
        near: list[str] = []
        for text in reversed(paragraphs):
            if len(text) > _LONGEST_ABOVE or len(near) == _ABOVE or text.endswith(("。", "；")):
                break
            near.insert(0, text)
        titles: list[str] = []
        for text in near:
            period = period_of(text)
            self.unit = money_unit(text) or self.unit
            if period is not None:
                self.period = period.text, (period.first, period.last)
                continue
            for piece in re.split(r"\s{2,}|\t", text):
                label, value = split_label(piece)
                if value and bare(label) in HEADS and bare(label) not in ("年度",):
                    self.heads.setdefault(HEADS[bare(label)], line(value))
            titles.append(text)
        at = next((index for index in reversed(range(len(titles))) if is_title(titles[index])), None)
        if at is not None:
            lines = [titles[at]]
            if at and not is_title(titles[at - 1]) and _goes_on(titles[at - 1], titles[at]):
                lines.insert(0, titles[at - 1])
            self.title = "".join("".join(lines).split())
        named = period_in_title(self.title) if self.title else None
        if self.period is None and named is not None:
            self.period = named.text, (named.first, named.last)


def _goes_on(above: str, below: str) -> bool:
    """Whether a title was broken over two lines: brackets that are open above close below."""
    return above.count("（") > above.count("）") and below.count("）") > below.count("（")


def printed_forms(document: Document) -> Printed:
    """All forms of a document in their order, with what could not be read."""
    found = Printed(notes=list(document.notes))
    paragraphs: list[str] = []
    part = ""
    reader: FormReader | None = None
    document_unit = _only_unit(document)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            part = part_of(block.text) or part
            paragraphs.append(block.text)
            if _LOST_TABLE.search(block.text):
                found.not_read.append(_lost(document, block.text))
            if reader is not None:
                _below(reader.form, block.text)
            continue
        above = _Above(paragraphs)
        paragraphs = []
        marks = Marks(document.file, block)
        starts = _starts(block)
        top = min((cell.row for cell in block.cells), default=0)
        if not starts or starts[0] > top:
            starts.insert(0, top)
        for start, stop in zip(starts, [*starts[1:], block.height], strict=True):
            rows = range(start, stop)
            over = above if start == top else None
            if reader is None or reader.form.part != part or _is_new(reader, block, rows, over):
                if not _is_of_a_form(block, rows):
                    _foreign_rows(block, rows, marks)
                    continue
                form = PrintedForm(document.file, block.name, _where(block, start), part=part)
                reader = FormReader(form, above.unit or document_unit)
                if over is not None:
                    _take_above(form, above)
                found.forms.append(form)
            reader.feed(block, rows, marks)
        _close(block, marks, found)
    for form in found.forms:
        form.kind = kind_of(form)
    declared_scores(document, found.forms)
    return found


def _lost(document: Document, text: str) -> NotRead:
    """Heads of columns outside of any table: a picture, a frame or a program has taken the table apart."""
    shown = " ".join(text.split())
    return NotRead(document.file, "正文", "", shown[:40], "像是表头，却不在表格里，它下面的内容没有读入")


def _take_above(form: PrintedForm, above: _Above) -> None:
    form.title = above.title
    if above.period is not None:
        form.period, form.years = above.period
    form.heads.update(above.heads)


def _below(form: PrintedForm, text: str) -> None:
    """The foot of a table, or its remarks, may be a paragraph beneath it."""
    foot = foot_fields([text])
    label, value = split_label(text)
    if foot:
        form.foot = {**foot, **form.foot}
    elif value and bare(label) in REMARKS and not form.remarks and "actual" in form.columns:
        form.remarks = value


def _only_unit(document: Document) -> str:
    """The unit of money that the whole document names, where it names one only."""
    units = {money_unit(cell.text) for table in document.tables() for cell in table.cells if len(cell.text) < 40} - {""}
    return units.pop() if len(units) == 1 else ""


def _where(table: Table, start: int) -> str:
    """Where in its table a form begins; empty at the top."""
    return "" if not start else next(f" {cell.where}起" for cell in table.cells if cell.row >= start)


def _starts(table: Table) -> list[int]:
    """Rows in which a form begins: the first of the lines by themselves above its head, or the first label of the head."""
    starts: list[int] = []
    lines: list[int] = []
    body = True
    for row in range(table.height):
        cells = [cell for cell in table.rows[row] if cell.row == row and cell.text.strip()]
        if not cells:
            continue
        if indicator_columns(table, row) is not None:
            titles = [line for line in lines if is_title(table.rows[line][0].text)]
            if titles and not _repeats(table, titles[0]):
                starts.append(lines[0])
            lines, body = [], True
        elif body and _is_first_label(cells[0].text):
            starts.append(lines[0] if lines else row)
            lines, body = [], False
        elif len(cells) == 1 and _is_line(table, cells[0]):
            lines.append(row)
        else:
            lines = []
    return starts


def _is_line(table: Table, cell: Cell) -> bool:
    """Whether a cell that is alone in its row may belong to what follows."""
    label, value = split_label(cell.text)
    remarks = bare(label) in REMARKS and (value or cell.width == 1)
    return not remarks and foot_fields([cell.text]) is None and key(cell.text)[:1] != "注"


def _repeats(table: Table, line: int) -> bool:
    """Whether a title is that of the page before, printed again."""
    title = "".join(table.rows[line][0].text.split())
    return any("".join(cell.text.split()) == title for row in range(line) for cell in table.rows[row][:1])


def _is_first_label(text: str) -> bool:
    return HEADS.get(bare(split_label(text)[0])) in _FIRST_LABELS


def _is_new(reader: FormReader, table: Table, rows: range, above: _Above | None) -> bool:
    """Whether these rows are a form of their own; otherwise they go on with the form before them."""
    first = next((cell for row in rows for cell in table.rows[row] if cell.text.strip()), None)
    if first is None:
        return False
    if above is not None and above.title and above.title != reader.form.title and _is_of_a_form(table, rows):
        return True
    if above is None or _starts_here(table, rows):
        return reader.has_body or bool(reader.form.heads.get("name"))
    return False


def _starts_here(table: Table, rows: range) -> bool:
    return any(
        _is_first_label(cell.text)
        for row in list(rows)[:6]
        for cell in table.rows[row]
        if cell.row == row and cell.text.strip()
    )


def _is_of_a_form(table: Table, rows: range) -> bool:
    """Whether there is anything of an official table in these rows."""
    return any(
        indicator_columns(table, row) is not None
        or money_columns(table, row) is not None
        or any(_is_first_label(cell.text) for cell in table.rows[row] if cell.row == row and cell.text.strip())
        for row in rows
    )


def _foreign_rows(table: Table, rows: range, marks: Marks) -> None:
    for cell in table.cells:
        if cell.row in rows and cell.text.strip():
            marks.refuse(cell, "不是认识的表样")


def _close(table: Table, marks: Marks, found: Printed) -> None:
    found.cells_read += sum(bool(cell.text.strip()) for cell in table.cells if (cell.row, cell.column) in marks.read)
    found.not_read += marks.refused.values()
    found.notes += marks.notes
