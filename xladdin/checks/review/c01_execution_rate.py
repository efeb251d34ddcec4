"""C01 预算执行率 = 全年执行数 ÷ 全年预算数.

Source: 转移支付绩效自评表, 预算执行率（B/A×100%）. A rate without a percent sign may also be the fraction (0.6295).
"""

from __future__ import annotations

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.subject import Subject
from xladdin.checks.texts.declared_rate import read_declared_rate
from xladdin.model.funds import SOURCE_TITLES
from xladdin.rules.total.execution import execution_rate


def execution_rates(subject: Subject) -> Cases:
    tolerance = subject.profile.required("rate_tolerance")
    for row in subject.money_rows:
        rate = execution_rate(row.budget, row.executed)
        if rate is None or show.says_nothing(row.declared_rate):
            continue
        path = f"funds[{row.source}]"
        related = (f"{path}.executed", f"{path}.budget")
        facts = {"source": SOURCE_TITLES[row.source]}
        declared = read_declared_rate(row.declared_rate)
        right = show.percent(rate)
        if declared is None:
            yield Fault("unread", f"{path}.declared_rate", row.declared_rate, right, "", related, facts)
            continue
        true = rate * 100
        as_fraction = "%" not in row.declared_rate and "％" not in row.declared_rate and declared.rounds(rate)
        if declared.rounds(true) or declared.truncates(true) or as_fraction:
            yield PASSED
            continue
        difference = declared.percent - true
        key = "wrong" if abs(difference) > tolerance else "imprecise"
        found, gap = row.declared_rate, show.points(difference)
        yield Fault(key, f"{path}.declared_rate", found, right, gap, related, facts)


CHECK = Check(
    id="C01",
    title="预算执行率与执行数、预算数一致",
    basis="转移支付绩效自评表：预算执行率（B/A×100%）",
    applies_to="填报了执行率且有预算数、执行数的资金行",
    messages={
        "wrong": Message(
            "error",
            "{source}的预算执行率填报为 {found}，按执行数除以预算数应为 {expected}，相差 {difference}。",
            "要么改正执行率，要么核对该行的全年预算数和全年执行数。",
        ),
        "imprecise": Message(
            "warning",
            "{source}的预算执行率填报为 {found}，按执行数除以预算数四舍五入应为 {expected}。",
            "要么把执行率改为 {expected}，要么核对该行的金额是否有尾差。",
        ),
        "unread": Message(
            "error",
            "{source}的预算执行率“{found}”不是百分数，无法与计算结果 {expected} 核对。",
            "要么填写百分数，要么清空由表格计算。",
        ),
    },
    function=execution_rates,
)
