"""行政区划代码 (GB/T 2260): six digits, two each for province, prefecture and county; zeros stand for “the whole of it”."""

from __future__ import annotations

from typing import NamedTuple

from xladdin.model.grammar.fold import fold
from xladdin.patterns import pattern

#: First two digits that GB/T 2260 gives to a province, region or municipality.
PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split()
)
LEVELS = ("省级", "地级", "县级")
_SIX = pattern(r"[0-9]{6}")
_DIGITS = 6


class RegionCode(NamedTuple):
    """``code``: six digits; ``level``: 0 province, 1 prefecture, 2 county."""

    code: str
    level: int

    @property
    def title(self) -> str:
        return LEVELS[self.level]

    @property
    def prefix(self) -> str:
        """The digits that every region beneath begins with."""
        return self.code[: 2 * (self.level + 1)]

    @property
    def above(self) -> tuple[str, ...]:
        """Codes of the regions that it lies in, the province first."""
        return tuple(f"{self.code[:digits]:0<{_DIGITS}}" for digits in range(2, len(self.prefix), 2))

    def holds(self, other: RegionCode) -> bool:
        """Whether the other is this region or lies in it."""
        return other.code.startswith(self.prefix)


def read_region_code(printed: str) -> RegionCode | None:
    """The code; None for what is none. ``mistake`` says why."""
    code = fold(printed)
    if mistake(printed):
        return None
    level = 0 if code[2:] == "0000" else 1 if code[4:] == "00" else 2
    return RegionCode(code, level)


def mistake(printed: str) -> str:
    """What is wrong with a code, in words; empty for a sound one."""
    code = fold(printed)
    if not code:
        return "没有填区划代码"
    if not _SIX.fullmatch(code):
        return f"区划代码“{printed[:20]}”不是六位数字"
    if code[:2] not in PROVINCES:
        return f"区划代码“{code}”的前两位不是省级代码"
    if code[2:4] == "00" and code[4:] != "00":
        return f"区划代码“{code}”没有地级代码，却有县级代码"
    return ""
