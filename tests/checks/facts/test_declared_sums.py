"""What declared scores add up to, and when they say nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.checks.material import change, clean, evaluation_of, profile_of
from xladdin.checks.facts.declared_sums import Sum, of_levels
from xladdin.checks.subject import Subject


def _levels(declared: dict[str, str], **changes: Any) -> Sum | None:
    data = clean()
    data["declared"]["levels"] = declared
    for path, value in changes.items():
        change(data, path, value)
    evaluation = evaluation_of(data)
    assert evaluation.declared is not None
    return of_levels(Subject(evaluation, profile_of(evaluation)), evaluation.declared)


def test_levels_of_indicators_that_are_all_declared_have_one_sum() -> None:
    found = _levels({"预算执行": "9.6", "产出指标": "50", "效益指标": "29.8", "满意度指标": "10"})
    assert found is not None
    assert (found.low, found.high, found.whole) == (Decimal("99.4"), Decimal("99.4"), True)
    assert found.paths == tuple(f"declared.levels[{one}]" for one in ("预算执行", "产出指标", "效益指标", "满意度指标"))


def test_a_level_that_is_not_declared_may_have_any_score_up_to_its_points() -> None:
    found = _levels({"预算执行": "9.6", "产出指标": "50", "满意度指标": "10"})
    assert found is not None
    assert (found.low, found.high, found.whole) == (Decimal("69.6"), Decimal("99.6"), False)
    assert found.paths == tuple(f"declared.levels[{one}]" for one in ("预算执行", "产出指标", "满意度指标"))


def test_a_level_without_rows_that_is_not_declared_adds_nothing() -> None:
    found = _levels({"预算执行": "9.6", "产出指标": "50"}, **{"indicators[q18]": None})
    assert found is not None
    assert (found.low, found.high) == (Decimal("59.6"), Decimal("89.6"))


def test_an_execution_that_is_not_declared_has_the_score_of_the_rules() -> None:
    found = _levels({"产出指标": "50", "效益指标": "29.8", "满意度指标": "10"})
    assert found is not None
    assert (found.low, found.high) == (Decimal("99.4"), Decimal("99.4"))


def test_the_execution_alone_says_nothing_of_the_indicators() -> None:
    assert _levels({"预算执行": "9.6"}) is None
    assert _levels({}) is None
