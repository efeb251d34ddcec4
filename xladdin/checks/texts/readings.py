"""Reading targets and quantities once: the same printed text in the same unit always means the same.

Keyed by strings, whose hashes Python keeps; hashing a ``Unit`` with its exact factor costs more than reading a target.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from xladdin.model.grammar.quantity import Target
from xladdin.model.grammar.unit import Unit

#: Dimensions that are measured; any other single dimension is a counter (个、处、座 …).
_MEASURED = frozenset({"area", "length", "volume", "mass", "money", "share", "time", "power", "energy", "年", "月"})

#: A quantity that can be compared across units: dimensions (all counters alike) and the value in base units.
Key = tuple[object, Decimal]


class Scale(NamedTuple):
    """``dimensions`` is one word for all counters; ``factor`` as numerator and denominator."""

    dimensions: object
    numerator: int
    denominator: int


def is_counter(unit: Unit) -> bool:
    """个、处、座 …: what a text may call by another counter."""
    return len(unit.dimensions) == 1 and unit.dimensions[0][1] == 1 and unit.dimensions[0][0] not in _MEASURED


_MOST_KEYS = 20_000
_SCALES: dict[str, Scale] = {}


def scale(unit: Unit) -> Scale:
    """Dimensions and exact size of a unit; the same for every spelling of it, counters apart."""
    found = _SCALES.get(unit.printed)
    if found is None:
        dimensions: object = "counter" if is_counter(unit) else unit.dimensions
        found = _SCALES[unit.printed] = Scale(dimensions, unit.factor.numerator, unit.factor.denominator)
    return found


def quantity_key(value: Decimal, unit: Unit) -> Key:
    """Equal for equal quantities: 2.5 公里 and 2500 米, 7 个 and 7 处."""
    dimensions, numerator, denominator = scale(unit)
    return dimensions, value * numerator / denominator


_KEYS: dict[tuple[str, str], tuple[Key, ...]] = {}


def bound_keys(target: Target | None) -> tuple[Key, ...]:
    """Keys of a target's bounds; none for texts, dates and numbers without a unit."""
    if target is None or target.unit is None:
        return ()
    name = (target.printed, target.unit.printed)
    found = _KEYS.get(name)
    if found is None:
        unit, values = target.unit, (target.low, target.high)
        found = tuple(dict.fromkeys(quantity_key(value, unit) for value in values if value is not None))
        if len(_KEYS) > _MOST_KEYS:
            _KEYS.clear()
        _KEYS[name] = found
    return found


def same_unit(first: Unit | None, second: Unit | None) -> bool:
    """Whether two units have the same size, whatever their spelling."""
    if first is None or second is None or first.printed == second.printed:
        return (first is None) is (second is None)
    return first.dimensions == second.dimensions and scale(first)[1:] == scale(second)[1:]


def in_base(value: Decimal, unit: Unit) -> Decimal:
    """A value in the base units of its dimensions."""
    return value * scale(unit).numerator / scale(unit).denominator


def from_base(value: Decimal, unit: Unit) -> Decimal:
    return value * scale(unit).denominator / scale(unit).numerator
