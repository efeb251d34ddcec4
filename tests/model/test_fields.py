"""Fields by name, the tree that builds an evaluation from them, and the one form of evaluations that say the same."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

import xladdin
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation, ManagementRow, Project
from xladdin.model.fields import FieldTree, field, key_of, keyed_lists, keys, paths
from xladdin.model.funds import FundsRow
from xladdin.model.goals import Goal, GoalIndicator, Goals, WeightedGoal
from xladdin.model.indicator import Indicator
from xladdin.model.place import Place, cell_path, default_place
from xladdin.model.project_json import load

SAMPLES = sorted((Path(xladdin.__file__).parent / "samples").glob("*.json"))


def indicator(**more: Any) -> Indicator:
    return Indicator(**{"level1": "产出指标", "level3": "渠道", "target": "≥5", "key": "q01", **more})


def evaluation(*rows: Indicator, **more: Any) -> Evaluation:
    return Evaluation(
        **{
            "form": "transfer",
            "year": 2024,
            "project": Project(name="灌区"),
            "funds": (FundsRow(source="total", budget=Decimal(100)),),
            "indicators": rows or (indicator(),),
            **more,
        }
    )


# ---- fields ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_fields_of_a_project_build_the_same_project(path: Path) -> None:
    one = load(path)
    tree = FieldTree()
    for name in paths(one):
        tree.put(name, field(one, name))
    fixed = {"form": one.form, "year": one.year, "version": one.version, "profile": one.profile}
    assert tree.build(**fixed) == one


def test_a_field_is_found_by_key_source_item_and_position() -> None:
    one = load(next(path for path in SAMPLES if path.stem == "turpan-2024"))
    assert field(one, "project.name") == one.project.name
    assert field(one, "indicators[q05].actual") == "0"
    assert field(one, "indicators[q05].adjustment.keep") == Decimal("0.8")
    assert field(one, "funds[local].executed") == 0
    assert field(one, "management[执行准确性].statement") == one.management[4].statement
    assert field(one, "goals.overall.indicators[0].target") == "≥1599.63"
    assert field(one, "declared.levels[产出指标]") == Decimal("44.1")
    assert field(one, "declared.total") == Decimal("88.8")


@pytest.mark.parametrize(
    "path",
    [
        "indicators[q99].actual",
        "indicators[q01].adjustment.keep",
        "funds[fiscal].budget",
        "goals.annual.objective",
        "x.y",
    ],
)
def test_what_is_not_there_is_none(path: str) -> None:
    assert field(evaluation(), path) is None


def test_a_key_made_of_digits_is_a_key_before_it_is_a_position() -> None:
    one = evaluation(indicator(key="2", actual="a"), indicator(key="0", actual="b"), indicator(key="1", actual="c"))
    assert [field(one, f"indicators[{key}].actual") for key in "210"] == ["a", "c", "b"]
    keyless = evaluation(indicator(key="", actual="a"), indicator(key="", actual="b"))
    assert field(keyless, "indicators[1].actual") == "b"
    assert field(keyless, "indicators[2].actual") is None


def test_a_year_that_nobody_filled_in_is_no_field_value() -> None:
    assert field(evaluation(), "year") == 2024
    assert field(evaluation(year=0), "year") is None
    assert field(evaluation(version=0), "version") == 0  # only a year of 0 is none


def test_a_position_is_a_number_below_the_length_of_its_list() -> None:
    rows = tuple(GoalIndicator(level1="产出指标", level3=name, target="1") for name in "甲乙")
    one = evaluation(goals=Goals(annual=Goal(indicators=rows)))
    found = {key: field(one, f"goals.annual.indicators[{key}].level3") for key in ("0", "1", "2", "0000001", "-1", "x")}
    assert found == {"0": "甲", "1": "乙", "2": None, "0000001": None, "-1": None, "x": None}
    assert field(one, "goals.annual.indicators[000001].level3") == "乙"


def test_a_record_is_no_field_value() -> None:
    assert field(evaluation(), "project") is None
    assert field(evaluation(), "indicators[q01]") is None


def test_a_path_that_the_model_does_not_have_is_none() -> None:
    assert field(evaluation(), "nothing[3].x") is None
    assert field(evaluation(), "indicators[q01].nothing[3]") is None
    assert field(evaluation(), "declared.levels[产出指标]") is None


def test_lists_say_what_their_rows_go_by() -> None:
    goals = Goals(annual=Goal(indicators=(GoalIndicator(level1="产出指标", level3="渠道", target="1"),) * 2))
    management = (ManagementRow(item="执行准确性"),)
    one = evaluation(indicator(key="a"), indicator(key=""), goals=goals, management=management)
    assert {name: len(rows) for name, rows in keyed_lists(one).items()} == {
        "funds": 1,
        "indicators": 2,
        "management": 1,
    }
    assert "management" not in keyed_lists(evaluation())
    assert keys(one, "indicators") == ["a", "1"]
    assert keys(one, "funds") == ["total"]
    assert keys(one, "goals.annual.indicators") == ["0", "1"]
    assert keys(one, "goals.overall.indicators") == []
    assert [key_of(row) for row in (*one.funds, *management, goals.annual)] == ["total", "执行准确性", ""]


def test_paths_name_what_is_not_blank_in_the_order_of_the_model() -> None:
    rows = (GoalIndicator(level1="产出指标", level3="渠道", target=""),)
    one = evaluation(
        indicator(weight=Decimal(0), reason=""),
        goals=Goals(annual=Goal(indicators=rows)),
        management=(ManagementRow(item="执行准确性", problems="无"),),
    )
    assert paths(one) == [
        "form",
        "year",
        "project.name",
        "funds[total].budget",
        "indicators[q01].level1",
        "indicators[q01].level3",
        "indicators[q01].target",
        "indicators[q01].weight",
        "version",
        "money_unit",
        "goals.annual.indicators[0].level1",
        "goals.annual.indicators[0].level3",
        "management[执行准确性].problems",
    ]


def test_a_tree_gives_back_what_was_put_by_whole_path_or_in_two_parts() -> None:
    tree = FieldTree()
    tree.put("remarks", "无")
    tree.put("indicators[a.b].adjustment.keep", Decimal(0))
    tree.put("declared.levels[产出.指标]", Decimal(5))
    tree.put_in("indicators[c]", "level3", "闸门")
    tree.put_in("indicators[c]", "level2", "")
    tree.put_in("indicators[d]", "level2", None)
    tree.put_in("", "measures", "改进")
    assert tree.get("remarks") == "无"
    assert tree.get("measures") == "改进"
    assert tree.get("indicators[a.b].adjustment.keep") == 0
    assert tree.get("indicators[c].level3") == "闸门"
    assert tree.get("indicators[c].level2") is None
    assert tree.get("indicators[z].level2") is None
    assert tree.get("declared.levels[产出.指标]") == 5
    assert tree.keys("declared.levels") == ["产出.指标"]
    assert tree.keys("indicators") == ["c"]
    assert tree.under("declared") == {}
    assert tree.under("") == {"remarks": "无", "measures": "改进"}
    assert tree.under("indicators[c]") == {"level3": "闸门"}
    assert tree.under("goals") == {}
    assert tree.keys("goals.annual.indicators") == []


def test_dropping_a_row_forgets_its_records_and_no_other_row() -> None:
    tree = FieldTree()
    for key in ("a", "ab", "b"):
        tree.put(f"indicators[{key}].level3", key)
        tree.put(f"indicators[{key}].adjustment.kind", "其他")
        tree.put(f"indicators[{key}].adjustment.keep", Decimal(1))
    tree.drop("indicators[a]")
    tree.drop("indicators[z]")
    tree.drop("management[x]")
    assert tree.keys("indicators") == ["ab", "b"]
    assert tree.get("indicators[a].adjustment.kind") is None
    built = tree.build(form="transfer", year=2024)
    assert [(row.level3, row.adjustment is not None) for row in built.indicators] == [("ab", True), ("b", True)]


def test_what_is_required_and_was_not_filled_in_is_blank() -> None:
    tree = FieldTree()
    tree.put("indicators[a].actual", "5")
    tree.put("indicators[b].level3", "渠道")
    tree.put("indicators[b].adjustment.reason", "洪水")
    tree.put("goals.annual.indicators[0].level3", "渠道")
    tree.put("management[执行准确性].problems", "无")
    tree.put("funds[local].executed", Decimal(5))
    tree.put("declared.levels[产出指标]", Decimal(5))
    built = tree.build(form="transfer", year=2024)
    assert built.project.name == ""
    assert [(row.key, row.level1, row.level3, row.target) for row in built.indicators] == [
        ("a", "", "", ""),
        ("b", "", "渠道", ""),
    ]
    adjustment = built.indicators[1].adjustment
    assert adjustment is not None
    assert (adjustment.kind, adjustment.keep, adjustment.reason) == ("", None, "洪水")
    assert built.indicators[0].adjustment is None
    assert built.goals.annual is not None
    assert built.goals.annual.indicators == (GoalIndicator(level1="", level3="渠道", target=""),)
    assert [(row.source, row.executed) for row in built.funds] == [("total", 5), ("local", 5)]
    assert built.management[0].statement == ""
    assert built.declared is not None
    assert built.declared.levels == {"产出指标": Decimal(5)}
    assert FieldTree().build(form="transfer", year=2024).indicators == ()


def test_blank_fields_leave_no_trace_and_a_dropped_row_is_gone() -> None:
    tree = FieldTree()
    tree.put("indicators[a].level3", "渠道")
    tree.put("indicators[a].target", "≥5")
    tree.put("indicators[b].level3", "闸门")
    tree.put("indicators[b].adjustment.kind", "不适用")
    tree.put("indicators[c].level3", "")
    tree.put("goals.annual.period", "2024年")
    tree.put("declared.total", None)
    assert tree.keys("indicators") == ["a", "b"]
    tree.drop("indicators[b]")
    built = tree.build(form="transfer", year=2024)
    assert [row.key for row in built.indicators] == ["a"]
    assert built.goals.annual is None
    assert built.declared is None


def test_numbers_of_cells_become_decimals_and_texts_stay_as_typed() -> None:
    tree = FieldTree()
    tree.put("funds[total].budget", Decimal("15886.03"))
    tree.put("indicators[a].weight", Decimal(5))
    tree.put("indicators[a].actual", "0.10")
    built = tree.build(form="transfer", year=2024)
    assert built.funds[0].budget == Decimal("15886.03")
    assert built.indicators[0].weight == 5
    assert built.indicators[0].actual == "0.10"


# ---- the one form ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_canonical_form_is_its_own_canonical_form(path: Path) -> None:
    raw = msgspec.convert(json.loads(path.read_bytes(), parse_int=str, parse_float=str), Evaluation, strict=False)
    once = canonical(raw)
    assert canonical(once) == once == load(path)


def test_a_unit_that_repeats_the_name_is_dropped_and_any_other_is_kept() -> None:
    def unit_after(name: str, unit: str) -> str:
        return canonical(evaluation(indicator(level3=name, unit=unit))).indicators[0].unit

    assert unit_after("渠道（公里）", "公里") == ""
    assert unit_after("渠道（公里）", "米") == "米"
    assert unit_after("渠道", "公里") == "公里"
    assert unit_after("渠道", "各地（州、市）") == "各地（州、市）"  # a placeholder left in: a check reports it
    assert unit_after("渠道（公里）", "长度") == "长度"


def test_an_issued_target_that_repeats_the_target_is_dropped() -> None:
    assert canonical(evaluation(indicator(issued_target=" ≥5 "))).indicators[0].issued_target == ""
    assert canonical(evaluation(indicator(issued_target="≥6"))).indicators[0].issued_target == "≥6"


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("62.95%", ""),
        ("６２．９５％", ""),
        ("63%", "63%"),  # right as rounded, but the review asks for two decimals
        ("62.9%", "62.9%"),
        ("—", ""),
        ("", ""),
        ("62.94%", "62.94%"),
        ("100%", "100%"),
        ("约63%", "约63%"),
    ],
)
def test_a_printed_rate_is_dropped_only_where_it_says_what_its_amounts_say(printed: str, kept: str) -> None:
    row = FundsRow(source="total", budget=Decimal("15886.03"), executed=Decimal(10000), declared_rate=printed)
    assert canonical(evaluation(funds=(row,))).funds[0].declared_rate == kept
    exact = FundsRow(source="total", budget=Decimal(100), executed=Decimal(100), declared_rate="100%")
    assert canonical(evaluation(funds=(exact,))).funds[0].declared_rate == ""


def test_the_total_is_there_and_states_the_sum_where_it_is_blank() -> None:
    parts = (
        FundsRow(source="local", budget=Decimal(40), executed=Decimal(1)),
        FundsRow(source="central", budget=Decimal(60)),
        FundsRow(source="other"),
    )
    funds = canonical(evaluation(funds=parts)).funds
    assert [row.source for row in funds] == ["total", "central", "local"]
    assert (funds[0].budget, funds[0].executed, funds[0].arrived) == (100, 1, None)
    stated = (FundsRow(source="total", budget=Decimal(101)), *parts)
    assert canonical(evaluation(funds=stated)).funds[0].budget == 101  # what is stated stays; a check compares


def test_empty_goals_and_blanks_at_the_ends_of_texts_are_dropped() -> None:
    goals = Goals(overall=Goal(period="2024—2026年"), annual=Goal(objective=" 修渠 "), weighted=WeightedGoal())
    one = canonical(evaluation(indicator(actual=" 5\n"), goals=goals))
    assert one.goals.overall is None
    assert one.goals.weighted is None
    assert one.goals.annual is not None
    assert one.goals.annual.objective == "修渠"
    assert one.indicators[0].actual == "5"


# ---- places ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "sheet"),
    [
        ("project.name", "绩效自评表"),
        ("indicators[q05].actual", "绩效自评表"),
        ("indicators[q05].reason", "绩效自评表"),
        ("indicators[q05].weight", "自治区项目绩效目标表"),
        ("indicators[q05].scoring_rule", "自治区项目绩效目标表"),
        ("indicators[q05].issued_target", "自治区项目绩效目标表"),
        ("indicators[q05].basis", "自治区项目绩效目标表"),
        ("indicators[q05].last_year", "自治区项目绩效目标表"),
        ("indicators[q05].evidence", "自治区项目绩效目标表"),
        ("indicators[q05].tier_percent", "评分表"),
        ("indicators[q05].declared_score", "评分表"),
        ("indicators[q05].unit", "评分表"),
        ("indicators[q05].target", "绩效自评表"),
        ("indicators[q05].level1", "绩效自评表"),
        ("indicators", "绩效自评表"),
        ("indicators[q05]", "绩效自评表"),
        ("management[执行准确性].problems", "绩效自评表"),
        ("signatures.filler", "绩效自评表"),
        ("funds[local].budget", "绩效自评表"),
        ("indicators[q05].adjustment.keep", "评分表"),
        ("indicators[a].b].actual", "绩效自评表"),
        ("funds[local].executed", "绩效自评表"),
        ("funds[local].arrived", "资金到位与执行表"),
        ("goals.overall.objective", "总体绩效目标表"),
        ("goals.annual.indicators[3].target", "年度绩效目标表"),
        ("goals.weighted.funds.total", "自治区项目绩效目标表"),
        ("declared.total", "评分表"),
    ],
)
def test_a_field_without_a_workbook_has_its_table_and_its_path(path: str, sheet: str) -> None:
    assert default_place(path) == Place(sheet, path)


def test_a_cell_without_a_field_stands_where_its_path_says() -> None:
    assert cell_path(Place("评分表", "N12")) == "cells[评分表!N12]"
    assert default_place("cells[评分表!N12]") == Place("评分表", "N12")
    assert default_place("cells[一!二!B3]") == Place("一!二", "B3")
