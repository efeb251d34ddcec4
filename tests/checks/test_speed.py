"""The whole catalogue over one workbook costs at most five times what scoring it costs."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.checks.material import SAMPLES, profile_of
from xladdin.checks.runner import run_checks
from xladdin.model.project_json import load
from xladdin.rules.score_sheet import score_sheet

LIMIT = 5


def _best(work: Callable[[], object], rounds: int = 60) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def test_checking_costs_at_most_five_times_scoring() -> None:
    evaluation = load(SAMPLES / "turpan-2024.json")
    profile = profile_of(evaluation)
    sheet = score_sheet(evaluation, profile)
    ratio = float("inf")
    for _ in range(6):  # other programs may take the machine away: the quietest moment counts
        scoring = _best(lambda: score_sheet(evaluation, profile))
        checking = _best(lambda: run_checks(evaluation, profile, sheet=sheet))
        ratio = min(ratio, checking / scoring)
        if ratio <= LIMIT:
            break
    assert ratio <= LIMIT
