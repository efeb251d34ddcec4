"""Whether a score has to explain that its target, a cost without a sign, was taken as an upper bound."""

from __future__ import annotations

from xladdin.model.grammar.quantity import Direction

#: What a target text begins with when no sign stands in front; and the signs that may stand behind (20万元以内).
_FIGURES = "0123456789０１２３４５６７８９"
_BEHIND = ("内", "下")


def is_ceiling(direction: Direction, target: str) -> bool:
    """Whether the direction ≤ comes from the profile and not from the target's text: the score's sentence says so."""
    return (
        direction is Direction.AT_MOST and target.startswith(tuple(_FIGURES)) and not any(s in target for s in _BEHIND)
    )


def native_is_ceiling(direction: str, target: str) -> str:
    """Formula: the same over the cells of 方向 and of the cleaned target text."""
    behind = ",".join(f'"{sign}"' for sign in _BEHIND)
    figure = f'ISNUMBER(FIND(LEFT({target}&"x",1),"{_FIGURES}"))'
    return f'AND({direction}="≤",{figure},SUMPRODUCT(--ISNUMBER(FIND({{{behind}}},{target})))=0)'
