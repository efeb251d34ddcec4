"""One cell value as SpreadsheetML text: type letter and characters (ECMA-376 part 1, 18.18.11 and 22.9.2.19)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

import msgspec

from xladdin.patterns import pattern

CellValue = int | float | Decimal | str | bool | None
"""What a cell can hold. Error values are their text (``"#N/A"``); None is the empty text."""

SheetValues = Mapping[str, Mapping[str, CellValue]]
"""Sheet name → A1 reference → value."""


class CellFormula(msgspec.Struct, frozen=True):
    """A formula without ``=`` and what it gives."""

    formula: str
    result: CellValue


ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
)

_EXACT_INTEGERS = 10**15  # Excel keeps 15 digits
_MARKUP = pattern("[&<>]")
_MARKUP_NAMES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# characters XML cannot carry, a carriage return (parsers turn it into a line feed), and text that looks like an escape
_ESCAPED = pattern("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class Literal(NamedTuple):
    """``type`` is the attribute t of a cell: n, b, e or str; ``text`` the escaped content of ``<v>``."""

    type: str
    text: str


def literal(value: CellValue) -> Literal:
    """``value`` as Excel would write it. Numbers become the double that Excel holds.

    Raises ``ValueError`` for NaN, infinities and lone surrogates, which no cell can hold.
    """
    if value is None:
        return Literal("str", "")
    if isinstance(value, bool):
        return Literal("b", "1" if value else "0")
    if isinstance(value, str):
        return Literal("e" if value in ERRORS else "str", escape(value))
    if isinstance(value, int | float | Decimal):
        return Literal("n", _number(float(value)))
    raise TypeError(f"a cell cannot hold {value!r}")


def escape(text: str) -> str:
    """``text`` as XML character data; what XML cannot carry is written ``_xHHHH_``, as Excel does."""
    text.encode("utf-8")
    if _ESCAPED.search(text):
        text = _ESCAPED.sub(lambda found: f"_x{ord(found.group()):04X}_", text)
    if _MARKUP.search(text):
        text = _MARKUP.sub(lambda found: _MARKUP_NAMES[found.group()], text)
    return text


def _number(number: float) -> str:
    if not math.isfinite(number):
        raise ValueError(f"a cell cannot hold {number!r}")
    if number.is_integer() and abs(number) < _EXACT_INTEGERS:
        return str(int(number))
    return repr(number)
