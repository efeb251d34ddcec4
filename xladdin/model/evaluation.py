"""The self-evaluation of one project for one year (绩效自评): everything that the official tables hold."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec

from xladdin.model.funds import FundsRow
from xladdin.model.goals import Goals
from xladdin.model.indicator import Indicator
from xladdin.model.report_matter import ReportMatter
from xladdin.patterns import pattern

#: The seven rows of 资金管理情况, in the order of the form.
MANAGEMENT_ITEMS = (
    "分配科学性",
    "下达及时性",
    "拨付合规性",
    "使用规范性",
    "执行准确性",
    "预算绩效管理情况",
    "支出责任履行情况",
)


class Form(msgspec.Struct, frozen=True):
    """What a printed form asks for, so that nothing else asks by the form's name.

    heads       fields of ``Project`` that its head has and that may not stay blank
    management  it has the seven rows of 资金管理情况; remarks: it has 说明; arrivals: it says what arrived by 31 December
    last_year   it prints 上年完成值
    plain_sums  rows carry scores and 总分 is their sum, however their weights share out the points
    titles      what it prints beside a field, where other forms print something else
    """

    heads: tuple[str, ...] = ()
    management: bool = False
    remarks: bool = False
    arrivals: bool = False
    last_year: bool = False
    plain_sums: bool = False
    titles: Mapping[str, str] = {}

    def title(self, field: str, usual: str) -> str:
        """What the form prints beside a field (the last part of its path)."""
        return self.titles.get(field, usual)

    def worded(self, text: str) -> str:
        """A sentence that speaks of 权重 in the form's own word."""
        own = self.titles.get("weight")
        return text if own is None else _WEIGHT.sub(own, text)


_WEIGHT = pattern("(?:分值)?权重")

#: What 项目支出绩效自评表 prints otherwise than 转移支付项目绩效自评表.
_PROJECT_TITLES = {
    "local_department": "主管部门",
    "implementing_unit": "实施单位",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "reason": "偏差原因分析及改进措施",
    "declared_rate": "执行率",
    "objective": "预期目标",
    "achievement": "实际完成情况",
}

FormId = Literal["transfer", "project"]

#: ``Evaluation.form`` → what it asks for. A family of workbooks with that id has just these fields (a test compares them).
FORMS: dict[str, Form] = {
    "transfer": Form(
        ("central_department", "local_department", "fund_user"),
        management=True,
        remarks=True,
        arrivals=True,
        last_year=True,
    ),
    "project": Form(("local_department", "implementing_unit"), plain_sums=True, titles=_PROJECT_TITLES),
}


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The unit that fills in the table (填报单位)."""

    code: str = ""
    name: str = ""


class Project(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Names and departments in the heads of the tables.

    programme               所属专项
    central_department      中央主管部门; local_department 地方主管部门
    provincial_finance      省级财政部门; provincial_department 省级主管部门
    budget_unit             预算单位 (table C); implementing_unit 具体实施单位; fund_user 资金使用单位
    """

    name: str
    code: str = ""
    programme: str = ""
    central_department: str = ""
    local_department: str = ""
    provincial_finance: str = ""
    provincial_department: str = ""
    budget_unit: str = ""
    implementing_unit: str = ""
    fund_user: str = ""


#: What the heads of the tables print beside the fields of ``Project``.
HEAD_TITLES: dict[str, str] = {
    "name": "项目名称",
    "programme": "所属专项",
    "central_department": "中央主管部门",
    "local_department": "地方主管部门",
    "provincial_finance": "省级财政部门",
    "provincial_department": "省级主管部门",
    "budget_unit": "预算单位",
    "implementing_unit": "具体实施单位",
    "fund_user": "资金使用单位",
}


class ManagementRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """资金管理情况: item × 情况说明 | 存在问题和改进措施."""

    KEYED_BY: ClassVar[str] = "item"

    item: str
    statement: str = ""
    problems: str = ""


class Signatures(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """项目负责人 (table C) and the foot of table D: 填报人, 电话, 负责人, 分管领导, 日期."""

    project_leader: str = ""
    filler: str = ""
    phone: str = ""
    responsible: str = ""
    leader: str = ""
    date: str = ""


class Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Scores that a workbook or report states; kept apart from what the rules give."""

    levels: dict[str, Decimal] = {}
    total: Decimal | None = None
    grade: str = ""


class Evaluation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """PROJECT.json and the filled workbook alike; immutable, as printed.

    year      of the evaluation; 0 only in a workbook that nobody filled yet
    form      ``transfer`` 转移支付项目 (table D) or ``project`` 项目支出 (table E)
    money_unit  unit in which the workbook prints and takes the amounts of money; here they are 万元 in any case
    profile   id of the rule profile; empty means the caller's default
    version   1, 2 … : each resubmission of the same project and year counts up
    objective, achievement  总体目标, 全年实际完成情况
    remarks   说明; measures 下一步改进措施 (report); report = what else the written report needs (sheet 报告资料)
    """

    form: FormId
    year: int
    project: Project
    funds: tuple[FundsRow, ...]
    indicators: tuple[Indicator, ...]
    profile: str = ""
    version: int = 1
    region_code: str = ""
    money_unit: Literal["万元", "元"] = "万元"
    unit: Unit = Unit()
    goals: Goals = Goals()
    management: tuple[ManagementRow, ...] = ()
    objective: str = ""
    achievement: str = ""
    remarks: str = ""
    measures: str = ""
    report: ReportMatter = ReportMatter()
    signatures: Signatures = Signatures()
    declared: Declared | None = None

    @property
    def asks(self) -> Form:
        """What its form asks for."""
        return FORMS[self.form]
