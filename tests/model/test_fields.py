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
from xladdin.model.evaluation import Evaluation, Project
from xladdin.model.fields import FieldTree, field, paths
from xladdin.model.funds import FundsRow
from xladdin.model.goals import Goal, Goals, WeightedGoal
from xladdin.model.indicator import Indicator
from xladdin.model.place import Place, default_place
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
        ("indicators[q05].tier_percent", "评分表"),
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
