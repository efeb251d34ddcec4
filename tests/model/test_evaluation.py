"""The words that the forms print, and what an evaluation holds where nothing is said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xladdin.model.evaluation import MANAGEMENT_ITEMS, Declared, Evaluation, Project, Signatures, Unit
from xladdin.model.funds import SOURCE_TITLES, FundsRow, total_of
from xladdin.model.goals import Goal, GoalFunds, GoalIndicator, Goals, WeightedFunds, WeightedGoal
from xladdin.model.indicator import BASES, EVIDENCE, Indicator, says_something
from xladdin.model.input_note import InputNote


def test_the_printed_words_are_those_of_the_forms() -> None:
    assert MANAGEMENT_ITEMS == (
        "分配科学性",
        "下达及时性",
        "拨付合规性",
        "使用规范性",
        "执行准确性",
        "预算绩效管理情况",
        "支出责任履行情况",
    )
    assert SOURCE_TITLES == {
        "total": "年度资金总额",
        "central": "中央财政资金",
        "local": "地方财政资金",
        "other": "其他资金",
        "unit": "单位资金",
        "fiscal": "当年财政拨款",
        "carryover": "上年结转资金",
    }
    assert BASES == ("计划标准", "行业标准", "历史标准", "预算支出标准", "其他标准")
    assert EVIDENCE == ("工作资料", "说明材料", "原始凭证", "正式资料")


def test_what_nobody_filled_in_is_blank() -> None:
    assert (Unit().code, Unit().name) == ("", "")
    project = Project(name="灌区")
    assert {getattr(project, name) for name in project.__struct_fields__} == {"灌区", ""}
    assert {getattr(Signatures(), name) for name in Signatures.__struct_fields__} == {""}
    assert (Declared().levels, Declared().total, Declared().grade) == ({}, None, "")
    assert (Goal().period, Goal().objective, Goal().indicators) == ("", "", ())
    assert {getattr(GoalFunds(), name) for name in GoalFunds.__struct_fields__} == {None}
    assert {getattr(WeightedFunds(), name) for name in WeightedFunds.__struct_fields__} == {None}
    assert WeightedGoal().objective == ""
    assert (Goals().overall, Goals().annual, Goals().weighted) == (None, None, None)
    assert GoalIndicator(level1="产出指标", level3="渠道", target="≥5").level2 == ""
    row = Indicator(level1="产出指标", level3="渠道", target="≥5")
    texts = ("key", "level2", "unit", "issued_target", "basis", "last_year", "scoring_rule", "evidence", "actual")
    assert {getattr(row, name) for name in (*texts, "reason")} == {""}
    assert (row.weight, row.tier_percent, row.declared_score, row.adjustment) == (None, None, None, None)
    note = InputNote("remarks", "formula")
    assert (note.detail, note.expected, note.name) == ("", "", "")
    one = Evaluation(form="transfer", year=2024, project=project, funds=(), indicators=())
    assert (one.version, one.profile, one.region_code, one.objective, one.achievement) == (1, "", "", "", "")
    assert (one.remarks, one.measures, one.management, one.declared) == ("", "", (), None)


@pytest.mark.parametrize("field", ["level3", "target", "actual"])
def test_a_row_with_a_name_a_target_or_a_result_is_an_indicator(field: str) -> None:
    blank = {"level1": "产出指标", "level3": "", "target": " "}
    assert not says_something(Indicator(**blank))
    assert says_something(Indicator(**{**blank, field: "5"}))


AMOUNTS = ("initial", "budget", "arrived", "executed")


def test_a_total_states_each_amount_or_is_the_sum_of_the_parts_that_state_it() -> None:
    parts = (
        FundsRow(source="central", initial=Decimal(1), budget=Decimal(10), arrived=Decimal(100)),
        FundsRow(source="local", initial=Decimal(2), budget=Decimal(20)),
    )
    summed = total_of(parts)
    assert summed.source == "total"
    assert [getattr(summed, name) for name in AMOUNTS] == [3, 30, 100, None]
    stated = total_of((FundsRow(source="total", budget=Decimal(31), executed=Decimal(5)), *parts))
    assert [getattr(stated, name) for name in AMOUNTS] == [3, 31, 100, 5]
    zero = total_of((FundsRow(source="total", budget=Decimal(0)), *parts))
    assert zero.budget == 0  # a stated 0 is an amount
    assert [getattr(total_of(()), name) for name in AMOUNTS] == [None] * 4
