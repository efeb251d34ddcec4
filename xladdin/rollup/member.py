"""One submission that takes part in a consolidation."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from xladdin.model.evaluation import Evaluation
from xladdin.model.funds import total_of
from xladdin.model.place import Place, Places
from xladdin.rules.score_sheet import ScoreSheet

#: ``--weight-by`` → what it is called.
BASES = {"budget": "全年预算数", "executed": "全年执行数", "central": "中央财政资金预算数"}
#: Of a table whose cells nobody knows any more: a path of the model says nothing to who looks for a cell.
NOWHERE: Places = MappingProxyType({"": Place("", "")})


class Member(NamedTuple):
    """
    sheet   scored by the rules of the consolidation
    source  name of the file; digest: of its content; places: field path → cell of the file, empty where it has none
    wholes  of a table whose rows are not at hand: place of a part (其中) → place of its total; None: the rows are looked at
    tables  how many tables it stands for: more than one where only the sums of equal ones are at hand
    """

    evaluation: Evaluation
    sheet: ScoreSheet
    source: str
    digest: str = ""
    places: Places = MappingProxyType({})
    wholes: Mapping[int, int] | None = None
    tables: int = 1

    @property
    def unit(self) -> str:
        return self.evaluation.unit.name or self.evaluation.project.implementing_unit

    @property
    def project(self) -> str:
        return self.evaluation.project.name

    def cell(self, path: str) -> str:
        """``绩效自评表!F22``; the path itself where the file has no cells (PROJECT.json), empty where it lacks this one."""
        if self.wholes is not None:
            return ""  # its cells lie with the level that has the file
        if not self.places:
            return path
        place = self.places.get(path)
        return f"{place.sheet}!{place.cell}" if place is not None and place.sheet else ""

    def money(self, base: str) -> Decimal | None:
        """万元 by which shares of this member are weighted; None where the table does not say."""
        if base == "central":
            return next((row.budget for row in self.evaluation.funds if row.source == "central"), None)
        total = total_of(self.evaluation.funds)
        return total.executed if base == "executed" else total.budget
