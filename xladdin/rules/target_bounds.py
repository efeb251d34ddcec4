"""方向, 目标下限, 目标上限: a target text as the rules take it.

Python reads the whole grammar (``model.quantity``). The native formulas read operator + number + the row's unit or %,
and plain Chinese text; for ranges, dates and anything else they say 需核对. They serve blank workbooks only: in a
workbook made from issued goals the three are fixed values.
"""

from __future__ import annotations

from xladdin.model.quantity import Kind, Target
from xladdin.rules.actual_value import native_digits, native_is_number, native_text
from xladdin.rules.words import UNREAD

_OPERATORS = "≥≤＞>＜<＝="


def direction_word(target: Target) -> str:
    """What 方向 shows: the direction, 需核对 for an unreadable target, empty for a blank one."""
    if target.kind is Kind.BLANK:
        return ""
    return UNREAD if target.kind is Kind.UNREADABLE else target.direction.value


def native_target_text(source: str) -> str:
    """Formula: the target in cell ``source`` as text with single-character operators and without blanks."""
    text = native_text(source)
    for old, new in ((">=", "≥"), ("<=", "≤"), ("≧", "≥"), ("≦", "≤"), (" ", "")):
        text = f'SUBSTITUTE({text},"{old}","{new}")'
    return text


def native_target_digits(text: str, unit: str) -> str:
    """Formula: the number part of the target text, as text."""
    signs = ",".join(f'"{sign}"' for sign in _OPERATORS)
    bare = f"IF(OR(LEFT({text},1)={{{signs}}}),MID({text},2,99),{text})"
    return native_digits(bare, unit)


def native_direction(text: str, digits: str) -> str:
    """Formula of 方向 over the two cells above."""
    sign = (
        f'IF(OR(LEFT({text},1)={{"≥","≤"}}),LEFT({text},1),IF(OR(LEFT({text},1)={{"＞",">"}}),"＞",'
        f'IF(OR(LEFT({text},1)={{"＜","<"}}),"＜","＝")))'
    )
    some_digit = f"SUMPRODUCT(--ISNUMBER(FIND({{0,1,2,3,4,5,6,7,8,9}},{text})))>0"
    return f'IF({text}="","",IF({native_is_number(digits)},{sign},IF({some_digit},"{UNREAD}","定性")))'


def native_low(direction: str, digits: str) -> str:
    """Formula of 目标下限; blank where the direction has none."""
    return f'IF(OR({direction}={{"≥","＞","＝"}}),VALUE({digits}),"")'


def native_high(direction: str, digits: str) -> str:
    """Formula of 目标上限; blank where the direction has none."""
    return f'IF(OR({direction}={{"≤","＜","＝"}}),VALUE({digits}),"")'


def native_unit(name: str) -> str:
    """Formula: the text in the closing brackets of the indicator's name, blank without them."""
    plain = f'SUBSTITUTE(SUBSTITUTE({name},"（","("),"）",")")'
    opening = f'FIND("¦",SUBSTITUTE({plain},"(","¦",LEN({plain})-LEN(SUBSTITUTE({plain},"(",""))))'
    inside = f"MID({plain},{opening}+1,LEN({plain})-{opening}-1)"
    return f'IF(RIGHT({plain},1)=")",IFERROR({inside},""),"")'
