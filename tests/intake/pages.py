"""Pages drawn by hand: ``| a | b |`` is a row, ``<`` goes on with the cell to the left, ``^`` with the one above."""

from __future__ import annotations

from tests.intake.twin import Block, Box, Table


def blocks_of(page: str) -> list[Block]:
    """Paragraphs and tables of a page; a blank line parts two tables."""
    found: list[Block] = []
    rows: list[list[str]] = []
    for line in [*page.strip("\n").split("\n"), ""]:
        if line.startswith("|"):
            rows.append([cell.strip(" ").replace("\\n", "\n") for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            found.append(_boxes(rows))
            rows = []
        if line.strip():
            found.append(line)
    return found


def _boxes(rows: list[list[str]]) -> Table:
    """The grid as boxes: each cell reaches over the marks to its right, then over the rows of marks below it."""
    table: Table = []
    for number, row in enumerate(rows):
        boxes: list[Box] = []
        for column, text in enumerate(row):
            if text in ("<", "^"):
                continue
            width = 1
            while column + width < len(row) and row[column + width] == "<":
                width += 1
            height = 1
            while number + height < len(rows) and rows[number + height][column : column + 1] == ["^"]:
                height += 1
            boxes.append(Box(text, width, height))
        table.append(boxes)
    return table
