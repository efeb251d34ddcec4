"""The period's goals (总体绩效目标) of all units together, and how much of them the years so far have brought.

Amounts add up over the years; of shares the year's own value stands beside the goal, since years of shares add up to nothing.
Only units whose tables state a goal for the period are counted, in goal and in what was done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from xladdin.intake.join import stem_and_unit
from xladdin.model.evaluation import Evaluation
from xladdin.model.goals import Goal, GoalFunds, GoalIndicator
from xladdin.model.grammar.fold import name_key
from xladdin.model.grammar.quantity import Target
from xladdin.model.grammar.unit import Unit, name_without_unit
from xladdin.model.indicator import target_beside
from xladdin.rollup.combine import not_applicable
from xladdin.rollup.groups import Mapped, Natures
from xladdin.rollup.member import Member
from xladdin.rollup.table.stated import share_name, stated
from xladdin.rules.indicators.nature import Nature, proposed
from xladdin.rules.indicators.programme import Entry, Programme
from xladdin.rules.score_sheet import ScoredRow, ScoreSheet

_Key = tuple[object, ...]


class Told(NamedTuple):
    """What a person and the catalogue say of names and natures."""

    names: Mapped
    natures: Natures
    programme: Programme | None

    def of(self, key: str, name: str, unit: Unit | None) -> tuple[_Key, Entry | None]:
        """By which key an indicator is known, whatever table it stands in."""
        stem, own = stem_and_unit(self.names.get(name, name))
        unit = unit or own
        entry = self.programme.entry(key, stem, unit) if self.programme is not None else None
        if entry is not None:
            return (entry.code,), entry
        return (stem, unit.dimensions if unit is not None else ()), None


class Done(NamedTuple):
    """One unit's goal for the period and what its years brought, in the line's unit of measure; None where nothing is stated."""

    member: Member
    goal: Decimal | None
    year: Decimal | None
    before: Decimal | None


class Line(NamedTuple):
    """
    goal        Σ of the goals (绝对量), mean by money (相对量); None for texts and dates
    sign        ≥, ≤ or nothing, before it
    year        what this year brought; before: the years before; of a share only this year's
    rate        share of the goal that was reached so far; None for what is no amount to be reached
    """

    name: str
    level1: str
    level2: str
    nature: Nature
    unit: Unit | None
    sign: str
    goal: Decimal | None
    year: Decimal | None
    before: Decimal | None
    done: tuple[Done, ...]

    @property
    def adds_up(self) -> bool:
        """Whether years add up: amounts do, but not those of every year (万人次/年)."""
        flow = self.unit is not None and ("年", -1) in self.unit.dimensions
        return self.nature is Nature.ABSOLUTE and not flow

    @property
    def so_far(self) -> Decimal | None:
        if not self.adds_up or (self.year is None and self.before is None):
            return None
        return (self.year or Decimal(0)) + (self.before or Decimal(0))

    @property
    def rate(self) -> Decimal | None:
        if self.so_far is None or not self.goal or self.goal < 0 or self.sign in ("≤", "＜"):
            return None
        return self.so_far / self.goal


def period_lines(
    members: Sequence[Member], told: Told, base: str, earlier: Sequence[tuple[Evaluation, ScoreSheet]] = ()
) -> list[Line]:
    """A line for each indicator of the period's goals, in the order of the tables."""
    goals: dict[_Key, list[tuple[Member, GoalIndicator, Target]]] = {}
    entries: dict[_Key, Entry | None] = {}
    for member in members:
        overall = member.evaluation.goals.overall
        seen: set[_Key] = set()
        for row in overall.indicators if overall is not None else ():
            target = target_beside(row.target, row.level3)
            key, entry = told.of("", row.level3, target.unit)
            if key not in seen:  # a name that a table has twice counts once: nobody knows which is which
                seen.add(key)
                goals.setdefault(key, []).append((member, row, target))
                entries[key] = entry
    before = [(_matter(one), _numbers(sheet, told)) for one, sheet in earlier]
    year = {id(member): _numbers(member.sheet, told) for member in members}
    lines = [_line(key, rows, entries[key], told, base, year, before) for key, rows in goals.items()]
    firsts, seconds = _order(one.level1 for one in lines), _order(one.level2 for one in lines)
    return sorted(lines, key=lambda one: (firsts[name_key(one.level1)], seconds[name_key(one.level2)]))


def _order(names: Iterable[str]) -> dict[str, int]:
    """Names in the order in which they first stand: rows of one group belong together, whoever has them."""
    return {name: place for place, name in enumerate(dict.fromkeys(name_key(one) for one in names))}


_Numbers = dict[_Key, tuple[Decimal, Unit | None]]


def _line(
    key: _Key,
    rows: Sequence[tuple[Member, GoalIndicator, Target]],
    entry: Entry | None,
    told: Told,
    base: str,
    year: dict[int, _Numbers],
    before: Sequence[tuple[_Key, _Numbers]],
) -> Line:
    _, first, target = rows[0]
    name = told.names.get(first.level3, first.level3)
    said = next((told.natures[one] for one in (name, first.level3) if one in told.natures), None)
    nature = said or (entry.nature if entry is not None else proposed(first.level3, "", first.target))
    unit = next((one.unit for _, _, one in rows if one.unit is not None), None)
    done = []
    for member, _, own in rows:
        bound = own.low if own.low is not None else own.high
        numbers = [year[id(member)]]
        past = [found for matter, found in before if matter == _matter(member.evaluation)]
        done.append(Done(member, _in(bound, own.unit, unit), _added(numbers, key, unit), _added(past, key, unit)))
    counted = [one for one in done if one.goal is not None]
    mean = nature is Nature.RELATIVE
    goal = year_sum = before_sum = None
    if nature in (Nature.ABSOLUTE, Nature.RELATIVE):
        goal = _together([(one.member.money(base), one.goal) for one in counted], mean)
        year_sum = _together([(one.member.money(base), one.year) for one in counted], mean)
        before_sum = None if mean else _together([(None, one.before) for one in counted], mean)
    sign = target.direction.value if target.direction.value in "≥＞≤＜" else ""
    return Line(name, first.level1, first.level2, nature, unit, sign, goal, year_sum, before_sum, tuple(done))


def _together(pairs: Sequence[tuple[Decimal | None, Decimal | None]], mean: bool) -> Decimal | None:
    known = [(weight, value) for weight, value in pairs if value is not None]
    if not mean:
        return sum((value for _, value in known), Decimal(0)) if known else None
    weighted = [(weight, value) for weight, value in known if weight]
    total = sum((weight for weight, _ in weighted), Decimal(0))
    return sum((weight * value for weight, value in weighted), Decimal(0)) / total if total else None


def _numbers(sheet: ScoreSheet, told: Told) -> _Numbers:
    found: _Numbers = {}
    for row in sheet.rows:
        number = _number(row)
        if number is not None:
            found.setdefault(
                told.of(row.indicator.key, row.indicator.level3, row.target.unit)[0], (number, row.target.unit)
            )
    return found


def _number(row: ScoredRow) -> Decimal | None:
    if not_applicable(row):
        return None
    return row.terms.number if row.terms.low is not None or row.terms.high is not None else None


def _added(tables: Sequence[_Numbers], key: _Key, unit: Unit | None) -> Decimal | None:
    values = [_in(*table[key], unit) for table in tables if key in table]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _in(value: Decimal | None, own: Unit | None, unit: Unit | None) -> Decimal | None:
    """A value in the line's unit of measure."""
    if value is None or own is None or unit is None or own.factor == unit.factor:
        return value
    factor = own.factor / unit.factor
    return value * factor.numerator / factor.denominator


def _matter(one: Evaluation) -> _Key:
    """Unit and project, whatever the year."""
    return (
        name_key(one.unit.code or one.unit.name or one.project.implementing_unit),
        name_key(one.project.code or one.project.name),
    )


def periods(members: Sequence[Member]) -> list[str]:
    """The periods of the units' goals, each once."""
    found = (one.evaluation.goals.overall for one in members)
    return sorted({goal.period.strip() for goal in found if goal is not None and goal.period.strip()})


def period_goal(members: Sequence[Member], lines: Sequence[Line]) -> Goal | None:
    """The region's 总体绩效目标表; None where no unit has one or their periods differ."""
    overall = [(one, one.evaluation.goals.overall) for one in members]
    there = [(one, goal) for one, goal in overall if goal is not None and goal.indicators]
    if not there or len(periods(members)) != 1:
        return None
    return Goal(
        period=periods(members)[0],
        funds=GoalFunds(**{name: _money([getattr(goal.funds, name) for _, goal in there]) for name in _AMOUNTS}),
        objective=_objective(periods(members)[0], lines),
        indicators=tuple(_goal_rows(lines)),
    )


def _objective(period: str, lines: Sequence[Line]) -> str:
    """The period's amounts in one sentence."""
    amounts = [
        f"{name_without_unit(one.name)}{stated(one.goal)}{one.unit.printed if one.unit is not None else ''}"
        for one in lines
        if one.nature is Nature.ABSOLUTE and one.goal is not None
    ]
    return (
        f"{period}目标：{'、'.join(amounts[:_MOST_SAID])}{'等' if len(amounts) > _MOST_SAID else ''}。"
        if amounts
        else ""
    )


_MOST_SAID = 12
_AMOUNTS = ("total", "central", "local", "social")


def _money(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _goal_rows(lines: Sequence[Line]) -> Iterator[GoalIndicator]:
    """As the region's table of the year states them."""
    for line in lines:
        if line.nature not in (Nature.ABSOLUTE, Nature.RELATIVE):
            name, target = share_name(line.name), "100"
        elif line.goal is None:
            continue
        else:
            name, target = line.name, f"{line.sign}{stated(line.goal)}"
        yield GoalIndicator(level1=line.level1, level2=line.level2, level3=name, target=target)
