"""Performance indicators (绩效指标) as printed, and the numbers that their texts stand for."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

import msgspec

from xladdin.model.adjustment import Adjustment
from xladdin.model.grammar.quantity import Target, read_target
from xladdin.model.grammar.unit import Unit, read_unit, unit_in_name

#: 指标值设置依据 and kinds of 佐证资料 as table C prints them.
BASES = ("计划标准", "行业标准", "历史标准", "预算支出标准", "其他标准")
EVIDENCE = ("工作资料", "说明材料", "原始凭证", "正式资料")


class Indicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One row of 绩效指标: texts stay as printed; ``unit_of`` and ``target_of`` read them.

    level1, level2, level3  一级、二级、三级指标
    unit           计量单位; empty where the name's brackets give it
    target         指标值 of the self-evaluation table (D)
    issued_target  指标值 of the province's weighted table (C); empty means the same as ``target``
    basis          指标值设置依据; last_year 上年完成值; evidence 佐证资料
    weight         指标分值权重, points
    scoring_rule   指标赋分规则 as printed
    actual         全年实际完成值 as printed; empty while filling
    tier_percent   percentage chosen within a tier for a text result under 按评判等级赋分, 0 … 100
    reason         未完成原因和改进措施
    declared_score the score that the workbook or report states
    """

    KEYED_BY: ClassVar[str] = "key"

    level1: str
    level3: str
    target: str
    key: str = ""
    level2: str = ""
    unit: str = ""
    issued_target: str = ""
    basis: str = ""
    last_year: str = ""
    weight: Decimal | None = None
    scoring_rule: str = ""
    evidence: str = ""
    actual: str = ""
    tier_percent: Decimal | None = None
    reason: str = ""
    declared_score: Decimal | None = None
    adjustment: Adjustment | None = None


def unit_of(indicator: Indicator) -> Unit | None:
    """The unit column, else the name's brackets, else None."""
    if indicator.unit.strip():
        return read_unit(indicator.unit)
    return unit_in_name(indicator.level3)


def target_of(indicator: Indicator) -> Target:
    """指标值 read with the indicator's unit."""
    return read_target(indicator.target, unit_of(indicator))
