"""Form definitions (表样): TOML files in ``workbook_templates/forms`` that say what stands where.

A sheet is a title, blocks of rows and one table at most; a cell is a printed text, an input (``field``), an echo of a
field that is entered elsewhere (``ref``) or a result of the rules (``result``). Nothing else in the code knows positions:
building follows the definition, reading follows the defined names that building left.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Literal

import msgspec

from xladdin.resources import resource_dir

Kind = Literal["text", "integer", "money", "weight", "rate", "score", "points", "percent_points", "share", "keep"]
Style = Literal["center", "left", "long", "section", "input", "flag", "foot", "foot_left", "foot_right"]


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Cell(_Strict, frozen=True):
    """One printed cell.

    at      first and last column, ``B`` or ``B:G``; down = number of rows it spans
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


class Column(_Strict, frozen=True):
    """One column of a table.

    echo     in blank workbooks the cell shows what the named table's cell holds
    scratch  a step of the native formulas, of no use in a submission
    """

    at: str
    head: str
    field: str = ""
    result: str = ""
    style: Style = "center"
    kind: Kind = "text"
    merge: bool = False
    scratch: bool = False
    echo: str = ""
    list: str = ""
    hint: str = ""


class Heading(_Strict, frozen=True):
    """A title line: fixed text, a field, or parts of which ``{path}`` stands for a field.

    sealed  the fixed text in a submission, where it differs
    """

    to: str
    text: str = ""
    sealed: str = ""
    id: str = ""
    parts: tuple[str, ...] = ()
    empty: str = ""
    field: str = ""
    format: str = ""
    hint: str = ""


class Side(_Strict, frozen=True):
    at: str
    text: str


class Levels(_Strict, frozen=True):
    at: str


class Block(_Strict, frozen=True):
    """Titles, rows of cells, the level sums of 评分表, or the table of indicators.

    working  only in working books, not in submissions
    """

    title: Heading | None = None
    subtitle: Heading | None = None
    rows: tuple[tuple[Cell, ...], ...] = ()
    working: bool = False
    levels: Levels | None = None
    table: str = ""
    items: str = ""
    key: str = ""
    flag: str = ""
    page_break: bool = False
    side: Side | None = None
    columns: tuple[Column, ...] = ()


class Sheet(_Strict, frozen=True):
    """One sheet of the workbook. ``widths`` are in characters of the default font, ``source`` names the printed form.

    working  only in working books, not in submissions
    """

    id: str
    sheet: str
    source: str
    orientation: Literal["portrait", "landscape"]
    widths: dict[str, float]
    block: tuple[Block, ...]
    hidden: tuple[str, ...] = ()
    print_columns: str = ""
    working: bool = False

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
