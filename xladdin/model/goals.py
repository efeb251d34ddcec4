"""Issued goals (绩效目标): the overall table for the period, the annual table, the province's weighted table."""

from __future__ import annotations

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


class Goal(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """总体绩效目标表 (period ``2024—2026年``) or 年度绩效目标表 (period ``2024年``)."""

    period: str = ""
    funds: GoalFunds = GoalFunds()
    objective: str = ""
    indicators: tuple[GoalIndicator, ...] = ()


class WeightedFunds(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """预算总额 | 其中：财政拨款 | 其他资金 of table C, 万元."""

    total: Decimal | None = None
    fiscal: Decimal | None = None
    other: Decimal | None = None


class WeightedGoal(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """项目绩效目标表（含分值权重）; its indicator columns live in ``Indicator``."""

    funds: WeightedFunds = WeightedFunds()
    objective: str = ""


class Goals(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    overall: Goal | None = None
    annual: Goal | None = None
    weighted: WeightedGoal | None = None
