"""What was found: printed forms with their rows, and the cells that nobody could read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from xladdin.intake.document import Cell, Table


class NotRead(NamedTuple):
    """A cell that was left out, where it stands and why."""

    file: str
    table: str
    where: str
    text: str
    why: str


@dataclass
class Row:
    """One indicator as printed. ``texts`` by field (``target``, ``actual``, ``reason`` …), numbers apart."""

    level1: str
    level2: str
    level3: str
    texts: dict[str, str]
    weight: Decimal | None = None
    score: Decimal | None = None
    where: str = ""


@dataclass
class MoneyRow:
    source: str
    amounts: dict[str, Decimal | None]
    declared_rate: str = ""
    weight: Decimal | None = None
    score: Decimal | None = None


@dataclass
class PrintedForm:
    """One of the official tables.

    kind       overall, annual, weighted, transfer, project
    title      printed above it; ``period`` as printed (``2024—2026年``), ``years`` its first and last year
    money_unit in which the amounts of ``money`` are printed; they are kept in 万元
    part       第一部分 … of the report in which it stands
    """

    file: str
    table: str
    where: str = ""
    kind: str = ""
    title: str = ""
    period: str = ""
    years: tuple[int, int] | None = None
    part: str = ""
    heads: dict[str, str] = field(default_factory=dict)
    goal_money: dict[str, Decimal | None] = field(default_factory=dict)
    money: list[MoneyRow] = field(default_factory=list)
    money_unit: str = "万元"
    management: dict[str, tuple[str, str]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    columns: frozenset[str] = frozenset()
    objective: str = ""
    achievement: str = ""
    remarks: str = ""
    foot: dict[str, str] = field(default_factory=dict)
    total: Decimal | None = None
    declared_levels: dict[str, Decimal] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.heads.get("name", "")

    @property
    def place(self) -> str:
        return f"{self.table}{self.where}"


class Marks:
    """Which cells of a table were read, and which were not, and why."""

    def __init__(self, file: str, table: Table) -> None:
        self.file, self.table = file, table
        self.read: set[tuple[int, int]] = set()
        self.refused: dict[tuple[int, int], NotRead] = {}
        self.notes: list[str] = []

    def take(self, *cells: Cell | None) -> None:
        self.read.update((cell.row, cell.column) for cell in cells if cell is not None)

    def is_open(self, cell: Cell) -> bool:
        """Whether nobody has looked at it yet."""
        place = (cell.row, cell.column)
        return bool(cell.text.strip()) and place not in self.read and place not in self.refused

    def refuse(self, cell: Cell, why: str) -> None:
        """The cell is left out; the first reason stays."""
        place = (cell.row, cell.column)
        text = " ".join(cell.text.split())
        shown = text if len(text) <= 40 else f"{text[:39]}…"
        self.refused.setdefault(place, NotRead(self.file, self.table.name, cell.where, shown, why))
        self.read.discard(place)

    def note(self, cell: Cell, text: str) -> None:
        self.notes.append(f"{self.table.name} {cell.where}：{text}")
