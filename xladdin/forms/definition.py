"""Form definitions (表样): TOML files in ``workbook_templates/forms`` that say what stands where.

A sheet is a title, blocks of rows and one table at most; a cell is a printed text, an input (``field``), an echo of a
field that is entered elsewhere (``ref``) or a result of the rules (``result``). Columns are listed in order and go by
name; cells say in which column they begin and reach to the next one. Nothing else in the code knows positions: building
follows the definition, reading follows the defined names that building left.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache, cached_property
from typing import Literal

import msgspec

from xladdin.forms.columns import Columns, Listed, Span
from xladdin.resources import resource_dir

Kind = Literal["text", "integer", "money", "weight", "rate", "score", "points", "percent_points", "share", "keep"]
Style = Literal["center", "left", "long", "section", "input", "flag", "foot", "foot_left", "foot_right"]


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Cell(_Strict, frozen=True):
    """One printed cell.

    at      name of the column in which it begins; it reaches to the next cell. down = number of rows it spans
    text    what is printed; field, ref, result: path of what is shown instead
    kind    how numbers are shown and checked; lines = least height in lines
    sum     column of money that the total adds up while nobody typed it
    list    name of the drop-down; hint = text shown when the cell is selected
    """

    at: str
    down: int = 1
    text: str = ""
    field: str = ""
    ref: str = ""
    result: str = ""
    style: Style = "center"
    kind: Kind = "text"
    lines: int = 1
    sum: str = ""
    list: str = ""
    hint: str = ""


class GridColumn(_Strict, frozen=True):
    """One column of a sheet, where no table gives it its columns. ``width`` in characters of the default font."""

    name: str
    width: float
    hidden: bool = False


class Column(_Strict, frozen=True):
    """One column of a table.

    head     what is printed above it; field or result: path of what its cells show, below the path of the row
    role     ``key`` holds the rows' hidden keys, ``flag`` what is to be checked in a row, ``side`` prints ``head`` once,
             beside all rows
    width    in characters of the default font, hidden = not shown (both the sheet's ``grid`` has where there is one)
    at       name of the column of the sheet's ``grid`` in which it begins
    echo     in blank workbooks the cell shows what the named table's cell holds
    scratch  a step of the native formulas, of no use in a submission
    """

    head: str = ""
    field: str = ""
    result: str = ""
    role: Literal["", "key", "flag", "side"] = ""
    width: float = 0
    hidden: bool = False
    at: str = ""
    style: Style = "center"
    kind: Kind = "text"
    merge: bool = False
    scratch: bool = False
    echo: str = ""
    list: str = ""
    hint: str = ""

    @property
    def name(self) -> str:
        """The column's name: its role, or the last part of what it shows."""
        return self.role or self.field or self.result


class Heading(_Strict, frozen=True):
    """A title line: fixed text, a field, or parts of which ``{path}`` stands for a field.

    sealed  the fixed text in a submission, where it differs
    """

    text: str = ""
    sealed: str = ""
    id: str = ""
    parts: tuple[str, ...] = ()
    empty: str = ""
    field: str = ""
    format: str = ""
    hint: str = ""


class LevelColumn(_Strict, frozen=True):
    """One column of the level sums: what it shows of a level, below ``head``."""

    at: str
    head: str
    shows: Literal["number", "title", "standard", "weights", "computed_score", "score", "declared", "note"]
    style: Style = "center"


class LevelTexts(_Strict, frozen=True):
    """A text for each kind of line of the level sums; ``{rounded}`` stands for how the profile rounds level scores."""

    execution: str = ""
    level: str = ""
    total: str = ""
    grade: str = ""


class Levels(_Strict, frozen=True):
    """The level sums of 评分表. ``titles`` of the lines that are no level, ``notes`` beside the lines."""

    columns: tuple[LevelColumn, ...]
    titles: LevelTexts
    notes: LevelTexts


class Block(_Strict, frozen=True, dict=True):
    """Titles, rows of cells, the level sums of 评分表, or the table of indicators.

    listed   all columns of the table in order (``columns`` in the file): those of fields and results, key, flag and side
    working  only in working books, not in submissions
    """

    title: Heading | None = None
    subtitle: Heading | None = None
    rows: tuple[tuple[Cell, ...], ...] = ()
    working: bool = False
    levels: Levels | None = None
    table: str = ""
    items: str = ""
    page_break: bool = False
    listed: tuple[Column, ...] = msgspec.field(default=(), name="columns")

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that show fields and results."""
        return tuple(column for column in self.listed if not column.role)

    @cached_property
    def roles(self) -> dict[str, Column]:
        """Role → column: key, flag, side, where the table has them."""
        return {column.role: column for column in self.listed if column.role}


class Sheet(_Strict, frozen=True, dict=True):
    """One sheet of the workbook; ``source`` names the printed form.

    grid     its columns in order; without one, its table's columns are the sheet's
    printed  first and last column of the page (``print_columns`` in the file); by default all that are shown
    freeze   column left of which nothing scrolls; above, everything to the heading of the table stays
    issued   comes down from above: cells that were filled there are locked
    working  only in working books, not in submissions
    """

    id: str
    sheet: str
    source: str
    orientation: Literal["portrait", "landscape"]
    block: tuple[Block, ...]
    grid: tuple[GridColumn, ...] = ()
    printed: tuple[str, str] | None = msgspec.field(default=None, name="print_columns")
    freeze: str = ""
    issued: bool = False
    working: bool = False

    @cached_property
    def columns(self) -> Columns:
        """Where the columns stand."""
        listed: Sequence[Listed] = self.grid or next(block.listed for block in self.block if block.table)
        return Columns(listed, self.printed)

    def spans(self, block: Block) -> list[list[Span]]:
        """Where the cells of a block's rows stand. Raises ValueError for rows that do not fill the page."""
        return self.columns.rows_of_spans([[(cell.at, cell.down) for cell in row] for row in block.rows])

    def table_spans(self, block: Block) -> dict[str, Span]:
        """Column of a table → the columns of the sheet that it takes."""
        names = [column.name for column in block.listed]
        spans = self.columns.spans([column.at or column.name for column in block.listed])
        return dict(zip(names, spans, strict=True))

    def fields(self) -> list[Cell]:
        """Input cells outside the table."""
        return [cell for block in self.block for row in block.rows for cell in row if cell.field]

    def tables(self) -> list[Block]:
        return [block for block in self.block if block.table]


#: Drop-down lists. What is printed in a form but not here may still be typed: the lists warn, they do not forbid.
LISTS: dict[str, tuple[str, ...]] = {
    "level1": ("产出指标", "成本指标", "效益指标", "满意度指标"),
    "basis": ("计划标准", "行业标准", "历史标准", "预算支出标准", "其他标准"),
    "scoring_rule": ("直接赋分", "按照完成比例赋分", "按评判等级赋分", "满意度赋分"),
    "evidence": ("工作资料", "说明材料", "原始凭证", "正式资料"),
    "adjustment_kind": ("不可抗力", "不适用", "目标值偏低", "按已达标认定", "其他"),
}


@cache
def sheets() -> tuple[Sheet, ...]:
    """The sheets in the order of the workbook."""
    folder = resource_dir("workbook_templates") / "forms"
    paths = sorted(folder.glob("*.toml"))
    return tuple(msgspec.convert(tomllib.loads(path.read_text("utf-8")), Sheet) for path in paths)


def table(name: str) -> Block:
    """The table of that name, whatever sheet it stands on. Raises KeyError."""
    for sheet in sheets():
        for block in sheet.tables():
            if block.table == name:
                return block
    raise KeyError(name)
