"""Units of measurement (计量单位): reading, comparing and converting them.

A unit is a product of atoms, each a dimension with an exact factor to that dimension's base; an atom that the table
(``unit_table``) does not know is not a unit.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

import msgspec

from xladdin.model.grammar.unit_table import ATOMS, BEHIND_SLASH, NO_UNIT, PAIR_HEADS, PAIR_TAILS, PREFIXES

LONGEST_UNIT = 24

#: Dots and slashes that people type between the parts of a unit: 元/人·月, 元∕人•月, 元\人.月.
_SEPARATORS = str.maketrans(
    dict.fromkeys("·•・‧∙⋅●ᐧ⸱*×", ".") | dict.fromkeys("∕⁄\\╱", "/") | {"（": "(", "）": ")", "㎡": "m²"}
)
_Part = tuple[str, int, Fraction, int]  # dimension, power, factor, prefix


class Unit(msgspec.Struct, frozen=True):
    """A unit as printed and what it means.

    printed     the text as it stood, e.g. ``万元／公顷``
    dimensions  sorted (dimension, power) pairs, e.g. ``(("area", -1), ("money", 1))``
    factor      exact factor to the product of base units
    prefix      the 万, 亿 … that the unit begins with, as a number; 1 without one
    """

    printed: str
    dimensions: tuple[tuple[str, int], ...]
    factor: Fraction
    prefix: int = 1

    @property
    def is_share(self) -> bool:
        """True for %, ‰ and 百分点."""
        return self.dimensions == (("share", 1),)

    @property
    def is_points(self) -> bool:
        """True for 百分点: a difference of two shares, not a share."""
        return self.is_share and "百分点" in self.printed

    @property
    def is_money(self) -> bool:
        """True for 元, 万元 … and for money per something (元/户)."""
        return ("money", 1) in self.dimensions

    def comparable(self, other: Unit) -> bool:
        return self.dimensions == other.dimensions


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text.translate(_SEPARATORS)).translate(_SEPARATORS)
    folded = "".join(folded.split())
    return re.sub("/?每", "/", folded) if "每" in folded[1:] else folded


def _atom(text: str) -> tuple[str, Fraction, int] | None:
    """Dimension, factor and prefix of one name such as 万立方米."""
    if text in NO_UNIT:
        return None
    text = text.casefold()
    if text in ATOMS:
        return *ATOMS[text], 1
    for length in (2, 1):
        prefix, rest = text[:length], text[length:]
        if prefix in PREFIXES and rest in ATOMS:
            dimension, factor = ATOMS[rest]
            return dimension, factor * PREFIXES[prefix], PREFIXES[prefix]
    return None


def _pair(text: str) -> list[tuple[str, Fraction, int]] | None:
    """人年 → 人, 年: two units written without a dot."""
    for tail in PAIR_TAILS:
        head = _atom(text[: -len(tail)]) if text.endswith(tail) else None
        if head is not None and text[: -len(tail)].endswith(PAIR_HEADS):
            return [head, (*ATOMS[tail], 1)]
    return None


def _factors(side: str, sign: int) -> list[_Part] | None:
    """The factors of what stands before or behind a slash; None when one of them is unknown."""
    whole = _atom(side.replace(".", ""))  # 人·次 is 人次, 千瓦·时 is 千瓦时
    if whole is not None:
        return [(whole[0], sign, whole[1], whole[2])]
    parts: list[_Part] = []
    for name in side.split("."):
        atom = _atom(name)
        if atom is None and sign < 0 and name in BEHIND_SLASH:
            atom = *BEHIND_SLASH[name], 1
        found = [atom] if atom is not None else _pair(name)
        if found is None:
            return None
        parts += [(dimension, sign, scale, prefix) for dimension, scale, prefix in found]
    return parts


@lru_cache(maxsize=4096)
def read_unit(text: str) -> Unit | None:
    """``"万元／公顷"`` → Unit; None when any part of it is unknown. ``"1000元/生.年"``'s unit is ``元/生.年``."""
    if len(text) > 4 * LONGEST_UNIT:
        return None
    folded = _fold(text)
    if not folded or len(folded) > LONGEST_UNIT or folded[0] in "./" or folded[-1] in "./":
        return None
    whole = _atom(folded)
    parts = [(whole[0], 1, whole[1], whole[2])] if whole is not None else _product(folded)
    if parts is None:
        return None
    powers: dict[str, int] = {}
    factor = Fraction(1)
    for dimension, power, scale, _ in parts:
        powers[dimension] = powers.get(dimension, 0) + power
        factor *= scale**power
    dimensions = tuple(sorted((name, power) for name, power in powers.items() if power))
    return Unit(text.strip(), dimensions, factor, parts[0][3])


def _product(folded: str) -> list[_Part] | None:
    parts: list[_Part] = []
    for index, side in enumerate(folded.split("/")):
        if side.startswith("(") and side.endswith(")") and index:
            side = side[1:-1]
        found = _factors(side, 1 if index == 0 else -1)
        if found is None:
            return _alternatives(folded)
        parts += found
    return parts


def _alternatives(folded: str) -> list[_Part] | None:
    """场(次) is 场次; 个(处), 只（头） are one counter or another, a dimension of its own, the same in either order."""
    first, opening, second = folded.partition("(")
    if not opening or not second.endswith(")"):
        return None
    whole = _atom(first + second[:-1])
    if whole is not None:
        return [(whole[0], 1, whole[1], whole[2])]
    one, other = _atom(first), _atom(second[:-1])
    if one is None or other is None or one[1] != one[2] or other[1] != 1 or "share" in (one[0], other[0]):
        return None
    return [("或".join(sorted((one[0], other[0]))), 1, one[1], one[2])]


def own_unit(text: str) -> Unit:
    """A unit that only a unit column knows (``绩点``): it converts to nothing but itself."""
    return Unit(text.strip(), ((_fold(text).casefold(), 1),), Fraction(1))


def longest_unit(text: str) -> tuple[Unit | None, str]:
    """The longest unit that ``text`` begins with, and what follows: ``个基层医疗机构`` → 个, ``基层医疗机构``."""
    for length in range(min(len(text), LONGEST_UNIT), 0, -1):
        unit = read_unit(text[:length])
        if unit is not None:
            return unit, text[length:]
    return None, text


def closing_brackets(name: str) -> str:
    """What the closing brackets of a name hold, whether it is a unit or not: ``治理面积（一期）`` → ``一期``."""
    name = name.replace("（", "(").replace("）", ")").strip()
    return name[name.rindex("(") + 1 : -1] if name.endswith(")") and "(" in name else ""


@lru_cache(maxsize=4096)
def unit_in_name(name: str) -> Unit | None:
    """The unit in the closing brackets of an indicator's name: ``矿山生态修复面积（公顷）`` → 公顷, else None.

    A bracket that holds none (``（≥**人）``, ``(水稻)``, ``(网格)``) says nothing about the unit.
    """
    inside = closing_brackets(name)
    return read_unit(inside) if inside and ")" not in inside else _inner_unit(name)


def _inner_unit(name: str) -> Unit | None:
    """The unit in brackets within brackets: ``购置设备（台（套））`` → 台（套）."""
    name = name.replace("（", "(").replace("）", ")").strip()
    if not name.endswith("))") or name.count("(") < 2:
        return None
    outer = name.rindex("(", 0, name.rindex("("))
    return read_unit(name[outer + 1 : -1])


def name_without_unit(name: str) -> str:
    """``矿山生态修复面积（公顷）`` → ``矿山生态修复面积``; a name without a unit stays as it is."""
    if unit_in_name(name) is None:
        return name.strip()
    plain = name.replace("（", "(").replace("）", ")").strip()
    start = plain.rindex("(") if not plain.endswith("))") else plain.rindex("(", 0, plain.rindex("("))
    return name.strip()[:start].strip()


def convert(value: Decimal, source: Unit, target: Unit) -> Decimal:
    """``convert(Decimal("0.09"), 万人, 人)`` → 900. Raises ValueError when the units are not comparable."""
    if not source.comparable(target):
        raise ValueError(f"{source.printed} and {target.printed} measure different things")
    ratio = source.factor / target.factor
    return value * ratio.numerator / ratio.denominator
