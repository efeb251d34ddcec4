"""A standard a head and the heads that got it: which row is which, and what was needed together."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.checks.facts.table import row, table
from xladdin.checks.facts.paid_standards import paid_standards

STANDARD = row("人均补助标准（元/人）", "8000元/人", "8000元/人")
HEADS = row("发放补助人数（人）", "≥4000人", "4300人")


def _needed(*rows: dict[str, Any]) -> list[tuple[str, str, Decimal]]:
    found = paid_standards(table(*rows))
    return [(one.standard.indicator.key, one.heads.indicator.key, one.needed) for one in found]


def test_what_was_needed_is_the_standard_times_the_heads() -> None:
    assert _needed(STANDARD, HEADS) == [("k0", "k1", Decimal(3440))]  # 8000 × 4300 元 in 万元
    (one,) = paid_standards(table(STANDARD, HEADS))
    assert one.product == "8000元/人×4300人"
    assert _needed(STANDARD | {"target": "0.8万元/人", "actual": "0.8万元/人"}, HEADS) == [("k0", "k1", Decimal(3440))]
    year = row("人均补助标准", "800元/人/年", "800元/人/年")
    assert _needed(year, HEADS) == [("k0", "k1", Decimal(344))]


@pytest.mark.parametrize("word", "标准 补助 补贴 资助 津贴 奖励 救助 低保 补偿".split())
def test_a_standard_is_known_by_its_name(word: str) -> None:
    assert _needed(STANDARD | {"level3": f"每人{word}"}, HEADS)


@pytest.mark.parametrize("word", "最高 上限 不超过 以内 限额 封顶".split())
def test_a_ceiling_is_no_standard(word: str) -> None:
    assert _needed(STANDARD | {"level3": f"补助标准{word}"}, HEADS) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"level3": "人均费用"},
        {"target": "8000元"},  # not for heads
        {"target": "3个/人"},  # no money
        {"target": "80元/人/次"},  # for two things
        {"target": "8000元/年"},  # for a time alone
        {"target": "按批复"},
        {"actual": "按批复"},
        {"actual": "0元/人"},
    ],
)
def test_what_is_no_standard_a_head_says_nothing(changed: dict[str, str]) -> None:
    assert _needed(STANDARD | changed, HEADS) == []


def test_heads_are_outputs_in_the_unit_of_the_standard_and_no_part_of_others() -> None:
    assert _needed(STANDARD, HEADS | {"level1": "效益指标"}) == []
    assert _needed(STANDARD, HEADS | {"target": "≥4000户", "actual": "4300户"}) == []
    assert _needed(STANDARD, HEADS | {"target": "≥4000人/次", "actual": "4300人/次"}) == []
    assert _needed(STANDARD, HEADS | {"actual": "未统计"}) == []
    assert _needed(STANDARD, HEADS | {"actual": "0人"}) == []
    part = row("其中：补助标准人数（人）", "≥400人", "500人")
    assert _needed(STANDARD, HEADS, part) == [("k0", "k1", Decimal(3440))]


def test_a_standard_without_heads_hinders_no_other() -> None:
    other = row("每户奖励标准（元/户）", "1000元/户", "1000元/户")
    assert _needed(other, STANDARD, HEADS) == [("k1", "k2", Decimal(3440))]
    nobody = row("奖励户数（户）", "≥10户", "0户")
    assert _needed(other, nobody, STANDARD, HEADS) == [("k2", "k3", Decimal(3440))]
    assert _needed(row("工期", "按时", "按时"), STANDARD | {"actual": "未发"}, STANDARD, HEADS) == [
        ("k2", "k3", Decimal(3440))
    ]


def test_among_several_heads_the_one_with_most_in_common_counts() -> None:
    trained = row("培训人数（人）", "≥90人", "100人")
    assert _needed(STANDARD, trained, HEADS) == [("k0", "k2", Decimal(3440))]
    assert _needed(STANDARD, HEADS, trained) == [("k0", "k1", Decimal(3440))]
    again = row("发放补助对象（人）", "≥90人", "100人")
    assert _needed(STANDARD, HEADS, again) == []  # both have as much


@pytest.mark.parametrize("word", "人数 人次 人口 户数 数量 对象 学生 农户 老人 儿童 居民 职工 亩 面积".split())
def test_the_only_heads_may_have_nothing_in_common_but_the_unit(word: str) -> None:
    assert _needed(STANDARD, HEADS | {"level3": f"全县{word}"})
    assert _needed(STANDARD, HEADS | {"level3": "全县"}) == []
