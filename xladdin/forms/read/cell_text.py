"""From a cell's content to a field's value: texts as printed, amounts as Decimal, and what is worth a remark."""

from __future__ import annotations

import datetime
from decimal import Decimal

from xladdin.forms.grid import Content
from xladdin.forms.kinds import NUMBERS
from xladdin.model.funds import MONEY_UNITS
from xladdin.model.grammar.decimals import fixed_text, plain_text
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import BLANK_MARKS, Actual, Kind, read_actual
from xladdin.model.grammar.unit import read_unit
from xladdin.model.input_note import NoteKind

#: Day 0 of the 1900 date system as Excel counts from March 1900 on.
_EPOCH = datetime.date(1899, 12, 30)
_DAYS = range(1, 2_958_466)


def printed(content: Content) -> str:
    """The text a reader sees: numbers plainly, percentages with %, dates as 2024年12月25日; ``#N/A`` for errors."""
    value = content.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        if content.format == "percent":
            return f"{plain_text(value * 100)}%"
        if content.format == "date" and int(value) in _DAYS:
            day = _EPOCH + datetime.timedelta(days=int(value))
            return f"{day.year}年{day.month}月{day.day}日"
        return plain_text(value)
    return value.strip()


def is_plain(content: Content) -> bool:
    """Whether a cell holds typed text or a plain number, and so gives no cause for a remark."""
    return content.formula is None and not content.format and not content.error


def rate(content: Content) -> str:
    """The text of a rate cell: its number is a fraction, shown with two decimals of a percent (``62.95%``)."""
    if isinstance(content.value, Decimal):
        return f"{fixed_text(content.value * 100, 2)}%"
    return printed(content)


def number(content: Content, kind: str) -> Decimal | None:
    """The number of an amount cell; None when blank. Raises ValueError, saying why, for text that is no number of that
    kind.

    Full-width digits, thousands commas and units are read (``15,886.03万元``, ``3,000元`` → 0.3); a keep of ``80%`` is 0.8.
    """
    value = content.value
    if isinstance(value, Decimal):
        if content.format == "percent" and kind == "percent_points":
            return value * 100
        return value
    if content.error or isinstance(value, bool):
        raise ValueError("填的是错误值或是、否" if content.error else "填的是“是”或“否”")
    text = (value or "").strip()
    if fold(text).casefold() in BLANK_MARKS:
        return None
    if kind == "keep" and fold(text).endswith("%"):
        share = read_actual(text, read_unit("%")).value
        if share is not None:
            return share / 100
    actual = _read(text, kind)
    if actual.kind is not Kind.NUMBER or actual.value is None:
        raise ValueError(stumbling_block(text, NUMBERS[kind].unit))
    return actual.value


def _read(text: str, kind: str) -> Actual:
    unit = NUMBERS[kind].unit
    whole_year = fold(text).removesuffix("度").removesuffix("年") if NUMBERS[kind].whole else ""
    return read_actual(whole_year or text, read_unit(unit) if unit else None)


#: Signs that stand in amounts; a money cell also takes the names of its units.
_AMOUNT_SIGNS = "0123456789.,+-"
_MONEY_SIGNS = "十百千万亿元"


def stumbling_block(text: str, unit: str = "") -> str:
    """What in a text keeps it from being an amount, in Chinese: the first sign that was not understood, else the rest."""
    folded = fold(text)
    known = _AMOUNT_SIGNS + (_MONEY_SIGNS if unit in MONEY_UNITS else unit)
    for sign in folded:
        if sign not in known:
            return f"看不懂其中的“{sign}”"
    if "," in folded:
        return "千分位逗号的位置不对，应每三位一个"
    return "数字的写法不完整，或者大得不可能"


def remarks(content: Content, kind: str) -> list[tuple[NoteKind, str]]:
    """What a reviewer would like to know about the cell, as (kind, detail)."""
    found: list[tuple[NoteKind, str]] = []
    numeric = kind in NUMBERS
    if content.formula is not None:
        calculated: NoteKind = "formula" if content.value is not None else "formula-without-value"
        found.append((calculated, f"={content.formula}"))
    if content.error:
        found.append(("error-value", printed(content)))
    if numeric and isinstance(content.value, str) and content.value.strip() and not content.error:
        found.append(("text-number", _read(content.value.strip(), kind).conversion or content.value.strip()))
    if content.format == "percent" and isinstance(content.value, Decimal):
        found.append(("percent-format", printed(content)))
    return found
