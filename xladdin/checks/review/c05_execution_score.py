"""C05 the declared score of 预算执行 = its standard × the execution rate (10 × 62.95 % → 6.3).

The standard is the profile's, or the table's own where that is another one (C03 says so); by bands where the profile scores
by bands. A score is right when it is the true product rounded at its own decimals (2.1548 may be
printed 2.15 or 2.2, never 2.16), or the score that the rules give.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.declared_scores import is_rounded
from xladdin.checks.facts.points_scheme import other_execution_points
from xladdin.checks.subject import Subject
from xladdin.checks.texts.declared_rate import read_declared_rate
from xladdin.model.grammar.decimals import plain_text, round_half_up
from xladdin.rules.rounding import declared_round
from xladdin.rules.total.execution import bands, execution_share


def execution_score(subject: Subject) -> Cases:
    declared = subject.evaluation.declared
    level, rate = subject.execution, subject.sheet.execution_rate
    if declared is None or level is None or level.score is None or rate is None:
        return
    stated = declared.levels.get(level.name)
    if stated is None:
        return
    other = subject.once(other_execution_points)
    standard = level.standard if other is None else other
    true = standard * execution_share(rate, subject.profile)
    score = level.score if other is None else declared_round(true, subject.sheet.places)
    near = abs(stated - score) <= subject.limit("score_tolerance")
    expected = show.number(true if near else score)
    found, gap = show.number(stated), show.number(stated - (true if near else score))
    related = ("funds[total].executed", "funds[total].budget")
    facts = {
        "standard": show.number(standard),
        "rate": f"{plain_text(round_half_up(rate * 100, 4))}%" if near else show.percent(rate),
    }
    key = "banded" if bands(subject.profile) else "score"
    fault = Fault(key, f"declared.levels[{level.name}]", found, expected, gap, related, facts)
    right = stated == score or is_rounded(stated, true)
    yield PASSED if right or _follows(subject, stated, standard) else fault


def _follows(subject: Subject, stated: Decimal, standard: Decimal) -> bool:
    """Whether the score was computed from the rate as printed, which is wrong itself (C01)."""
    printed = next((row.declared_rate for row in subject.evaluation.funds if row.source == "total"), "")
    declared = read_declared_rate(printed)
    if declared is None:
        return False
    return is_rounded(stated, standard * execution_share(declared.percent / 100, subject.profile))


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
        "banded": Message(
            "error",
            "预算执行填报得分 {found} 分，执行率 {rate} 按分档在标准分 {standard} 分中应得 {expected} 分，相差 {difference} 分。",
            "要么改正得分，要么核对年度资金总额的预算数和执行数。",
        ),
    },
    function=execution_score,
)
