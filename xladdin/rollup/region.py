"""The region's own table: consolidated values as an evaluation of its own, scored by the same rules as every unit's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from xladdin.errors import UserError
from xladdin.model.evaluation import MANAGEMENT_ITEMS, Evaluation, ManagementRow, Project, Unit
from xladdin.model.funds import FundsRow, Source, total_of
from xladdin.model.grammar.decimals import plain_text, round_half_up
from xladdin.model.grammar.fold import name_key
from xladdin.model.grammar.quantity import Direction
from xladdin.model.grammar.unit import name_without_unit, unit_in_name
from xladdin.model.indicator import Indicator
from xladdin.model.report_matter import Document, ReportMatter
from xladdin.rollup.combine import Combined, Left, combine
from xladdin.rollup.from_below import common, joined
from xladdin.rollup.groups import Group, Mapped, Natures, groups
from xladdin.rollup.member import BASES, Member
from xladdin.rollup.shared_money import SharedMoney, once, shared_money
from xladdin.rules.indicators.nature import Nature
from xladdin.rules.indicators.programme import Programme, programme_for
from xladdin.rules.profile import Profile
from xladdin.rules.score_sheet import ScoreSheet, score_sheet

_EXACT, _PLACES, _DIGITS = 6, 4, 4
"""A value is stated exactly up to so many decimals; else with four, and below 1 with four significant digits."""

_SUMMED: tuple[Source, ...] = ("central", "local", "other", "fiscal", "carryover", "unit")
_AMOUNTS = ("initial", "budget", "arrived", "executed")


class Region(NamedTuple):
    """
    evaluation  the region's table; sheet: its scores
    combined    its indicators, in the table's order; dropped: those that no unit has any more (不适用 everywhere)
    groups      the rows behind them, one a combined or dropped indicator; programme: the catalogue, None where there is none
    shared      money that several tables have in full, counted once
    """

    evaluation: Evaluation
    sheet: ScoreSheet
    combined: tuple[Combined, ...]
    dropped: tuple[Combined, ...]
    members: tuple[Member, ...]
    base: str
    groups: tuple[Group, ...] = ()
    programme: Programme | None = None
    shared: tuple[SharedMoney, ...] = ()


def region(
    members: Sequence[Member],
    profile: Profile,
    *,
    name: str,
    base: str = "budget",
    mapped: Mapped | None = None,
    natures: Natures | None = None,
    programme: Programme | None = None,
    code: str = "",
) -> Region:
    """Consolidate ``members``: one year, one programme, one form.

    name    of the region, as its table is to print it
    base    by which money shares are weighted, the same for target and actual value
    mapped  name in a unit's table → name of the region's indicator, as a person confirmed it
    natures     name of an indicator → its nature, as a person confirmed it
    programme   catalogue of the indicators; by default the program's own for programme and year
    code        区划代码 of the region
    Raises UserError: rollup-empty, rollup-years, rollup-programmes, rollup-forms, rollup-nature.
    """
    if not members:
        raise UserError("rollup-empty")
    years = sorted({member.evaluation.year for member in members})
    if len(years) > 1:
        raise UserError("rollup-years", years="、".join(map(str, years)))
    if len({member.evaluation.form for member in members}) > 1:
        raise UserError("rollup-forms")
    members = sorted(members, key=lambda one: (one.unit, one.project, one.digest))
    titles = {name_key(one): one.strip() for one in (member.evaluation.project.programme for member in members)}
    titles.pop("", None)
    if len(titles) > 1:
        raise UserError("rollup-programmes", found="、".join(titles.values()))
    programme = programme or programme_for(frozenset(titles.values()), years[0])
    found = groups(members, mapped, natures, programme)
    every = [combine(group, base) for group in found]
    combined = tuple(one for one in every if one.low is not None or one.high is not None)
    shared = shared_money(members)
    evaluation = _evaluation(members, combined, base, shared, profile=profile.id, name=name, code=code)
    return Region(
        evaluation,
        score_sheet(evaluation, profile),
        combined,
        tuple(one for one in every if one not in combined),
        tuple(members),
        base,
        tuple(found),
        programme,
        shared,
    )


def _evaluation(
    members: Sequence[Member],
    combined: Sequence[Combined],
    base: str,
    shared: Sequence[SharedMoney],
    *,
    profile: str,
    name: str,
    code: str,
) -> Evaluation:
    every = [one.evaluation for one in members]
    project = {
        field: common(getattr(one.project, field) for one in every)
        for field in ("central_department", "local_department", "provincial_finance", "provincial_department")
    }
    title = next((one.project.programme for one in every if one.project.programme.strip()), "")
    return Evaluation(
        form=every[0].form,
        year=every[0].year,
        profile=profile,
        region_code=code,
        unit=Unit(name=name),
        project=Project(
            name=title or f"{name}汇总", programme=title, fund_user=name, implementing_unit=name, **project
        ),
        funds=tuple(once(row, shared) for row in _funds(members)),
        indicators=tuple(_without_double_weight(_indicators(combined, members, base), combined)),
        management=tuple(_management(members)),
        objective=joined((one.unit, one.evaluation.objective) for one in members),
        achievement=joined((one.unit, one.evaluation.achievement) for one in members),
        measures=joined((one.unit, one.evaluation.measures) for one in members),
        remarks=_remarks(members, base),
        report=ReportMatter(documents=tuple(_documents(members))),
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


def _documents(members: Sequence[Member]) -> Iterator[Document]:
    """Every document once."""
    seen = set()
    for one in members:
        for row in one.evaluation.report.documents:
            key = (name_key(row.number), name_key(row.title))
            if key not in seen:
                seen.add(key)
                yield replace(row, key=f"w{len(seen):02d}")


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


def _indicators(combined: Sequence[Combined], members: Sequence[Member], base: str) -> list[Indicator]:
    return [_indicator(number, one, members, base) for number, one in enumerate(combined, 1)]


def _indicator(number: int, one: Combined, members: Sequence[Member], base: str) -> Indicator:
    own = {id(part.member): part.row for part in one.parts}
    weights = [
        (member.money(base) or Decimal(0), row.indicator.weight if row is not None else None)
        for member in members
        for row in [own.get(id(member))]
    ]
    name, target, actual, unit = texts(one)
    return Indicator(
        key=f"r{number:03d}",
        level1=one.level1,
        level2=one.level2,
        level3=name,
        unit=unit,
        target=target,
        actual=actual,
        weight=_weight(weights),
        scoring_rule="按照完成比例赋分",
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
        name = f"{name_without_unit(one.name)}达标占比（%）"
        return name, "100", "" if one.actual is None else stated(100 * one.actual), ""
    unit = one.unit.printed if one.unit is not None and unit_in_name(one.name) is None else ""
    actual = "" if one.actual is None else stated(one.actual)
    if one.direction is Direction.RANGE and one.low is not None and one.high is not None:
        return one.name, f"{stated(one.low)}-{stated(one.high)}", actual, unit
    bound = one.low if one.low is not None else one.high
    if bound is None:
        return one.name, "", actual, unit
    sign = "" if one.direction is Direction.EQUAL else one.direction.value
    return one.name, f"{sign}{stated(bound)}", actual, unit


def stated(value: Decimal) -> str:
    """As the region's table states a value: exact where few decimals suffice, else 四舍五入 to four."""
    exact = value.normalize()
    exponent = exact.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -_EXACT:
        return plain_text(exact)
    places = max(_PLACES, _DIGITS - 1 - exact.adjusted())
    return plain_text(round_half_up(exact, places))


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
    """The reasons from below, each with its units; who has no actual value."""
    said = [(part.member.unit, part.row.indicator.reason) for part in one.parts]
    blank = [part.member.unit for part in one.parts if part.left is Left.BLANK]
    missing = f"{'、'.join(dict.fromkeys(blank))}没有填完成值，待补" if blank else ""
    return "；".join(text for text in (joined(said), missing) if text)
