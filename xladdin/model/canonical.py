"""One form for evaluations that say the same: what follows from other fields, and what says nothing, is left out."""

from __future__ import annotations

import operator
from typing import Any

import msgspec

from xladdin.model.evaluation import Evaluation, Project
from xladdin.model.funds import FundsRow, total_of
from xladdin.model.goals import Goal, Goals, WeightedGoal
from xladdin.model.grammar.decimals import plain_decimal, round_half_up
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import BLANK_MARKS
from xladdin.model.grammar.unit import closing_brackets, read_unit, unit_in_name
from xladdin.model.indicator import Indicator, shown_unit
from xladdin.patterns import pattern

FUNDS_ORDER = ("total", "central", "fiscal", "local", "carryover", "unit", "other")


def canonical(evaluation: Evaluation) -> Evaluation:
    """One form for evaluations that say the same.

    The total row of money is there and states what its parts add up to where it is blank; targets and names of table C
    and heads of the goal tables are named only where they differ from table D's, a unit only where the name does not give
    it, a printed rate only where it does not follow from its amounts; texts carry no blanks at their ends; an empty goal, an empty declaration and money rows
    that say nothing are dropped.
    """
    trimmed: Evaluation = _trimmed(evaluation)
    return without_redundancy(trimmed)


def without_redundancy(evaluation: Evaluation) -> Evaluation:
    """``canonical`` for texts that are trimmed already, as those of cells are."""
    parts = (_canonical_funds(row) for row in evaluation.funds if row.source != "total")
    funds = (_canonical_funds(total_of(evaluation.funds)), *(row for row in parts if not _says_nothing(row)))
    order = {name: position for position, name in enumerate(FUNDS_ORDER)}
    funds = tuple(sorted(funds, key=lambda row: order[row.source]))
    indicators = tuple(_canonical_indicator(row) for row in evaluation.indicators)
    goals, project = evaluation.goals, evaluation.project
    goals = Goals(
        overall=_canonical_goal(goals.overall, project),
        annual=_canonical_goal(goals.annual, project),
        weighted=_canonical_weighted(goals.weighted, project),
    )
    declared = evaluation.declared
    if declared is not None and not declared.levels and declared.total is None and not declared.grade:
        declared = None
    return msgspec.structs.replace(evaluation, funds=funds, indicators=indicators, goals=goals, declared=declared)


def _says_nothing(row: FundsRow) -> bool:
    return row.initial is row.budget is row.arrived is row.executed is None and not row.declared_rate


def _canonical_funds(row: FundsRow) -> FundsRow:
    """Drop a printed rate that says what its amounts say: exactly (``100%``) or in two decimals (``62.95%``).

    ``58%`` for 58.23 % stays: it is right as rounded, but a review is to see that decimals are missing.
    """
    printed = fold(row.declared_rate)
    if printed in BLANK_MARKS:
        return msgspec.structs.replace(row, declared_rate="")
    if not printed.endswith("%") or row.budget is None or row.executed is None or row.budget <= 0:
        return row
    stated = plain_decimal(printed[:-1])
    if stated is None:
        return row
    rate = row.executed / row.budget * 100
    return msgspec.structs.replace(row, declared_rate="") if stated in (rate, round_half_up(rate, 2)) else row


def _canonical_indicator(row: Indicator) -> Indicator:
    same = {f"issued_{name}": "" for name in _NAMED_TWICE if _is_same(row, name)}
    if row.unit and _says_itself(row):
        same["unit"] = ""
    return msgspec.structs.replace(row, **same) if same else row


#: Fields of an indicator that table C prints as well, there named ``issued_…``.
_NAMED_TWICE = ("target", "level1", "level2", "level3")


def _is_same(row: Indicator, name: str) -> bool:
    issued: str = getattr(row, f"issued_{name}")
    return bool(issued) and issued.strip() in ("", getattr(row, name).strip())


def _says_itself(row: Indicator) -> bool:
    """Whether name or target give the unit that the column names."""
    column = row.unit.strip()
    if column == closing_brackets(row.level3):
        return True
    named = unit_in_name(row.level3)
    if named is not None:
        return read_unit(column) == named
    return column == shown_unit(msgspec.structs.replace(row, unit=""))


def _canonical_goal(goal: Goal | None, project: Project) -> Goal | None:
    if goal is None:
        return None
    names = goal.head.__struct_fields__
    same = {name: "" for name in names if getattr(goal.head, name) == getattr(project, name)}
    goal = msgspec.structs.replace(goal, head=msgspec.structs.replace(goal.head, **same))
    return None if goal == Goal(period=goal.period) else goal


def _canonical_weighted(goal: WeightedGoal | None, project: Project) -> WeightedGoal | None:
    if goal is not None and goal.name == project.name:
        goal = msgspec.structs.replace(goal, name="")
    return None if goal == WeightedGoal() else goal


#: Line breaks of other programs (Word's Shift+Enter is a vertical tab), and signs that no file can hold.
_BREAKS = pattern("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_NO_TEXT = pattern("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _tidy(text: str) -> str:
    """``text`` as any program can keep it: plain line breaks, no control characters, no blanks at its ends."""
    if not text.isprintable():
        text = _NO_TEXT.sub("", _BREAKS.sub("\n", text).replace("\t", " "))
    return text.strip()


def _trimmed(value: Any) -> Any:
    """``value`` itself where it is tidy: most are, and building them anew takes longer than looking."""
    if isinstance(value, str):
        return _tidy(value)
    if isinstance(value, msgspec.Struct):
        changed = {}
        for name in value.__struct_fields__:
            field = getattr(value, name)
            if field is not None and (trimmed := _trimmed(field)) is not field:
                changed[name] = trimmed
        return msgspec.structs.replace(value, **changed) if changed else value
    if isinstance(value, tuple):
        items = tuple(_trimmed(item) for item in value)
        return value if all(map(operator.is_, items, value)) else items
    if isinstance(value, dict):
        return {name: _trimmed(item) for name, item in value.items()}
    return value
