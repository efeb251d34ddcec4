"""Rounding at a declared place (四舍五入).

A value is first cut to nine decimals, because binary doubles in a sheet and 28-digit decimals here both leave a tail
(1/3 + 2/3 is not quite 1) that would tip an exact half the wrong way; then it is rounded half up, once.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.model.grammar.decimals import round_half_up

GUARD_PLACES = 9


def declared_round(value: Decimal, places: int) -> Decimal:
    """``declared_round(Decimal("44.0499999999999"), 1)`` → 44.1."""
    return round_half_up(guarded(value), places)


def guarded(value: Decimal) -> Decimal:
    """``value`` without its tail, for comparing a rate with a threshold: 0.91/0.7 is 1.3 here and 1.3000…02 in a sheet."""
    return round_half_up(value, GUARD_PLACES)


def native_guarded(value: str) -> str:
    """The same as a formula."""
    return f"ROUND({value},{GUARD_PLACES})"


def native(value: str, places: str) -> str:
    """The same as a formula; ``value`` and ``places`` are formula texts."""
    return f"ROUND({native_guarded(value)},{places})"
