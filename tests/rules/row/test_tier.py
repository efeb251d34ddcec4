"""评判等级 (财预〔2020〕10号: 100–80 含, 80–60 含, 60–0; 湖北 80–50): a bound belongs to the upper tier."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.rules.situations import MOF
from xladdin.rules import profile as profiles
from xladdin.rules.row.tier import FIRST, SECOND, THIRD, tier_of


@pytest.mark.parametrize(
    ("share", "ministry", "hubei"),
    [
        ("1", FIRST, FIRST),
        ("0.8", FIRST, FIRST),
        ("0.79999", SECOND, SECOND),
        ("0.6", SECOND, SECOND),
        ("0.59", THIRD, SECOND),
        ("0.5", THIRD, SECOND),
        ("0.49", THIRD, THIRD),
        ("0", THIRD, THIRD),
    ],
)
def test_a_share_lies_in_the_tier_of_the_profile(share: str, ministry: int, hubei: int) -> None:
    assert tier_of(Decimal(share), MOF) == ministry
    assert tier_of(Decimal(share), profiles.load("hubei")) == hubei
