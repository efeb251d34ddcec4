"""How values and percentages are shown in the tables beside the forms."""

from __future__ import annotations

from decimal import Decimal

from xladdin.model.grammar.decimals import plain_text, round_half_up
from xladdin.receiving.table_book import Column
from xladdin.rollup.combine import Combined
from xladdin.rules.indicators.nature import Nature

UNIT, PROJECT, INDICATOR = Column("单位", 20), Column("项目", 28), Column("三级指标", 26)
_PLACES = 2


def percent(fraction: Decimal | None) -> str:
    return "—" if fraction is None else f"{plain_text(round_half_up(100 * fraction, _PLACES))}%"


def is_number(one: Combined) -> bool:
    """Whether its target and actual value are numbers with a unit; else it is a share of met targets."""
    return one.nature in (Nature.ABSOLUTE, Nature.RELATIVE)
