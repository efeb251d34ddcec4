"""One grammar for the values of the tables: targets (指标值) and actual values (全年实际完成值).

Everything that people write is read into a Target or an Actual, which keep the printed text beside the normalised
value. What is not understood becomes a value that says so (``Kind.UNREADABLE`` with the reason); it is never guessed:
``9月前`` against ``7月`` is a deadline, not 7/9, and ``≥150`` as an actual value is a copied target, not 150.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

import msgspec

from xladdin.model.grammar.deadline import Deadline, Moment, read_deadline, read_moment
from xladdin.model.grammar.decimals import LONGEST_TEXT, plain_decimal, plain_text, round_half_up
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.unit import Unit, convert, read_unit


class Direction(StrEnum):
    """方向: how a target is to be met; the values are what the sheet 评分表 shows."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE_THAN = "＞"
    LESS_THAN = "＜"
    EQUAL = "＝"
    RANGE = "区间"
    QUALITATIVE = "定性"


class Kind(StrEnum):
    """What a printed text turned out to be."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    BLANK = "blank"
    UNREADABLE = "unreadable"


class Target(msgspec.Struct, frozen=True):
    """A target as printed and as understood.

    low, high  bounds in ``unit`` (≥ ＞: low; ≤ ＜: high; ＝: both; 区间: both); None for text and dates
    unit       unit of the bounds; None where neither name, column nor value gives one
    deadline   for dates such as ``12月底之前完成``
    conversion how the printed number became the bound, e.g. ``1.2亿元 = 12000万元``; empty when it is the same
    unit_repeated  the value repeats the unit that the name already gives (“unit said twice”)
    reason     Chinese; why the text is unreadable
    """

    printed: str
    kind: Kind
    direction: Direction = Direction.QUALITATIVE
    low: Decimal | None = None
    high: Decimal | None = None
    unit: Unit | None = None
    deadline: Deadline | None = None
    conversion: str = ""
    unit_repeated: bool = False
    reason: str = ""


class Actual(msgspec.Struct, frozen=True):
    """An actual value as printed and as understood; ``value`` is in ``unit``."""

    printed: str
    kind: Kind
    value: Decimal | None = None
    unit: Unit | None = None
    moment: Moment | None = None
    conversion: str = ""
    unit_repeated: bool = False
    copied_target: bool = False
    reason: str = ""


#: What people put into a cell that has nothing to say.
BLANK_MARKS = frozenset({"", "-", "--", "/", "\\", "无", "空", ".", "n/a", "na", "null", "none", "待填", "未填"})

_OPERATORS = {"≥": Direction.AT_LEAST, "≤": Direction.AT_MOST, ">": Direction.MORE_THAN, "<": Direction.LESS_THAN}
_OPERATORS |= {"=": Direction.EQUAL, "": Direction.EQUAL}
_WORDS = (
    ("大于或等于", "≥"),
    ("小于或等于", "≤"),
    ("大于等于", "≥"),
    ("小于等于", "≤"),
    ("不少于", "≥"),
    ("不低于", "≥"),
    ("不小于", "≥"),
    ("不超过", "≤"),
    ("不高于", "≤"),
    ("不多于", "≤"),
    ("不大于", "≤"),
    ("至少", "≥"),
    ("至多", "≤"),
    ("等于", "="),
    ("大于", ">"),
    ("高于", ">"),
    ("多于", ">"),
    ("超过", ">"),
    ("小于", "<"),
    ("低于", "<"),
    ("少于", "<"),
)
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_POWER = r"(?<=[mM])[23](?![\d.])"  # m2, hm2, km2, m3: the only digits inside a unit
_UNIT = rf"(?P<unit>(?:[^\d]|{_POWER})*)"
_SIGNED = re.compile(rf"(?P<sign>[≥≤<>=]?)(?P<number>{_NUMBER}){_UNIT}", re.ASCII)
_BETWEEN = re.compile(
    rf"(?P<low>{_NUMBER})(?P<unit1>(?:[^\d~至到-]|{_POWER})*)(?:-|~|至|到)(?P<high>{_NUMBER}){_UNIT}", re.ASCII
)
_PLUS_MINUS = re.compile(rf"(?P<middle>{_NUMBER})(?:±|\+/-|\+-)(?P<spread>{_NUMBER}){_UNIT}", re.ASCII)
_NUMERAL = re.compile(r"[≥≤<>=](?:[一二三四五六七八九十百千万亿两零〇半]|$)")
_HAS_DIGIT = re.compile(r"\d")
_HAS_WORD = re.compile(r"[\u4e00-\u9fff√]")


#: Decimals of a converted number in the text that shows the conversion; the value itself is not rounded.
_SHOWN_PLACES = 6


class _Unit(msgspec.Struct, frozen=True):
    unit: Unit | None
    repeated: bool
    reason: str


def _settle(text: str, given: Unit | None) -> _Unit:
    """The unit of a value: what the value says, what the name gives, and whether the two agree."""
    if not text:
        return _Unit(given, False, "")
    said = read_unit(text)
    if said is None:
        return _Unit(None, False, f"不认识的单位或文字“{text}”")
    if given is None:
        return _Unit(said, False, "")
    if not said.comparable(given):
        return _Unit(None, False, f"单位“{said.printed}”与指标单位“{given.printed}”不是同一种量")
    return _Unit(said, True, "")


def _into(value: Decimal, said: Unit | None, given: Unit | None) -> tuple[Decimal, str]:
    """``value`` in the given unit, with the conversion to show (empty when the units are the same size)."""
    if said is None or given is None or said.factor == given.factor:
        return value, ""
    result = convert(value, said, given)
    shown = round_half_up(result, _SHOWN_PLACES)
    sign = "=" if shown == result else "≈"
    return result, f"{plain_text(value)}{said.printed} {sign} {plain_text(shown)}{given.printed}"


def _is_blank(text: str) -> bool:
    return text.casefold() in BLANK_MARKS or not text.strip("-_/\\.…")


def _marked_digit(printed: str) -> bool:
    """Whether a circled or raised figure stands in the text: folded, 12② would pass for 122 and 10² for 102."""
    for before, sign in zip(" " + printed, printed, strict=False):
        if unicodedata.category(sign) == "No" and not (sign in "²³" and before in "mM"):
            return True
    return False


def _sign_first(text: str) -> str:
    """The operator as a sign in front, also where it stands in words or behind (以上, 以下, 及以上)."""
    for word, sign in _WORDS:
        if text.startswith(word):
            text = sign + text[len(word) :]
            break
    for word, sign in (("及以上", "≥"), ("以上", "≥"), ("及以下", "≤"), ("以下", "≤"), ("以内", "≤")):
        if text.endswith(word) and text[:1] not in "≥≤<>=":
            text = sign + text[: -len(word)]
            break
    return text


def _unreadable_target(printed: str, reason: str) -> Target:
    return Target(printed, Kind.UNREADABLE, reason=reason)


@lru_cache(maxsize=8192)
def read_target(printed: str, unit: Unit | None = None) -> Target:
    """Read a target text. ``unit`` is the indicator's own unit (name's brackets or unit column); bounds come out in it.

    >>> read_target("不少于12种").direction.value
    '≥'
    """
    text = fold(printed)
    if _is_blank(text):
        return Target(printed, Kind.BLANK, reason="指标值为空")
    if len(text) > 200:
        return _unreadable_target(printed, "文字过长")
    if _marked_digit(printed):
        return _unreadable_target(printed, "含有上标或带圈的数字")
    deadline = read_deadline(text)
    if deadline is not None:
        return Target(printed, Kind.DATE, deadline=deadline)
    text = _sign_first(text)
    match = _SIGNED.fullmatch(text)
    if match:
        value = plain_decimal(match["number"])
        settled = _settle(match["unit"], unit)
        if value is None or settled.reason:
            return _unreadable_target(printed, settled.reason or "数值超出可处理的范围")
        number, shown = _into(value, settled.unit, unit)
        direction = _OPERATORS[match["sign"]]
        low = number if direction in (Direction.AT_LEAST, Direction.MORE_THAN, Direction.EQUAL) else None
        high = number if direction in (Direction.AT_MOST, Direction.LESS_THAN, Direction.EQUAL) else None
        return Target(printed, Kind.NUMBER, direction, low, high, unit or settled.unit, None, shown, settled.repeated)
    for pattern in (_PLUS_MINUS, _BETWEEN):
        match = pattern.fullmatch(text)
        if match:
            return _range_target(printed, match, unit)
    if _HAS_DIGIT.search(text) or _NUMERAL.match(text) or fold(printed)[0] in "≥≤<>=":
        return _unreadable_target(printed, "无法识别其中的数值")
    if not _HAS_WORD.search(text):
        return _unreadable_target(printed, "既不是数值也不是中文说明")
    if len(text) > LONGEST_TEXT:
        return _unreadable_target(printed, "文字过长，不是指标值")
    return Target(printed, Kind.TEXT)


def _range_target(printed: str, match: re.Match[str], unit: Unit | None) -> Target:
    groups = match.groupdict()
    settled = _settle(groups["unit"], unit)
    if settled.reason:
        return _unreadable_target(printed, settled.reason)
    if "middle" in groups and settled.unit is not None and settled.unit.is_share and not (unit and unit.is_share):
        return _unreadable_target(printed, "看不出“±”后面是百分数还是相对偏差")
    if groups.get("unit1") and groups["unit1"] != groups["unit"]:
        return _unreadable_target(printed, "区间两端的单位不同")
    if "middle" in groups:
        middle, spread = plain_decimal(groups["middle"]), plain_decimal(groups["spread"])
        low = middle - spread if middle is not None and spread is not None else None
        high = middle + spread if middle is not None and spread is not None else None
    else:
        low, high = plain_decimal(groups["low"]), plain_decimal(groups["high"])
    if low is None or high is None or low > high:
        return _unreadable_target(printed, "区间的两端无法识别或次序颠倒")
    low, shown = _into(low, settled.unit, unit)
    high, _ = _into(high, settled.unit, unit)
    return Target(printed, Kind.NUMBER, Direction.RANGE, low, high, unit or settled.unit, None, shown, settled.repeated)


@lru_cache(maxsize=8192)
def read_actual(printed: str, unit: Unit | None = None) -> Actual:
    """Read an actual value. ``unit`` is the unit the value is wanted in (the target's); without one it is kept as said.

    An operator in front (``≥150``, ``=100%``, ``不少于12种``) marks a copied target: the number is not taken.
    """
    text = fold(printed)
    if _is_blank(text):
        return Actual(printed, Kind.BLANK)
    if len(text) > 200:
        return Actual(printed, Kind.UNREADABLE, reason="文字过长，不是实际完成值")
    if _marked_digit(printed):
        return Actual(printed, Kind.UNREADABLE, reason="含有上标或带圈的数字")
    moment = read_moment(text)
    if moment is not None and not (unit is not None and unit.printed == "月"):
        return Actual(printed, Kind.DATE, moment=moment)
    match = _SIGNED.fullmatch(_sign_first(text))
    if match:
        if match["sign"]:
            return Actual(printed, Kind.UNREADABLE, copied_target=True, reason="填的是目标值的写法，不是实际完成值")
        value = plain_decimal(match["number"])
        settled = _settle(match["unit"], unit)
        if value is None or settled.reason:
            return Actual(printed, Kind.UNREADABLE, reason=settled.reason or "数值超出可处理的范围")
        number, shown = _into(value, settled.unit, unit)
        return Actual(printed, Kind.NUMBER, number, unit or settled.unit, None, shown, settled.repeated)
    if text[0] in "≥≤<>=" or text[0] == "#" or _HAS_DIGIT.search(text):
        return Actual(printed, Kind.UNREADABLE, reason="无法识别其中的数值")
    if not _HAS_WORD.search(text):
        return Actual(printed, Kind.UNREADABLE, reason="既不是数值也不是中文说明")
    return Actual(printed, Kind.TEXT)
