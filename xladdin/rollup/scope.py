"""Which tables a consolidation is about: one year, one programme, one region and all that lies in it."""

from __future__ import annotations

from typing import NamedTuple

from xladdin.errors import UserError
from xladdin.model.evaluation import Evaluation
from xladdin.model.grammar.fold import name_key
from xladdin.model.grammar.region_code import RegionCode, mistake, read_region_code


class Scope(NamedTuple):
    """What was asked for; nothing asked for is everything, as long as it is one year and one programme."""

    year: int | None = None
    programme: str = ""
    region: RegionCode | None = None

    def outside(self, one: Evaluation) -> tuple[str, bool]:
        """Why a table is not part of it, empty where it is; and whether somebody has to do something about it."""
        if self.year is not None and one.year != self.year:
            return f"是 {one.year} 年度的，本次汇总 {self.year} 年度", False
        return self._elsewhere(one)

    def is_earlier(self, one: Evaluation) -> bool:
        """Whether the table is of a year before, of the same programme and region: it counts in what the period has brought."""
        return self.year is not None and one.year < self.year and not self._elsewhere(one)[0]

    def _elsewhere(self, one: Evaluation) -> tuple[str, bool]:
        own = one.project.programme
        if self.programme and name_key(own) != name_key(self.programme):
            if not own.strip():
                return f"没有写所属专项，不知道是不是“{self.programme}”；请补填", True
            return f"所属专项是“{own}”，本次汇总“{self.programme}”", False
        if self.region is None:
            return "", False
        code = read_region_code(one.region_code)
        if code is None:
            return f"{mistake(one.region_code)}，不知道属不属于 {self.region.code}；请更正", True
        return ("", False) if self.region.holds(code) else (f"区划代码 {code.code} 不属于 {self.region.code}", False)


#: Nothing asked for.
EVERYTHING = Scope()


def asked(code: str) -> RegionCode:
    """The region that was asked for by its code. Raises UserError region-code."""
    found = read_region_code(code)
    if found is None:
        raise UserError("region-code", cause=mistake(code))
    return found
