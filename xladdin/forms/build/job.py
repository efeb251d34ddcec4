"""One building job: what is written, under which rules, and what it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from xladdin.forms.build.book_record import BookRecord
from xladdin.forms.build.paint import Paint
from xladdin.forms.columns import Span
from xladdin.forms.definition import Picture
from xladdin.forms.family import Family, family
from xladdin.forms.results import Results
from xladdin.model.evaluation import Evaluation
from xladdin.rules.profile import Profile


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
