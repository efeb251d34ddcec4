"""A table without a level of the profile: open by default, or its points go to 效益指标; always with a word why."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec import structs

from xladdin.model.evaluation import Evaluation, Project
from xladdin.model.funds import FundsRow
from xladdin.model.indicator import Indicator
from xladdin.rules.profile import Profile, load
from xladdin.rules.score_sheet import ScoreSheet, score_sheet
from xladdin.rules.total.missing_level import standards

MOF = load("mof-2020")
TO_BENEFIT = structs.replace(
    MOF,
    parameters={
        **MOF.parameters,
        "missing_level": structs.replace(MOF.parameters["missing_level"], value=Decimal(1)),
    },
)


def row(level1: str, actual: str = "8", weight: str | None = "10", target: str = "≥10") -> Indicator:
    points = None if weight is None else Decimal(weight)
    return Indicator(level1=level1, level3="指标", target=target, actual=actual, weight=points)


def scored(*rows: Indicator, profile: Profile = MOF, executed: str = "100") -> ScoreSheet:
    money = FundsRow(source="total", budget=Decimal(100), executed=Decimal(executed) if executed else None)
    return score_sheet(
        Evaluation(form="transfer", year=2024, project=Project(name="灌区"), funds=(money,), indicators=rows), profile
    )


def test_without_a_level_there_is_no_total_and_the_sentence_says_why() -> None:
    sheet = scored(row("产出指标"), row("效益指标"))
    assert sheet.total is None
    assert sheet.why_no_total == "不出总分：表中没有满意度指标，规则没有说明它的 10 分计到哪里。"


def test_several_reasons_are_one_sentence() -> None:
    sheet = scored(row("产出指标", "约8"), row("效益指标"))
    assert sheet.why_no_total == (
        "不出总分：产出指标有 1 个指标需核对；表中没有满意度指标，规则没有说明它的 10 分计到哪里。"
    )


def test_a_profile_may_count_its_points_in_the_benefits() -> None:
    sheet = scored(row("产出指标"), row("效益指标"), profile=TO_BENEFIT)
    # 10 · 100 % + 50 · 80 % + (30 + 10) · 80 %
    assert [level.score for level in sheet.levels] == [10, 40, 32, 0]
    assert [level.standard for level in sheet.levels] == [10, 50, 40, 0]
    assert sheet.total == Decimal(82)
    assert sheet.why_no_total == ""


def test_without_benefits_nothing_can_be_counted_there() -> None:
    sheet = scored(row("产出指标"), row("满意度指标"), profile=TO_BENEFIT)
    assert sheet.total is None
    assert sheet.why_no_total == "不出总分：表中没有效益指标，规则没有说明它的 30 分计到哪里。"


def test_nothing_moves_where_every_level_has_indicators() -> None:
    assert standards(TO_BENEFIT, {"产出指标", "效益指标", "满意度指标"}) == standards(MOF, set())


@pytest.mark.parametrize(
    ("rows", "executed", "said"),
    [
        ((row("产出指标", "约8"),), "100", "产出指标有 1 个指标需核对"),
        ((row("产出指标", weight=None),), "100", "产出指标没有分值"),
        ((row("产出指标"),), "", "预算执行没有预算数或执行数"),
    ],
)
def test_other_reasons_are_said_too(rows: tuple[Indicator, ...], executed: str, said: str) -> None:
    sheet = scored(*rows, row("效益指标"), row("满意度指标"), executed=executed)
    assert sheet.total is None
    assert sheet.why_no_total == f"不出总分：{said}。"


def test_a_table_that_nobody_filled_needs_no_reason() -> None:
    assert scored(Indicator(level1="", level3="", target="")).why_no_total == ""


def test_a_row_with_a_target_and_no_name_counts() -> None:
    nameless = Indicator(level1="产出指标", level3="", target="≥10", actual="", weight=Decimal(10))
    sheet = scored(nameless, row("产出指标"), row("效益指标"), row("满意度指标"))
    assert next(level.score for level in sheet.levels if level.name == "产出指标") == Decimal(20)  # 50 · 8 / 20
