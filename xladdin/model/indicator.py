"""Performance indicators (绩效指标) as printed, and the numbers that their texts stand for."""

from decimal import Decimal
from functools import lru_cache
from typing import ClassVar

import msgspec

from xladdin.model.adjustment import Adjustment
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import BLANK_MARKS, Kind, Target, read_target
from xladdin.model.grammar.unit import Unit, own_unit, read_unit, unit_in_name
from xladdin.model.grammar.unit_table import PLACE_OR_TIME
from xladdin.patterns import pattern

#: 指标值设置依据 and kinds of 佐证资料 as table C prints them.
BASES = ("计划标准", "行业标准", "历史标准", "预算支出标准", "其他标准")
EVIDENCE = ("工作资料", "说明材料", "原始凭证", "正式资料")


class Indicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One row of 绩效指标: texts stay as printed; ``unit_of`` and ``target_of`` read them.

    level1, level2, level3  一级、二级、三级指标
    unit           计量单位; empty where the name's brackets give it
    target         指标值 of the self-evaluation table (D)
    issued_target  指标值 of the province's weighted table (C); empty means the same as ``target``
    issued_level1, issued_level2, issued_level3  names as table C prints them; empty means the same as in this row
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
    issued_level1: str = ""
    issued_level2: str = ""
    issued_level3: str = ""
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


def says_something(indicator: Indicator) -> bool:
    """Whether a row is an indicator: it has a name, a target or an actual value. A row without a name does not vanish."""
    return bool(indicator.level3.strip() or indicator.target.strip() or indicator.actual.strip())


#: The longest word in a unit column that is still a unit of its own, and the longest name that is looked at.
_LONGEST_OWN_UNIT = 12
_LONGEST_NAME = 500

#: Names that end so count in per cent; of the others that end in 率, 效率 and 功率 do not.
SHARES = ("率", "比例", "占比", "比重", "满意度", "知晓度")
NO_SHARES = ("效率", "功率", "频率", "倍率", "汇率", "分辨率", "容积率", "周转率", "速率")
_BRACKETS = pattern(r"[（(][^（）()]*[）)]")


def unit_beside(name: str, column: str) -> Unit | None:
    """The unit column, else the name's brackets, else None. A word that only the column knows is a unit of its own."""
    column = column.strip()
    if column and fold(column).casefold() not in BLANK_MARKS:
        known = read_unit(column)
        if known is not None:
            return known
        if len(column) <= _LONGEST_OWN_UNIT and not any(sign.isdigit() for sign in column):
            return own_unit(column)
    return unit_in_name(name)


@lru_cache(maxsize=8192)
def target_beside(printed: str, name: str, column: str = "", last_year: str = "") -> Target:
    """指标值 read beside the indicator's name, its unit column and 上年完成值.

    A bracket that may as well say where or when (硬化道路（村）) gives way to the unit that the value names itself; a rate
    without any sign of a unit (``合格率 ≥95``) is in per cent.
    """
    unit = unit_beside(name, column)
    target = read_target(printed, unit, last_year)
    if (
        target.kind is Kind.UNREADABLE
        and unit is not None
        and unit == unit_in_name(name)
        and unit.printed in PLACE_OR_TIME
    ):
        target = read_target(printed, None, last_year)
    if target.kind is Kind.NUMBER and target.unit is None and _in_per_cent(name, target):
        return read_target(printed, read_unit("%"), last_year)
    return target


def _in_per_cent(name: str, target: Target) -> bool:
    plain = _BRACKETS.sub("", name[:_LONGEST_NAME]).strip()
    bounds = [bound for bound in (target.low, target.high) if bound is not None]
    return plain.endswith(SHARES) and not plain.endswith(NO_SHARES) and all(1 < bound <= 1000 for bound in bounds)


def unit_of(indicator: Indicator) -> Unit | None:
    """The unit column, else the name's brackets, else None."""
    return unit_beside(indicator.level3, indicator.unit)


def target_of(indicator: Indicator) -> Target:
    """指标值 read with the indicator's unit and last year's value."""
    return target_beside(indicator.target, indicator.level3, indicator.unit, indicator.last_year)


def shown_unit(indicator: Indicator) -> str:
    """What 单位 shows: the unit in which the target's bounds stand, else the one that column or name gives, else nothing."""
    unit = target_of(indicator).unit or unit_of(indicator)
    return unit.printed if unit is not None else ""
