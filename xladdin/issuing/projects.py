"""The plan → one evaluation a unit and project, as it comes down: goals, money, weights, nothing filled in."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from xladdin.issuing.plan import Plan, PlanIndicator, PlanUnit
from xladdin.issuing.shares import share_text
from xladdin.model.evaluation import Evaluation, Project, Unit
from xladdin.model.funds import FundsRow
from xladdin.model.goals import Goal, GoalFunds, GoalIndicator, Goals, WeightedFunds, WeightedGoal
from xladdin.model.indicator import Indicator
from xladdin.model.project_json import decode, encode
from xladdin.rules.indicators.nature import Nature
from xladdin.rules.profile import Profile
from xladdin.submission.expected import read_year


def evaluations(plan: Plan, profile: Profile) -> list[Evaluation]:
    """In the order of the units; as their PROJECT.json is read again."""
    return [decode(encode(_evaluation(plan, unit, profile)), plan.file) for unit in plan.units]


def _evaluation(plan: Plan, unit: PlanUnit, profile: Profile) -> Evaluation:
    shape = plan.shape
    heads = {name: plan.head(name) for name in (*shape.heads, "programme")}
    bare = Evaluation(
        form=shape.form,
        year=read_year(plan.heads["year"]),
        profile=profile.id,
        region_code=unit.text("region_code"),
        unit=Unit(code=unit.text("unit_code"), name=unit.text("unit")),
        project=Project(
            name=unit.text("project"),
            code=unit.text("project_code"),
            **heads,
            **{name: unit.text(name) for name in shape.own},
        ),
        funds=(),
        indicators=tuple(_indicators(plan, unit)),
        objective=unit.text("annual_objective"),
    )
    return _project(bare, plan, unit) if shape.form == "project" else _transfer(bare, plan, unit)


def _transfer(bare: Evaluation, plan: Plan, unit: PlanUnit) -> Evaluation:
    """With the goals of both periods, and the year's money as the self-evaluation table has it."""
    annual = _goal(plan, unit, "annual", f"{bare.year}年")
    overall = _goal(plan, unit, "overall", plan.heads["period"].text)
    goals = Goals(overall=overall if overall.indicators else None, annual=annual, weighted=_weighted(unit, annual))
    return replace(bare, goals=goals, funds=_funds(annual.funds))


def _project(bare: Evaluation, plan: Plan, unit: PlanUnit) -> Evaluation:
    """With 年初预算数 by source; 全年预算数 is known at the end of the year."""
    money = {source: unit.cells[f"annual_{source}"].number("money") for source in plan.shape.sources}
    parts = tuple(FundsRow(source=source, initial=value) for source, value in money.items() if value is not None)  # type: ignore[arg-type]
    stated = [value for value in money.values() if value is not None]
    total = FundsRow(source="total", initial=sum(stated, Decimal(0)) if stated else None)
    return replace(bare, funds=(total, *parts), money_unit="元" if plan.head("money_unit") == "元" else "万元")


def _goal(plan: Plan, unit: PlanUnit, table: str, period: str) -> Goal:
    parts = {source: unit.cells[f"{table}_{source}"].number("money") for source in ("central", "local", "social")}
    stated = [part for part in parts.values() if part is not None]
    funds = GoalFunds(total=sum(stated, Decimal(0)) if stated else None, **parts)
    indicators = tuple(
        GoalIndicator(
            level1=one.text("level1"),
            level2=one.text("level2"),
            level3=one.name,
            target=_target(one, table, unit.shares[table][one.key].text),
        )
        for one in plan.indicators
        if one.key in unit.shares[table] and unit.shares[table][one.key].text
    )
    return Goal(period=period, funds=funds, objective=unit.text(f"{table}_objective"), indicators=indicators)


def _target(one: PlanIndicator, table: str, share: str) -> str:
    """What is sent down: of something that adds up, a plain number takes the sign; everything else is stated as it is."""
    return share_text(one.text(table), share) if one.text("nature") == Nature.ABSOLUTE else share


def _weighted(unit: PlanUnit, annual: Goal) -> WeightedGoal:
    fiscal, other = (unit.cells[f"weighted_{part}"].number("money") for part in ("fiscal", "other"))
    funds = WeightedFunds(total=annual.funds.total, fiscal=fiscal, other=other)
    return WeightedGoal(funds=funds, objective=unit.text("weighted_objective") or annual.objective)


def _funds(goal: GoalFunds) -> tuple[FundsRow, ...]:
    """The year's money as the self-evaluation table has it: 社会资本 stands among 其他资金 there."""
    parts = (("central", goal.central), ("local", goal.local), ("other", goal.social))
    rows = tuple(FundsRow(source=source, budget=value) for source, value in parts if value is not None)  # type: ignore[arg-type]
    return (FundsRow(source="total", budget=goal.total), *rows)


def _indicators(plan: Plan, unit: PlanUnit) -> list[Indicator]:
    found = []
    for one in plan.indicators:
        share, weight = unit.shares["annual"].get(one.key), unit.shares["weight"].get(one.key)
        if share is None or not share.text:
            continue
        found.append(
            Indicator(
                key=one.key,
                level1=one.text("level1"),
                level2=one.text("level2"),
                level3=one.name,
                unit=one.text("unit"),
                target=_target(one, "annual", share.text),
                basis=plan.said("basis", unit, one),
                weight=weight.number("weight") if weight is not None else None,
                scoring_rule=plan.said("scoring_rule", unit, one),
                evidence=plan.said("evidence", unit, one),
            )
        )
    return found
