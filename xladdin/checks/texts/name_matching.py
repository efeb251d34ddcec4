"""Comparing the names of indicators between tables: by a shown mapping, never by luck.

Two names are the same when they fold to the same key (full width, brackets, blanks and the unit in brackets aside).
Otherwise they are *variants* of one name when a known misprint turns one into the other, or when they resemble each
other and no better partner is left; every variant is reported (C23) with both spellings.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, Protocol

from xladdin.model.grammar.fold import fold, name_key
from xladdin.model.grammar.unit import name_without_unit

#: Misprints that occur in published tables, and what is meant. Shown in docs/checks.md.
MISPRINTS: dict[str, str] = {
    "被成活率": "植被成活率",
    "按评判登记赋分": "按评判等级赋分",
    "按照完成比列赋分": "按照完成比例赋分",
}

#: A resemblance that suffices when target and level 2 are the same as well.
_WEAKER = Decimal("0.5")


class Named(Protocol):
    """A row of any indicator table, as far as matching needs it."""

    @property
    def level2(self) -> str: ...
    @property
    def level3(self) -> str: ...
    @property
    def target(self) -> str: ...


class Pair(NamedTuple):
    """Row ``other`` of the goal table is the same indicator; ``same`` is False where the spelling differs."""

    other: int
    same: bool


class Matching(NamedTuple):
    """pairs: own row → Pair; own_only, other_only: rows without a partner."""

    pairs: dict[int, Pair]
    own_only: tuple[int, ...]
    other_only: tuple[int, ...]


NO_MATCHING = Matching({}, (), ())


@lru_cache(maxsize=8192)
def base_key(name: str) -> str:
    """Key of a name without its unit: ``矿山生态修复面积（ha）`` and ``矿山生态修复面积（公顷）`` share it."""
    return name_key(name_without_unit(name))


@lru_cache(maxsize=8192)
def bigrams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


@lru_cache(maxsize=8192)
def likeness(first: str, second: str) -> Decimal:
    """Dice coefficient of the character pairs of two names, 0 … 1."""
    one, two = bigrams(base_key(first)), bigrams(base_key(second))
    return Decimal(2 * len(one & two)) / max(1, len(one) + len(two))


def is_misprint(first: str, second: str) -> bool:
    one, two = base_key(first), base_key(second)
    return MISPRINTS.get(one) == two or MISPRINTS.get(two) == one


def match(own: Sequence[Named], other: Sequence[Named], threshold: Decimal) -> Matching:
    """Partner rows of two tables: equal names first, then the most alike that are left."""
    equal = _equal(tuple([row.level3 for row in own]), tuple([row.level3 for row in other]))
    pairs, left, right = dict(equal.pairs), list(equal.own_only), list(equal.other_only)
    if left and right:
        for mine, theirs in _variants(own, other, left, right, threshold):
            pairs[mine] = Pair(theirs, False)
            left.remove(mine)
            right.remove(theirs)
    return Matching(pairs, tuple(left), tuple(right))


@lru_cache(maxsize=512)
def _equal(own: tuple[str, ...], other: tuple[str, ...]) -> Matching:
    """Rows of equal names; the first of several goes to the first."""
    places: dict[str, list[int]] = {}
    for position, name in enumerate(other):
        places.setdefault(base_key(name), []).append(position)
    pairs: dict[int, Pair] = {}
    for position, name in enumerate(own):
        found = places.get(base_key(name))
        if found:
            pairs[position] = Pair(found.pop(0), True)
    taken = {pair.other for pair in pairs.values()}
    left = tuple(position for position in range(len(own)) if position not in pairs)
    return Matching(pairs, left, tuple(position for position in range(len(other)) if position not in taken))


def _variants(
    own: Sequence[Named], other: Sequence[Named], left: list[int], right: list[int], threshold: Decimal
) -> list[tuple[int, int]]:
    ranked = []
    for mine in left:
        for theirs in right:
            grade = _grade(own[mine], other[theirs], threshold)
            if grade is not None:
                ranked.append((-grade, abs(mine - theirs), mine, theirs))
    chosen: list[tuple[int, int]] = []
    for _, _, mine, theirs in sorted(ranked):
        if all(mine != one and theirs != two for one, two in chosen):
            chosen.append((mine, theirs))
    return chosen


def _grade(first: Named, second: Named, threshold: Decimal) -> Decimal | None:
    """How surely two differing names mean one indicator; None when they do not."""
    if is_misprint(first.level3, second.level3):
        return Decimal(2)
    alike = likeness(first.level3, second.level3)
    same = fold(first.target) == fold(second.target) and first.level2[:2] == second.level2[:2]
    if alike >= threshold or (same and alike >= threshold * _WEAKER):
        return alike + same
    return None
