"""Issued goals (绩效目标): the overall table for the period, the annual table, the province's weighted table."""

from decimal import Decimal

import msgspec


class GoalFunds(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """项目资金（万元） of tables A and B."""

    total: Decimal | None = None
    central: Decimal | None = None
    local: Decimal | None = None
    social: Decimal | None = None


class GoalIndicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """一级 | 二级 | 三级指标 | 指标值 as printed."""

    level1: str
    level3: str
    target: str
    level2: str = ""


class GoalHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the head of a goal table prints otherwise than ``Project``; empty means the same.

    name 项目名称; programme 所属专项; central_department 中央主管部门; provincial_finance 省级财政部门;
    provincial_department 省级主管部门; implementing_unit 具体实施单位

    所属专项, 省级财政部门, 省级主管部门 and 具体实施单位 of the annual table are ``Project``'s own: there only ``name``
    and ``central_department`` may differ, since the self-evaluation table prints those as well.
    """

    name: str = ""
    programme: str = ""
    central_department: str = ""
    provincial_finance: str = ""
    provincial_department: str = ""
    implementing_unit: str = ""


#: Fields of ``GoalHead`` that the annual table may print otherwise.
ANNUAL_HEAD = ("name", "central_department")


class Goal(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """总体绩效目标表 (period ``2024—2026年``) or 年度绩效目标表 (period ``2024年``)."""

    period: str = ""
    head: GoalHead = GoalHead()
    funds: GoalFunds = GoalFunds()
    objective: str = ""
    indicators: tuple[GoalIndicator, ...] = ()


class WeightedFunds(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """预算总额 | 其中：财政拨款 | 其他资金 of table C, 万元."""

    total: Decimal | None = None
    fiscal: Decimal | None = None
    other: Decimal | None = None


class WeightedIndicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of table C: 一级 | 二级 | 三级指标 | 指标值 | 设置依据 | 上年完成值 | 权重 | 赋分规则 | 佐证资料, as printed."""

    level1: str
    level3: str
    target: str
    level2: str = ""
    basis: str = ""
    last_year: str = ""
    weight: Decimal | None = None
    scoring_rule: str = ""
    evidence: str = ""


class WeightedGoal(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """项目绩效目标表（含分值权重）.

    name        项目名称 where the table prints another one than ``Project``; empty means the same
    indicators  rows that the self-evaluation table does not have at all; they are not scored. Every other row of this
                table stands in ``Indicator``: its columns, and its names where they differ (``issued_level1`` …)
    """

    name: str = ""
    funds: WeightedFunds = WeightedFunds()
    objective: str = ""
    indicators: tuple[WeightedIndicator, ...] = ()


class Goals(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    overall: Goal | None = None
    annual: Goal | None = None
    weighted: WeightedGoal | None = None
