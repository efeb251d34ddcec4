"""C29 the declared total and grade against the facts, where the levels are not declared one by one.

With declared levels the difference is found there (C05, C06) and what follows from it is not reported again; so it is
while an actual value is missing.
"""

from __future__ import annotations

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.declared_scores import differs
from xladdin.checks.subject import Subject


def declared_grade(subject: Subject) -> Cases:
    declared, sheet = subject.evaluation.declared, subject.sheet
    if declared is None or declared.levels or sheet.total is None or subject.has_blank_actual:
        return
    if subject.evaluation.form == "project":
        return
    if any(row.indicator.declared_score is not None for row in subject.rows):
        return
    facts = {"total": show.number(sheet.total)}
    if declared.total is not None:
        found, right, gap = (
            show.number(declared.total),
            show.number(sheet.total),
            show.number(declared.total - sheet.total),
        )
        if differs(subject, declared.total, sheet.total):
            yield Fault("total", "declared.total", found, right, gap)
            return
        yield PASSED
    elif declared.grade.strip():
        fault = Fault("grade", "declared.grade", declared.grade.strip(), sheet.grade, facts=facts)
        yield PASSED if declared.grade.strip() == sheet.grade else fault


CHECK = Check(
    id="C29",
    title="填报总分和等级与事实相符",
    basis="财预〔2020〕10号：评价等级依据得分确定",
    applies_to="只填报总分或等级、未分级填报的得分（分级填报的由 C05、C06 核对）",
    messages={
        "total": Message(
            "error",
            "填报总分 {found} 分，按规则和已批准的调整应为 {expected} 分，相差 {difference} 分。",
            "要么改正总分，要么附上经主管部门批准的评分调整。",
        ),
        "grade": Message(
            "error",
            "填报等级“{found}”，按规则和已批准的调整得 {total} 分，应为“{expected}”。",
            "要么改正等级，要么附上经主管部门批准的评分调整。",
        ),
    },
    function=declared_grade,
)
