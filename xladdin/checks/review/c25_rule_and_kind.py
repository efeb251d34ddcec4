"""C25 the scoring rule fits the kind of indicator: tiers are for texts, ratios for numbers.

A number under 按评判等级赋分 is scored as 按照完成比例; a text under 按照完成比例 has no ratio.
"""

from __future__ import annotations

from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.subject import Subject, row_path
from xladdin.model.grammar.quantity import Kind
from xladdin.rules.row.scoring_rule import ScoringRule
from xladdin.rules.score_sheet import ScoredRow


def rules_and_kinds(subject: Subject) -> Cases:
    for row in subject.rows:
        printed = row.indicator.scoring_rule.strip()
        if not printed or row.target.kind in (Kind.BLANK, Kind.UNREADABLE):
            continue
        number, rule = row.target.kind is Kind.NUMBER, row.terms.rule
        if number and rule is ScoringRule.TIER:
            yield _fault(row, "number", ScoringRule.PROPORTIONAL)
        elif not number and rule in (ScoringRule.PROPORTIONAL, ScoringRule.SATISFACTION):
            yield _fault(row, "text", ScoringRule.TIER if row.target.kind is Kind.TEXT else ScoringRule.DIRECT)
        else:
            yield PASSED


def _fault(row: ScoredRow, key: str, right: ScoringRule) -> Fault:
    found, facts = row.indicator.scoring_rule.strip(), {"target": row.target.printed.strip()}
    return Fault(key, row_path(row, "scoring_rule"), found, right.value, "", (row_path(row, "target"),), facts)


CHECK = Check(
    id="C25",
    title="赋分规则与指标类型相配",
    basis="项目绩效目标表的赋分规则；常见问题：数值指标按评判等级赋分",
    applies_to="填有赋分规则和指标值的指标",
    messages={
        "number": Message(
            "warning",
            "指标值“{target}”是数值，赋分规则却是“{found}”；目前按完成比例计分。",
            "要么改为“{expected}”，要么在该行说明等级如何折算。",
            explained="评判|等级|折算",
        ),
        "text": Message(
            "warning",
            "指标值“{target}”不是数值，赋分规则却是“{found}”，没有比例可算。",
            "要么改为“{expected}”，要么把指标值改成数值。",
        ),
    },
    function=rules_and_kinds,
)
