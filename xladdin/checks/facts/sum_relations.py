"""Sums that hold among the targets (分项合计关系), found without knowing the names.

``121.17 = 94.58 + 0.28 + 26.31``: among targets in one unit, an exact sum of two to four others is taken as meant when
the period's table (A) has the same sum with other figures, or when a coincidence is improbable: the expected number of
accidental hits – subsets tried ÷ steps of the printed precision – stays below ``identity_chance``. A sum that the
period's table contradicts is no identity; one that lacks only parts which the year does not have is not contradicted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from xladdin.checks.subject import Subject, bound
from xladdin.checks.texts.readings import same_unit, scale
from xladdin.rules.score_sheet import ScoredRow

#: Larger groups are searched for fewer parts, so that the work stays bounded.
_MOST_STEPS = 20_000


class Identity(NamedTuple):
    """Row ``whole`` = Σ rows ``parts`` (positions in the self-evaluation table)."""

    whole: int
    parts: tuple[int, ...]


class _Member(NamedTuple):
    row: int
    value: Decimal


def identities(subject: Subject) -> tuple[Identity, ...]:
    """Every identity among the annual targets."""
    groups: dict[object, list[_Member]] = {}
    for position, (row, value) in enumerate(zip(subject.rows, subject.bounds, strict=True)):
        unit = row.target.unit
        if value and unit is not None and value > 0 and not unit.is_share and "年" not in unit.printed:
            groups.setdefault((unit.dimensions, scale(unit)), []).append(_Member(position, value))
    return tuple(one for members in groups.values() for one in _in_group(subject, members))


def _in_group(subject: Subject, members: list[_Member]) -> Iterator[Identity]:
    members = sorted(members, key=lambda member: member.value)
    limit = int(subject.limit("identity_parts"))
    for whole, parts, chance in _all_sums(tuple(member.value for member in members), limit):
        one = Identity(members[whole].row, tuple(sorted(members[part].row for part in parts)))
        verdict = _in_overall(subject, one)
        if verdict or (verdict is None and chance <= subject.limit("identity_chance")):
            yield one


@lru_cache(maxsize=1024)
def _all_sums(values: tuple[Decimal, ...], limit: int) -> tuple[tuple[int, tuple[int, ...], Decimal], ...]:
    """(position of the whole, positions of its parts, expected number of such hits by accident); ``values`` ascend."""
    steps, count = _steps(values), len(values)
    while math.comb(count, limit) > _MOST_STEPS:
        limit -= 1
    if limit < 2:
        return ()
    return tuple(
        (whole, parts, Decimal(math.comb(count, len(parts)) * (count - len(parts))) / steps[whole])
        for whole, parts in _sums(steps, limit)
    )


def _steps(values: tuple[Decimal, ...]) -> tuple[int, ...]:
    """The values as multiples of their greatest common step: 12600 and 3450 are 252 and 69 steps of 50."""
    exponents = [value.as_tuple().exponent for value in values]
    places = max(0, *(-exponent for exponent in exponents if isinstance(exponent, int)))
    whole = [int(value.scaleb(places)) for value in values]
    step = math.gcd(*whole)
    return tuple(value // step for value in whole)


def _sums(values: tuple[int, ...], limit: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(position of the whole, positions of its parts) for every exact sum; ``values`` ascend."""
    wholes: dict[int, list[int]] = {}
    for position, value in enumerate(values):
        wholes.setdefault(value, []).append(position)
    most, count = values[-1], len(values)

    def extend(parts: tuple[int, ...], total: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        for position in range(parts[-1] + 1, count):
            reached = total + values[position]
            if reached > most:
                return
            longer = (*parts, position)
            for whole in wholes.get(reached, ()):
                if whole > position:
                    yield whole, longer
            if len(longer) < limit:
                yield from extend(longer, reached)

    for first in range(count):
        yield from extend((first,), values[first])


def _in_overall(subject: Subject, one: Identity) -> bool | None:
    """True: the period's table has the same sum with other figures; False: it contradicts; None: it does not say."""
    whole = _overall_bound(subject, one.whole)
    parts = [_overall_bound(subject, part) for part in one.parts]
    known = [part for part in parts if part is not None]
    if whole is None or len(known) < len(parts):
        return None
    annual = [subject.bounds[position] for position in (one.whole, *one.parts)]
    if annual == [whole, *parts]:
        return None
    gap = whole - sum(known, Decimal(0))
    if abs(gap) <= subject.profile.required("sum_tolerance"):
        return True
    return None if gap > 0 and _has_more_parts(subject, subject.rows[one.whole]) else False


def _overall_bound(subject: Subject, position: int) -> Decimal | None:
    target = subject.overall_targets[position]
    own = subject.rows[position].target.unit
    if target is None or target.unit is None or own is None or not same_unit(target.unit, own):
        return None
    return bound(target)


def _has_more_parts(subject: Subject, whole: ScoredRow) -> bool:
    """Whether the period's table has rows in the same unit that the year does not have."""
    unit = whole.target.unit
    return unit is not None and any(
        target.unit is not None and target.unit.dimensions == unit.dimensions for target in subject.overall_only
    )
