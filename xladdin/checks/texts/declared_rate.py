"""预算执行率 as printed: its number and its decimals."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from xladdin.model.grammar.decimals import plain_decimal, round_half_up
from xladdin.model.grammar.fold import fold


class DeclaredRate(NamedTuple):
    """``58.2%`` → 58.2 with one decimal; in percent."""

    percent: Decimal
    places: int

    def rounds(self, percent: Decimal) -> bool:
        """Whether it is ``percent`` after 四舍五入 at its own decimals."""
        return round_half_up(percent, self.places) == self.percent

    def truncates(self, percent: Decimal) -> bool:
        """Whether it is ``percent`` cut off at its own decimals."""
        return percent.quantize(Decimal(1).scaleb(-self.places), ROUND_DOWN) == self.percent


def read_declared_rate(printed: str) -> DeclaredRate | None:
    """A percentage with or without its sign; None for anything else."""
    value = plain_decimal(fold(printed).removesuffix("%"))
    if value is None:
        return None
    exponent = value.as_tuple().exponent
    return DeclaredRate(value, max(0, -exponent) if isinstance(exponent, int) else 0)
