"""The numbers that a profile may state, each with its unit and the range that makes sense.

A key that stands here and in ``mof-2020.toml`` can be asked for by a rule (``profile.number``, ``JX_P_<key>``) or by a
review check (``subject.limit``).
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

#: Decimal places of a number: more would be a slip of the hand, and a sheet would not carry them.
MOST_PLACES = 6


class Range(NamedTuple):
    """What one number may be.

    unit      as the file states it
    optional  an empty value switches the rule off
    whole     no decimals
    later     the number came after profiles had been handed out
    absent    for such a number: the value at which everything is as before, None for a rule that is switched off
    """

    unit: str
    least: Decimal
    most: Decimal
    optional: bool = False
    whole: bool = False
    absent: Decimal | None = None
    later: bool = False

    def since(self, absent: str | None) -> Range:
        """The same for a number that came later."""
        return self._replace(absent=None if absent is None else Decimal(absent), later=True)

    def changes(self, value: Decimal | None) -> bool:
        """Whether the value makes anything other than it was before there was such a number."""
        return not self.later or value != self.absent


def _range(unit: str, least: str, most: str, *, optional: bool = False, whole: bool = False) -> Range:
    return Range(unit, Decimal(least), Decimal(most), optional, whole)


_SWITCH = _range("是否", "0", "1", whole=True)
_PLACES = _range("位", "0", "4", whole=True)
_SHARE = _range("", "0", "1")
_POINTS = _range("分", "0", "100")
_BAND = _range("倍", "0.01", "1", optional=True).since(None)
_BAND_SHARE = _range("", "0.01", "1", optional=True).since(None)
_ROWS = _range("行", "1", "1000", whole=True)

#: Standard scores of levels.
STANDARD = _range("分", "0.1", "100")

#: ``[parameter]``: numbers that change scores or texts.
PARAMETERS: dict[str, Range] = {
    "over_threshold": _range("倍", "1", "10", optional=True),
    "over_factor": _range("", "0.01", "10", optional=True),
    "over_floor": _SHARE,
    "over_on_direct": _SWITCH,
    "over_on_proportional": _SWITCH,
    "over_on_tier": _SWITCH,
    "over_on_satisfaction": _SWITCH,
    "pass_mark": _range("倍", "0", "1", optional=True),
    "grade_excellent": _POINTS,
    "grade_good": _POINTS,
    "grade_medium": _POINTS,
    "rate_places": _PLACES,
    "level_places": _PLACES,
    "row_places": _PLACES.since("2"),
    "reason_above": _range("倍", "1", "100", optional=True),
    "reason_below": _range("倍", "0", "1"),
    "cost_ceiling": _SWITCH.since("0"),
    "missing_level": _range("", "0", "1", whole=True).since("0"),
    "tier_first": _SHARE.since("0.8"),
    "tier_second": _SHARE.since("0.6"),
    "band1_from": _BAND,
    "band1_share": _BAND_SHARE,
    "band2_from": _BAND,
    "band2_share": _BAND_SHARE,
    "band3_from": _BAND,
    "band3_share": _BAND_SHARE,
    "sum_tolerance": _SHARE,
    "rate_tolerance": _range("百分点", "0", "10"),
}

#: ``[checks]``: limits of the review checks.
LIMITS: dict[str, Range] = {
    "score_tolerance": _range("分", "0", "1"),
    "yuan_above": _range("万元", "1", "100000000"),
    "copied_share": _SHARE,
    "copied_rows": _ROWS,
    "weight_rows": _ROWS,
    "name_likeness": _SHARE,
    "identity_parts": _range("项", "2", "8", whole=True),
    "identity_chance": _SHARE,
    "unit_cost_likeness": _SHARE,
    "unit_cost_tolerance": _SHARE,
    "execution_reason_below": _range("倍", "0", "1"),
}

#: The profile that states every number, which others extend.
COMPLETE = "mof-2020"
