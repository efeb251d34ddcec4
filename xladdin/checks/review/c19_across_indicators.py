"""C19 indicators against facts elsewhere in the workbook.

An execution or arrival rate among the indicators must be the rate of the money table; “finished on time: 100 %” does not
go with outputs at zero. Which indicators are meant is decided by words in their names.
"""

from __future__ import annotations

import re
from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.sum_relations import bound
from xladdin.checks.subject import Subject, row_path
from xladdin.rules.profile import OUTPUT
from xladdin.rules.score_sheet import ScoredRow
from xladdin.rules.total.execution import execution_rate

_EXECUTION = re.compile(r"(预算|资金|经费)[^率]{0,6}(执行|支付|支出|拨付)[^率]{0,3}率")
_ARRIVAL = re.compile(r"(预算|资金|经费|配套)[^率]{0,6}到位[^率]{0,3}率")
_FINISHED = re.compile(r"(工程|项目|任务|建设|施工)[^率]{0,6}(完成|完工|竣工)[^率]{0,3}率")
_FULL = Decimal(100)


def across_indicators(subject: Subject) -> Cases:
    total = subject.total
    tolerance = subject.profile.required("rate_tolerance")
    for row, number in subject.numbered:
        name = row.indicator.level3
        if number is None or row.target.unit is None or not row.target.unit.is_share:
            continue
        for pattern, key, amount in ((_EXECUTION, "execution", "executed"), (_ARRIVAL, "arrival", "arrived")):
            rate = execution_rate(total.budget, getattr(total, amount)) if pattern.search(name) else None
            if rate is not None:
                related = (f"funds[total].{amount}", "funds[total].budget")
                gap = number - rate * 100
                found, right = show.number(number), show.percent(rate)
                fault = Fault(key, row_path(row, "actual"), found, right, show.points(gap), related)
                yield fault if abs(gap) > tolerance else PASSED
        if _FINISHED.search(name) and number >= _FULL:
            yield _unfinished(subject, row, number) or PASSED


def _unfinished(subject: Subject, row: ScoredRow, number: Decimal) -> Fault | None:
    idle = [other for other, done in subject.numbered if done == 0 and other.level_id == OUTPUT and _is_idle(other)]
    if not idle:
        return None
    names = show.listed([show.name(other.indicator.level3) for other in idle])
    related = tuple(row_path(other, "actual") for other in idle)
    facts = {"count": len(idle), "names": names}
    return Fault("finished", row_path(row, "actual"), show.number(number), "低于100", "", related, facts)


def _is_idle(row: ScoredRow) -> bool:
    """Whether a row without result has a lower target above zero."""
    value = bound(row.target)
    return row.target.low is not None and value is not None and value > 0


CHECK = Check(
    id="C19",
    title="指标之间、指标与资金之间不矛盾",
    basis="常见问题：预算执行率、按时完成率填 100%，与资金表和其他指标不符",
    applies_to="预算执行率、资金到位率、按时完成率一类的指标",
    messages={
        "execution": Message(
            "warning",
            "“{name}”填报 {found}%，资金表的预算执行率为 {expected}，相差 {difference}。",
            "要么改为 {expected}，要么在该行说明统计口径。",
            explained="口径|统计|拨付|结转|范围|支付",
        ),
        "arrival": Message(
            "warning",
            "“{name}”填报 {found}%，资金表的到位率为 {expected}，相差 {difference}。",
            "要么改为 {expected}，要么在该行说明统计口径。",
            explained="口径|统计|拨付|结转|范围|到位",
        ),
        "finished": Message(
            "warning",
            "“{name}”填报 {found}%，而有 {count} 项产出的实际完成值为 0（{names}）。",
            "要么按实际完成情况填写，要么在该行说明统计口径。",
            explained="口径|统计|范围|认定|不含|不包括",
        ),
    },
    function=across_indicators,
)
