"""An unsigned amount of a cost is an upper bound, as long as the profile says so, and the explanation says it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec import structs

from xladdin.model.indicator import Indicator
from xladdin.rules.profile import Profile, load
from xladdin.rules.score_sheet import ScoredRow, score_row

MOF = load("mof-2020")


def row(
    target: str, actual: str, *, level1: str = "成本指标", level2: str = "经济成本指标", name: str = "项目总成本"
) -> ScoredRow:
    indicator = Indicator(level1=level1, level2=level2, level3=name, target=target, actual=actual, weight=Decimal(10))
    return score_row(indicator, MOF, 2024)


@pytest.mark.parametrize(
    ("name", "target", "actual", "score"),
    [
        ("项目总成本", "20万元", "25万元", "8"),  # 20/25
        ("项目总成本", "20万元", "18万元", "10"),
        ("项目总成本（万元）", "20", "25", "8"),
        ("单位成本", "20", "25", "8"),
        ("补助标准上限", "1000元/户", "1250元/户", "8"),
    ],
)
def test_more_than_an_unsigned_cost_is_no_full_score(name: str, target: str, actual: str, score: str) -> None:
    scored = row(target, actual, name=name)
    assert scored.terms.direction.value == "≤"
    assert scored.terms.low is None
    assert scored.score == Decimal(score)
    assert scored.explanation(MOF).startswith("目标值未写符号，按成本上限（≤）计；完成率")


@pytest.mark.parametrize(
    ("level1", "name", "target", "direction"),
    [
        ("成本指标", "节约成本", "20万元", "＝"),
        ("成本指标", "成本节约率", "5%", "＝"),
        ("成本指标", "生均公用经费补助标准", "1000元/生·年", "＝"),
        ("成本指标", "项目数量", "20个", "＝"),
        ("成本指标", "项目总成本", "=20万元", "＝"),
        ("成本指标", "项目总成本", "≥20万元", "≥"),
        ("产出指标", "设备采购单价", "2万元/台", "≤"),
        ("产出指标", "采购数量", "20", "＝"),
        ("产出指标", "投资额", "20万元", "＝"),
        ("效益指标", "医疗费用", "20万元", "＝"),
        ("满意度指标", "收费单价", "2万元", "＝"),
        ("效益指标", "降低生产成本", "20万元", "＝"),
        ("效益指标", "减少医疗费用", "20万元", "＝"),
    ],
)
def test_what_is_no_cost_or_has_a_sign_stays_as_it_is(level1: str, name: str, target: str, direction: str) -> None:
    scored = row(target, "20", level1=level1, level2="", name=name)
    assert scored.terms.direction.value == direction
    assert scored.terms.ceiling is (direction == "≤")


@pytest.mark.parametrize("target", ["20万元以内", "20万元内", "20万元以下", "≤20万元", "不超过20万元"])
def test_a_ceiling_that_the_words_say_is_not_explained_as_the_programs(target: str) -> None:
    scored = row(target, "18万元")
    assert scored.terms.direction.value == "≤"
    assert not scored.terms.ceiling


def test_a_profile_may_switch_it_off() -> None:
    off = structs.replace(MOF.parameters["cost_ceiling"], value=Decimal(0))
    profile: Profile = structs.replace(MOF, parameters={**MOF.parameters, "cost_ceiling": off})
    indicator = Indicator(level1="成本指标", level3="总成本", target="20万元", actual="25万元", weight=Decimal(10))
    assert score_row(indicator, profile, 2024).terms.direction.value == "＝"
    assert not MOF.parameters["cost_ceiling"].verified
