"""C36 figures in the texts against the tables: objectives against targets, the achievement against actual values.

A figure that some table holds is known. An unknown one is held against the indicator whose name stands around it, when the
unit fits and the name leaves no doubt; prose is never certain, so this is a hint. An objective full of three-year figures
is C18 and not taken apart here.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from decimal import Decimal
from typing import NamedTuple

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.goal_rows import goal_rows
from xladdin.checks.facts.objective_period import annual_texts, is_of_period
from xladdin.checks.facts.results import is_row_met
from xladdin.checks.facts.table_figures import actual_figures, annual_figures, money_figures, period_figures
from xladdin.checks.facts.typed_weights import misplaced
from xladdin.checks.subject import Subject, bound, row_path
from xladdin.checks.texts.declared_rate import DeclaredRate
from xladdin.checks.texts.figures import Figure, evidence, figures
from xladdin.checks.texts.readings import from_base, in_base, is_counter
from xladdin.model.grammar.unit import Unit
from xladdin.patterns import pattern

#: What a figure is that was only aimed at.
_AIMED = pattern(r"目标|计划|任务|应|拟|需|原定|下达")


class _Value(NamedTuple):
    """A value of a table that a text may speak of."""

    name: str
    paths: tuple[str, ...]
    printed: str
    number: Decimal
    unit: Unit


def text_figures(subject: Subject) -> Cases:
    annual, actual = subject.once(annual_figures), subject.once(actual_figures)
    period, money = subject.once(period_figures), subject.once(money_figures)
    for path, text in annual_texts(subject):
        if not is_of_period(subject, text):
            yield from _text(subject, path, text, "target", (annual, period, money))
    evaluation = subject.evaluation
    yield from _text(subject, "achievement", evaluation.achievement, "actual", (actual, annual, money))
    if evaluation.goals.overall is not None:
        text = evaluation.goals.overall.objective
        yield from _text(subject, "goals.overall.objective", text, "overall", (period, annual, money))


def _text(subject: Subject, path: str, text: str, kind: str, known: tuple[Container[object], ...]) -> Cases:
    for figure in figures(text):
        if kind == "actual" and figure.unit.is_share:
            continue
        found = figure.key
        if not any(found in table for table in known):
            yield _compare(subject, path, figure, kind)
        elif kind == "actual" and found not in known[0] and found in known[1]:
            yield _as_aimed(subject, path, text, figure)
        else:
            yield PASSED


def _as_aimed(subject: Subject, path: str, text: str, figure: Figure) -> Fault | None:
    """An achievement that repeats the target of a row that stayed below it, and nowhere says what was reached."""
    fault = None if _AIMED.search(figure.around) else _compare(subject, path, figure, "actual")
    row = subject.once(annual_figures)[figure.key]
    own = fault is not None and row_path(subject.rows[row], "actual") in fault.related
    reached = subject.once(actual_figures)
    told = any(reached.get(other.key) == row for other in figures(text))
    return fault if own and not told and not is_row_met(subject.rows[row]) else PASSED


def _compare(subject: Subject, path: str, figure: Figure, kind: str) -> Fault | None:
    """A fault when exactly one name stands around the figure and its value is another."""
    ranked: list[tuple[int, _Value]] = []
    for value in _values(subject, kind):
        score = evidence(value.name, figure.around) if _fits(figure.unit, value.unit) else 0
        if score:
            ranked.append((score, value))
    ranked.sort(key=lambda one: -one[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return PASSED
    value = ranked[0][1]
    if _is_rounded(figure, value):
        return PASSED
    gap = show.number(figure.value - value.number) if figure.unit.factor == value.unit.factor else ""
    key = "actual" if kind == "actual" else "target"
    return Fault(key, path, figure.text, value.printed, gap, value.paths, {"other": show.name(value.name)})


def _is_rounded(figure: Figure, value: _Value) -> bool:
    """Whether the text says the value with fewer decimals, rounded or cut off: 81.13万亩 for 811326亩."""
    if figure.unit.dimensions != value.unit.dimensions:
        return False
    true, exponent = from_base(in_base(value.number, value.unit), figure.unit), figure.value.as_tuple().exponent
    said = DeclaredRate(figure.value, max(0, -exponent) if isinstance(exponent, int) else 0)
    return said.places > 0 and (said.rounds(true) or said.truncates(true))


def _values(subject: Subject, kind: str) -> Iterator[_Value]:
    if kind == "overall":
        for goal in subject.once(goal_rows):
            number, unit = bound(goal.target), goal.target.unit
            if goal.table == "overall" and number is not None and unit is not None:
                yield _Value(goal.row.level3, (f"{goal.path}.target",), goal.row.target.strip(), number, unit)
        return
    for row in subject.rows:
        one, unit = row.indicator, row.target.unit
        number = bound(row.target) if kind == "target" else row.terms.number
        if number is None or unit is None or one.key in subject.once(misplaced):
            continue
        if kind == "actual":
            yield _Value(one.level3, (row_path(row, "actual"),), one.actual.strip(), number, unit)
        else:
            paths = (row_path(row, "target"), row_path(row, "issued_target"))
            yield _Value(one.level3, paths, one.target.strip(), number, unit)


def _fits(said: Unit, own: Unit) -> bool:
    return said.dimensions == own.dimensions or (said.printed == "个" and is_counter(own))


CHECK = Check(
    id="C36",
    title="文字中的数与表中的数一致",
    basis="常见问题：目标文字、完成情况文字与指标表的数不一致",
    applies_to="目标和完成情况文字中带单位的数",
    messages={
        "target": Message(
            "hint",
            "目标文字中的“{found}”与指标“{other}”的指标值“{expected}”不一致。",
            "要么改正文字，要么写明这个数的口径。",
        ),
        "actual": Message(
            "hint",
            "完成情况文字中的“{found}”与指标“{other}”的实际完成值“{expected}”不一致。",
            "要么改正文字，要么核对实际完成值。",
        ),
    },
    function=text_figures,
)
