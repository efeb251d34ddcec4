"""Sums among targets are discovered by their figures; coincidences are not."""

from __future__ import annotations

import math
import random
from decimal import Decimal

import pytest

from tests.checks.material import as_printed, clean, evaluation_of, profile_of
from xladdin.checks.facts.sum_relations import _all_sums, identities
from xladdin.checks.subject import Subject


def _found(annual: list[str], overall: list[str] = (), unit: str = "公顷") -> set[tuple[int, tuple[int, ...]]]:  # type: ignore[assignment]
    data = clean()
    base = data["indicators"][0]
    data["goals"] = {}
    names = [f"第{number}种土地面积（{unit}）" for number in range(len(annual))]
    data["indicators"] = [
        {**base, "key": f"k{number}", "level3": name, "unit": unit, "target": f"≥{value}", "issued_target": ""}
        for number, (name, value) in enumerate(zip(names, annual, strict=True))
    ]
    if overall:
        rows = [
            {"level1": "产出指标", "level3": name, "target": f"≥{value}"}
            for name, value in zip(names, overall, strict=True)
        ]
        data["goals"] = {"overall": {"period": "2024—2026年", "indicators": rows}}
    evaluation = evaluation_of(data)
    return {(one.whole, one.parts) for one in identities(Subject(evaluation, profile_of(evaluation)))}


def test_sum_of_precise_figures_needs_no_second_table() -> None:
    assert _found(["85.79", "16.21", "69.58", "70.81"]) == {(0, (1, 2))}


def test_sum_of_small_round_figures_may_be_chance() -> None:
    assert _found(["8", "3", "5", "11"]) == set()


def test_round_figures_are_judged_by_their_step() -> None:
    # 12600 = 3450 + 9150 in steps of 50 are only 252 steps
    assert _found(["12600", "3450", "1850", "9150"]) == set()


def test_second_table_with_other_figures_confirms() -> None:
    assert _found(["12600", "3450", "1850", "9150"], ["37800", "10250", "5600", "27550"]) == {(0, (1, 3))}


def test_second_table_with_the_same_figures_proves_nothing() -> None:
    figures = ["12600", "3450", "1850", "9150"]
    assert _found(figures, figures) == set()


def test_second_table_that_contradicts_refutes() -> None:
    assert _found(["85.79", "16.21", "69.58", "70.81"], ["1667.31", "900.11", "801.33", "1068.11"]) == set()


def test_second_table_that_does_not_know_the_total_or_a_part_says_nothing() -> None:
    figures = ["85.79", "16.21", "69.58", "70.81"]
    assert _found(figures, ["—", "900.11", "801.33", "1068.11"]) == {(0, (1, 2))}
    assert _found(figures, ["1667.31", "—", "801.33", "1068.11"]) == {(0, (1, 2))}


def test_rates_and_years_are_not_added_up() -> None:
    assert _found(["85.79", "16.21", "69.58"], unit="%") == set()


def test_the_published_tables_hold_the_identities_that_a_reader_sees() -> None:
    evaluation = as_printed("turpan-2024-as-printed")
    subject = Subject(evaluation, profile_of(evaluation))
    keys = [row.indicator.key for row in subject.rows]
    named = {(keys[one.whole], tuple(keys[part] for part in one.parts)) for one in identities(subject)}
    # 121.17 = 94.58 + 0.28 + 26.31 and 426.94 = 42.54 + 384.40
    assert named == {("q12", ("q05", "q07", "q09")), ("q01", ("q04", "q21"))}


@pytest.mark.parametrize(("rows", "places", "largest"), [(5, 2, 300), (12, 2, 1000), (30, 2, 3000), (8, 0, 200)])
def test_unrelated_figures_hardly_ever_look_like_a_sum(rows: int, places: int, largest: int) -> None:
    draw = random.Random(rows * largest)
    hits = 0
    for _ in range(60):
        values = [Decimal(f"{10 ** draw.uniform(0.3, math.log10(largest)):.{places}f}") for _ in range(rows)]
        hits += bool(_found([str(value) for value in values]))
    assert hits <= 1


@pytest.mark.parametrize(("rows", "searched"), [(200, True), (201, False)])
def test_a_table_of_more_pairs_than_can_be_looked_at_is_not_searched(rows: int, searched: bool) -> None:
    """200 rows have 19 900 pairs, 201 have 20 100; two of them are the sum of the first two."""
    values = [Decimal(3**7 + 2 * 5 * number * number + number) for number in range(rows - 1)]
    found = _all_sums(tuple(sorted([*values, values[0] + values[1]])), 4)
    assert bool(found) is searched
