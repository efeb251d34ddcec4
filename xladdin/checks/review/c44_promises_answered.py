"""C44 上年改进措施: what last year's report promised has an answer this year. One finding for all that have none."""

from __future__ import annotations

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.subject import Subject


def promises_answered(subject: Subject) -> Cases:
    promises = subject.evaluation.report.promises
    open_ones = [row for row in promises if show.says_nothing(row.result)]
    if open_ones:
        paths = [f"report.promises[{row.key}].result" for row in open_ones]
        yield Fault("open", paths[0], related=tuple(paths[1:]), facts={"count": str(len(paths))})
    for _ in promises[len(open_ones) :]:
        yield PASSED


CHECK = Check(
    id="C44",
    title="上年改进措施有落实情况",
    basis="绩效自评报告提纲：偏离绩效目标的原因和下一步改进措施；常见问题：措施年年写、无人落实",
    applies_to="上年改进措施",
    messages={
        "open": Message(
            "warning",
            "上年的改进措施有 {count} 条没有写落实情况。",
            "要么写明做到了什么、何时做到，要么写明没有做到的原因和安排。",
        ),
    },
    function=promises_answered,
)
