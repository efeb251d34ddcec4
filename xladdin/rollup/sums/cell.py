"""One cell: what the rows of one place of one shape add up to that are alike in everything that decides whether they count.

Whether a row counts is decided when its indicator is known — by direction, by nature, by the money that shares are weighted
with — so rows that differ in any of these have cells of their own. Adding is exact: in any order, in any grouping.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

import msgspec

#: Digits of a sum: far more than numbers of 15 digits can make of a hundred thousand tables.
EXACT = decimal.Context(prec=120)
_ZERO = Decimal(0)


class Key(msgspec.Struct, frozen=True, array_like=True):
    """
    shape, place     which indicator of which shape
    direction, state as in ``RowRecord``
    has              which numbers there are: l low, h high, a actual, r reached, w weight; then b budget, e executed, c central money
    """

    shape: str
    place: int
    direction: str
    state: str
    has: str


class Money(msgspec.Struct, frozen=True, array_like=True):
    """Sums weighted by one kind of money, in 万元: Σw, Σw·low, Σw·high, Σw·actual, Σw·reached, Σw·weight."""

    w: Decimal = _ZERO
    low: Decimal = _ZERO
    high: Decimal = _ZERO
    actual: Decimal = _ZERO
    reached: Decimal = _ZERO
    weight: Decimal = _ZERO


class Cell(msgspec.Struct, frozen=True, array_like=True):
    """
    count, met        rows; those that met their target
    low … reached     sums; least, most: the smallest and the largest weight
    budget, executed, central  weighted sums
    """

    count: int
    met: int
    low: Decimal
    high: Decimal
    actual: Decimal
    reached: Decimal
    least: Decimal | None
    most: Decimal | None
    budget: Money
    executed: Money
    central: Money

    def money(self, base: str) -> Money:
        found: Money = getattr(self, base)
        return found


Cells = dict[Key, Cell]

LETTERS = "lharw"
BASE_LETTERS = {"budget": "b", "executed": "e", "central": "c"}


def cell_of(
    shape: str,
    place: int,
    direction: str,
    state: str,
    met: bool,
    numbers: Sequence[Decimal | None],
    money: Sequence[Decimal | None],
) -> tuple[Key, Cell]:
    """The cell of a single row.

    numbers  low, high, actual, reached, weight; money: budget, executed, central
    """
    has = "".join(letter for letter, value in zip(LETTERS, numbers, strict=True) if value is not None)
    has += "".join(letter for letter, w in zip(BASE_LETTERS.values(), money, strict=True) if w is not None)
    low, high, actual, reached, weight = (_ZERO if value is None else value for value in numbers)
    sums = [_weighted(w, (low, high, actual, reached, weight)) for w in money]
    one = Cell(1, int(met), low, high, actual, reached, numbers[-1], numbers[-1], *sums)
    return Key(shape, place, direction, state, has), one


def _weighted(w: Decimal | None, numbers: tuple[Decimal, ...]) -> Money:
    return Money() if w is None else Money(w, *(EXACT.multiply(w, number) for number in numbers))


def added(parts: Iterable[Mapping[Key, Cell]]) -> Cells:
    """The sums of sums."""
    found: Cells = {}
    for part in parts:
        for key, cell in part.items():
            found[key] = _plus(found[key], cell) if key in found else cell
    return found


def _plus(one: Cell, other: Cell) -> Cell:
    return Cell(
        one.count + other.count,
        one.met + other.met,
        EXACT.add(one.low, other.low),
        EXACT.add(one.high, other.high),
        EXACT.add(one.actual, other.actual),
        EXACT.add(one.reached, other.reached),
        _extreme(min, one.least, other.least),
        _extreme(max, one.most, other.most),
        _money(one.budget, other.budget),
        _money(one.executed, other.executed),
        _money(one.central, other.central),
    )


def _money(one: Money, other: Money) -> Money:
    return Money(*(EXACT.add(a, b) for a, b in zip(_values(one), _values(other), strict=True)))


def _values(money: Money) -> tuple[Decimal, ...]:
    return tuple(getattr(money, name) for name in Money.__struct_fields__)


def _extreme(
    which: Callable[[Iterable[Decimal]], Decimal], one: Decimal | None, other: Decimal | None
) -> Decimal | None:
    values = [value for value in (one, other) if value is not None]
    return which(values) if values else None
