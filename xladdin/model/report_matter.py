"""报告资料: what the written report needs beside the tables — documents, payments, dates, measures, where it is published.

All of it is optional. Lists go by hidden keys, as the rows of every other table do.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

import msgspec

#: Kinds of documents (文件依据) that have a place of their own in the report; others are named where rules are named.
MINISTRY, PROVINCE, RULES, NOTICE, PLAN = "中央下达预算", "省级下达预算", "管理制度", "自评通知", "实施方案"
DOCUMENT_KINDS = (MINISTRY, PROVINCE, RULES, NOTICE, PLAN)

#: Who finds problems (说明 of the form asks for these three).
OVERSIGHT = ("巡视", "审计", "财政监督")


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    KEYED_BY: ClassVar[str] = "key"

    key: str = ""


class Document(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """文件依据: title without 《》, number such as 财资环〔2024〕61号, amount in 万元, period such as 2024—2026年."""

    kind: str = ""
    title: str = ""
    number: str = ""
    date: str = ""
    issuer: str = ""
    amount: Decimal | None = None
    period: str = ""


class Payment(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """资金下达拨付: who passed how much (万元) of which source on to whom, on which document, when."""

    document: str = ""
    sender: str = ""
    receiver: str = ""
    source: str = ""
    date: str = ""
    amount: Decimal | None = None


class Milestone(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """节点: start, tender, acceptance … and when they were."""

    name: str = ""
    date: str = ""


class Improvement(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """下一步改进措施, one a row: what, until when, who answers for it."""

    title: str = ""
    text: str = ""
    due: str = ""
    responsible: str = ""


class Promise(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A measure that last year's report promised (its 改进措施), and where it stands this year (落实情况)."""

    title: str = ""
    text: str = ""
    due: str = ""
    responsible: str = ""
    result: str = ""


class Publication(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """公开: where, when, at which address."""

    channel: str = ""
    date: str = ""
    address: str = ""


class FoundProblem(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A problem that 巡视, 审计 or 财政监督 found: amount in 万元, remedy = what was done about it."""

    body: str = ""
    text: str = ""
    amount: Decimal | None = None
    remedy: str = ""


class ReportMatter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The sheet 报告资料.

    preface 前言; overview 资金管理综述; arrival_gap 资金未到位原因; benefits 项目效益; application 结果应用; other 其他问题
    """

    documents: tuple[Document, ...] = ()
    payments: tuple[Payment, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    promises: tuple[Promise, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    publications: tuple[Publication, ...] = ()
    problems: tuple[FoundProblem, ...] = ()
    preface: str = ""
    overview: str = ""
    arrival_gap: str = ""
    benefits: str = ""
    application: str = ""
    other: str = ""

    def documents_of(self, *kinds: str) -> Sequence[Document]:
        """Documents of these kinds, in the order of the sheet."""
        return [row for row in self.documents if row.kind.strip() in kinds]


#: What the fields are called where people read about them.
TEXT_TITLES: dict[str, str] = {
    "preface": "前言",
    "overview": "资金管理综述",
    "arrival_gap": "资金未到位原因",
    "benefits": "项目效益",
    "application": "结果应用",
    "other": "其他问题",
}
LIST_TITLES: dict[str, tuple[str, dict[str, str]]] = {
    "documents": (
        "文件依据",
        {
            "kind": "类别",
            "title": "文件名称",
            "number": "文号",
            "date": "日期",
            "issuer": "印发单位",
            "amount": "金额",
            "period": "期限",
        },
    ),
    "payments": (
        "资金下达拨付",
        {
            "document": "依据文号",
            "sender": "拨出单位",
            "receiver": "收款单位",
            "source": "资金来源",
            "date": "日期",
            "amount": "金额",
        },
    ),
    "milestones": ("节点", {"name": "名称", "date": "日期"}),
    "promises": (
        "上年改进措施",
        {"title": "措施", "text": "具体内容", "due": "完成时限", "responsible": "责任单位", "result": "落实情况"},
    ),
    "improvements": (
        "改进措施",
        {"title": "措施", "text": "具体内容", "due": "完成时限", "responsible": "责任单位"},
    ),
    "publications": ("公开情况", {"channel": "公开渠道", "date": "日期", "address": "网址或地点"}),
    "problems": (
        "监督检查发现的问题",
        {"body": "来源", "text": "问题", "amount": "涉及金额", "remedy": "整改情况"},
    ),
}
