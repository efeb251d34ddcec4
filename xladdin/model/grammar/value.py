"""What a printed target (指标值) or actual value (全年实际完成值) turned out to be."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import msgspec

from xladdin.model.grammar.change import Change
from xladdin.model.grammar.deadline import Deadline, Moment
from xladdin.model.grammar.unit import Unit


class Direction(StrEnum):
    """方向: how a target is to be met; the values are what the sheet 评分表 shows."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE_THAN = "＞"
    LESS_THAN = "＜"
    EQUAL = "＝"
    RANGE = "区间"
    QUALITATIVE = "定性"


class Kind(StrEnum):
    """What a printed text turned out to be."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    BLANK = "blank"
    UNREADABLE = "unreadable"


class Target(msgspec.Struct, frozen=True):
    """A target as printed and as understood.

    low, high  bounds in ``unit`` (≥ ＞: low; ≤ ＜: high; ＝: both; 区间: both); None for text and dates
    unit       unit of the bounds; None where neither name, column nor value gives one
    deadline   for dates such as ``12月底之前完成``
    conversion how the printed number became the bound, e.g. ``1.2亿元 = 12000万元``; empty when it is the same
    unit_repeated  the value repeats the unit that the name already gives (“unit said twice”)
    signed     an operator is written; without one ``100`` means ＝, and for a cost at most
    change, base  by how much something is to change, and last year's value where there is one
    reason     Chinese; why the text is unreadable
    """

    printed: str
    kind: Kind
    direction: Direction = Direction.QUALITATIVE
    low: Decimal | None = None
    high: Decimal | None = None
    unit: Unit | None = None
    deadline: Deadline | None = None
    conversion: str = ""
    unit_repeated: bool = False
    signed: bool = False
    change: Change | None = None
    base: Decimal | None = None
    reason: str = ""


class Actual(msgspec.Struct, frozen=True):
    """An actual value as printed and as understood; ``value`` is in ``unit``, ``said`` is the unit that it names itself.

    change  for a text that tells a change and no level (``增长6%``)
    """

    printed: str
    kind: Kind
    value: Decimal | None = None
    unit: Unit | None = None
    moment: Moment | None = None
    conversion: str = ""
    unit_repeated: bool = False
    copied_target: bool = False
    said: Unit | None = None
    change: Change | None = None
    reason: str = ""


#: What people put into a cell that has nothing to say.
BLANK_MARKS = frozenset({"", "-", "--", "/", "\\", "无", "空", ".", "n/a", "na", "null", "none", "待填", "未填"})
