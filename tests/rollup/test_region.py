"""A region's table from its units': the published figures of two projects, and what every order and grouping must give."""

from __future__ import annotations

import itertools
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.rollup.small import MINISTRY, member, row, table
from tests.support.examples import examples
from xladdin.errors import UserError
from xladdin.model.adjustment import Adjustment
from xladdin.rollup.combine import Combined, Left
from xladdin.rollup.member import Member
from xladdin.rollup.ratio import ratio
from xladdin.rollup.region import Region, region
from xladdin.rules import profile as profiles
from xladdin.rules.indicators.nature import Nature

XINJIANG = profiles.load("xinjiang-2024")
#: Two names of one thing, as a person would confirm it.
JOBS = {"吸纳就业人数（万人）": "增加就业人数（人）"}


@pytest.fixture(scope="module")
def both() -> list[Member]:
    return [member(sample(name), profile=XINJIANG) for name in ("turpan-2024", "karamay-2024")]


def consolidated(both: list[Member], base: str = "budget") -> Region:
    return region(both, XINJIANG, name="新疆", base=base, mapped=JOBS)


def one(found: Region, name: str) -> Combined:
    (match,) = [each for each in (*found.combined, *found.dropped) if each.name == name]
    return match


def rate(found: Region, name: str) -> Decimal | None:
    (row,) = [row for row in found.sheet.rows if row.indicator.level3 == name]
    return row.completion_rate


def rounded(value: Decimal | None, places: str = "0.01") -> Decimal:
    assert value is not None
    return value.quantize(Decimal(places), ROUND_HALF_UP)


def test_money_is_added_up_and_the_rate_follows_from_the_sums(both: list[Member]) -> None:
    found = consolidated(both)
    (total,) = [row for row in found.evaluation.funds if row.source == "total"]
    assert (total.budget, total.executed) == (Decimal("34560.36"), Decimal("20874.9"))
    assert rounded(found.sheet.execution_rate, "0.0001") == Decimal("0.6040")


@pytest.mark.parametrize(
    ("name", "target", "actual", "percent"),
    [
        ("矿山生态修复面积（公顷）", "512.73", "592.23", "115.51"),
        ("修复废弃矿山（矿点）数量（个）", "58", "71", "122.41"),
        ("地质环境隐患点消除数量（处）", "10", "10", "100"),
        ("土地复垦面积（公顷）", "206.96", "133.44", "64.48"),
        ("人居环境改善（万人）", "15.95", "15.95", "100"),
    ],
)
def test_amounts_are_added_up(both: list[Member], name: str, target: str, actual: str, percent: str) -> None:
    found = consolidated(both)
    amount = one(found, name)
    assert (amount.nature, amount.low, amount.actual) == (Nature.ABSOLUTE, Decimal(target), Decimal(actual))
    assert rounded(rate(found, name), "0.0001") * 100 == Decimal(percent)


def test_units_of_measure_are_converted_and_the_conversion_is_said(both: list[Member]) -> None:
    jobs = one(consolidated(both), "增加就业人数（人）")
    assert jobs.actual == 1050
    assert [part.conversion for part in jobs.parts if part.conversion] == ["1 万人 = 10000 人"]


@pytest.mark.parametrize(
    ("base", "actual", "target", "cost"),
    [
        ("budget", "54.03", "67.08", "34.39"),
        ("executed", "52.10", "65.69", "34.50"),
        ("central", "50.00", "64.19", "34.61"),
    ],
)
def test_shares_are_weighted_by_the_same_money_for_target_and_actual(
    both: list[Member], base: str, actual: str, target: str, cost: str
) -> None:
    found = consolidated(both, base)
    share = one(found, "土地复垦利用率（%）")
    assert share.nature is Nature.RELATIVE
    assert (rounded(share.actual), rounded(share.low)) == (Decimal(actual), Decimal(target))
    assert rounded(one(found, "单位成本控制数（万元/公顷）").high) == Decimal(cost)


def test_a_true_ratio_stands_beside_the_weighted_mean(both: list[Member]) -> None:
    true = ratio("土地复垦面积/矿山生态修复面积", consolidated(both).combined)
    assert (rounded(true.target, "0.0001"), rounded(true.actual, "0.0001")) == (Decimal("0.4036"), Decimal("0.2253"))


@pytest.mark.parametrize(
    "written",
    [
        "土地复垦面积",
        "/土地复垦面积",
        "没有的指标/土地复垦面积",
        "土地复垦利用率/土地复垦面积",
        "土地复垦面积/人居环境改善",
    ],
)
def test_a_ratio_that_is_none_is_refused(both: list[Member], written: str) -> None:
    with pytest.raises(UserError) as caught:
        ratio(written, consolidated(both).combined)
    assert caught.value.code == "rollup-ratio"
    assert written in caught.value.line()


def test_durations_are_never_added(both: list[Member]) -> None:
    care = one(consolidated(both), "后期管护持续时间（年）")
    assert (care.nature, care.low, care.actual, care.met) == (Nature.DEADLINE, 1, 1, 2)


def test_what_is_not_applicable_drops_target_actual_and_money(both: list[Member]) -> None:
    found = consolidated(both)
    survival = one(found, "植被成活率（%）")
    assert survival in found.dropped
    assert [part.left for part in survival.parts] == [Left.NOT_APPLICABLE]
    assert all(row.indicator.level3 != "植被成活率（%）" for row in found.sheet.rows)


def test_no_order_and_no_name_of_a_file_changes_anything(both: list[Member]) -> None:
    seen = {
        (one.evaluation, one.sheet.total)
        for order in itertools.permutations(both)
        for one in [consolidated(list(order))]
    }
    assert len(seen) == 1


# ---- small tables -------------------------------------------------------------------------------------------------


def only(*members: Member, base: str = "budget") -> Combined:
    (found,) = region(list(members), MINISTRY, name="市", base=base).combined
    return found


def test_at_least_and_equal_become_at_least() -> None:
    found = only(table("1县", row("道路（公里）", "≥3", "4")), table("2县", row("道路（公里）", "5", "5")))
    assert (found.direction.value, found.low, found.actual, found.met) == ("≥", 8, 9, 2)


def test_opposite_directions_are_not_added() -> None:
    tables = [table(unit, row("用水量（吨）", "≤10", "9")) for unit in ("1县", "2县")]
    found = only(*tables, table("3县", row("用水量（吨）", "≥10", "12")))
    assert found.high == 20
    assert found.actual == 18
    assert [part.left for part in found.parts] == [None, None, Left.OTHER_WAY]


def test_a_missing_value_leaves_the_regions_value_open() -> None:
    found = only(table("1县", row("道路（公里）", "≥3", "4")), table("2县", row("道路（公里）", "≥5", "")))
    assert (found.low, found.actual) == (8, None)
    assert [part.left for part in found.parts] == [None, Left.BLANK]


def test_a_value_that_is_missing_but_taken_as_reached_counts_as_the_target() -> None:
    record = Adjustment(kind="按已达标认定", keep=Decimal(1), reason="已竣工", approved_by="主管部门")
    found = only(
        table("1县", row("道路（公里）", "≥3", "4")), table("2县", row("道路（公里）", "≥5", "", adjustment=record))
    )
    assert (found.low, found.actual) == (8, 9)
    assert found.parts[1].conversion == "按已达标认定，以指标值计"


def test_texts_count_by_the_money_whose_rows_met_them() -> None:
    found = only(
        table("1县", row("绿化效果", "显著提升", "显著提升"), budget="300"),
        table("2县", row("绿化效果", "显著提升", "未达成"), budget="100"),
    )
    assert (found.nature, found.actual, found.met) == (Nature.QUALITATIVE, Decimal("0.75"), 1)


def test_a_share_without_money_behind_it_is_left_out_and_said() -> None:
    found = only(
        table("1县", row("合格率（%）", "≥90", "95")),
        table("2县", row("合格率（%）", "≥90", "80"), budget=None, executed=None),
    )
    assert found.actual == 95
    assert [part.left for part in found.parts] == [None, Left.NO_MONEY]


def test_weights_that_agree_are_kept_and_others_are_weighted_by_money() -> None:
    same = region(
        [table("1县", row("道路（公里）", "≥3", "3")), table("2县", row("道路（公里）", "≥3", "3"))],
        MINISTRY,
        name="市",
    )
    assert same.evaluation.indicators[0].weight == 10
    other = region(
        [
            table("1县", row("道路（公里）", "≥3", "3", weight="20"), budget="300"),
            table("2县", row("道路（公里）", "≥3", "3", weight="10"), budget="100"),
        ],
        MINISTRY,
        name="市",
    )
    assert other.evaluation.indicators[0].weight == Decimal("17.5")  # (300 × 20 + 100 × 10) ÷ 400


def test_reasons_come_with_their_units() -> None:
    found = region(
        [
            table("1县", row("道路（公里）", "≥3", "1", reason="雨季停工。")),
            table("2县", row("道路（公里）", "≥3", "2", reason="雨季停工。")),
            table("3县", row("道路（公里）", "≥3", "2", reason="征地未完")),
        ],
        MINISTRY,
        name="市",
    )
    assert found.evaluation.indicators[0].reason == "1县、2县：雨季停工；3县：征地未完"


def test_a_name_that_a_table_has_twice_stays_two_indicators() -> None:
    twice = (row("道路（公里）", "≥3", "3"), row("道路（公里）", "≥5", "5", key="q2"))
    found = region([table("1县", *twice), table("2县", *twice)], MINISTRY, name="市")
    assert [one.low for one in found.combined] == [6, 10]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ([], "rollup-empty"),
        (["2023", "2024"], "rollup-years"),
        (["transfer", "project"], "rollup-forms"),
    ],
)
def test_what_cannot_be_consolidated_is_refused(members: list[str], code: str) -> None:
    given_members = []
    for number, what in enumerate(members):
        base = table(f"单位{number}", row("道路（公里）", "≥3", "3")).evaluation
        changed = replace(base, year=int(what)) if what.isdigit() else replace(base, form=what)
        given_members.append(member(changed))
    with pytest.raises(UserError) as caught:
        region(given_members, MINISTRY, name="市")
    assert caught.value.code == code


_NUMBERS = st.decimals(min_value=2, max_value=100, places=2)


@examples(60, 2_000)
@given(st.lists(st.tuples(_NUMBERS, _NUMBERS, _NUMBERS), min_size=1, max_size=6))
def test_sums_and_means_are_what_a_person_adds_up(values: list[tuple[Decimal, Decimal, Decimal]]) -> None:
    """Target, actual value and budget of each unit; amounts and shares beside each other."""
    members = [
        table(
            f"单位{number}",
            row("道路（公里）", f"≥{target}", f"{actual}"),
            row("合格率（%）", f"≥{target}", f"{actual}", key="q2"),
            budget=f"{budget}",
        )
        for number, (target, actual, budget) in enumerate(values)
    ]
    found = region(members, MINISTRY, name="市")
    roads = one(found, "道路（公里）")
    assert (roads.low, roads.actual) == (sum(target for target, _, _ in values), sum(actual for _, actual, _ in values))
    money = sum(budget for _, _, budget in values)
    if money:
        share = one(found, "合格率（%）")
        assert share.actual is not None
        assert abs(share.actual * money - sum(actual * budget for _, actual, budget in values)) < Decimal("1e-12")


def test_a_region_of_one_unit_without_adjustments_has_that_units_score(both: list[Member]) -> None:
    karamay = next(one for one in both if "克拉玛依" in one.unit)
    found = region([karamay], XINJIANG, name="克拉玛依市")
    assert (found.sheet.total, found.sheet.grade) == (Decimal("93.1"), "优")


def test_points_of_a_dropped_indicator_go_to_the_others_of_its_level(both: list[Member]) -> None:
    """植被成活率 is dropped; both tables' weights add up to 90, and so do the region's."""
    rows = consolidated(both).evaluation.indicators
    assert sum(row.weight for row in rows if row.weight is not None) == 90
    away = Adjustment(kind="不适用", keep=Decimal(1), reason="停建", approved_by="主管部门")
    found = region(
        [
            table(
                "1县",
                row("道路（公里）", "≥3", "3", weight="6"),
                row("桥梁（座）", "≥1", "1", weight="3", key="q2"),
                row("隧道（座）", "≥1", "", weight="3", key="q3", adjustment=away),
            )
        ],
        MINISTRY,
        name="市",
    )
    assert [one.weight for one in found.evaluation.indicators] == [8, 4]  # 6 · 12/9, 3 · 12/9


def test_a_common_scoring_rule_is_kept() -> None:
    direct = [table(f"{number}县", row("道路（公里）", "≥3", "2", scoring_rule="直接赋分")) for number in (1, 2)]
    assert region(direct, MINISTRY, name="市").sheet.rows[0].score == 0
    mixed = [direct[0], table("2县", row("道路（公里）", "≥3", "2", scoring_rule="按照完成比例赋分"))]
    assert rounded(region(mixed, MINISTRY, name="市").sheet.rows[0].score) == Decimal("6.67")
