"""How the region's table states a value: what is stated is what is scored, so that the printed table gives the printed score."""

from __future__ import annotations

from decimal import Decimal

from xladdin.model.grammar.decimals import plain_text, round_half_up
from xladdin.model.grammar.unit import name_without_unit

_EXACT, _PLACES, _DIGITS = 6, 4, 4
"""A value is stated exactly up to so many decimals; else with four, and below 1 with four significant digits."""


def share_name(name: str) -> str:
    """What a row is called that states which part of the money met its own target: 后期管护持续时间达标占比（%）."""
    return f"{name_without_unit(name)}达标占比（%）"


def stated(value: Decimal) -> str:
    """As the region's table states a value: exact where few decimals suffice, else 四舍五入 to four."""
    exact = value.normalize()
    exponent = exact.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -_EXACT:
        return plain_text(exact)
    places = max(_PLACES, _DIGITS - 1 - exact.adjusted())
    return plain_text(round_half_up(exact, places))
