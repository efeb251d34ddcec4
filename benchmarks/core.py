"""The pure core: scoring and checking one project in memory."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

from benchmarks import reference
from benchmarks.measure import beside, medians
from benchmarks.registry import RATIO, SECONDS, Measured, benchmark
from xladdin.checks.runner import run_checks
from xladdin.rules.score_sheet import score_sheet


@benchmark("model + score of 31 parsed indicators", limit=0.001, unit=SECONDS)
def scoring() -> Measured:
    """Texts were read before (their readings are remembered); rates, scores, levels, grade are computed."""
    assert len(reference.evaluation().indicators) == 31
    (spent,) = medians(_scoring())
    return Measured(spent)


def _scoring() -> Callable[[], object]:
    """Scores another project each time: the last one is remembered."""
    turns, profile = cycle(reference.others()), reference.profile()
    return lambda: score_sheet(next(turns), profile)


@benchmark("all checks over one project, beside scoring it", limit=4, unit=RATIO)
def checking() -> Measured:
    evaluation, profile = reference.evaluation(), reference.profile()
    scored = score_sheet(evaluation, profile)
    checked, alone = medians(lambda: run_checks(evaluation, profile, sheet=scored), _scoring())
    return Measured(checked / alone, beside(checked, alone))
