"""Which rows are parts of the row above them: said (其中：), set off without a weight, or exactly what is lacking."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.facts.table import row, table
from xladdin.checks.facts.parent_rows import counted_twice, headings, totals, wholes, without_weight

WHOLE = row("发放补助人数（人）", "≥1200人", weight="8")
FIRST = row("其中：脱贫户（人）", "≥700人")
BENEFIT = {"level1": "效益指标"}


def _parts(*rows: dict[str, Any]) -> list[tuple[int, tuple[int, ...]]]:
    return [tuple(one) for one in totals(table(*rows))]  # type: ignore[misc]


@pytest.mark.parametrize(
    "name", ["其中：脱贫户", "其中脱贫户", "　其中：脱贫户", "（1）其中：脱贫户", "1.其中：脱贫户", "—其中：脱贫户"]
)
def test_a_row_that_says_so_is_a_part_of_the_row_above(name: str) -> None:
    assert _parts(WHOLE, row(name, "≥700人")) == [(0, (1,))]


@pytest.mark.parametrize("name", ["脱贫户其中", "脱贫户", "一其他其中"])
def test_a_row_that_says_it_elsewhere_is_none(name: str) -> None:
    assert _parts(WHOLE, row(name, "≥700人", weight="2")) == []


def test_rows_that_say_so_one_after_another_belong_to_the_same_total() -> None:
    other = row("其中：监测户（人）", "≥400人")
    assert _parts(WHOLE, FIRST, other) == [(0, (1, 2))]
    apart = row("新建水池（座）", "≥3座", weight="2")
    assert _parts(WHOLE, FIRST, apart, other) == [(0, (1,)), (2, (3,))]


def test_nothing_is_above_the_first_row() -> None:
    assert _parts(FIRST, WHOLE) == []


@pytest.mark.parametrize(
    ("level1", "found"),
    [({}, [(0, (1,))]), ({"level1": ""}, [(0, (1,))]), ({"level1": " 产出指标 "}, [(0, (1,))]), (BENEFIT, [])],
)
def test_a_part_stands_in_the_group_of_its_total(level1: dict[str, str], found: list[Any]) -> None:
    assert _parts(WHOLE, FIRST | level1) == found
    assert _parts(WHOLE | {"level1": "产出指标 "}, FIRST | level1) == found


@pytest.mark.parametrize(
    ("whole", "more", "found"),
    [
        (WHOLE, row("　监测户（人）", "≥400人"), (1, 2)),
        (WHOLE, row("2.监测户（人）", "≥400人"), (1, 2)),
        (WHOLE, row("（2）监测户（人）", "≥400人"), (1, 2)),
        (WHOLE, row("-监测户（人）", "≥400人"), (1, 2)),
        (WHOLE, row("监测户（人）", "≥400人"), (1,)),  # not set off
        (WHOLE, row("　监测户（人）", "≥400人", weight="2"), (1,)),  # with a weight of its own
        (WHOLE | {"weight": None}, row("　监测户（人）", "≥400人"), (1,)),  # beside a total without one
        (WHOLE, row("　监测户（户）", "≥400户"), (1,)),  # another unit
        (WHOLE, row("　监测户（人）", "≥400人", **BENEFIT), (1,)),  # another group
    ],
)
def test_a_row_that_is_set_off_below_a_part_is_one_too(
    whole: dict[str, Any], more: dict[str, Any], found: tuple[int, ...]
) -> None:
    assert _parts(whole, FIRST, more) == [(0, found)]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        (row("监测户（人）", "≥500人", weight="2"), (1, 2)),  # 1200 = 700 + 500
        (row("监测户（人）", "≥499人", weight="2"), (1,)),
        (row("监测户（人）", "≥500户", weight="2"), (1,)),
        (row("监测户（人）", "按时", weight="2"), (1,)),
        (row("监测户（人）", "≥500人", weight="2", level2="质量指标"), (1,)),
    ],
)
def test_a_row_that_is_exactly_what_the_parts_lack_is_one_too(more: dict[str, Any], found: tuple[int, ...]) -> None:
    assert _parts(WHOLE, FIRST, more) == [(0, found)]


def test_what_is_lacking_is_known_only_where_every_figure_is() -> None:
    lacking = row("监测户（人）", "≥500人", weight="2")
    assert _parts(WHOLE | {"target": "按时"}, FIRST, lacking) == [(0, (1,))]
    assert _parts(WHOLE, FIRST | {"target": "按时"}, lacking) == [(0, (1,))]
    assert _parts(WHOLE | {"target": "≥60%"}, FIRST | {"target": "≥40%"}, lacking | {"target": "≥20%"}) == [(0, (1,))]


def test_parts_of_a_weighted_total_need_no_weight_nor_does_a_total_of_weighted_parts() -> None:
    other = row("其中：监测户（人）", "≥400人")
    assert without_weight(table(WHOLE, FIRST, other)) == {1, 2}
    assert without_weight(table(WHOLE, FIRST | {"weight": "0"}, other | {"weight": "3"})) == {1}
    plain = WHOLE | {"weight": None}
    assert without_weight(table(plain, FIRST | {"weight": "4"}, other | {"weight": "4"})) == {0}
    assert without_weight(table(plain, FIRST | {"weight": "4"}, other)) == set()
    assert wholes(table(WHOLE, FIRST, other)) == {1: 0, 2: 0}


@pytest.mark.parametrize(
    ("said", "heading"),
    [
        ({}, True),
        ({"target": " "}, True),
        ({"actual": " "}, True),
        ({"target": "≥1200人"}, False),
        ({"actual": "1200"}, False),
        ({"weight": "8"}, False),
    ],
)
def test_a_total_that_says_nothing_itself_is_a_heading(said: dict[str, str], heading: bool) -> None:
    assert headings(table(row("发放补助人数（人）") | said, FIRST)) == ({0} if heading else set())


def test_a_weight_on_the_total_and_on_a_part_counts_twice() -> None:
    other = row("其中：监测户（人）", "≥400人")
    assert [one.whole for one in counted_twice(table(WHOLE, FIRST | {"weight": "3"}, other))] == [0]
    assert counted_twice(table(WHOLE, FIRST, other)) == ()
    assert counted_twice(table(WHOLE | {"weight": None}, FIRST | {"weight": "3"}, other)) == ()
    assert counted_twice(table(WHOLE | {"weight": "0"}, FIRST | {"weight": "3"}, other)) == ()
