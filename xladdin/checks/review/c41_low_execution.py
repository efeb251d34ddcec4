"""C41 a low execution rate is explained, where the profile asks for it (四川: below 90 %).

Any text of the table may explain it, usually 执行准确性 among the rows of 资金管理情况: it must speak of the money's use and of
a cause. A rate that is merely stated explains nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.subject import Subject
from xladdin.model.grammar.fold import fold
from xladdin.rules.rounding import guarded

_MONEY = re.compile(r"执行|支出|支付|拨付|付款|结转|结余|资金|款项|尾款|质保金")
_CAUSE = re.compile(
    r"因|由于|受.{0,20}影响|导致|致使|原因|尚未|未能|未到|未达|未完|未支|未付|未拨|未执行|滞后|推迟|延后|较晚|偏慢|缓慢|节约|节省|结转|跨年|分年"
)


def low_execution(subject: Subject) -> Cases:
    rate, limit = subject.sheet.execution_rate, subject.limit("execution_reason_below")
    if rate is None or not limit:
        return
    if guarded(rate) >= limit or any(_explains(text) for text in _texts(subject)):
        yield PASSED
        return
    path = "management[执行准确性].problems" if subject.evaluation.asks.management else "funds[total].executed"
    related = ("funds[total].executed", "funds[total].budget")
    gap = show.points((rate - limit) * 100)
    yield Fault("reason", path, show.percent(rate), show.percent(limit), gap, related)


def _texts(subject: Subject) -> Iterator[str]:
    evaluation = subject.evaluation
    for row in evaluation.management:
        yield row.statement
        yield row.problems
    yield from (evaluation.achievement, evaluation.remarks, evaluation.measures)
    yield from (row.reason for row in evaluation.indicators)


def _explains(text: str) -> bool:
    plain = fold(text)
    return any(_MONEY.search(sentence) and _CAUSE.search(sentence) for sentence in re.split("[。；;]", plain))


CHECK = Check(
    id="C41",
    title="预算执行率偏低的说明原因",
    basis="评分规则规定的执行率界限（四川：低于 90% 须说明原因）",
    applies_to="评分规则规定了执行率界限、且有预算执行率的自评表",
    messages={
        "reason": Message(
            "warning",
            "预算执行率 {found}，低于 {expected}，没有说明原因。",
            "要么写明执行率低的原因和改进措施（有资金管理情况的写在“执行准确性”一行），要么核对预算数和执行数。",
        ),
    },
    function=low_execution,
)
