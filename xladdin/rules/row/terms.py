"""What a row's rules need to know: the normalised numbers of one indicator."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

import msgspec

from xladdin.model.grammar.quantity import Direction
from xladdin.rules.row.scoring_rule import ScoringRule

#: A readable actual value, None while the cell is blank, or the word that asks for a person's eye.
ActualNumber = Decimal | None | Literal["需核对"]


class Terms(msgspec.Struct, frozen=True):
    """One indicator in numbers.

    low, high   bounds of the target in its unit; None for 定性
    actual      in the unit of the target; for 定性 the achieved share 0 … 1; None blank; 需核对 not readable
    weight      points; None where the table gives none
    keep        share of the weight that an approved adjustment grants; None without one
    ceiling     the target has no sign and is an upper bound because it is a cost
    places      decimals at which the form rounds each row's points; None where it does not
    """

    direction: Direction
    low: Decimal | None
    high: Decimal | None
    actual: ActualNumber
    weight: Decimal | None
    rule: ScoringRule
    keep: Decimal | None = None
    ceiling: bool = False
    places: int | None = None

    @property
    def number(self) -> Decimal | None:
        """The actual value where it is a number."""
        return self.actual if isinstance(self.actual, Decimal) else None


class Cells(NamedTuple):
    """Where the same terms stand in a sheet: references for native formulas (``$F12``); ``places`` is empty without any."""

    direction: str
    low: str
    high: str
    actual: str
    weight: str
    rule: str
    keep: str
    rate: str
    target: str = '""'
    places: str = ""
