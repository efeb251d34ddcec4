"""Kinds of number cells: what they hold, within which limits, in which unit, and what a wrong input is told."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from xladdin.model.grammar.decimals import LARGEST


class NumberKind(msgspec.Struct, frozen=True):
    """
    least, most  what a cell may hold: anything else is refused on reading
    typed_most   the most that Excel lets a person type; lower where a larger number is nearly always a slip
    error        what a wrong input is told
    unit         unit in which the number may be written out (``15886.03万元``)
    whole        whole numbers only
    """

    most: Decimal
    error: str
    least: Decimal = Decimal(0)
    typed_most: Decimal | None = None
    unit: str = ""
    whole: bool = False


_HUNDRED = Decimal(100)

#: Kind of cell (``definition.Kind``) → what it takes. Kinds that are not here hold texts or results.
NUMBERS: dict[str, NumberKind] = {
    # an amount above 1e8 万元 was nearly always meant in 元
    "money": NumberKind(LARGEST, "请填金额（万元），不带单位和文字。", typed_most=Decimal(10) ** 8, unit="万元"),
    # of a table that may be in 元: a provincial project's run to twelve digits
    "amount": NumberKind(LARGEST, "请填金额，不带单位和文字。", typed_most=Decimal(10) ** 12, unit="万元"),
    "yuan": NumberKind(LARGEST, "请填金额（元），不带单位和文字。", typed_most=Decimal(10) ** 12, unit="元"),
    "weight": NumberKind(_HUNDRED, "请填 0 到 100 的分值。", unit="分"),
    # a total that was added up wrong (110) is for the checks to find, not to be refused
    "points": NumberKind(Decimal(1000), "请填 0 到 100 的分值。", typed_most=_HUNDRED, unit="分"),
    "percent_points": NumberKind(_HUNDRED, "请填 0 到 100 的百分数，不带 %。", unit="%"),
    "keep": NumberKind(Decimal(1), "请填 0 到 1 的比例，如 0.8。"),
    "integer": NumberKind(Decimal(2100), "请填整数。", whole=True),
    "version": NumberKind(Decimal(2100), "请填整数：首次报送填 1，退回修改后依次填 2、3。", whole=True),
}
