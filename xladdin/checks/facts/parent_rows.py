"""Total rows and their 其中： rows: 发放补助人数 1200, 其中：脱贫户 700, 其中：监测户 500.

The first row below a total says 其中; rows after it belong to the same total when they say so too, or when they are set
off (a number, a dash, an indent) and have no weight of their own beside a total that has one.
"""

from __future__ import annotations

from typing import NamedTuple

from xladdin.checks.subject import Subject, bound
from xladdin.checks.texts.readings import same_unit
from xladdin.patterns import pattern
from xladdin.rules.score_sheet import ScoredRow

_MARK = r"[\s　]*(?:[（(]?[\d一二三四五六七八九十①-⑳]{1,2}[)）.、．]?|[-—–·•]+)?[\s　]*"
_OF_WHICH = pattern(rf"{_MARK}其中")
_SET_OFF = pattern(r"[\s　]+|[（(]?[\d①-⑳]{1,2}[)）.、．]|[-—–·•]")


class Total(NamedTuple):
    """Row ``whole`` and the rows that are parts of it (positions in the self-evaluation table)."""

    whole: int
    parts: tuple[int, ...]


def totals(subject: Subject) -> tuple[Total, ...]:
    """Every total with its parts; use through ``Subject.once``."""
    found: list[Total] = []
    for position, row in enumerate(subject.rows):
        last = found[-1] if found and found[-1].parts[-1] == position - 1 else None
        if _OF_WHICH.match(row.indicator.level3):
            if last is not None:
                found[-1] = Total(last.whole, (*last.parts, position))
            elif position and _one_group(subject.rows[position - 1], row):
                found.append(Total(position - 1, (position,)))
        elif last is not None and (_set_off(subject.rows[last.whole], row) or _completes(subject, last, row)):
            found[-1] = Total(last.whole, (*last.parts, position))
    return tuple(found)


def _one_group(above: ScoredRow, row: ScoredRow) -> bool:
    return above.indicator.level1.strip() == row.indicator.level1.strip() or not row.indicator.level1.strip()


def _set_off(whole: ScoredRow, row: ScoredRow) -> bool:
    alone = row.terms.weight is None and whole.terms.weight is not None
    return (
        alone
        and _SET_OFF.match(row.indicator.level3) is not None
        and _one_group(whole, row)
        and same_unit(whole.target.unit, row.target.unit)
    )


def _completes(subject: Subject, total: Total, row: ScoredRow) -> bool:
    """Whether the row is what the named parts lack of the total, exactly: 500 = 其中 300 + 200."""
    whole, unit = subject.rows[total.whole], row.target.unit
    values = [bound(subject.rows[part].target) for part in total.parts]
    own, aim = bound(row.target), bound(whole.target)
    if unit is None or unit.is_share or own is None or aim is None or whole.indicator.level2 != row.indicator.level2:
        return False
    known = [value for value in values if value is not None]
    return len(known) == len(values) and same_unit(whole.target.unit, unit) and sum(known, own) == aim


def without_weight(subject: Subject) -> frozenset[int]:
    """Rows that need no weight: parts of a total that has one, and totals whose parts all have one."""
    found: set[int] = set()
    for one in subject.once(totals):
        weights = [subject.rows[part].terms.weight for part in one.parts]
        if subject.rows[one.whole].terms.weight is not None:
            found.update(part for part, weight in zip(one.parts, weights, strict=True) if not weight)
        elif all(weight is not None for weight in weights):
            found.add(one.whole)
    return frozenset(found)


def headings(subject: Subject) -> frozenset[int]:
    """Totals that only head their parts: no target, no actual value, no weight."""
    found = set()
    for one in subject.once(totals):
        row = subject.rows[one.whole]
        if row.terms.weight is None and not row.indicator.target.strip() and not row.indicator.actual.strip():
            found.add(one.whole)
    return frozenset(found)


def wholes(subject: Subject) -> dict[int, int]:
    """Part → its total."""
    return {part: one.whole for one in subject.once(totals) for part in one.parts}


def counted_twice(subject: Subject) -> tuple[Total, ...]:
    """Totals that carry a weight beside parts that carry weights of their own."""
    return tuple(
        one
        for one in subject.once(totals)
        if subject.rows[one.whole].terms.weight and any(subject.rows[part].terms.weight for part in one.parts)
    )
