"""One building job: what is written, under which rules, what it leaves behind, and what it would lose."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from xladdin.errors import UserError
from xladdin.forms.build.book_record import BookRecord
from xladdin.forms.build.paint import Paint
from xladdin.forms.columns import Span
from xladdin.forms.definition import Picture
from xladdin.forms.family import Family, family
from xladdin.forms.kinds import NUMBERS
from xladdin.forms.results import Results
from xladdin.model.evaluation import Evaluation
from xladdin.model.fields import field as value_of
from xladdin.model.fields import paths
from xladdin.model.funds import MONEY_UNITS, YUAN
from xladdin.model.grammar.decimals import plain_text
from xladdin.patterns import pattern
from xladdin.rules.profile import Profile

#: Fields that stand in the properties of a workbook.
_ELSEWHERE = ("form", "profile")
#: What a workbook says by its printed words.
_USUAL = ("money_unit", MONEY_UNITS[0])
#: Characters that a cell holds.
LONGEST_TEXT = 32_767
_KEY = pattern(r"\[[^\]]*\]")


class Placed(NamedTuple):
    """Where a picture stands: a row of a sheet, across ``span``."""

    kind: Picture
    sheet: Worksheet
    row: int
    span: Span


@dataclass(frozen=True)
class Job:
    """
    blank   a workbook without issued goals, whose names and targets are typed in
    added   keys of rows that were not issued with the others: their targets are typed in
    sealed  a submission: values only, nothing to fill in, nothing that only the working book needs
    mark    text in the footer of every page
    """

    evaluation: Evaluation
    profile: Profile
    blank: bool
    results: Results
    added: frozenset[str] = frozenset()
    sealed: bool = False
    mark: str = ""
    record: BookRecord = field(default_factory=BookRecord)
    paint: Paint = field(default_factory=Paint)
    pictures: list[Placed] = field(default_factory=list)

    @cached_property
    def family(self) -> Family:
        return family(self.evaluation.form)

    def is_typed(self, key: str) -> bool:
        """Whether name and target of the indicator are typed in, not issued from above."""
        return self.blank or key in self.added


def refuse_losses(job: Job) -> None:
    """What the workbook has no cell for, or no room, is refused: dropped silently it would change the score, and a number
    beyond what its cell takes could never be read back. Raises UserError with the field's path."""
    kinds = _kinds(job.family)
    for path in paths(job.evaluation):
        value = value_of(job.evaluation, path)
        said = path in job.record.places or path in _ELSEWHERE or path.endswith("].unit") or (path, value) == _USUAL
        if not said:
            raise UserError("field-without-cell", cell=path)
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise UserError("text-too-long", cell=path, count=len(value), most=LONGEST_TEXT)
        kind = kinds.get(path) or kinds.get(_KEY.sub("[]", path), "")
        if kind in NUMBERS and isinstance(value, Decimal | int):
            printed = value * YUAN if kind == "amount" and job.evaluation.money_unit == "元" else value
            if printed > NUMBERS[kind].most:
                raise UserError("cell-too-large", cell=path, found=plain_text(Decimal(value)))


def _kinds(family: Family) -> dict[str, str]:
    """Field, or column of a table (``indicators[].weight``) → kind of its cell."""
    found = {"declared.total": "points", "declared.levels[]": "points"}
    for sheet in family.sheets:
        found |= {cell.field: cell.kind for cell in sheet.fields()}
        for block in sheet.tables():
            found |= {f"{block.items}[].{column.field}": column.kind for column in block.columns if column.field}
    return found
