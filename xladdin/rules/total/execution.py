"""预算执行率 B/A, 到位率 arrived/A, and the score of the level 预算执行.

0/0 and a zero budget have no rate (—). The level's score is its standard × the execution rate, at most the standard,
rounded to one decimal (10000/15886.03 = 62.95 % → 6.3 of 10).

A profile may score by bands instead (分档计分): from ``band1_from`` on the share ``band1_share`` of the standard, from
``band2_from`` on the next, below the last band nothing. 10/7/5/0 of 10 points are the shares 1, 0.7 and 0.5.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.rules import rounding
from xladdin.rules.profile import Profile
from xladdin.rules.rounding import declared_round, guarded, native_guarded
from xladdin.rules.words import NO_RATE

#: Parameters of the bands, from the highest down: the rate from which one counts, and its share of the standard.
BANDS = tuple((f"band{number}_from", f"band{number}_share") for number in (1, 2, 3))


def execution_rate(budget: Decimal | None, executed: Decimal | None) -> Decimal | None:
    """Fraction, unrounded; None for a blank or zero budget or a blank execution. Amounts in one unit (万元)."""
    if budget is None or executed is None or budget <= 0:
        return None
    return executed / budget


def bands(profile: Profile) -> tuple[tuple[Decimal, Decimal], ...]:
    """Rate from which a band counts and its share of the standard, highest first; empty where the rate itself counts."""
    found = ((profile.number(start), profile.number(share)) for start, share in BANDS)
    return tuple((start, share) for start, share in found if start is not None and share is not None)


def execution_share(rate: Decimal, profile: Profile) -> Decimal:
    """Share of the standard, 0 … 1: the rate, or what its band gives."""
    steps = bands(profile)
    if not steps:
        return max(Decimal(0), min(Decimal(1), rate))
    return next((share for start, share in steps if guarded(rate) >= start), Decimal(0))


def execution_score(
    rate: Decimal | None, standard: Decimal, profile: Profile, places: str = "level_places"
) -> Decimal | None:
    """Points, rounded at the parameter ``places`` of the profile; None where there is no rate."""
    if rate is None:
        return None
    return declared_round(standard * execution_share(rate, profile), int(profile.required(places)))


def native_rate(budget: str, executed: str) -> str:
    """Formula of the rate; blank while a cell is blank."""
    both = f"AND(ISNUMBER({budget}),ISNUMBER({executed}))"
    return f'IF({both},IF({budget}>0,{executed}/{budget},"{NO_RATE}"),"")'


def native_share(rate: str) -> str:
    """Formula of the share of the standard; ``rate`` is a formula text that gives a number."""
    banded = "0"
    for start, share in reversed(BANDS):
        reached = f"IF(ISNUMBER(JX_P_{start}),{native_guarded(rate)}>=JX_P_{start},FALSE)"
        banded = f"IF({reached},JX_P_{share},{banded})"
    return f"IF(ISNUMBER(JX_P_{BANDS[0][0]}),{banded},MAX(0,MIN(1,{rate})))"


def native_score(rate: str, standard: str, places: str = "level_places") -> str:
    """Formula of the level's score; ``rate`` is a formula text that gives a number."""
    return rounding.native(f"{standard}*{native_share(rate)}", f"JX_P_{places}")
