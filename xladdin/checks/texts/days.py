"""Dates that say year, month and day."""

from __future__ import annotations

from datetime import date

from xladdin.model.grammar.deadline import read_moment
from xladdin.model.grammar.fold import fold


def read_day(text: str) -> date | None:
    """The day; None for texts that leave it open, and for days that no calendar has."""
    moment = read_moment(fold(text)) if text.strip() else None
    if moment is None or not moment.year or moment.first != moment.last:
        return None
    try:
        return date(moment.year, *moment.first)
    except ValueError:
        return None
