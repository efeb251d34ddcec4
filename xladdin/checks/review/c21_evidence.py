"""C21 the kind of evidence fits: a kind of the form, and original vouchers for costs; the basis is one of the form's.

Source: 项目绩效目标表（含分值权重）, drop-downs 佐证资料 and 指标值设置依据.
"""

from __future__ import annotations

from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.subject import Subject, row_path
from xladdin.model.grammar.fold import fold
from xladdin.model.indicator import BASES, EVIDENCE
from xladdin.patterns import pattern

_VOUCHER = "原始凭证"
_SEPARATOR = pattern(r"[、,，;；/和及\n]+")


def evidence_kinds(subject: Subject) -> Cases:
    for row in subject.rows:
        one = row.indicator
        for field, kinds in (("evidence", EVIDENCE), ("basis", BASES)):
            printed = getattr(one, field).strip()
            if not printed:
                continue
            if printed in kinds or all(word in kinds for word in _SEPARATOR.split(fold(printed)) if word):
                yield PASSED
            else:
                yield Fault(field, row_path(row, field), printed, "、".join(kinds))
        if "成本" in one.level2 and one.evidence.strip():
            if _VOUCHER not in one.evidence and fold(one.evidence) in EVIDENCE:
                yield Fault("voucher", row_path(row, "evidence"), one.evidence, _VOUCHER)
            else:
                yield PASSED


CHECK = Check(
    id="C21",
    title="佐证资料和设置依据合乎要求",
    basis="项目绩效目标表（含分值权重）：佐证资料、指标值设置依据的选项",
    applies_to="填有佐证资料或设置依据的指标",
    messages={
        "evidence": Message(
            "hint", "佐证资料“{found}”不是规定的种类。", "要么改为{expected}之一，要么确认当地另有规定。"
        ),
        "basis": Message(
            "hint", "指标值设置依据“{found}”不是规定的种类。", "要么改为{expected}之一，要么确认当地另有规定。"
        ),
        "voucher": Message(
            "hint", "成本指标的佐证资料为“{found}”，通常应为{expected}。", "要么改为{expected}，要么确认凭证另有存放。"
        ),
    },
    function=evidence_kinds,
)
