"""Rows of two tables that are the same indicator.

Rows join by themselves only where their names are equal after normalisation: full and half width, blanks, brackets, and a unit
in brackets that means the same (公顷 and ha, km and 公里). Everything else a person decides, in the mapping file; what looks
alike is suggested there and decides nothing.
"""

from __future__ import annotations

import difflib
from collections import Counter
from typing import NamedTuple

from xladdin.intake.understand.found import Row
from xladdin.model.grammar.fold import name_key
from xladdin.model.grammar.unit import Unit, closing_brackets, unit_in_name

_BRACKETS = str.maketrans("〔【[［﹝〕】]］﹞", "（（（（（）））））")

#: From here on two names are shown as a suggestion.
_ALIKE = 0.5

Pairs = dict[int, int]
"""Position of the row of the self-evaluation table → position of the row of the weighted table."""


class Joined(NamedTuple):
    """``pairs`` by name, ``ordered`` those that a person named; ``left`` and ``right`` rows that stand alone;
    ``suggested`` pairs of these that look alike, with their likeness."""

    pairs: Pairs
    ordered: Pairs
    left: list[int]
    right: list[int]
    suggested: dict[int, tuple[int, float]]

    @property
    def all(self) -> Pairs:
        return {**self.pairs, **self.ordered}


def stem_and_unit(name: str) -> tuple[str, Unit | None]:
    """The name without the brackets that hold its unit, as a key, and that unit."""
    name = name.translate(_BRACKETS)
    unit = unit_in_name(name)
    inside = closing_brackets(name)
    if unit is not None and inside:
        name = name.rstrip()[: -len(inside) - 2]
    return name_key(name), unit


def same_name(one: str, other: str) -> bool:
    """Whether two printed names are the same name after normalisation."""
    (stem, unit), (other_stem, other_unit) = stem_and_unit(one), stem_and_unit(other)
    if stem != other_stem:
        return False
    return (
        unit is None
        or other_unit is None
        or (unit.dimensions, unit.factor) == (other_unit.dimensions, other_unit.factor)
    )


def join(left: list[Row], right: list[Row], ordered: Pairs, apart: set[tuple[int, int]]) -> Joined:
    """``ordered`` are pairs that a person named, ``apart`` pairs that a person parted."""
    pairs: Pairs = {}
    free_left = [row for row in range(len(left)) if row not in ordered]
    free_right = [row for row in range(len(right)) if row not in ordered.values()]
    candidates = [
        (one, other)
        for one in free_left
        for other in free_right
        if (one, other) not in apart and same_name(left[one].level3, right[other].level3)
    ]
    for narrow in (_same_levels, _any):
        open_pairs = [
            (one, other)
            for one, other in candidates
            if one not in pairs and other not in pairs.values() and narrow(left[one], right[other])
        ]
        ones, others = Counter(one for one, _ in open_pairs), Counter(other for _, other in open_pairs)
        pairs |= {one: other for one, other in open_pairs if ones[one] == others[other] == 1}
    alone = [row for row in free_left if row not in pairs]
    others_alone = [row for row in free_right if row not in pairs.values()]
    return Joined(pairs, ordered, alone, others_alone, _suggested(left, right, alone, others_alone))


def _same_levels(one: Row, other: Row) -> bool:
    """The same name may stand under two levels."""
    return _level(one.level2) == _level(other.level2)


def _any(one: Row, other: Row) -> bool:
    return True


def _level(name: str) -> str:
    return name_key(name).removesuffix("指标")


def _suggested(left: list[Row], right: list[Row], ones: list[int], others: list[int]) -> dict[int, tuple[int, float]]:
    """For each row that stands alone the one that looks most like it, by its name and, where names differ, its place."""
    scored = []
    for one in ones:
        for other in others:
            names = difflib.SequenceMatcher(
                None, name_key(left[one].level3), name_key(right[other].level3), False
            ).ratio()
            same_target = bool(left[one].texts["target"]) and name_key(left[one].texts["target"]) == name_key(
                right[other].texts["target"]
            )
            likeness = names + (0.2 if _same_levels(left[one], right[other]) else 0) + (0.2 if same_target else 0)
            if likeness >= _ALIKE:
                scored.append((likeness, one, other, names))
    found: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for _, one, other, names in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if one not in found and other not in taken:
            found[one] = other, round(names, 2)
            taken.add(other)
    return found
