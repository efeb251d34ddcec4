"""成本指标 without a sign: “20万元” for a cost is an upper bound (a profile decides, ``cost_ceiling``).

Nobody wants a cost to be reached. What is a standard of a policy (补助标准 1000元/生·年) is to be paid in full and stays ＝
unless its name says 上限 or 最高. The sentence that explains the score says how the target was taken.
"""

from __future__ import annotations

import msgspec

from xladdin.model.grammar.quantity import Direction, Kind, Target
from xladdin.model.grammar.unit import Unit
from xladdin.model.indicator import Indicator
from xladdin.rules.profile import Profile

#: The level, and the names that say a cost outside it.
COST_LEVEL = "成本"
COST_NAMES = ("成本", "费用", "单价", "造价")
#: Levels whose amounts are results: 节约的费用 is a benefit.
RESULT_LEVELS = ("效益", "满意度")
#: Names in which more is better, or the amount is to be paid in full.
NO_COST_NAMES = (
    "节约", "节省", "降低", "减少", "增收", "收入", "产值", "收益", "效益", "带动", "利润", "销售", "税收", "筹集", "率", "比例",
    "补助标准", "补贴标准", "资助标准", "奖励标准", "奖补标准", "发放标准", "救助标准", "供养标准", "保障标准", "补助金额", "补偿标准",
)  # fmt: skip
CEILING_NAMES = ("上限", "最高", "限额", "控制")


def is_cost(level1: str, level2: str, name: str, unit: Unit | None) -> bool:
    """Whether an unsigned amount of this indicator is an upper bound.

    Under 成本 an amount of money or a number without a unit; elsewhere money whose name says 成本, 费用, 单价 or 造价.
    """
    cost_level = COST_LEVEL in level1 or COST_LEVEL in level2
    if unit is not None and not unit.is_money:
        return False
    if any(word in name for word in NO_COST_NAMES) and not any(word in name for word in CEILING_NAMES):
        return False
    if cost_level:
        return True
    named = any(word in name for word in COST_NAMES)
    return named and unit is not None and not any(word in level1 for word in RESULT_LEVELS)


def with_ceiling(target: Target, indicator: Indicator, profile: Profile) -> Target:
    """The target as the profile takes it: at most, for an unsigned cost; otherwise as it stands."""
    if target.kind is not Kind.NUMBER or target.direction is not Direction.EQUAL or target.signed:
        return target
    if not profile.number("cost_ceiling"):
        return target
    if not is_cost(indicator.level1, indicator.level2, indicator.level3, target.unit):
        return target
    return msgspec.structs.replace(target, direction=Direction.AT_MOST, low=None)
