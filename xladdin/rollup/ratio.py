"""True ratios: where numerator and denominator are indicators themselves, their quotient stands beside the weighted mean."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from xladdin.errors import UserError
from xladdin.intake.join import stem_and_unit
from xladdin.model.grammar.unit import name_without_unit
from xladdin.rollup.combine import Combined
from xladdin.rules.indicators.nature import Nature
from xladdin.rules.indicators.programme import Programme


class Ratio(NamedTuple):
    """``target`` and ``actual`` as fractions; None where something is missing or zero."""

    name: str
    target: Decimal | None
    actual: Decimal | None


def catalogued(combined: Sequence[Combined], programme: Programme | None) -> list[Ratio]:
    """The true ratios of which the programme's catalogue says that they are some, where both indicators are there."""
    codes = {one.code: one for one in combined if one.code and one.nature is Nature.ABSOLUTE}
    found = []
    for entry in programme.indicator if programme is not None else ():
        one, other = codes.get(entry.numerator), codes.get(entry.denominator)
        if entry.code in {each.code for each in combined} and one is not None and other is not None:
            found.append(_quotients(one, other, f"{entry.name}（{_bare(one)} ÷ {_bare(other)}）"))
    return found


def _bare(one: Combined) -> str:
    return name_without_unit(one.name)


def ratio(written: str, combined: Sequence[Combined]) -> Ratio:
    """``土地复垦面积/矿山生态修复面积`` → the quotient of both. Raises UserError rollup-ratio."""
    above, slash, below = (part.strip() for part in written.replace("／", "/").partition("/"))
    if not slash or not above or not below:
        raise UserError("rollup-ratio", written=written, cause="应写成“分子指标/分母指标”")
    one, other = _named(above, combined, written), _named(below, combined, written)
    if one.unit is None or other.unit is None or not one.unit.comparable(other.unit):
        raise UserError("rollup-ratio", written=written, cause="两个指标的计量单位不能相除成比例")
    return _quotients(one, other, f"{_bare(one)} ÷ {_bare(other)}")


def _quotients(one: Combined, other: Combined, name: str) -> Ratio:
    factor = one.unit.factor / other.unit.factor if one.unit is not None and other.unit is not None else Fraction(1)

    def quotient(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
        if numerator is None or not denominator:
            return None
        return numerator * factor.numerator / factor.denominator / denominator

    return Ratio(name, quotient(_bound(one), _bound(other)), quotient(one.actual, other.actual))


def _bound(one: Combined) -> Decimal | None:
    return one.low if one.low is not None else one.high


def _named(name: str, combined: Sequence[Combined], written: str) -> Combined:
    stem = stem_and_unit(name)[0]
    found = [one for one in combined if stem_and_unit(one.name)[0] == stem]
    if len(found) != 1:
        cause = f"没有指标“{name}”" if not found else f"有几个指标叫“{name}”"
        raise UserError("rollup-ratio", written=written, cause=cause)
    if found[0].nature is not Nature.ABSOLUTE:
        raise UserError("rollup-ratio", written=written, cause=f"“{found[0].name}”不是可以相加的绝对量")
    return found[0]
