"""Changes against last year: ``较上年提高3个百分点``, ``同比增长5%``, ``减少20人``.

A change is a number only together with the value of last year (上年完成值): 5 % more than 15000 元 are 15750 元. Whether
“提高5%” of a share means points or a part of it cannot be said; then there is no number.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from xladdin.model.grammar.unit import Unit, convert


class Change(msgspec.Struct, frozen=True):
    """By how much something rose (``direction`` 1) or fell (−1). ``unit`` is as said: %, 百分点, or the value's own."""

    direction: int
    amount: Decimal
    unit: Unit | None


def changed(base: Decimal, unit: Unit | None, change: Change) -> Decimal | None:
    """``base`` (in ``unit``) after the change; None where the change cannot be applied to it.

    >>> changed(Decimal(15000), None, Change(1, Decimal(5), read_unit("%")))
    Decimal('15750')
    """
    step = change.direction * change.amount
    share = unit is not None and unit.is_share
    if change.unit is None:
        return None if share else base + step
    if change.unit.is_points:
        return base + convert(step, change.unit, unit) if unit is not None and share else None
    if change.unit.is_share:
        ratio = change.unit.factor / 100
        return None if share else base + base * step * ratio.numerator / ratio.denominator
    if unit is None or not change.unit.comparable(unit):
        return None
    return base + convert(step, change.unit, unit)


def could_be_the_change(value: Decimal, base: Decimal, change: Change) -> bool:
    """Whether ``value`` may be how much was gained instead of what was reached: 6 against “同比增长5%” of 15000."""
    return abs(value - change.amount) < abs(value - base)
