"""Numbers: how text and cell values become Decimal, and how Decimals are rounded.

``float()`` on a user's text is forbidden (it accepts ``NaN`` and ``1e400``); a float that a spreadsheet stored is
taken with its 15 significant digits, which is what the user saw and typed.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from xladdin.patterns import pattern

#: Nothing in these tables reaches 10^15 in any unit; larger numbers are slips of the hand.
LARGEST = Decimal(10) ** 15
LONGEST_TEXT = 40

#: Wide enough for the ratio of the largest to the smallest number that can be written here.
_WIDE = Context(prec=160)

_PLAIN = pattern(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)


def plain_decimal(text: str) -> Decimal | None:
    """``"1,234.5"`` → 1234.5; None for anything but digits, one point, well-placed thousands commas and a sign."""
    if len(text) > LONGEST_TEXT or not _PLAIN.fullmatch(text):
        return None
    value = Decimal(text.replace(",", ""))
    return value if abs(value) < LARGEST else None


def cell_decimal(value: float | int | Decimal) -> Decimal | None:
    """A number as a cell holds it → Decimal with at most 15 significant digits; None for TRUE, FALSE, and what is
    not finite or too large."""
    if isinstance(value, bool):
        return None
    try:
        number = (
            value if isinstance(value, Decimal) else Decimal(f"{value:.15g}" if isinstance(value, float) else value)
        )
    except (InvalidOperation, ValueError):
        return None
    if not number.is_finite() or abs(number) >= LARGEST:
        return None
    return number


def round_half_up(value: Decimal, places: int) -> Decimal:
    """四舍五入 to ``places`` decimals (ROUND_HALF_UP): 2.675 → 2.68, −2.675 → −2.68."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


def plain_text(value: Decimal) -> str:
    """Shortest plain notation without exponent: ``Decimal("1.50")`` → ``"1.5"``, ``Decimal("1E+2")`` → ``"100"``."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def fixed_text(value: Decimal, places: int) -> str:
    """Fixed notation after 四舍五入: ``fixed_text(Decimal("1.005"), 2)`` → ``"1.01"``."""
    return format(round_half_up(value, places), "f")


def as_typed(text: str) -> str | Decimal:
    """What a spreadsheet makes of typed text: a plain number becomes a number (``"458.79"``), the rest stays text."""
    number = plain_decimal(text)
    return number if number is not None and plain_text(number) == text else text
