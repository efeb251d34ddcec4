"""C20 资金管理情况: all seven rows, and every problem with its measure.

Blank cells are C10. “无” or “未发现问题” is a full answer.
"""

from __future__ import annotations

from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.show import says_nothing
from xladdin.checks.subject import Subject
from xladdin.model.evaluation import MANAGEMENT_ITEMS
from xladdin.model.grammar.fold import fold
from xladdin.patterns import pattern

_NONE = pattern(r"(无|没有|未发现|未出现|不存在|暂无)[^，,。；;]{0,12}[。；;]?$")
_PROBLEM = pattern(r"问题|不足|偏低|滞后|未")
_MEASURE = pattern(
    r"措施|整改|改进|补足|补齐|补拨|落实|督促|加强|加快|完善|优化|规范|健全|列入|下达后|将|拟|计划|\d{4}年[^，。；]{0,8}(支付|拨付|安排|完成)"
)


def management_rows(subject: Subject) -> Cases:
    if not subject.evaluation.asks.management:
        return
    rows = {row.item: row for row in subject.evaluation.management}
    missing = [item for item in MANAGEMENT_ITEMS if item not in rows]
    if missing:
        paths = [f"management[{item}].statement" for item in missing]
        yield Fault("missing", paths[0], related=tuple(paths[1:]), facts={"names": "、".join(missing)})
    for item in MANAGEMENT_ITEMS:
        row = rows.get(item)
        if row is None:
            continue
        text, path = fold(row.problems), f"management[{item}].problems"
        if not row.problems.strip():
            continue
        if says_nothing(row.problems) or _NONE.match(text):
            yield PASSED
        elif not _MEASURE.search(text):
            yield Fault("measure", path, row.problems)
        elif "改进措施" in text and not _PROBLEM.search(text.split("改进措施")[0]):
            yield Fault("problem", path, row.problems)
        elif "改进措施" not in text:
            yield Fault("pair", path, row.problems)
        else:
            yield PASSED


CHECK = Check(
    id="C20",
    title="资金管理情况七行齐全，问题与措施成对",
    basis="转移支付绩效自评表：资金管理情况七项，“存在问题和改进措施”栏",
    applies_to="转移支付自评表的资金管理情况",
    messages={
        "missing": Message(
            "warning", "资金管理情况没有填写：{names}。", "要么补填这些行，要么在情况说明中写明不涉及的原因。"
        ),
        "measure": Message("warning", "写了问题“{found}”，没有改进措施。", "要么补写改进措施，要么没有问题时写“无”。"),
        "problem": Message("hint", "写了改进措施，没有写明存在的问题。", "要么补写问题，要么没有问题时写“无”。"),
        "pair": Message(
            "hint",
            "问题和措施没有分开写明（“{found}”）。",
            "要么按“存在问题：…。改进措施：…。”分写，要么没有问题时写“无”。",
        ),
    },
    function=management_rows,
)
