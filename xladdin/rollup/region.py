"""The region's own table: consolidated values as an evaluation of its own, scored by the same rules as every unit's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xladdin.errors import UserError
from xladdin.model.evaluation import Evaluation
from xladdin.model.grammar.fold import name_key
from xladdin.rollup.combine import Combined, combine
from xladdin.rollup.groups import Group, Mapped, Natures, groups
from xladdin.rollup.member import Member
from xladdin.rollup.period import Told, period_goal, period_lines
from xladdin.rollup.shared_money import SharedMoney, decided, shared_money
from xladdin.rollup.sums.sums import Sums, indicators
from xladdin.rollup.table.region_table import region_table
from xladdin.rules.indicators.programme import Programme, programme_for
from xladdin.rules.profile import Profile
from xladdin.rules.score_sheet import ScoreSheet, score_sheet


class Region(NamedTuple):
    """
    evaluation  the region's table; sheet: its scores
    combined    its indicators, in the table's order; dropped: those that no unit has any more (不适用 everywhere)
    groups      the rows behind them, one a combined or dropped indicator; told: by what they were matched
    shared      money that several tables have in full, counted once because a person says so; doubtful: not decided yet, counted in each
    sums        what it was made of, where the rows of the members are not at hand
    """

    evaluation: Evaluation
    sheet: ScoreSheet
    combined: tuple[Combined, ...]
    dropped: tuple[Combined, ...]
    members: tuple[Member, ...]
    base: str
    groups: tuple[Group, ...] = ()
    told: Told = Told({}, {}, None)
    shared: tuple[SharedMoney, ...] = ()
    doubtful: tuple[SharedMoney, ...] = ()
    sums: Sums | None = None


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
    sums: Sums | None = None,
) -> Region:
    """Consolidate ``members``: one year, one programme, one form.

    name    of the region, as its table is to print it
    base    by which money shares are weighted, the same for target and actual value
    mapped  name in a unit's table → name of the region's indicator, as a person confirmed it
    natures     name of an indicator → its nature, as a person confirmed it
    programme   catalogue of the indicators; by default the program's own for programme and year
    code        区划代码 of the region
    sums        what the members add up to, where their rows are not at hand
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
    if sums is None:
        found = groups(members, mapped, natures, programme)
        every = [combine(group, base) for group in found]
    else:
        made = list(indicators(sums, profile, base, mapped, natures, programme))
        found, every = [one.group for one in made], [one.combined for one in made]
    combined = tuple(one for one in every if one.low is not None or one.high is not None)
    shared, doubtful = decided(shared_money(members), mapped or {})
    told = Told(mapped or {}, natures or {}, programme)
    period = period_goal(members, period_lines(members, told, base)) if sums is None else None
    dropped = tuple(one for one in every if one not in combined)
    evaluation = region_table(
        members, combined, dropped, base, shared, profile=profile.id, name=name, code=code, period=period
    )
    return Region(
        evaluation,
        score_sheet(evaluation, profile),
        combined,
        dropped,
        tuple(members),
        base,
        tuple(found),
        told,
        shared,
        doubtful,
        sums,
    )
