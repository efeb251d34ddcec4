"""Numbers as a clerk writes them: the decimals of the table, never more than two."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from xladdin.model.grammar.decimals import fixed_text
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import BLANK_MARKS
from xladdin.model.grammar.unit import name_without_unit

_PLACES = 2


def number(value: Decimal) -> str:
    """``Decimal("357.00")`` → ``357.00``, ``Decimal(10000) / Decimal("458.79")`` → ``21.80``."""
    exponent = value.as_tuple().exponent
    return fixed_text(value, _PLACES) if isinstance(exponent, int) and exponent < -_PLACES else format(value, "f")


def percent(fraction: Decimal) -> str:
    """``Decimal("0.62948")`` → ``62.95%``."""
    return f"{fixed_text(fraction * 100, _PLACES)}%"


def points(value: Decimal) -> str:
    """A difference between two percentages: ``-100.00 个百分点``."""
    return f"{fixed_text(value, _PLACES)} 个百分点"


def optional(value: Decimal | None) -> str:
    return "" if value is None else number(value)


@lru_cache(maxsize=8192)
def says_nothing(text: str) -> bool:
    """Empty, or one of the marks that stand for nothing (``—``, ``/``, ``无``)."""
    return not text or fold(text).casefold() in BLANK_MARKS


@lru_cache(maxsize=8192)
def speaks_of(text: str, about: str) -> bool:
    """Whether a reason says something, and something that the pattern ``about`` finds in it."""
    return not says_nothing(text) and re.search(about, fold(text)) is not None


@lru_cache(maxsize=8192)
def name(printed: str) -> str:
    """An indicator's name inside a sentence: without its unit."""
    return name_without_unit(printed)


def listed(names: list[str], limit: int = 8) -> str:
    """``甲、乙、丙``; a long list ends with its count."""
    return "、".join(names) if len(names) <= limit else f"{'、'.join(names[:limit])}等{len(names)}项"


def short(text: str, limit: int = 24) -> str:
    """The beginning of a long text."""
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else f"{plain[:limit]}…"
