"""One grammar for the values of the tables: targets (指标值) and actual values (全年实际完成值).

Everything that people write is read into a Target or an Actual, which keep the printed text beside the normalised
value. What is not understood becomes a value that says so (``Kind.UNREADABLE`` with the reason); it is never guessed:
``9月前`` against ``7月`` is a deadline, not 7/9, and ``≥150`` as an actual value is a copied target, not 150.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import lru_cache

from xladdin.model.grammar.change import Change, changed
from xladdin.model.grammar.deadline import read_deadline, read_moment, without_dates
from xladdin.model.grammar.decimals import LARGEST, LONGEST_TEXT, plain_text, round_half_up
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.phrase import SIGN_WORDS, Phrase, read_phrase
from xladdin.model.grammar.settle import SHOWN_PLACES, conflict, into, own_unit_of
from xladdin.model.grammar.unit import Unit
from xladdin.model.grammar.value import BLANK_MARKS, Actual, Direction, Kind, Target
from xladdin.patterns import pattern

__all__ = ["BLANK_MARKS", "Actual", "Direction", "Kind", "Target", "read_actual", "read_target"]

_DIRECTIONS = {"≥": Direction.AT_LEAST, "≤": Direction.AT_MOST, ">": Direction.MORE_THAN, "<": Direction.LESS_THAN}
_DIRECTIONS |= {"=": Direction.EQUAL, "": Direction.EQUAL}
_FALLING = {"≥": "≤", "≤": "≥", ">": "<", "<": ">"}
_SIGNS = "≥≤<>="
_NUMERAL = "一二三四五六七八九十百千万亿两零〇半"
_BEHIND = ("以上", "以下", "以内")
_HAS_DIGIT = pattern(r"\d")
#: A date that comes round again (每月10日前) is no deadline of the year: a text, met by the same text.
_REPEATED = pattern(
    r"每个?(?:月份?|季度?|年度?|半年|旬|周|学期)(?:第?\d{1,2}(?:个?工作日|[月日号天])){1,2}(?:之前|以前|以内|前|内)?"
)
_DIGIT_BLANK_DIGIT = pattern(r"\d[.,]?\s+[.,]?\d")

#: Longer texts are prose, not values.
_LONGEST_VALUE = 200

_UNCLEAR = "无法识别其中的数值"


def _is_blank(text: str) -> bool:
    return text.casefold() in BLANK_MARKS or not text.strip("-_/\\.…")


def _doubtful(printed: str, text: str) -> str:
    """What makes a text unreadable whatever it says: empty for none."""
    if len(text) > _LONGEST_VALUE:
        return "文字过长，不是一个数值"
    if _marked_digit(printed):
        return "含有上标或带圈的数字"
    if _DIGIT_BLANK_DIGIT.search(unicodedata.normalize("NFKC", printed)) and ":" not in text:
        return "数字中间有空格，看不出是一个数还是几个数"
    return ""


def _marked_digit(printed: str) -> bool:
    """Whether a circled or raised figure stands in the text: folded, 12② would pass for 122 and 10² for 102."""
    for before, sign in zip(" " + printed, printed, strict=False):
        if unicodedata.category(sign) == "No" and not (sign in "²³" and before in "mMｍＭ"):
            return True
    return False


def _counts_in_months(unit: Unit | None) -> bool:
    return unit is not None and unit.printed in ("月", "个月")


def _unreadable_target(printed: str, reason: str) -> Target:
    return Target(printed, Kind.UNREADABLE, reason=reason)


@lru_cache(maxsize=8192)
def read_target(printed: str, unit: Unit | None = None, last_year: str = "") -> Target:
    """Read a target text. ``unit`` is the indicator's own unit (name's brackets or unit column); bounds come out in it.

    ``last_year`` is 上年完成值 as printed: with it a change (较上年增长5%) has bounds, without it none.

    >>> read_target("不少于12种").direction.value
    '≥'
    """
    text = fold(printed[: 4 * _LONGEST_VALUE])
    if _is_blank(text):
        return Target(printed, Kind.BLANK, reason="指标值为空")
    doubtful = _doubtful(printed, text)
    if doubtful:
        return _unreadable_target(printed, doubtful)
    deadline = None if _counts_in_months(unit) else read_deadline(text)
    if deadline is not None:
        return Target(printed, Kind.DATE, deadline=deadline)
    if _is_repeated(text):
        return Target(printed, Kind.TEXT)
    if _only_dates(text, unit):
        return _worded_target(printed, text)
    phrase = read_phrase(text, unit)
    if isinstance(phrase, Phrase):
        if phrase.change:
            return _changing_target(printed, phrase, unit, last_year)
        return _numeric_target(printed, phrase, unit)
    if phrase is not None:
        return _unreadable_target(printed, phrase)
    return _worded_target(printed, text)


def _is_repeated(text: str) -> bool:
    return _REPEATED.match(text) is not None and not _HAS_DIGIT.search(_REPEATED.sub("", text))


def _only_dates(text: str, unit: Unit | None) -> bool:
    """Whether every figure of the text belongs to a date: 2023年秋季学期完成, 2023-2024学年."""
    if _counts_in_months(unit) or text[0] in _SIGNS:
        return False
    rest = without_dates(text)
    return rest != text and not _HAS_DIGIT.search(rest)


def _worded_target(printed: str, folded: str) -> Target:
    text = without_dates(folded)
    word = next((word for word, _ in SIGN_WORDS if text.startswith(word)), "")
    rest = text[len(word) :]
    signed = text.startswith(tuple(_SIGNS))
    compared = (bool(word) or signed) and (not rest or rest.lstrip(_SIGNS)[:1] in _NUMERAL)
    if compared or signed or _HAS_DIGIT.search(text) or (text.endswith(_BEHIND) and text[:1] in _NUMERAL):
        return _unreadable_target(printed, _UNCLEAR)
    if not _has_word(folded):
        return _unreadable_target(printed, "既不是数值也不是中文说明")
    if len(text) > LONGEST_TEXT:
        return _unreadable_target(printed, "文字过长，不是指标值")
    return Target(printed, Kind.TEXT)


def _has_word(text: str) -> bool:
    """Whether a Chinese character or a tick stands in it. (As a pattern, this range takes a millisecond to compile.)"""
    return not text.isascii() and any("\u4e00" <= sign <= "\u9fff" or sign == "√" for sign in text)


def _numeric_target(printed: str, phrase: Phrase, given: Unit | None) -> Target:
    reason = conflict(phrase, given)
    if reason:
        return _unreadable_target(printed, reason)
    if phrase.second is not None:
        return _range_target(printed, phrase, given)
    own = own_unit_of(phrase, given)
    value, shown = into(-phrase.value if phrase.minus == "-" else phrase.value, phrase, own)
    if abs(value) >= LARGEST:
        return _unreadable_target(printed, "数值超出可处理的范围")
    direction = _DIRECTIONS[phrase.sign or ("≤" if phrase.ceiling else "")]
    low = value if direction in (Direction.AT_LEAST, Direction.MORE_THAN, Direction.EQUAL) else None
    high = value if direction in (Direction.AT_MOST, Direction.LESS_THAN, Direction.EQUAL) else None
    return Target(
        printed,
        Kind.NUMBER,
        direction,
        low,
        high,
        own,
        conversion=shown,
        unit_repeated=phrase.unit is not None and given is not None,
        signed=bool(phrase.sign) or phrase.ceiling,
    )


def _range_target(printed: str, phrase: Phrase, given: Unit | None) -> Target:
    own = own_unit_of(phrase, given)
    first, second = phrase.value, phrase.second or Decimal(0)
    if phrase.link == "±":
        if phrase.unit is not None and phrase.unit.is_share and not (given and given.is_share):
            return _unreadable_target(printed, "看不出“±”后面是百分数还是相对偏差")
        first, second = first - second, first + second
    if first > second:
        return _unreadable_target(printed, "区间的两端无法识别或次序颠倒")
    low, shown = into(first, phrase, own)
    high, _ = into(second, phrase, own)
    repeated = phrase.unit is not None and given is not None
    return Target(
        printed, Kind.NUMBER, Direction.RANGE, low, high, own, conversion=shown, unit_repeated=repeated, signed=True
    )


def _changing_target(printed: str, phrase: Phrase, given: Unit | None, last_year: str) -> Target:
    """A change has bounds only together with last year's value; alone it is a text that somebody has to judge."""
    change = Change(phrase.change, phrase.value * phrase.times, phrase.unit)
    before = read_actual(last_year, given)
    if before.kind is not Kind.NUMBER or before.value is None or phrase.period:
        return Target(printed, Kind.TEXT, change=change)
    unit = given or before.unit
    level = changed(before.value, unit, change)
    if level is None or level < 0:
        return _unreadable_target(printed, "看不出是提高（降低）几个百分点，还是提高（降低）百分之几")
    sign = phrase.sign if phrase.sign not in ("", "=") else "≥"
    direction = _DIRECTIONS[sign if phrase.change > 0 else _FALLING[sign]]
    upward = direction in (Direction.AT_LEAST, Direction.MORE_THAN)
    own = unit.printed if unit is not None else ""
    shown = f"{printed.strip()}：上年 {plain_text(before.value)}{own}，即 {plain_text(round_half_up(level, SHOWN_PLACES))}{own}"
    return Target(
        printed,
        Kind.NUMBER,
        direction,
        level if upward else None,
        None if upward else level,
        unit,
        conversion=shown,
        signed=True,
        change=change,
        base=before.value,
    )


@lru_cache(maxsize=8192)
def read_actual(printed: str, unit: Unit | None = None) -> Actual:
    """Read an actual value. ``unit`` is the unit the value is wanted in (the target's); without one it is kept as said.

    An operator (``≥150``, ``=100%``, ``不少于12种``, ``90%以上``) marks a copied target: the number is not taken.
    """
    text = fold(printed[: 4 * _LONGEST_VALUE])
    if _is_blank(text):
        return Actual(printed, Kind.BLANK)
    moment = None if _counts_in_months(unit) else read_moment(text)
    if moment is not None:
        return Actual(printed, Kind.DATE, moment=moment)
    doubtful = _doubtful(printed, text)
    if doubtful:
        return Actual(printed, Kind.UNREADABLE, reason=doubtful)
    if _only_dates(text, unit) or _is_repeated(text):
        return Actual(printed, Kind.TEXT)
    phrase = read_phrase(text, unit)
    if isinstance(phrase, Phrase):
        return _read_actual(printed, phrase, unit)
    if phrase is not None:
        return Actual(printed, Kind.UNREADABLE, reason=phrase, copied_target=text[0] in _SIGNS)
    if text[0] in _SIGNS or text[0] == "#" or _HAS_DIGIT.search(text):
        return Actual(printed, Kind.UNREADABLE, reason=_UNCLEAR)
    if not _has_word(text):
        return Actual(printed, Kind.UNREADABLE, reason="既不是数值也不是中文说明")
    return Actual(printed, Kind.TEXT)


def _read_actual(printed: str, phrase: Phrase, given: Unit | None) -> Actual:
    if phrase.change:
        if phrase.sign or phrase.period:
            return Actual(printed, Kind.UNREADABLE, reason="看不出变化了多少")
        return Actual(printed, Kind.TEXT, change=Change(phrase.change, phrase.value * phrase.times, phrase.unit))
    if phrase.sign:
        return Actual(printed, Kind.UNREADABLE, copied_target=True, reason="填的是目标值的写法，不是实际完成值")
    if phrase.second is not None:
        return Actual(printed, Kind.UNREADABLE, reason="填的是一个区间，不是一个数值")
    reason = conflict(phrase, given)
    if reason:
        return Actual(printed, Kind.UNREADABLE, reason=reason)
    own = given or phrase.unit
    value, shown = into(-phrase.value if phrase.minus == "-" else phrase.value, phrase, own)
    if abs(value) >= LARGEST:
        return Actual(printed, Kind.UNREADABLE, reason="数值超出可处理的范围")
    repeated = phrase.unit is not None and given is not None
    return Actual(printed, Kind.NUMBER, value, own, conversion=shown, unit_repeated=repeated, said=phrase.unit)
