"""评价等级 from the rounded total: 优 ≥ 90, 良 ≥ 80, 中 ≥ 60, else 差 (财预〔2020〕10号; bounds from the profile)."""

from __future__ import annotations

from decimal import Decimal

from xladdin.rules.profile import Profile

_STEPS = (("优", "grade_excellent"), ("良", "grade_good"), ("中", "grade_medium"))
LOWEST = "差"


def grade(total: Decimal | None, profile: Profile) -> str:
    """One of 优 良 中 差; empty where there is no total."""
    if total is None:
        return ""
    for name, key in _STEPS:
        if total >= profile.required(key):
            return name
    return LOWEST


def native(total: str) -> str:
    """The same as a formula over the total's cell."""
    text = f'"{LOWEST}"'
    for name, key in reversed(_STEPS):
        text = f'IF({total}>=JX_P_{key},"{name}",{text})'
    return f'IF(ISNUMBER({total}),{text},"")'
