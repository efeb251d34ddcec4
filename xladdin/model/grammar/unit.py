"""Units of measurement (计量单位): reading, comparing and converting them.

A unit is a product of atoms, each a dimension with an exact factor to that dimension's base; an atom that the table
does not know is not a unit. Counters (个、处、起 …) are dimensions of their own: 10 处 are not 10 个.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

import msgspec

#: Dimension: names with their factor to the dimension's base.
_SCALED = {
    "area": "亩=1 公顷=15 ha=15 hm2=15 平方公里=1500 平方千米=1500 km2=1500 平方米=3/2000 m2=3/2000",
    "length": "米=1 m=1 延米=1 公里=1000 千米=1000 km=1000 里=500 厘米=1/100 cm=1/100 毫米=1/1000 mm=1/1000",
    "volume": "立方米=1 m3=1 方=1 升=1/1000",
    "mass": "吨=1 t=1 公斤=1/1000 千克=1/1000 kg=1/1000 克=1/1000000 g=1/1000000",
    "money": "元=1 人民币=1",
    "share": "%=1 个百分点=1 百分点=1 ‰=1/10",
    "time": "天=1 日=1",
    "working time": "工作日=1 个工作日=1",
    "months": "月=1 个月=1",
    "power": "千瓦=1 kw=1 兆瓦=1000 mw=1000",
    "energy": "千瓦时=1 kwh=1 度=1",
}
_COUNTERS = (
    "个 处 条 起 次 种 株 棵 户 家 座 台 套 件 项 部 份 篇 名 人 人次 批 期 场 班 班次 辆 头 只 羽 尾 块 片 栋 幢 间 所 "
    "村 镇 乡 县 生 车次 点 段 孔 眼 口 册 本 张 幅 例 宗 亩次 人天 学时 课时 小时 分钟 分 年 周 季度 标段 图斑 "
    "床 位 支 组 团 轮 门 节 款 枚 门次 店 站 艘 架 顶 瓶 袋 箱 吨公里 公里年 对 盏 遍 届 倍 级"
).split()
_PREFIXES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}

_ATOMS: dict[str, tuple[str, Fraction]] = {name: (name, Fraction(1)) for name in _COUNTERS}
for _dimension, _entries in _SCALED.items():
    for _entry in _entries.split():
        _name, _, _factor = _entry.partition("=")
        _ATOMS[_name] = (_dimension, Fraction(_factor))


class Unit(msgspec.Struct, frozen=True):
    """A unit as printed and what it means.

    printed     the text as it stood, e.g. ``万元／公顷``
    dimensions  sorted (dimension, power) pairs, e.g. ``(("area", -1), ("money", 1))``
    factor      exact factor to the product of base units
    """

    printed: str
    dimensions: tuple[tuple[str, int], ...]
    factor: Fraction

    @property
    def is_share(self) -> bool:
        """True for %, ‰ and 百分点."""
        return self.dimensions == (("share", 1),)

    def comparable(self, other: Unit) -> bool:
        return self.dimensions == other.dimensions


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "").replace("㎡", "m2").replace("/每", "/").casefold()


def _atom(text: str) -> tuple[str, Fraction] | None:
    if text in _ATOMS:
        return _ATOMS[text]
    for length in (2, 1):
        prefix, rest = text[:length], text[length:]
        if prefix in _PREFIXES and rest in _ATOMS:
            dimension, factor = _ATOMS[rest]
            return dimension, factor * _PREFIXES[prefix]
    return None


@lru_cache(maxsize=2048)
def read_unit(text: str) -> Unit | None:
    """``"万元／公顷"`` → Unit; None when any part of it is unknown. ``"1000元/生.年"``'s unit is ``元/生.年``."""
    folded = _fold(text)
    if not folded or len(folded) > 24:
        return None
    powers: dict[str, int] = {}
    factor = Fraction(1)
    for index, side in enumerate(folded.split("/")):
        for name in re.split(r"[.·*×]", side):
            atom = _atom(name)
            if atom is None:
                return None
            dimension, scale = atom
            sign = 1 if index == 0 else -1
            powers[dimension] = powers.get(dimension, 0) + sign
            factor *= scale**sign
    dimensions = tuple(sorted((name, power) for name, power in powers.items() if power))
    return Unit(text.strip(), dimensions, factor)


@lru_cache(maxsize=4096)
def unit_in_name(name: str) -> Unit | None:
    """The unit in the closing brackets of an indicator's name: ``矿山生态修复面积（公顷）`` → 公顷, else None."""
    match = re.search(r"[（(]([^（）()]*)[）)]\s*$", name)
    return read_unit(match[1]) if match else None


def closing_brackets(name: str) -> str:
    """What the closing brackets of a name hold, whether it is a unit or not: ``治理面积（一期）`` → ``一期``."""
    name = name.replace("（", "(").replace("）", ")").strip()
    return name[name.rindex("(") + 1 : -1] if name.endswith(")") and "(" in name else ""


def name_without_unit(name: str) -> str:
    """``矿山生态修复面积（公顷）`` → ``矿山生态修复面积``; a name without a unit stays as it is."""
    if unit_in_name(name) is None:
        return name.strip()
    return re.sub(r"[（(][^（）()]*[）)]\s*$", "", name).strip()


def convert(value: Decimal, source: Unit, target: Unit) -> Decimal:
    """``convert(Decimal("0.09"), 万人, 人)`` → 900. Raises ValueError when the units are not comparable."""
    if not source.comparable(target):
        raise ValueError(f"{source.printed} and {target.printed} measure different things")
    ratio = source.factor / target.factor
    return value * ratio.numerator / ratio.denominator
