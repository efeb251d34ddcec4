"""Tab text (.txt): tables as Word pastes them into plain text.

Two ways are met. A cell a line: each cell begins with a tab, a blank line ends the row, a line without a tab goes on with the
cell above it. Or a row a line: cells with tabs between them. Neither says which cells are merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xladdin.errors import UserError
from xladdin.intake.document import Cell, Document, Paragraph, Table
from xladdin.intake.readers.encoding import decoded

#: What begins a paragraph of a report and never a further line of a cell.
_HEADING = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]+[、)）]|第[一二三四五六七八九十]+部分|[（(]\d+[)）]|\d+[.．]\D)|.{60}"
)

#: No report in plain text comes near this.
MOST_BYTES = 8 << 20
MOST_CELLS = 200_000
_NO_MERGES = "纯文本看不出哪些单元格是合并的，合并在几行上的原因只读入第一行；有 .docx 或 .xlsx 的请用它"


def read_text(data: bytes, file: str) -> Document:
    """Raises UserError import-text for bytes that are no text, import-large for more than any report holds."""
    text = decoded(data)
    if text is None:
        raise UserError("import-text", file=file)
    if len(data) > MOST_BYTES or text.count("\t") > MOST_CELLS:
        raise UserError("import-large", file=file, what="文字或单元格")
    lines = text.split("\n")
    rows_in_lines = _rows_stand_in_lines(lines)
    blocks: list[Paragraph | Table] = []
    number = 0
    for block in _by_rows(lines) if rows_in_lines else _by_cells(lines):
        if isinstance(block, str):
            blocks.append(Paragraph(block))
        else:
            number += 1
            blocks.append(_table(f"表 {number}", block))
    return Document(file, tuple(blocks), (_NO_MERGES,) if number else ())


def _rows_stand_in_lines(lines: list[str]) -> bool:
    """Whether the lines with tabs hold rows rather than single cells."""
    with_tabs = [line for line in lines if "\t" in line.rstrip()]
    inside = sum("\t" in line.strip("\t \u3000") or line.count("\t") > 1 for line in with_tabs)
    return 2 * inside > len(with_tabs)


def _by_rows(lines: list[str]) -> Iterator[str | list[list[str]]]:
    table: list[list[str]] = []
    for line in lines:
        if "\t" in line:
            table.append(line.split("\t"))
            continue
        if table:
            yield table
            table = []
        if line.strip():
            yield line.strip()
    if table:
        yield table


def _by_cells(lines: list[str]) -> Iterator[str | list[list[str]]]:
    table: list[list[str]] = []
    blanks = 0
    open_row = False
    for line in lines:
        if line.startswith("\t"):
            if blanks or not open_row:
                table.append([])
            table[-1].append(line[1:])
            open_row, blanks = True, 0
        elif not line.strip():
            blanks += 1
        elif table and blanks < 2 and not (blanks and _HEADING.match(line)):
            table[-1][-1] += f"\n{line}"  # the cell goes on; Word leaves a blank line between paragraphs of a cell
            blanks = 0
        else:
            if table:
                yield table
                table, open_row = [], False
            yield line.strip()
            blanks = 0
    if table:
        yield table


def _table(name: str, rows: list[list[str]]) -> Table:
    cells = tuple(
        Cell(text.strip(), row, column, where=f"第 {row + 1} 行第 {column + 1} 格")
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return Table(name, cells, spans=False)
