"""From the unit that a value names to the unit of its row, with every conversion shown."""

from __future__ import annotations

from decimal import Decimal

from xladdin.model.grammar.decimals import plain_text, round_half_up
from xladdin.model.grammar.phrase import Phrase
from xladdin.model.grammar.unit import Unit, convert
from xladdin.model.grammar.unit_table import PREFIXES

#: Decimals of a converted number in the text that shows the conversion; the value itself is not rounded.
SHOWN_PLACES = 6


def conflict(phrase: Phrase, given: Unit | None) -> str:
    """Why the phrase cannot be read in the given unit; empty when it can."""
    said = phrase.unit
    if phrase.minus and ((said or given) is not None and (said or given).is_share):  # type: ignore[union-attr]
        return "百分数前面有正负号，看不出是数值还是变化"
    if said is not None and given is not None and not said.comparable(given):
        return f"单位“{said.printed}”与指标单位“{given.printed}”不是同一种量"
    if phrase.times != 1 and given is not None and given.is_share:
        return "百分数不会以万计"
    return ""


def own_unit_of(phrase: Phrase, given: Unit | None) -> Unit | None:
    """The unit in which the number is kept: the row's own, but 百分点 stay what they are."""
    if phrase.unit is not None and phrase.unit.is_points and given is not None:
        return phrase.unit
    return given or phrase.unit


def into(value: Decimal, phrase: Phrase, own: Unit | None) -> tuple[Decimal, str]:
    """``value`` in the unit of the row, with the conversion to show (empty when the number is as written)."""
    said = phrase.unit
    if said is not None and own is not None and said.factor != own.factor:
        return _shown(value, said.printed, convert(value, said, own), own.printed)
    if phrase.times != 1:
        prefix = own.prefix if own is not None else 1
        result = value * phrase.times / prefix
        if result != value:
            return _shown(value, _times_text(phrase.times), result, own.printed if own is not None else "")
    return value, ""


def _times_text(times: int) -> str:
    return next(name for name, number in PREFIXES.items() if number == times)


def _shown(value: Decimal, said: str, result: Decimal, own: str) -> tuple[Decimal, str]:
    short = round_half_up(result, SHOWN_PLACES)
    sign = "=" if short == result else "≈"
    return result, f"{plain_text(value)}{said} {sign} {plain_text(short)}{own}"
