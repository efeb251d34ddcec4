"""C35 a result over several years claimed too early: five years of upkeep in the first year of the period.

The years that can have passed are counted from the start of 总体绩效目标表's period to the evaluation's year, both included.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.review.c14_dates import period_years
from xladdin.checks.subject import Subject, bound, row_path
from xladdin.model.grammar.fold import fold
from xladdin.patterns import pattern

_LASTING = pattern(r"管护|养护|持续|稳定|年限|运行|长效|维护")
#: How long something is made to last or guaranteed: no time that has passed.
_DESIGNED = pattern(r"设计|使用年限|使用寿命|寿命|质保|保修|保质|合同|租期|租赁|规划|服务期限|协议")
_CLAIMED = pattern(r"总体(绩效)?目标(已|均已|全部|已经|基本)*(达到|达成|实现|完成)(?!率)")
_NOT_YET = pattern(r"未|尚|将|待|预计")


def multi_year(subject: Subject) -> Cases:
    overall, year = subject.evaluation.goals.overall, subject.evaluation.year
    span = period_years(overall.period) if overall is not None else None
    if span is None:
        return
    passed = Decimal(year - span[0] + 1)
    for row, number in subject.numbered:
        unit = row.target.unit
        lasting = unit is not None and unit.dimensions == (("年", 1),) and _LASTING.search(row.indicator.level3)
        if not lasting or number is None or _DESIGNED.search(row.indicator.level3):
            continue
        found, gap = row.actual.printed, show.number(number - passed)
        facts = {"start": span[0], "year": year, "years": show.number(number)}
        path, related = row_path(row, "actual"), (row_path(row, "target"),)
        fault = Fault("years", path, found, f"至多 {show.number(passed)} 年", gap, related, facts)
        yield fault if number > passed else PASSED
    if span[1] > year:
        yield _claim(subject, span[1])


def _claim(subject: Subject, last: int) -> Fault | None:
    """“总体目标已达到” while quantities stand far below the period's."""
    match = _CLAIMED.search(fold(subject.evaluation.achievement))
    if match is None or _NOT_YET.search(match[0]):
        return PASSED
    for position, row in enumerate(subject.rows):
        target, number = subject.overall_targets[position], row.terms.number
        whole = bound(target) if target is not None and target.low is not None else None
        if whole and number is not None and number < whole and "数量" in row.indicator.level2:
            share = show.percent(number / whole)
            facts = {"other": show.name(row.indicator.level3), "last": last}
            return Fault("claimed", "achievement", match[0], share, "", (row_path(row, "actual"),), facts)
    return PASSED


CHECK = Check(
    id="C35",
    title="跨年效果没有提前认定",
    basis="常见问题：管护 5 年、生态稳定 10 年在实施第一年即填报完成",
    applies_to="总体绩效目标表的期间和以“年”为单位的持续性指标",
    messages={
        "years": Message(
            "warning",
            "填报已持续 {years} 年，而项目 {start} 年开始，到 {year} 年{expected}，多 {difference} 年。",
            "要么填写到自评年度为止的实际年数，要么在该行说明填报口径。",
            explained="年|期限|口径|期",
        ),
        "claimed": Message(
            "warning",
            "写“{found}”，而实施期到 {last} 年，“{other}”只完成总体目标的 {expected}。",
            "要么改为年度目标的完成情况，要么写明总体目标的进度。",
        ),
    },
    function=multi_year,
)
