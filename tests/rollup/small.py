"""Small tables for consolidation: a unit, its money, its rows."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from xladdin.model.evaluation import Evaluation, Project, Unit
from xladdin.model.funds import FundsRow
from xladdin.model.indicator import Indicator
from xladdin.rollup.member import Member
from xladdin.rules import profile as profiles
from xladdin.rules.score_sheet import score_sheet

MINISTRY = profiles.load("mof-2020")


def member(evaluation: Evaluation, name: str = "", profile: profiles.Profile = MINISTRY) -> Member:
    return Member(evaluation, score_sheet(evaluation, profile), name or evaluation.unit.name)


def table(
    unit: str, *rows: Indicator, budget: str | None = "100", executed: str | None = "50", **more: object
) -> Member:
    money = FundsRow(
        source="total",
        budget=None if budget is None else Decimal(budget),
        executed=None if executed is None else Decimal(executed),
    )
    made = Evaluation(
        form="transfer",
        year=2024,
        unit=Unit(name=unit),
        project=Project(name=f"{unit}项目"),
        funds=(money,),
        indicators=rows,
    )
    return member(replace(made, **more))


def row(name: str, target: str, actual: str, weight: str | None = "10", **more: object) -> Indicator:
    key = str(more.pop("key", "q1"))
    made = Indicator(
        key=key,
        level1="产出指标",
        level3=name,
        target=target,
        actual=actual,
        weight=None if weight is None else Decimal(weight),
    )
    return replace(made, **more)
