"""C05 the declared score of 预算执行 = its standard × the execution rate (10 × 62.95 % → 6.3)."""

from __future__ import annotations

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.declared_scores import differs
from xladdin.checks.subject import Subject
from xladdin.rules.profile import EXECUTION


def execution_score(subject: Subject) -> Cases:
    declared = subject.evaluation.declared
    stated = declared.levels.get(EXECUTION) if declared is not None else None
    level = next((one for one in subject.sheet.levels if one.name == EXECUTION), None)
    rate = subject.sheet.execution_rate
    if stated is None or level is None or level.score is None or rate is None:
        return
    found, right, gap = show.number(stated), show.number(level.score), show.number(stated - level.score)
    related = ("funds[total].executed", "funds[total].budget")
    facts = {"standard": show.number(level.standard), "rate": show.percent(rate)}
    fault = Fault("score", f"declared.levels[{EXECUTION}]", found, right, gap, related, facts)
    yield fault if differs(subject, stated, level.score) else PASSED


CHECK = Check(
    id="C05",
    title="预算执行得分等于标准分乘以执行率",
    basis="财预〔2020〕10号：预算执行率权重 10%；按执行率计分",
    applies_to="填报的预算执行得分",
    messages={
        "score": Message(
            "error",
            "预算执行填报得分 {found} 分，按标准分 {standard} 分乘以执行率 {rate} 应为 {expected} 分，相差 {difference} 分。",
            "要么改正得分，要么核对年度资金总额的预算数和执行数。",
        ),
    },
    function=execution_score,
)
