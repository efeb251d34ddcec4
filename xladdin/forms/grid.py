"""The small protocol by which forms are read, whatever the file came from: names, sheets, cells.

Three adapters: ``package_grid`` (working books, with formulas and formats), ``sealed_grid`` (locked submissions,
values only), and the open workbook in Excel (``xladdin.excel``).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple, Protocol


class Content(NamedTuple):
    """What a cell holds.

    value    text, number (15 significant digits), truth value, or None; an error value is its text (``#N/A``)
    formula  the formula without ``=``; None where there is none (or where the source cannot say)
    format   ``percent``: 0.95 stands for 95 %; ``date``: the number counts days; empty for plain numbers
    error    the value is an error value
    """

    value: str | Decimal | bool | None
    formula: str | None = None
    format: Literal["", "percent", "date"] = ""
    error: bool = False


EMPTY = Content(None)


class Grid(Protocol):
    """A workbook as the reader sees it."""

    @property
    def file(self) -> str:
        """Name of the file for messages."""

    def names(self) -> Mapping[str, str]:
        """Defined name → reference, e.g. ``绩效自评表!$F$22:$F$52``."""

    def properties(self) -> Mapping[str, object]:
        """Custom document properties."""

    def sheet(self, name: str) -> Mapping[str, Content]:
        """A1 address → content of the non-empty cells; merged ranges hold their content in the first cell.

        Raises KeyError for a sheet that is not there.
        """

    def covered(self, name: str) -> Mapping[str, str]:
        """Address of a cell that a merge over several rows hides → address of the cell that shows for it."""
