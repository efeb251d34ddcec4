"""Whether a row reached its target, as several checks ask it."""

from __future__ import annotations

from xladdin.rules.profile import Profile
from xladdin.rules.row.met import is_met
from xladdin.rules.score_sheet import ScoredRow


def is_row_met(row: ScoredRow) -> bool:
    """Met by its readable actual value."""
    terms, number = row.terms, row.terms.number
    return number is not None and is_met(terms.direction, terms.low, terms.high, number)


def is_met_in_full(row: ScoredRow, profile: Profile) -> bool:
    """Met, and not so far above its target that points may be taken off; no adjustment says anything else."""
    above = profile.number("over_threshold")
    rate = row.completion_rate
    return is_row_met(row) and row.indicator.adjustment is None and (above is None or rate is None or rate <= above)
