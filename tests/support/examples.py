"""How many examples a property runs: few in ``make test``, many under ``SOAK=1`` (``make soak``)."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SOAKING = os.environ.get("SOAK", "") not in ("", "0")


def examples(few: int = 150, many: int = 20_000) -> settings:
    """Settings of a property; the same examples each time, except while soaking."""
    return settings(
        max_examples=many if SOAKING else few,
        deadline=None,
        derandomize=not SOAKING,
        suppress_health_check=[HealthCheck.too_slow],
    )
