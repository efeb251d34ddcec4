"""C27 说明 is filled: problems and amounts found by 巡视, 审计 and 财政监督; “无” is a proper answer."""

from __future__ import annotations

from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.subject import Subject


def remarks(subject: Subject) -> Cases:
    if subject.evaluation.asks.remarks:
        yield PASSED if subject.evaluation.remarks.strip() else Fault("blank", "remarks")


CHECK = Check(
    id="C27",
    title="“说明”栏已填写",
    basis="转移支付绩效自评表“说明”栏：巡视、审计、财政监督中发现的问题及金额",
    applies_to="转移支付自评表的“说明”栏",
    messages={
        "blank": Message(
            "warning",
            "“说明”栏没有填写。",
            "要么写明巡视、审计和财政监督发现的问题及金额，要么没有时写“无”。",
        ),
    },
    function=remarks,
)
