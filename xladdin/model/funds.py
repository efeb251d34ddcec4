"""Money (资金): the rows of 资金投入情况 and 资金到位与执行, in 万元."""

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec

Source = Literal["total", "central", "local", "other", "fiscal", "carryover", "unit"]

#: Printed row headings per source; ``total`` is 年度资金总额.
SOURCE_TITLES: dict[str, str] = {
    "total": "年度资金总额",
    "central": "中央财政资金",
    "local": "地方财政资金",
    "other": "其他资金",
    "fiscal": "当年财政拨款",
    "carryover": "上年结转资金",
    "unit": "单位资金",
}


#: In which unit a table prints its amounts.
MONEY_UNITS = ("万元", "元")
#: 元 in one 万元.
YUAN = Decimal(10_000)


class FundsRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One source of money; every amount in 万元, None where the cell is blank.

    initial        年初预算数 (form E only)
    budget         全年预算数（A）: the adjusted full-year budget including carry-over
    arrived        到位数: received by the finance office of the same level by 31 December
    executed       全年执行数（B）: what the user of the money really paid
    declared_rate  预算执行率 as printed, e.g. ``62.95%``; empty where it is computed
    """

    KEYED_BY: ClassVar[str] = "source"

    source: Source
    initial: Decimal | None = None
    budget: Decimal | None = None
    arrived: Decimal | None = None
    executed: Decimal | None = None
    declared_rate: str = ""


_AMOUNTS = ("initial", "budget", "arrived", "executed")


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    present = [value for value in values if value is not None]
    return sum(present, Decimal(0)) if present else None


def total_of(funds: Sequence[FundsRow]) -> FundsRow:
    """The row 年度资金总额; an amount that it does not state is the sum of the parts (blank cells say nothing)."""
    stated = next((row for row in funds if row.source == "total"), FundsRow(source="total"))
    parts = [row for row in funds if row.source != "total"]
    summed = {name: _sum([getattr(row, name) for row in parts]) for name in _AMOUNTS if getattr(stated, name) is None}
    return msgspec.structs.replace(stated, **summed)
