"""How many examples a property runs: few in ``make test``, many under ``SOAK=1`` (``make soak``)."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

SOAKING = os.environ.get("SOAK", "") not in ("", "0")


def examples(few: int = 150, many: int = 5_000) -> Callable[[Any], Any]:
    """Marks a property ``soak`` and sets its examples: the same ones each time, except while soaking."""
    chosen = settings(
        max_examples=many if SOAKING else few,
        deadline=None,
        derandomize=not SOAKING,
        suppress_health_check=[HealthCheck.too_slow],
    )
    return lambda test: pytest.mark.soak(chosen(test))
