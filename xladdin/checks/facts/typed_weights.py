"""Weights that stand where values should stand (C12): other checks leave such rows alone, whatever follows from them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xladdin.checks.subject import Subject, bound
from xladdin.model.grammar.decimals import plain_decimal
from xladdin.model.grammar.fold import fold
from xladdin.rules.row.met import is_met
from xladdin.rules.score_sheet import ScoredRow


def in_both_columns(subject: Subject) -> tuple[ScoredRow, ...]:
    """Rows whose target and actual value both are the row's weight, where they are half of all; each hides the other."""
    same = tuple(
        row
        for (row, number), target in zip(subject.numbered, subject.bounds, strict=True)
        if number is not None and number == row.terms.weight and number == target
    )
    if len(same) < subject.limit("weight_rows"):
        return ()
    return same if len(same) * 2 >= len(looked_at(subject)) else ()


def looked_at(subject: Subject) -> list[ScoredRow]:
    """Rows with one number as target and a number as actual value."""
    pairs = zip(subject.numbered, subject.bounds, strict=True)
    return [row for (row, number), target in pairs if number is not None and target is not None]


class Column:
    """How many values of a column were looked at, and which of them are weights."""

    def __init__(self, subject: Subject, column: str) -> None:
        self.suspects: list[tuple[ScoredRow, Decimal]] = []
        self.looked = 0
        for position, row in enumerate(subject.rows):
            weight, value = row.terms.weight, _value(subject, position, column)
            if weight is None or value is None:
                continue
            self.looked += 1
            if value == weight and not _proper(subject, position, column, value):
                self.suspects.append((row, weight))
        self.many = len(self.suspects) >= subject.limit("weight_rows")
        #: Half a column of weights is a column in the wrong place.
        self.whole = self.many and len(self.suspects) * 2 >= self.looked
        if column == "actual":
            self._take_all(subject)

    def _take_all(self, subject: Subject) -> None:
        """Where most of a column are weights, those that happen to meet their targets are weights as well."""
        same = [(row, row.actual.value) for row in subject.rows if row.actual.value == row.terms.weight]
        known = [(row, weight) for row, weight in same if weight is not None]
        if len(known) >= subject.limit("weight_rows") and len(known) * 4 >= self.looked * 3 and self.suspects:
            self.suspects, self.many, self.whole = known, True, True


def of_actuals(subject: Subject) -> Column:
    return Column(subject, "actual")


def misplaced(subject: Subject) -> frozenset[str]:
    """Keys of rows whose actual value is no value but a weight."""
    keys = {row.indicator.key for row in subject.once(in_both_columns)}
    column = subject.once(of_actuals)
    if column.whole:
        keys.update(row.indicator.key for row, _ in column.suspects)
    return frozenset(keys)


def _value(subject: Subject, position: int, column: str) -> Decimal | None:
    row = subject.rows[position]
    if column == "actual":
        return row.actual.value
    if column == "issued_target":
        issued = subject.issued_targets[position]
        return bound(issued) if issued is not None else subject.bounds[position]
    return _number(row.indicator.last_year)


@lru_cache(maxsize=2048)
def _number(text: str) -> Decimal | None:
    return plain_decimal(fold(text))


def _proper(subject: Subject, position: int, column: str, value: Decimal) -> bool:
    """Whether the value explains itself: it meets the target, or another table has the same number."""
    row, annual = subject.rows[position], subject.annual_targets[position]
    if value == subject.bounds[position] or (annual is not None and value == bound(annual)):
        return True
    terms = row.terms
    return column == "actual" and is_met(terms.direction, terms.low, terms.high, value)
