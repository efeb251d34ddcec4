"""What says nothing is dropped, what follows from other fields too, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.model.test_fields import evaluation, indicator
from xladdin.model.canonical import FUNDS_ORDER, canonical
from xladdin.model.evaluation import Declared
from xladdin.model.funds import FundsRow
from xladdin.model.goals import Goal, GoalFunds, GoalIndicator, Goals, WeightedFunds, WeightedGoal

ORDER = ["total", "central", "fiscal", "local", "carryover", "unit", "other"]


def test_rows_of_money_stand_in_the_order_of_the_forms() -> None:
    assert list(FUNDS_ORDER) == ORDER
    rows = tuple(FundsRow(source=source, budget=Decimal(1)) for source in reversed(ORDER))  # type: ignore[arg-type]
    assert [row.source for row in canonical(evaluation(funds=rows)).funds] == ORDER


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("initial", Decimal(0)),
        ("budget", Decimal(0)),
        ("arrived", Decimal(5)),
        ("executed", Decimal(5)),
        ("declared_rate", "50%"),
    ],
)
def test_a_row_of_money_that_says_one_thing_stays_and_one_that_says_nothing_goes(
    name: str, value: Decimal | str
) -> None:
    silent = FundsRow(source="other")
    assert [row.source for row in canonical(evaluation(funds=(silent,))).funds] == ["total"]
    speaking = FundsRow(**{"source": "other", name: value})
    kept = canonical(evaluation(funds=(speaking,))).funds
    assert [row.source for row in kept] == ["total", "other"]
    assert getattr(kept[1], name) == value


@pytest.mark.parametrize(
    ("budget", "executed", "printed", "kept"),
    [
        ("100", "0", "0%", ""),
        ("0", "0", "0%", "0%"),  # nothing follows from 0/0
        ("0.01", "0.01", "100%", ""),
        ("0.01", "0.01", "100.00%", ""),
        ("100", "50", "50", "50"),  # without its sign it may be anything
        ("100", "50", "五十%", "五十%"),
        (None, "50", "50%", "50%"),
        ("100", None, "50%", "50%"),
        ("100", "50", "无", ""),
        ("100", "50", "/", ""),
        ("300", "100", "33.33%", ""),
        ("300", "100", "33.34%", "33.34%"),
        ("300", "200", "66.67%", ""),
        ("800", "1", "0.13%", ""),  # 0.125 rounds up
        ("800", "1", "0.125%", ""),
        ("800", "1", "0.12%", "0.12%"),
    ],
)
def test_a_rate_goes_where_it_is_exact_or_right_in_two_decimals(
    budget: str | None, executed: str | None, printed: str, kept: str
) -> None:
    def amount(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    row = FundsRow(source="central", budget=amount(budget), executed=amount(executed), declared_rate=printed)
    found = next(row for row in canonical(evaluation(funds=(row,))).funds if row.source == "central")
    assert found.declared_rate == kept


@pytest.mark.parametrize(
    ("name", "target", "unit", "kept"),
    [
        ("渠道（公里）", "≥5", " 公里 ", ""),
        ("渠道（公里）", "≥5", "km", "km"),
        ("渠道（一期）", "≥5", "一期", ""),
        ("渠道（一期）", "≥5", "公里", "公里"),
        ("渠道", "≥5公里", "公里", ""),
        ("渠道", "≥5公里", "km", "km"),
        ("渠道", "≥5公里", "米", "米"),
        ("渠道", "≥5", "", ""),
    ],
)
def test_a_unit_goes_where_the_name_or_the_target_says_it(name: str, target: str, unit: str, kept: str) -> None:
    row = indicator(level3=name, target=target, unit=unit)
    assert canonical(evaluation(row)).indicators[0].unit == kept


@pytest.mark.parametrize(
    "declared",
    [Declared(levels={"产出指标": Decimal(0)}), Declared(total=Decimal(0)), Declared(grade="优")],
)
def test_a_declaration_of_one_thing_stays(declared: Declared) -> None:
    assert canonical(evaluation(declared=declared)).declared == declared
    assert canonical(evaluation(declared=Declared())).declared is None


@pytest.mark.parametrize(
    "said",
    [
        {"objective": "修渠"},
        {"funds": GoalFunds(social=Decimal(0))},
        {"indicators": (GoalIndicator(level1="产出指标", level3="渠道", target="≥5"),)},
    ],
)
def test_a_goal_that_says_one_thing_stays_in_its_table(said: dict[str, object]) -> None:
    goal = Goal(period="2024年", **said)  # type: ignore[arg-type]
    overall = canonical(evaluation(goals=Goals(overall=goal))).goals
    assert (overall.overall, overall.annual) == (goal, None)
    annual = canonical(evaluation(goals=Goals(annual=goal))).goals
    assert (annual.overall, annual.annual) == (None, goal)


@pytest.mark.parametrize(
    "weighted", [WeightedGoal(objective="修渠"), WeightedGoal(funds=WeightedFunds(other=Decimal(0)))]
)
def test_a_weighted_goal_that_says_one_thing_stays(weighted: WeightedGoal) -> None:
    assert canonical(evaluation(goals=Goals(weighted=weighted))).goals.weighted == weighted


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("一\r\n二", "一\n二"),
        ("一\r二", "一\n二"),
        ("一\n\n二", "一\n\n二"),
        ("一\x0b二\x0c三", "一\n二\n三"),
        ("一\x85二\u2028三\u2029四", "一\n二\n三\n四"),
        ("一\t二", "一 二"),
        ("一\x00二\x08三\x0e四\x1f五\x7f六", "一二三四五六"),
        ("一\ufffe二\uffff三", "一二三"),
        ("一\ud800二\udfff三", "一二三"),
        (" \n 一 二　\t", "一 二"),
        ("\x1b一", "一"),
        ("㎡ “一”…—", "㎡ “一”…—"),
        ("𠮷", "𠮷"),
    ],
)
def test_texts_are_kept_as_any_program_can_keep_them(typed: str, kept: str) -> None:
    one = canonical(evaluation(indicator(actual=typed), remarks=typed))
    assert one.remarks == kept
    assert one.indicators[0].actual == kept
