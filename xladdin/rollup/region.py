"""The region's own table: consolidated values as an evaluation of its own, scored by the same rules as every unit's."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from xladdin.errors import UserError
from xladdin.model.evaluation import Evaluation, Project, Unit
from xladdin.model.funds import FundsRow, Source, total_of
from xladdin.model.grammar.decimals import plain_text
from xladdin.model.grammar.quantity import Direction
from xladdin.model.grammar.unit import unit_in_name
from xladdin.model.indicator import Indicator
from xladdin.rollup.combine import Combined, combine
from xladdin.rollup.groups import Mapped, groups
from xladdin.rollup.member import Member
from xladdin.rules.indicators.nature import Nature
from xladdin.rules.profile import Profile
from xladdin.rules.score_sheet import ScoreSheet, score_sheet

_PLACES = Decimal("1e-12")
"""Means are carried with so many decimals; rates and scores are rounded by the rules."""

_SUMMED: tuple[Source, ...] = ("central", "local", "other", "fiscal", "carryover", "unit")
_AMOUNTS = ("initial", "budget", "arrived", "executed")


class Region(NamedTuple):
    """
    evaluation  the region's table; sheet: its scores
    combined    its indicators, in the table's order; dropped: those that no unit has any more (不适用 everywhere)
    """

    evaluation: Evaluation
    sheet: ScoreSheet
    combined: tuple[Combined, ...]
    dropped: tuple[Combined, ...]
    members: tuple[Member, ...]
    base: str


def region(
    members: Sequence[Member], profile: Profile, *, name: str, base: str = "budget", mapped: Mapped | None = None
) -> Region:
    """Consolidate ``members``: one year, one form.

    name    of the region, as its table is to print it
    base    by which money shares are weighted, the same for target and actual value
    mapped  name in a unit's table → name of the region's indicator, as a person confirmed it
    Raises UserError: rollup-empty, rollup-years, rollup-forms.
    """
    if not members:
        raise UserError("rollup-empty")
    years = sorted({member.evaluation.year for member in members})
    if len(years) > 1:
        raise UserError("rollup-years", years="、".join(map(str, years)))
    if len({member.evaluation.form for member in members}) > 1:
        raise UserError("rollup-forms")
    members = sorted(members, key=lambda one: (one.unit, one.project, one.digest))
    every = [combine(group.name, group.rows, base) for group in groups(members, mapped)]
    combined = tuple(one for one in every if one.low is not None or one.high is not None)
    first = members[0].evaluation
    programmes = list(
        dict.fromkeys(one.evaluation.project.programme for one in members if one.evaluation.project.programme)
    )
    evaluation = Evaluation(
        form=first.form,
        year=first.year,
        profile=profile.id,
        unit=Unit(name=name),
        project=Project(name="、".join(programmes) or f"{name}汇总", programme="、".join(programmes), fund_user=name),
        funds=tuple(_funds(members)),
        indicators=tuple(_indicator(number, one, members, base) for number, one in enumerate(combined, 1)),
    )
    return Region(
        evaluation,
        score_sheet(evaluation, profile),
        combined,
        tuple(one for one in every if one not in combined),
        tuple(members),
        base,
    )


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


def _indicator(number: int, one: Combined, members: Sequence[Member], base: str) -> Indicator:
    own = {id(part.member): part.row for part in one.parts}
    weights = [
        (member.money(base) or Decimal(0), row.indicator.weight if row is not None else None)
        for member in members
        for row in [own.get(id(member))]
    ]
    target, actual, unit = _texts(one)
    return Indicator(
        key=f"r{number:03d}",
        level1=one.level1,
        level2=one.level2,
        level3=one.name,
        unit=unit,
        target=target,
        actual=actual,
        weight=_weight(weights),
        scoring_rule="按照完成比例赋分",
        reason=_reasons(one),
    )


def _texts(one: Combined) -> tuple[str, str, str]:
    """Target, actual value and unit column, as they would be typed."""
    if one.nature not in (Nature.ABSOLUTE, Nature.RELATIVE):
        return "100", "" if one.actual is None else _text(100 * one.actual), "%"
    unit = one.unit.printed if one.unit is not None and unit_in_name(one.name) is None else ""
    actual = "" if one.actual is None else _text(one.actual)
    if one.direction is Direction.RANGE and one.low is not None and one.high is not None:
        return f"{_text(one.low)}-{_text(one.high)}", actual, unit
    bound = one.low if one.low is not None else one.high
    if bound is None:
        return "", actual, unit
    return f"{'' if one.direction is Direction.EQUAL else one.direction.value}{_text(bound)}", actual, unit


def _text(value: Decimal) -> str:
    return plain_text(value.quantize(_PLACES))


def _weight(weights: Sequence[tuple[Decimal, Decimal | None]]) -> Decimal | None:
    """The units' own where they agree; else their mean by money, where a table without the row counts with nothing."""
    stated = {weight for _, weight in weights if weight is not None}
    if not stated:
        return None
    if len(stated) == 1 and all(weight is not None for _, weight in weights):
        return stated.pop()
    money = sum((share for share, _ in weights), Decimal(0))
    if not money:
        return None
    return (sum((share * (weight or 0) for share, weight in weights), Decimal(0)) / money).quantize(Decimal("0.0001"))


def _reasons(one: Combined) -> str:
    """The reasons from below, each with its unit; the same reason of several units once."""
    said: dict[str, list[str]] = {}
    for part in one.parts:
        reason = part.row.indicator.reason.strip()
        if reason:
            said.setdefault(reason, []).append(part.member.unit)
    return "；".join(f"{'、'.join(dict.fromkeys(units))}：{reason.rstrip('。；')}" for reason, units in said.items())
