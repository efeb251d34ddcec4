"""Texts of cells as fields take them: one line, prose, amounts of money, points. Nothing is guessed.

An amount has a unit: its own, its column's, its table's. Where nobody says 元 or 万元, it is not an amount of anything.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from xladdin.model.grammar.decimals import plain_decimal, plain_text
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import BLANK_MARKS

#: How many 万元 one is.
_IN_WAN = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "亿元": Decimal(10000),
}
_AMOUNT = re.compile(r"(?:人民币|¥|￥)?(-?[\d,]+(?:\.\d+)?)(元|千元|万元|百万元|亿元)?(?:整)?")
_UNIT = re.compile(r"\((?:金额)?(?:单位)?:?(元|千元|万元|百万元|亿元)\)|单位:(?:人民币)?(元|千元|万元|百万元|亿元)")
_POINTS = re.compile(r"\(?(-?[\d,]+(?:\.\d+)?)分?\)?")


class Amount(NamedTuple):
    """``value`` in 万元, None for a blank; ``why`` it could not be read; ``converted`` what was converted, said in words."""

    value: Decimal | None = None
    why: str = ""
    converted: str = ""


def line(text: str) -> str:
    """One line: breaks within a cell are the page's, not the text's."""
    joined = ""
    for piece in text.split("\n"):
        piece = piece.strip()
        if (
            joined
            and piece
            and joined[-1].isascii()
            and piece[0].isascii()
            and joined[-1].isalpha()
            and piece[0].isalpha()
        ):
            joined += " "
        joined += piece
    return joined


def prose(text: str) -> str:
    """A longer text: paragraphs stay."""
    return "\n".join(piece.strip() for piece in text.split("\n") if piece.strip())


def is_blank(text: str) -> bool:
    """Nothing, or a dash that says so."""
    return fold(text).casefold() in BLANK_MARKS


def money_unit(text: str) -> str:
    """The unit that a head or a line above the table names: ``项目资金（元）``, ``单位：万元``; empty for none."""
    found = _UNIT.search(fold(text))
    return (found[1] or found[2]) if found else ""


def amount(text: str, unit: str) -> Amount:
    """An amount of money; ``unit`` is what its column or table says, empty where it says nothing."""
    if is_blank(text):
        return Amount()
    found = _AMOUNT.fullmatch(fold(text))
    number = plain_decimal(found[1]) if found else None
    if found is None or number is None:
        return Amount(why="不是金额")
    if number < 0:
        return Amount(why="金额为负数")
    unit = found[2] or unit
    if not unit and number != 0:
        return Amount(why="没有写明单位是元还是万元")
    value = number * _IN_WAN[unit or "万元"]
    same = unit in ("", "万元")
    return Amount(value, converted="" if same else f"{plain_text(number)} {unit} = {plain_text(value)} 万元")


def points(text: str) -> Amount:
    """Weights and scores: ``5``, ``5分``, ``（5分）``."""
    if is_blank(text):
        return Amount()
    found = _POINTS.fullmatch(fold(text))
    number = plain_decimal(found[1]) if found else None
    if number is None or number < 0:
        return Amount(why="不是分值")
    return Amount(number)
