"""From a cell's content to a field's value: texts as printed, amounts as Decimal, and what is worth a remark."""

from __future__ import annotations

import datetime
from decimal import Decimal

from xladdin.forms.grid import Content
from xladdin.forms.kinds import NUMBERS
from xladdin.model.grammar.decimals import fixed_text, plain_text
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import BLANK_MARKS, Kind, read_actual
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
    """The number of an amount cell; None when blank. Raises ValueError for text that is no number of that kind.

    Full-width digits, thousands commas and the kind's own unit are read (``15,886.03万元``); a keep of ``80%`` is 0.8.
    """
    value = content.value
    if isinstance(value, Decimal):
        if content.format == "percent" and kind == "percent_points":
            return value * 100
        return value
    if content.error or isinstance(value, bool):
        raise ValueError(printed(content))
    text = (value or "").strip()
    if fold(text).casefold() in BLANK_MARKS:
        return None
    if kind == "keep" and fold(text).endswith("%"):
        share = read_actual(text, read_unit("%")).value
        if share is not None:
            return share / 100
    unit = read_unit(NUMBERS[kind].unit) if NUMBERS[kind].unit else None
    actual = read_actual(text, unit)
    if actual.kind is not Kind.NUMBER or actual.value is None:
        raise ValueError(text)
    return actual.value


def remarks(content: Content, *, numeric: bool) -> list[tuple[NoteKind, str]]:
    """What a reviewer would like to know about the cell, as (kind, detail)."""
    found: list[tuple[NoteKind, str]] = []
    if content.formula is not None:
        kind: NoteKind = "formula" if content.value is not None else "formula-without-value"
        found.append((kind, f"={content.formula}"))
    if content.error:
        found.append(("error-value", printed(content)))
    if numeric and isinstance(content.value, str) and content.value.strip() and not content.error:
        found.append(("text-number", content.value.strip()))
    if content.format == "percent" and isinstance(content.value, Decimal):
        found.append(("percent-format", printed(content)))
    return found
