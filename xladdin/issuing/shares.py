"""What a unit gets of an indicator: the target text that is sent down, and its number for adding up."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from xladdin.model.grammar.decimals import plain_decimal
from xladdin.model.grammar.quantity import Direction, Kind, Target
from xladdin.model.grammar.unit import Unit, convert
from xladdin.model.indicator import target_beside

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SAME = {Direction.MORE_THAN: Direction.AT_LEAST, Direction.LESS_THAN: Direction.AT_MOST}


def share_text(received: str, share: str) -> str:
    """A share that is a plain number takes sign and unit of what was received: 426.94 of ≥512.73 → ≥426.94."""
    numbers = _NUMBER.findall(received)
    if len(numbers) != 1 or plain_decimal(share) is None:
        return share
    return _NUMBER.sub(share, received, count=1)


class Amount(NamedTuple):
    """A target as a number that can be added: its bound, in ``unit``."""

    value: Decimal
    direction: Direction
    unit: Unit | None


def amount(text: str, name: str, unit: str) -> Amount | None:
    """The one bound of a target; None for words, dates and ranges."""
    target = target_beside(text, name, unit)
    bound = _bound(target)
    return None if bound is None else Amount(bound, target.direction, target.unit)


def _bound(target: Target) -> Decimal | None:
    if target.kind is not Kind.NUMBER or target.direction is Direction.RANGE or target.change is not None:
        return None
    return target.low if target.low is not None else target.high


def same_direction(one: Amount, other: Amount) -> bool:
    """Whether two bounds are of one kind: ≥ and ＞ are, ≥ and ≤ are not."""
    return _SAME.get(one.direction, one.direction) == _SAME.get(other.direction, other.direction)


def in_unit(one: Amount, unit: Unit | None) -> Decimal | None:
    """The value in another unit of measure; None where the two do not compare."""
    if one.unit is None or unit is None:
        return one.value if one.unit is unit else None
    return convert(one.value, one.unit, unit) if one.unit.comparable(unit) else None
