"""Form definitions (表样): TOML files in ``workbook_templates/forms/<family>`` that say what stands where.

A sheet is a title, blocks of rows and one table at most; a cell is a printed text, an input (``field``), an echo of a
field that is entered elsewhere (``ref``) or a result of the rules (``result``). Columns are listed in order and go by
name; cells say in which column they begin and reach to the next one. Nothing else in the code knows positions: building
follows the definition, reading follows the defined names that building left.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Literal

import msgspec

from xladdin.forms.columns import Columns, Listed, Span
from xladdin.forms.heading import Heading
from xladdin.model.evaluation import Evaluation
from xladdin.model.fields import has_record
from xladdin.rules.reading.native.names import STEPS

Kind = Literal[
    "text",
    "value",
    "integer",
    "version",
    "money",
    "amount",
    "weight",
    "rate",
    "score",
    "points",
    "percent_points",
    "share",
    "keep",
]
Picture = Literal["levels", "completion", "money"]
Style = Literal["center", "left", "long", "section", "input", "flag", "foot", "foot_left", "foot_right", "big", "link"]


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Cell(_Strict, frozen=True):
    """One printed cell.

    at      name of the column in which it begins; it reaches to the next cell. down = number of rows it spans
    text    what is printed; field, ref, result: path of what is shown instead
    own     field that holds what this table prints instead of the ``ref``, where it differs
    parts   texts and fields (``{path}``) that the cell puts together, under the name ``label``
    when    of a row's first cell: the row is there only where the evaluation has the record, e.g. ``funds[unit]``
    kind    how numbers are shown and checked; a ``value`` is kept as it is typed (95% stays a text); lines = least height in lines
    sum     column of money that the total adds up while nobody typed it
    list    name of the drop-down; hint = text shown when the cell is selected
    id      of a printed text that stands below a table: what is typed under the table ends above it
    before  printed before whatever a field holds; empty = what a blank field shows for writing on, read as blank
    """

    at: str
    down: int = 1
    text: str = ""
    field: str = ""
    ref: str = ""
    own: str = ""
    result: str = ""
    parts: tuple[str, ...] = ()
    label: str = ""
    when: str = ""
    style: Style = "center"
    kind: Kind = "text"
    lines: int = 1
    sum: str = ""
    list: str = ""
    hint: str = ""
    before: str = ""
    empty: str = ""
    id: str = ""


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
    echo     in blank workbooks the cell shows what the named table's cell holds: ``table``, or ``table.column`` where
             the columns' names differ
    otherwise  field that is shown where the column's own is blank
    own      field that holds what this table prints instead of ``field``, where it differs
    issued   comes down from above: cells that were filled there are locked
    lines    room for writing that a blank cell is given in a working book, in lines
    scratch  a step of the native formulas, of no use in a submission; step: one whose value is not even stored
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
    step: bool = False
    echo: str = ""
    otherwise: str = ""
    own: str = ""
    issued: bool = False
    lines: int = 1
    list: str = ""
    hint: str = ""

    @property
    def source(self) -> tuple[str, str]:
        """Table and column that an echo shows."""
        table, _, column = self.echo.partition(".")
        return table, column or self.field

    @property
    def name(self) -> str:
        """The column's name: its role, or the last part of what it shows."""
        return self.role or self.field or self.result


_STEP_COLUMNS = tuple(Column(result=name, width=6, hidden=True, scratch=True, step=True) for name in STEPS)


class LevelColumn(_Strict, frozen=True):
    """One column of the level sums: what it shows of a level, below ``head``."""

    at: str
    head: str
    shows: Literal["number", "title", "standard", "weights", "computed_score", "score", "declared", "note", "share"]
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


class Asked(_Strict, frozen=True):
    """What is to be filled on a sheet, for the count of what is: ``fields`` outside its table, and ``columns`` of ``table``
    in every row that has a name."""

    sheet: str
    table: str = ""
    columns: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


class Block(_Strict, frozen=True, dict=True):
    """Titles, rows of cells, the level sums of 评分表, or the table of indicators.

    working  only in working books, not in submissions; sealed = only in submissions
    card     columns of the level scores as the front page shows them
    progress what is to be filled, a line for each sheet
    picture  a chart across the page; height = of its row, in points

    Of a table:
    table    its name, which its defined names carry; items = path of the list in the model whose items are its rows
    named    its columns in order (``columns`` in the file): those of fields and results, key, flag and side
    spare    empty rows below the items, on a sheet that comes down from above only where there are none
    review   filled by the review, not by people
    continued  goes on below the table above it without a heading, and is not there at all without items
    steps    hidden columns behind the listed ones take the steps of the native reading (``rules.reading.native.steps``)
    """

    title: Heading | None = None
    subtitle: Heading | None = None
    rows: tuple[tuple[Cell, ...], ...] = ()
    working: bool = False
    sealed: bool = False
    levels: Levels | None = None
    card: tuple[LevelColumn, ...] = ()
    progress: tuple[Asked, ...] = ()
    picture: Picture | None = None
    height: float = 0
    table: str = ""
    items: str = ""
    spare: int = 0
    review: bool = False
    continued: bool = False
    steps: bool = False
    named: tuple[Column, ...] = msgspec.field(default=(), name="columns")

    def rows_of(self, evaluation: Evaluation) -> tuple[tuple[Cell, ...], ...]:
        """The rows that a workbook of the evaluation has; a cell that spans one that is left out is so much lower."""
        there = [not row[0].when or has_record(evaluation, row[0].when) for row in self.rows]
        if all(there):
            return self.rows
        found = []
        for number, row in enumerate(self.rows):
            spans = [sum(there[number : number + cell.down]) for cell in row]
            if there[number]:
                found.append(
                    tuple(msgspec.structs.replace(cell, down=down) for cell, down in zip(row, spans, strict=True))
                )
        return tuple(found)

    @cached_property
    def listed(self) -> tuple[Column, ...]:
        """All columns from left to right."""
        return (*self.named, *_STEP_COLUMNS) if self.steps else self.named

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that show fields and results."""
        return tuple(column for column in self.listed if not column.role)

    @property
    def naming(self) -> str:
        """The column that every row fills, and by which it is known; empty where the first unmerged one is a result."""
        return next((column.field for column in self.columns if not column.merge), "")

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

    def spans(self, block: Block, rows: Sequence[Sequence[Cell]] | None = None) -> list[list[Span]]:
        """Where the cells of a block's rows stand. Raises ValueError for rows that do not fill the page."""
        if rows is None:
            own = next((number for number, one in enumerate(self.block) if one is block), None)
            return self.spans(block, block.rows) if own is None else self._spans[own]
        return self.columns.rows_of_spans([[(cell.at, cell.down) for cell in row] for row in rows])

    @cached_property
    def _spans(self) -> list[list[list[Span]]]:
        """Those of all its blocks, with all their rows."""
        return [self.spans(block, block.rows) for block in self.block]

    def table_spans(self, block: Block) -> dict[str, Span]:
        """Column of a table → the columns of the sheet that it takes."""
        names = [column.name for column in block.listed]
        spans = self.columns.spans([column.at or column.name for column in block.listed])
        return dict(zip(names, spans, strict=True))

    def blocks(self, *, sealed: bool) -> list[Block]:
        """Those of a submission, or of a working book."""
        return [block for block in self.block if not (block.working if sealed else block.sealed)]

    def fields(self) -> list[Cell]:
        """Input cells outside the table."""
        return [cell for block in self.block for row in block.rows for cell in row if cell.field]

    def tables(self) -> list[Block]:
        return [block for block in self.block if block.table]
