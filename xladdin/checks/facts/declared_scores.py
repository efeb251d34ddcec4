"""Facts about declared scores that several checks share."""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks.subject import Subject
from xladdin.model.grammar.decimals import round_half_up
from xladdin.rules.score_sheet import ScoredRow


def differs(subject: Subject, declared: Decimal, computed: Decimal) -> bool:
    """Whether two scores differ by more than the rounding of printed scores."""
    return abs(declared - computed) > subject.limit("score_tolerance")


def is_rounded(declared: Decimal, true: Decimal) -> bool:
    """Whether a printed score is ``true`` rounded at the decimals that it is printed with."""
    exponent = declared.as_tuple().exponent
    return round_half_up(true, max(0, -exponent) if isinstance(exponent, int) else 0) == declared


def rows_of_level(subject: Subject, name: str) -> list[ScoredRow]:
    """The rows counted in a level; none while a row of the table lacks its level or weight, so that no sum is sure."""
    if any(not row.level or row.terms.weight is None for row in subject.rows):
        return []
    return [row for row in subject.rows if row.level == name]


def wrong_rows(subject: Subject) -> frozenset[str]:
    """Keys of rows whose declared score is not what rule and approved adjustment give.

    A row without a readable actual value has no score to compare with; nor has one whose score exceeds its weight (C03).
    """
    return frozenset(row.indicator.key for row in subject.rows if _wrong(subject, row))


def comparable(row: ScoredRow) -> bool:
    """Whether a row's declared score can be held against its rule."""
    covered = row.terms.keep is not None or row.terms.number is not None
    return covered and row.indicator.declared_score is not None and row.score is not None


def _wrong(subject: Subject, row: ScoredRow) -> bool:
    declared, score = row.indicator.declared_score, row.score
    return comparable(row) and declared is not None and score is not None and differs(subject, declared, score)
