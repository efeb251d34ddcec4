"""The region's own table (区域自评表): consolidated values and texts from below as an evaluation like any unit's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from xladdin.model.evaluation import MANAGEMENT_ITEMS, Evaluation, ManagementRow, Project, Unit
from xladdin.model.funds import FundsRow, Source, total_of
from xladdin.model.goals import Goal, GoalFunds, GoalIndicator, Goals
from xladdin.model.grammar.quantity import Direction
from xladdin.model.grammar.unit import name_without_unit, unit_in_name
from xladdin.model.indicator import Indicator
from xladdin.rollup.combine import Combined, Left
from xladdin.rollup.member import BASES, Member
from xladdin.rollup.shared_money import SharedMoney, once
from xladdin.rollup.table.from_below import common, joined
from xladdin.rollup.table.report_matter import report_matter
from xladdin.rollup.table.stated import share_name, stated
from xladdin.rules.indicators.nature import Nature

_SUMMED: tuple[Source, ...] = ("central", "local", "other", "fiscal", "carryover", "unit")
_MOST_SAID = 12
_WEIGHT = Decimal("0.0001")
_RATIO, _TIERS = "按照完成比例赋分", "按评判等级赋分"
_AMOUNTS = ("initial", "budget", "arrived", "executed")


def region_table(
    members: Sequence[Member],
    combined: Sequence[Combined],
    dropped: Sequence[Combined],
    base: str,
    shared: Sequence[SharedMoney],
    *,
    profile: str,
    name: str,
    code: str,
    period: Goal | None = None,
) -> Evaluation:
    """The region's evaluation. ``period``: its goals for the period."""
    every = [one.evaluation for one in members]
    heads = every[0].asks.heads
    above = ("provincial_finance", "provincial_department") if any(one.goals.annual for one in every) else ()
    project = {
        field: common(getattr(one.project, field) for one in every)
        for field in ("central_department", "local_department", *above)
        if field in (*heads, *above)
    }
    if "fund_user" in heads:
        project["fund_user"] = name
    funds = tuple(once(row, shared) for row in _funds(members))
    indicators = tuple(_without_double_weight(_indicators(combined, dropped, members, base), combined))
    objective = _said(f"{every[0].year}年目标", combined, actual=False)
    title = next((one.project.programme for one in every if one.project.programme.strip()), "")
    return Evaluation(
        form=every[0].form,
        year=every[0].year,
        profile=profile,
        region_code=code,
        unit=Unit(name=name),
        project=Project(name=title or f"{name}汇总", programme=title, implementing_unit=name, **project),
        funds=funds,
        indicators=indicators,
        goals=Goals(overall=period, annual=_annual(every, funds, indicators, objective)),
        management=tuple(_management(members)) if every[0].asks.management else (),
        objective=objective,
        achievement=_said(f"{every[0].year}年完成", combined, actual=True),
        measures=joined((one.unit, one.evaluation.measures) for one in members),
        remarks=_remarks(members, base) if every[0].asks.remarks else "",
        report=report_matter(members),
    )


def _said(lead: str, combined: Sequence[Combined], *, actual: bool) -> str:
    """总体目标 and 全年实际完成情况 of the region: its amounts in one sentence. What units wrote speaks of their own figures."""
    amounts = []
    for one in combined:
        value = one.actual if actual else one.low if one.low is not None else one.high
        if one.nature is Nature.ABSOLUTE and value is not None and not one.part_of:
            unit = one.unit.printed if one.unit is not None else ""
            amounts.append(f"{name_without_unit(one.name)}{stated(value)}{unit}")
    listed = "、".join(amounts[:_MOST_SAID])
    return f"{lead}：{listed}{'等' if len(amounts) > _MOST_SAID else ''}。" if amounts else ""


def _annual(
    every: Sequence[Evaluation], funds: Sequence[FundsRow], indicators: Sequence[Indicator], objective: str
) -> Goal | None:
    """The year's goals, where the units have such a table: what the self-evaluation table states."""
    if not any(one.goals.annual is not None for one in every):
        return None
    budgets = {row.source: row.budget for row in funds}
    return Goal(
        period=f"{every[0].year}年",
        funds=GoalFunds(total=budgets["total"], central=budgets.get("central"), local=budgets.get("local")),
        objective=objective,
        indicators=tuple(
            GoalIndicator(level1=row.level1, level2=row.level2, level3=row.level3, target=row.target)
            for row in indicators
        ),
    )


def _management(members: Sequence[Member]) -> Iterator[ManagementRow]:
    for item in MANAGEMENT_ITEMS:
        rows = [(one.unit, row) for one in members for row in one.evaluation.management if row.item == item]
        if rows:
            yield ManagementRow(
                item=item,
                statement=joined(((unit, row.statement) for unit, row in rows), "各报送件"),
                problems=joined(((unit, row.problems) for unit, row in rows), "各报送件"),
            )


def _remarks(members: Sequence[Member], base: str) -> str:
    """How the table came about, then what stands in 说明 below."""
    own = joined(((one.unit, one.evaluation.remarks) for one in members), "各报送件")
    made = f"本表由 {len(members)} 个项目的自评表汇总：绝对量相加，相对量按{BASES[base]}加权，时限和定性指标按达标项目的资金占比计。"
    return f"{made}{own}" if own else made


def _funds(members: Sequence[Member]) -> list[FundsRow]:
    """Sums by source; the total is the sum of the totals, which may state more than their parts."""
    found = []
    for source in _SUMMED:
        rows = [row for member in members for row in member.evaluation.funds if row.source == source]
        if rows:
            found.append(_summed(source, rows))
    return [_summed("total", [total_of(one.evaluation.funds) for one in members]), *found]


def _summed(source: Source, rows: Sequence[FundsRow]) -> FundsRow:
    sums: dict[str, Decimal | None] = {}
    for amount in _AMOUNTS:
        values = [value for row in rows if (value := getattr(row, amount)) is not None]
        if values:
            sums[amount] = sum(values, Decimal(0))
    return replace(FundsRow(source=source), **sums)


def _indicators(
    combined: Sequence[Combined], dropped: Sequence[Combined], members: Sequence[Member], base: str
) -> list[Indicator]:
    weights = _in_full([_weight(one, members, base) for one in combined], combined, dropped, members, base)
    return [
        _indicator(number, one, weight) for number, (one, weight) in enumerate(zip(combined, weights, strict=True), 1)
    ]


def _in_full(
    weights: Sequence[Decimal | None],
    combined: Sequence[Combined],
    dropped: Sequence[Combined],
    members: Sequence[Member],
    base: str,
) -> list[Decimal | None]:
    """The points of indicators that the region does not have any more go to the others of their level, in proportion."""
    gone: dict[str, Decimal] = {}
    for one in dropped:
        gone[one.level1] = gone.get(one.level1, Decimal(0)) + (_weight(one, members, base) or 0)
    there: dict[str, Decimal] = {}
    for one, weight in zip(combined, weights, strict=True):
        there[one.level1] = there.get(one.level1, Decimal(0)) + (weight or 0)

    def grown(weight: Decimal | None, level: str) -> Decimal | None:
        if weight is None or not gone.get(level) or not there[level]:
            return weight
        return weight * (1 + gone[level] / there[level])

    return _rounded([grown(weight, one.level1) for one, weight in zip(combined, weights, strict=True)])


def _rounded(weights: Sequence[Decimal | None]) -> list[Decimal | None]:
    """With four decimals; what rounding leaves over goes to the largest, so that they add up as before (90.00, not 89.9999)."""
    found = [None if weight is None else weight.quantize(_WEIGHT) for weight in weights]
    whole = sum((weight for weight in weights if weight is not None), Decimal(0)).quantize(_WEIGHT)
    over = whole - sum((weight for weight in found if weight is not None), Decimal(0))
    if over:
        largest = max(range(len(found)), key=lambda number: found[number] or 0)
        found[largest] = (found[largest] or Decimal(0)) + over
    return [None if weight is None else weight.normalize() + 0 for weight in found]


def _indicator(number: int, one: Combined, weight: Decimal | None) -> Indicator:
    name, target, actual, unit = texts(one)
    return Indicator(
        key=f"r{number:03d}",
        level1=one.level1,
        level2=one.level2,
        level3=name,
        unit=unit,
        target=target,
        actual=actual,
        weight=weight,
        scoring_rule=_rule(one),
        reason=_reasons(one),
    )


def _without_double_weight(rows: Sequence[Indicator], combined: Sequence[Combined]) -> Iterator[Indicator]:
    """A part (其中) of a total that has a weight has none of its own: it is counted in its total."""
    weighted = {one.name for one, row in zip(combined, rows, strict=True) if row.weight and not one.part_of}
    for one, row in zip(combined, rows, strict=True):
        yield replace(row, weight=None) if one.part_of in weighted else row


def texts(one: Combined) -> tuple[str, str, str, str]:
    """Name, target, actual value and unit column, as they would be typed."""
    if one.nature not in (Nature.ABSOLUTE, Nature.RELATIVE):
        return share_name(one.name), "100", "" if one.actual is None else stated(100 * one.actual), ""
    unit = one.unit.printed if one.unit is not None and unit_in_name(one.name) is None else ""
    actual = "" if one.actual is None else stated(one.actual)
    if one.direction is Direction.RANGE and one.low is not None and one.high is not None:
        return one.name, f"{stated(one.low)}-{stated(one.high)}", actual, unit
    bound = one.low if one.low is not None else one.high
    if bound is None:
        return one.name, "", actual, unit
    sign = "" if one.direction is Direction.EQUAL else one.direction.value
    return one.name, f"{sign}{stated(bound)}", actual, unit


def _rule(one: Combined) -> str:
    """The units' own scoring rule where they agree; a share of money has no tiers, it is scored by completion."""
    rules = {part.row.indicator.scoring_rule.strip() for part in one.parts}
    numeric = one.nature in (Nature.ABSOLUTE, Nature.RELATIVE)
    return rules.pop() if len(rules) == 1 and numeric and not rules & {"", _TIERS} else _RATIO


def _weight(one: Combined, members: Sequence[Member], base: str) -> Decimal | None:
    """The units' own where they agree; else their mean by money, where a table without the row counts with nothing."""
    if one.tally is not None:
        return one.tally.weight
    own = {id(part.member): part.row.indicator.weight for part in one.parts}
    weights = [(member.money(base) or Decimal(0), own.get(id(member))) for member in members]
    stated = {weight for _, weight in weights if weight is not None}
    if not stated:
        return None
    if len(stated) == 1 and all(weight is not None for _, weight in weights):
        return stated.pop()
    money = sum((share for share, _ in weights), Decimal(0))
    if not money:
        return None
    return sum((share * (weight or 0) for share, weight in weights), Decimal(0)) / money


def _reasons(one: Combined) -> str:
    """The reasons from below, each with its units; who has no actual value."""
    if one.tally is not None:
        said, blank = list(one.tally.said), list(one.tally.blank)
    else:
        said = [(part.member.unit, part.row.indicator.reason) for part in one.parts]
        blank = [part.member.unit for part in one.parts if part.left is Left.BLANK]
    missing = f"{'、'.join(dict.fromkeys(blank))}没有填完成值，待补" if blank else ""
    return "；".join(text for text in (joined(said), missing) if text)
