"""方向, 目标下限, 目标上限: a target text as the rules take it.

Python reads the whole grammar (``model.quantity``). The native formulas read operator + number + the row's unit or %,
and plain Chinese text; for ranges, dates and anything else they say 需核对. They serve blank workbooks only: in a
workbook made from issued goals the three are fixed values.
"""

from __future__ import annotations

from xladdin.model.grammar.decimals import LONGEST_TEXT
from xladdin.model.grammar.quantity import Kind, Target
from xladdin.rules.reading.actual_value import (
    clean_text,
    native_digits,
    native_in_range,
    native_is_number,
    native_text,
)
from xladdin.rules.words import UNREAD

_OPERATORS = "≥≤＞>＜<＝="

#: Signs that the native reader makes one of, in this order; blanks go last.
TARGET_SIGNS = (("＝", "="), (">=", "≥"), ("<=", "≤"), ("≧", "≥"), ("≦", "≤"), (" ", ""))

#: Beginnings of comparisons in words; without a number of digits behind them they need a person's eye.
_COMPARING = "不少 不低 不超 不高 不多 不小 不大 至少 至多 大于 高于 多于 超过 小于 低于 少于 等于".split()

#: A target that begins and ends with one of these says nothing in Chinese (NaN, ∞, N/A).
_NO_WORD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz∞±~#.,/%-+*()"


def direction_word(target: Target) -> str:
    """What 方向 shows: the direction, 需核对 for an unreadable target, empty for a blank one."""
    if target.kind is Kind.BLANK:
        return ""
    return UNREAD if target.kind is Kind.UNREADABLE else target.direction.value


def target_text(target: str) -> str:
    """What ``native_target_text`` gives for a target that is a text."""
    text = clean_text(target)
    for old, new in TARGET_SIGNS:
        text = text.replace(old, new)
    return text


def native_target_text(source: str) -> str:
    """Formula: the target in cell ``source`` as text with single-character operators and without blanks."""
    text = native_text(source)
    for old, new in TARGET_SIGNS:
        text = f'SUBSTITUTE({text},"{old}","{new}")'
    return text


def native_target_digits(text: str, unit: str) -> str:
    """Formula: the number part of the target text, as text."""
    signs = ",".join(f'"{sign}"' for sign in _OPERATORS)
    bare = f"IF(OR(LEFT({text},1)={{{signs}}}),MID({text},2,99),{text})"
    return native_digits(bare, unit, alone=True)


def native_direction(text: str, digits: str) -> str:
    """Formula of 方向 over the two cells above."""
    signs = ",".join(f'"{sign}"' for sign in _OPERATORS)
    comparing = ",".join(f'"{word}"' for word in _COMPARING)
    sign = (
        f'IF(OR(LEFT({text},1)={{"≥","≤"}}),LEFT({text},1),IF(OR(LEFT({text},1)={{"＞",">"}}),"＞",'
        f'IF(OR(LEFT({text},1)={{"＜","<"}}),"＜","＝")))'
    )
    figures = ",".join(f'"{figure}"' for figure in "0123456789０１２３４５６７８９")
    some_digit = f"SUMPRODUCT(--ISNUMBER(FIND({{{figures}}},{text})))>0"
    no_word = f'AND(ISNUMBER(FIND(LEFT({text},1),"{_NO_WORD}")),ISNUMBER(FIND(RIGHT({text},1),"{_NO_WORD}")))'
    doubtful = (
        f"OR({some_digit},{no_word},LEN({text})>{LONGEST_TEXT},"
        f"OR(LEFT({text},1)={{{signs}}}),OR(LEFT({text},2)={{{comparing}}}))"
    )
    number = f'IF({native_in_range(digits)},{sign},"{UNREAD}")'
    blank = f'OR({text}="",SUMPRODUCT(--(JX_W_blank={text}))>0)'
    return f'IF({blank},"",IF({native_is_number(digits)},{number},IF({doubtful},"{UNREAD}","定性")))'


def native_low(direction: str, digits: str) -> str:
    """Formula of 目标下限; blank where the direction has none."""
    return f'IF(OR({direction}={{"≥","＞","＝"}}),VALUE({digits}),"")'


def native_high(direction: str, digits: str) -> str:
    """Formula of 目标上限; blank where the direction has none."""
    return f'IF(OR({direction}={{"≤","＜","＝"}}),VALUE({digits}),"")'


def native_unit(name: str) -> str:
    """Formula: the text in the closing brackets of the indicator's name, blank without them."""
    plain = f'TRIM(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({name},"（","("),"）",")"),"　"," "))'
    opening = f'FIND("¦",SUBSTITUTE({plain},"(","¦",LEN({plain})-LEN(SUBSTITUTE({plain},"(",""))))'
    inside = f"MID({plain},{opening}+1,LEN({plain})-{opening}-1)"
    return f'IF(RIGHT({plain},1)=")",IFERROR({inside},""),"")'
