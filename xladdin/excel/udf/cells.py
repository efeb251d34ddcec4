"""From a worksheet's cells to the values of the rules and back."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xladdin.model.grammar.decimals import cell_decimal
from xladdin.model.grammar.quantity import Direction
from xladdin.rules.words import UNREAD

Cell = float | str | None
Block = Cell | list[object]

BLANK = ""


@lru_cache(maxsize=4096, typed=True)
def number_of(cell: object) -> Decimal | None:
    """A number as ISNUMBER understands it: neither a text nor TRUE; ValueError when too large to be one of ours."""
    if isinstance(cell, bool) or not isinstance(cell, float | int):
        return None
    number = cell_decimal(cell)
    if number is None:
        raise ValueError(f"{cell!r} is out of range")
    return number


def text_of(cell: object) -> str:
    """What the cell shows without a number format."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    number = number_of(cell)
    return str(cell).strip() if number is None else format(number.normalize(), "f")


_DIRECTIONS = {direction.value: direction for direction in Direction}


def direction_of(cell: Cell) -> Direction | None:
    """The direction that a cell of 方向 shows; None for anything else."""
    return _DIRECTIONS.get(text_of(cell))


def cells_of(block: Block) -> list[object]:
    """The cells of a block in reading order; a single cell is a block of one."""
    if isinstance(block, list | tuple):
        return [cell for part in block for cell in cells_of(part)]  # type: ignore[arg-type]
    return [block]


def not_a_number(actual: Cell) -> str:
    return BLANK if text_of(actual) == "" else UNREAD


def outcome(value: Decimal | str | None, nothing: str) -> float | str:
    if value is None:
        return nothing
    return value if isinstance(value, str) else float(value)
