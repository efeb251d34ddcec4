"""Partner rows of two tables: by equal names, by known misprints, by likeness, and otherwise not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xladdin.checks.texts.name_matching import Pair, base_key, likeness, match
from xladdin.model.goals import GoalIndicator

HALF = Decimal("0.5")


def _names(*rows: tuple[str, str]) -> list[GoalIndicator]:
    return [GoalIndicator(level1="产出指标", level2="数量指标", level3=name, target=target) for name, target in rows]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("矿山生态修复面积（ha）", "矿山生态修复面积（公顷）"),
        ("工程质量合格率（%)", "工程质量合格率（%）"),
        ("单位成本控制数（万元／公顷）", "单位成本控制数 (万元/公顷)"),
    ],
)
def test_unit_width_and_brackets_do_not_make_another_name(first: str, second: str) -> None:
    assert base_key(first) == base_key(second)


def test_equal_names_are_partners_whatever_their_place() -> None:
    own = _names(("甲面积（亩）", "≥1"), ("乙面积（亩）", "≥2"))
    other = _names(("乙面积（亩）", "≥9"), ("甲面积（亩）", "≥8"))
    assert match(own, other, HALF).pairs == {0: Pair(1, True), 1: Pair(0, True)}


def test_likely_variant_is_a_partner_but_marked() -> None:
    own = _names(("林地提质改造面积（公顷）", "≥1.62"), ("新增林地面积（公顷）", "≥94.58"))
    other = _names(("新增林地面积（公顷）", "≥278.13"), ("林地提质改造修复面积（公顷）", "≥6.75"))
    assert match(own, other, HALF).pairs == {0: Pair(1, False), 1: Pair(0, True)}


def test_weaker_likeness_suffices_beside_the_same_target() -> None:
    own = _names(("水土保持功能持续时间（年）", "≥10"))
    assert match(own, _names(("生态功能保持年限（年）", "≥10")), HALF).pairs == {0: Pair(0, False)}
    assert match(own, _names(("生态功能保持年限（年）", "≥3")), HALF).pairs == {}


def test_different_things_are_left_without_partner() -> None:
    result = match(_names(("改造渠道长度（公里）", "≥18")), _names(("受益农户满意度（%）", "≥90")), HALF)
    assert result == ({}, (0,), (0,))


def test_known_misprint_is_a_partner() -> None:
    assert match(_names(("植被成活率（%）", "≥70")), _names(("被成活率（%）", "≥75")), Decimal(2)).pairs == {
        0: Pair(0, False)
    }


def test_name_that_occurs_twice_is_paired_once_each() -> None:
    own = _names(("单位成本（元）", "≤1"), ("单位成本（元）", "≤2"))
    assert match(own, own, HALF).pairs == {0: Pair(0, True), 1: Pair(1, True)}


def test_a_row_is_a_variant_of_one_row_only() -> None:
    own = _names(("林地提质改造面积（公顷）", "≥1.62"), ("林地提质改造修复面积（公顷）", "≥1.62"))
    other = _names(("林地提质改造建设面积（公顷）", "≥6.75"))
    assert match(own, other, HALF) == ({0: Pair(0, False)}, (1,), ())
    assert match(other, own, HALF) == ({0: Pair(0, False)}, (), (1,))


def test_names_of_one_sign_are_like_no_other() -> None:
    assert likeness("甲", "乙") == likeness("甲", "甲乙") == likeness("", "") == 0


def test_likeness_is_the_share_of_common_character_pairs() -> None:
    # 林草 草成 成活 活率 against 草成 成活 活率: 2 × 3 ÷ (4 + 3)
    assert likeness("林草成活率", "草成活率") == Decimal(6) / 7
