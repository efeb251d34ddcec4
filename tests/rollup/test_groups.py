"""Which rows are one indicator: by code, by name and unit, by what a person confirmed; parts with their total."""

from __future__ import annotations

import datetime

import pytest
from msgspec.structs import replace

from tests.rollup.small import MINISTRY, row, table
from xladdin.errors import UserError
from xladdin.model.evaluation import Project
from xladdin.rollup.groups import CATALOGUE, CONFIRMED, PROPOSED, Group, groups
from xladdin.rollup.region import region
from xladdin.rules.indicators.nature import Nature
from xladdin.rules.indicators.programme import Entry, Programme

ROADS = Programme(
    id="roads",
    title="农村公路",
    issued=datetime.date(2025, 1, 1),
    effective_from=datetime.date(2024, 1, 1),
    source="测试",
    indicator=(
        Entry(code="roads_built", name="新建公路", nature=Nature.ABSOLUTE, unit="公里", other_names=("公路新建里程",)),
        Entry(code="care", name="管护期", nature=Nature.DEADLINE, unit="年"),
    ),
)


def named(found: list[Group]) -> list[tuple[str, list[str]]]:
    return [(group.name, [member.unit for member, _ in group.rows]) for group in found]


def test_rows_with_one_code_are_one_indicator_whatever_they_are_called() -> None:
    members = [
        table("1县", row("新建公路（公里）", "≥3", "3")),
        table("2县", row("公路新建里程（公里）", "≥4", "4")),
        table("3县", row("公路", "≥5公里", "5", key="roads_built")),
        table("4县", row("新建公路（个）", "≥5", "5")),
    ]
    assert [len(group.rows) for group in groups(members, programme=ROADS)] == [3, 1]
    assert [len(group.rows) for group in groups(members)] == [1, 1, 1, 1]


def test_the_catalogue_decides_the_nature_before_unit_and_name_and_a_person_before_both() -> None:
    members = [table("1县", row("管护期（年）", "≥5", "5"), row("道路（公里）", "≥3", "3", key="q2"))]
    first, second = groups(members, programme=ROADS)
    assert (first.nature, first.said_by) == (Nature.DEADLINE, CATALOGUE)
    assert (second.nature, second.said_by) == (Nature.ABSOLUTE, PROPOSED)
    first, second = groups(
        members, natures={"道路（公里）": Nature.RELATIVE, "管护期（年）": Nature.QUALITATIVE}, programme=ROADS
    )
    assert (first.nature, first.said_by) == (Nature.QUALITATIVE, CONFIRMED)
    assert (second.nature, second.said_by) == (Nature.RELATIVE, CONFIRMED)


@pytest.mark.parametrize("name", ["合格率（%）", "管护期（年）", "响应时间（小时）"])
def test_shares_and_durations_are_added_for_nobody(name: str) -> None:
    with pytest.raises(UserError) as caught:
        groups([table("1县", row(name, "≥5", "5"))], natures={name: Nature.ABSOLUTE})
    assert caught.value.code == "rollup-nature"
    assert name in caught.value.line()


def test_parts_of_different_totals_are_never_added_to_each_other() -> None:
    """1县 breaks down people trained, 2县 people housed: both say 其中：脱贫户."""
    members = [
        table("1县", row("培训人数（人）", "≥100", "100"), row("其中：脱贫户（人）", "≥40", "40", None, key="q2")),
        table("2县", row("安置人数（人）", "≥200", "200"), row("其中：脱贫户（人）", "≥50", "50", None, key="q2")),
        table("3县", row("培训人数（人）", "≥10", "10"), row("其中：脱贫户（人）", "≥4", "4", None, key="q2")),
    ]
    assert named(groups(members)) == [
        ("培训人数（人）", ["1县", "3县"]),
        ("其中：脱贫户（人）", ["1县", "3县"]),
        ("安置人数（人）", ["2县"]),
        ("其中：脱贫户（人）", ["2县"]),
    ]
    found = region(members, MINISTRY, name="市")
    assert [(one.name, one.actual, one.part_of) for one in found.combined] == [
        ("培训人数（人）", 110, ""),
        ("其中：脱贫户（人）", 44, "培训人数（人）"),
        ("安置人数（人）", 200, ""),
        ("其中：脱贫户（人）", 50, "安置人数（人）"),
    ]


def test_a_part_of_a_weighted_total_has_no_weight_of_its_own() -> None:
    """Both rows carry 10 points below; the region counts the people once."""
    members = [
        table("1县", row("培训人数（人）", "≥100", "100"), row("其中：脱贫户（人）", "≥40", "0", key="q2")),
        table("2县", row("培训人数（人）", "≥10", "10"), row("其中：脱贫户（人）", "≥4", "0", key="q2")),
    ]
    found = region(members, MINISTRY, name="市")
    assert [one.weight for one in found.evaluation.indicators] == [10, None]
    (level,) = [one for one in found.sheet.levels if one.id == "output"]
    assert level.score == 50


def test_several_programmes_are_not_added() -> None:
    members = [
        table(f"{number}县", row("道路（公里）", "≥3", "3"), project=Project(name="项目", programme=programme))
        for number, programme in enumerate(("农村公路", "农村公路 ", "义务教育", ""))
    ]
    with pytest.raises(UserError) as caught:
        region(members, MINISTRY, name="市")
    assert caught.value.code == "rollup-programmes"
    assert "农村公路、义务教育" in caught.value.line()
    assert len(region([members[0], members[1], members[3]], MINISTRY, name="市").members) == 3


def test_the_regions_table_calls_a_share_of_met_targets_by_that_name() -> None:
    """5 years of care are never 10: the region's row says which part of the money met its own target."""
    members = [
        table("1县", row("管护期（年）", "≥5", "5"), budget="300"),
        table("2县", row("管护期（年）", "≥3", "1.5"), budget="100"),
    ]
    (care,) = region(members, MINISTRY, name="市").evaluation.indicators
    assert (care.level3, care.target, care.actual) == ("管护期达标占比（%）", "100", "87.5")  # (300·1 + 100·0.5) / 400


def test_values_are_stated_exactly_or_with_four_decimals() -> None:
    """亩 in 公顷 and thirds do not come out even; what is stated is what is scored."""
    members = [
        table("1县", row("合格率（%）", "≥90", "95"), budget="2"),
        table("2县", row("合格率（%）", "≥90", "90"), budget="1"),
    ]
    share, *_ = region(members, MINISTRY, name="市").evaluation.indicators
    assert share.actual == "93.3333"
    small = [replace(one.evaluation.indicators[0], level3="亩均投入（万元/亩）") for one in members]
    small = [replace(small[0], target="≤0.002", actual="0.001"), replace(small[1], target="≤0.002", actual="0.002")]
    cost, *_ = region(
        [table("1县", small[0], budget="2"), table("2县", small[1], budget="1")], MINISTRY, name="市"
    ).evaluation.indicators
    assert (cost.target, cost.actual) == ("≤0.002", "0.001333")
