"""C43 money in 报告资料 against the table of funds: no payment above what arrived, no document above the project's budget."""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.subject import Subject
from xladdin.model.funds import SOURCE_TITLES
from xladdin.model.report_matter import MINISTRY, PROVINCE


def passed_on_money(subject: Subject) -> Cases:
    report, tolerance = subject.evaluation.report, subject.profile.required("sum_tolerance")
    arrived = {SOURCE_TITLES[row.source]: row for row in subject.money_rows}
    for payment in report.payments:
        row = arrived.get(payment.source.strip(), subject.total)
        if payment.amount is None or row.arrived is None:
            continue
        path, other = f"report.payments[{payment.key}].amount", f"funds[{row.source}].arrived"
        yield _above("payment", path, payment.amount, row.arrived, tolerance, other)
    overall = subject.evaluation.goals.overall
    most = [subject.total.budget, overall.funds.total if overall is not None else None]
    limit = max((value for value in most if value is not None), default=None)
    for document in report.documents_of(MINISTRY, PROVINCE):
        if document.amount is not None and limit is not None:
            path = f"report.documents[{document.key}].amount"
            yield _above("document", path, document.amount, limit, tolerance, "funds[total].budget")


def _above(key: str, path: str, value: Decimal, limit: Decimal, tolerance: Decimal, other: str) -> Fault | None:
    if value - limit <= tolerance:
        return PASSED
    return Fault(key, path, show.number(value), f"≤{show.number(limit)}", show.number(value - limit), (other,))


CHECK = Check(
    id="C43",
    title="下达、拨付的金额与资金表相符",
    basis="绩效自评报告提纲：资金到位情况；常见问题：整份文件的总额写成一个项目的数",
    applies_to="报告资料中的金额",
    messages={
        "payment": Message(
            "warning",
            "拨付 {found} 万元，多于资金表的到位数，多 {difference} 万元。",
            "要么改正拨付金额或资金来源，要么补记到位资金。",
        ),
        "document": Message(
            "warning",
            "下达文件的金额 {found} 万元多于本项目的预算，多 {difference} 万元。",
            "要么只填本项目分得的数，要么补全预算数。",
        ),
    },
    function=passed_on_money,
)
