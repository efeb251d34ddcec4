"""结转: what last year's workbook gives to this year's — 上年完成值, goals of several years, promises, codes and names.

Rows are one indicator where level and name are the same, units in brackets aside; keys only tell two rows of one name apart, since
programs number them anew each year. What does not join is listed; nothing is guessed, and what is stated already stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from xladdin.errors import UserError
from xladdin.model.evaluation import Evaluation, Project, Unit
from xladdin.model.goals import Goal, Goals
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import BLANK_MARKS, Kind, read_actual
from xladdin.model.grammar.unit import name_without_unit
from xladdin.model.indicator import Indicator, says_something, unit_of
from xladdin.model.report_matter import Promise
from xladdin.patterns import pattern

_SHORT = 20
"""Signs of a promise that a line about it shows."""
_PERIOD = pattern(r"((?:19|20)\d{2})\D+((?:19|20)\d{2})")

#: Fields of ``Project`` and ``Unit`` that are taken over where they are blank, and what they are called.
_PROJECT = {
    "code": "项目编码",
    "programme": "所属专项",
    "central_department": "中央主管部门",
    "local_department": "地方主管部门",
    "provincial_finance": "省级财政部门",
    "provincial_department": "省级主管部门",
    "budget_unit": "预算单位",
    "implementing_unit": "具体实施单位",
    "fund_user": "资金使用单位",
}
_UNIT = {"code": "单位代码", "name": "填报单位"}


#: 下一步改进措施 that promise nothing.
_NO_MEASURES = BLANK_MARKS | {"无", "没有", "不涉及"}


class Left(NamedTuple):
    """An indicator or a promise that did not join, and why: Chinese, without a full stop."""

    name: str
    why: str


class Carried(NamedTuple):
    """
    evaluation  with what came over
    joined      how many indicators got their 上年完成值
    taken       what came over, as it is called
    left        indicators of either year, and promises, that did not join
    """

    evaluation: Evaluation
    joined: int
    taken: tuple[str, ...]
    left: tuple[Left, ...]


def carry_over(evaluation: Evaluation, last: Evaluation, file: str) -> Carried:
    """This year's evaluation with what ``last``, read from ``file``, gives to it.

    Raises UserError carry-year where ``last`` is not of the year before, carry-other where it is another project's.
    """
    if last.year != evaluation.year - 1:
        raise UserError(
            "carry-year", file=file, found=last.year or "没有写明", year=evaluation.year, expected=evaluation.year - 1
        )
    if not _same_project(evaluation.project, last.project):
        raise UserError("carry-other", file=file, found=last.project.name, name=evaluation.project.name)
    taken: list[str] = []
    left: list[Left] = []
    changed, joined = evaluation, 0
    if evaluation.asks.last_year:
        changed, joined = _with_values(evaluation, last, left)
        taken.append(f"上年完成值 {joined} 项")
    changed = _with_names(changed, last, taken)
    changed = _with_goal(changed, last, taken)
    changed = _with_promises(changed, last, taken, left)
    return Carried(changed, joined, tuple(taken), tuple(left))


def _with_values(evaluation: Evaluation, last: Evaluation, left: list[Left]) -> tuple[Evaluation, int]:
    """With 上年完成值 of the rows that are one indicator in both years, and how many they are."""
    found = []
    continued: set[int] = set()
    for row in evaluation.indicators:
        position, why = _counterpart(row, last.indicators)
        text = ""
        if position is not None:
            continued.add(position)
            text, why = _last_year(row, last.indicators[position])
        if why:
            left.append(Left(row.level3, why))
        found.append(replace(row, last_year=text) if text and not why else row)
    joined = sum(after is not before for after, before in zip(found, evaluation.indicators, strict=True))
    gone = [row for number, row in enumerate(last.indicators) if number not in continued and says_something(row)]
    left += [Left(row.level3, "上年的指标，本年没有") for row in gone]
    return replace(evaluation, indicators=tuple(found)), joined


def next_year(last: Evaluation, file: str) -> Carried:
    """An evaluation of the year after ``last``: names, units and codes, 上年完成值; targets and weights are not issued yet.

    Raises UserError carry-no-year where ``last`` does not say its year.
    """
    if not last.year:
        raise UserError("carry-no-year", file=file)
    rows = tuple(
        Indicator(key=row.key, level1=row.level1, level2=row.level2, level3=row.level3, unit=row.unit, target="")
        for row in last.indicators
        if says_something(row)
    )
    bare = Evaluation(
        form=last.form,
        year=last.year + 1,
        money_unit=last.money_unit,
        project=Project(name=last.project.name),
        funds=(),
        indicators=rows,
    )
    return carry_over(bare, last, file)


def _same_project(one: Project, other: Project) -> bool:
    if one.code and other.code:
        return fold(one.code) == fold(other.code)
    return fold(one.name) == fold(other.name)


def _name(row: Indicator) -> tuple[str, str]:
    return fold(row.level1).partition("(")[0].removesuffix("指标"), fold(name_without_unit(row.level3)).casefold()


def _counterpart(row: Indicator, last: tuple[Indicator, ...]) -> tuple[int | None, str]:
    """Position of the same indicator last year, or why there is none."""
    same = [number for number, other in enumerate(last) if _name(other) == _name(row)]
    for tells in ("level2", "level3", "key"):
        if len(same) > 1:
            nearer = [number for number in same if fold(getattr(last[number], tells)) == fold(getattr(row, tells))]
            same = nearer or same
    if not same:
        return None, "上年没有这项指标"
    return (same[0], "") if len(same) == 1 else (None, f"上年有 {len(same)} 项同名的指标，分不清是哪一项")


def _last_year(row: Indicator, last: Indicator) -> tuple[str, str]:
    """上年完成值 as text, in a unit that this year's row can be compared with; or why there is none."""
    text = last.actual.strip()
    if fold(text).casefold() in BLANK_MARKS:
        return "", "上年没有填写实际完成值"
    own, before = unit_of(row), unit_of(last)
    actual = read_actual(text, before)
    if own != before and actual.kind is Kind.NUMBER:
        if own is None or before is None or not own.comparable(before):
            named = [unit.printed if unit is not None else "没有单位" for unit in (before, own)]
            return "", f"计量单位不同（上年“{named[0]}”，本年“{named[1]}”）"
        if own.printed != before.printed and actual.said is None:
            text = f"{text}{before.printed}"
    stated = row.last_year.strip()
    if fold(stated).casefold() not in BLANK_MARKS and fold(stated) != fold(text):
        return "", f"已写明上年完成值“{stated}”，上年工作簿为“{text}”，未改动"
    return text, ""


def _with_names(evaluation: Evaluation, last: Evaluation, taken: list[str]) -> Evaluation:
    titles = {name: evaluation.asks.title(name, title) for name, title in _PROJECT.items()}
    project = dict(_missing(evaluation.project, last.project, titles, taken))
    unit = dict(_missing(evaluation.unit, last.unit, _UNIT, taken))
    region = evaluation.region_code or last.region_code
    if region != evaluation.region_code:
        taken.append("行政区划代码")
    return replace(
        evaluation,
        project=replace(evaluation.project, **project),
        unit=replace(evaluation.unit, **unit),
        region_code=region,
    )


def _missing(
    one: Project | Unit, last: Project | Unit, titles: dict[str, str], taken: list[str]
) -> Iterator[tuple[str, str]]:
    for name, title in titles.items():
        if not getattr(one, name) and getattr(last, name):
            taken.append(title)
            yield name, getattr(last, name)


def _with_goal(evaluation: Evaluation, last: Evaluation, taken: list[str]) -> Evaluation:
    """The goals of several years go on as long as their period lasts."""
    goal = last.goals.overall
    if evaluation.goals.overall is not None or goal is None or not _lasts(goal, evaluation.year):
        return evaluation
    taken.append(f"总体目标（{goal.period}）")
    goals: Goals = replace(evaluation.goals, overall=goal)
    return replace(evaluation, goals=goals)


def _with_promises(evaluation: Evaluation, last: Evaluation, taken: list[str], left: list[Left]) -> Evaluation:
    """下一步改进措施 of last year are what this year has to answer (上年改进措施落实情况). Those that are stated stay as they are."""
    promised = promises(last)
    stated = evaluation.report.promises
    if not promised or stated:
        known = {_said(one) for one in stated}
        why = "上年的改进措施，本年写明的上年改进措施里没有"
        left += [Left(_short(one.title or one.text), why) for one in promised if _said(one) not in known]
        return evaluation
    taken.append(f"上年改进措施 {len(promised)} 条")
    return replace(evaluation, report=replace(evaluation.report, promises=promised))


def promises(last: Evaluation) -> tuple[Promise, ...]:
    """What the evaluation of a year promises: the rows of 改进措施, else its text of 下一步改进措施 as one."""
    rows = [row for row in last.report.improvements if row.title.strip() or row.text.strip()]
    found = [Promise(title=row.title, text=row.text, due=row.due, responsible=row.responsible) for row in rows]
    if not found and fold(last.measures).rstrip("。.").casefold() not in _NO_MEASURES:
        found = [Promise(text=last.measures)]
    return tuple(replace(one, key=f"r{number:02d}") for number, one in enumerate(found, 1))


def _said(one: Promise) -> tuple[str, str]:
    return fold(one.title).rstrip("。"), fold(one.text).rstrip("。")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT]}…"


def _lasts(goal: Goal, year: int) -> bool:
    match = _PERIOD.search(fold(goal.period))
    return match is not None and int(match[1]) <= year <= int(match[2])
