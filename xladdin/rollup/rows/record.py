"""One submission as records: a file, its indicators, its money. Exact numbers, in the file's own units of measure."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import msgspec

from xladdin.checks.facts.parent_rows import wholes
from xladdin.checks.subject import Subject
from xladdin.model.evaluation import Evaluation
from xladdin.model.grammar.quantity import Direction
from xladdin.model.indicator import says_something
from xladdin.rollup.member import Member
from xladdin.rollup.rows.shape import Shape, ShapeRow, encoded, shape_row
from xladdin.rules.indicators.nature import proposed
from xladdin.rules.profile import Profile
from xladdin.rules.score_sheet import ScoredLevel, ScoredRow, ScoreSheet

#: A share that was reached is stated with so many decimals, everywhere: sums of it are exact.
SHARE = Decimal("1e-12")
NOT_APPLICABLE, UNREAD = "n", "u"
_OF_WHICH = "其中"


class RowRecord(NamedTuple):
    """One indicator of one file.

    place      in the shape
    state      ``n`` 不适用 and approved, ``u`` the actual value was not understood, else empty
    low, high, actual  in the unit of the row's target; taken: the target value stands for an actual value that is missing,
               since an approved adjustment counts it as met
    reached    share 0 … 1 of the target that was reached, for what is not added up; met: the target was met
    weight     points
    """

    place: int
    direction: str
    state: str
    low: Decimal | None
    high: Decimal | None
    actual: Decimal | None
    taken: bool
    reached: Decimal | None
    met: bool
    weight: Decimal | None
    cell: str
    row: ScoredRow

    @property
    def numbers(self) -> tuple[Decimal | None, ...]:
        """low, high, actual, reached, weight."""
        return self.low, self.high, self.actual, self.reached, self.weight


class Head(NamedTuple):
    """A file without its indicators.

    digest  of the content; shape, shape_json: see ``rows.shape``
    """

    source: str
    digest: str
    shape: str
    shape_json: bytes
    evaluation: Evaluation
    scores: Scored


class Scored(msgspec.Struct, frozen=True, array_like=True):
    """What a file was scored: levels as (score, computed score, reason), in the order of the rules."""

    execution_rate: Decimal | None
    total: Decimal | None
    grade: str
    computed_total: Decimal | None
    computed_grade: str
    places: int
    levels: tuple[tuple[Decimal | None, Decimal | None, str, Decimal], ...]

    @classmethod
    def of(cls, sheet: ScoreSheet) -> Scored:
        levels = tuple((one.score, one.computed_score, one.reason, one.standard) for one in sheet.levels)
        return cls(
            sheet.execution_rate,
            sheet.total,
            sheet.grade,
            sheet.computed_total,
            sheet.computed_grade,
            sheet.places,
            levels,
        )

    def sheet(self, profile: Profile, rows: tuple[ScoredRow, ...] = ()) -> ScoreSheet:
        """The score sheet, without rows where none are given."""
        levels = tuple(
            ScoredLevel(level.id, level.name, standard, score, computed, reason)
            for level, (score, computed, reason, standard) in zip(profile.levels, self.levels, strict=True)
        )
        return ScoreSheet(
            profile=profile,
            rows=rows,
            levels=levels,
            execution_rate=self.execution_rate,
            total=self.total,
            grade=self.grade,
            computed_total=self.computed_total,
            computed_grade=self.computed_grade,
            places=self.places,
        )


def records(member: Member, cells: dict[str, str] | None = None) -> tuple[Head, list[RowRecord]]:
    """The records of a member.

    cells  indicator key → cell of its actual value, where it is known without ``member.places``
    """
    shape, rows = _rows(member, cells)
    name, content = encoded(shape)
    head = Head(member.source, member.digest, name, content, member.evaluation, Scored.of(member.sheet))
    return head, rows


def _rows(member: Member, cells: dict[str, str] | None) -> tuple[Shape, list[RowRecord]]:
    places: dict[int, int] = {}
    above = _wholes(member)
    shape: list[ShapeRow] = []
    found: list[RowRecord] = []
    for at, row in enumerate(member.sheet.rows):
        if not says_something(row.indicator):
            continue
        place = places[at] = len(shape)
        shape.append(shape_row(row, places.get(above.get(at, -1), -1)))
        key = row.indicator.key
        cell = cells.get(key, "") if cells is not None else member.cell(f"indicators[{key}].actual")
        found.append(_record(place, row, cell))
    return tuple(shape), found


def _wholes(member: Member) -> dict[int, int]:
    if not any(_OF_WHICH in row.indicator.level3 for row in member.sheet.rows):
        return {}
    return wholes(Subject(member.evaluation, member.sheet.profile, sheet=member.sheet))


def _record(place: int, row: ScoredRow, cell: str) -> RowRecord:
    terms = row.terms
    number = terms.number
    adjustment = row.indicator.adjustment
    approved = adjustment.kind if terms.keep is not None and adjustment is not None else ""
    state = NOT_APPLICABLE if approved == "不适用" else UNREAD if terms.actual is not None and number is None else ""
    blank = terms.actual is None
    share = number if terms.direction is Direction.QUALITATIVE else row.completion_rate
    taken = approved == "按已达标认定" and number is None
    if blank:
        share = Decimal(1) if taken else None
    return RowRecord(
        place,
        terms.direction.value,
        state,
        terms.low,
        terms.high,
        (terms.low if terms.low is not None else terms.high) if taken else number,
        taken,
        None if share is None else min(Decimal(1), share).quantize(SHARE),
        row.completion_rate >= 1 if row.completion_rate is not None else number == 1,
        terms.weight,
        cell,
        row,
    )


_SAME = str.maketrans("0123456789０１２３４５６７８９", "1" * 20)


def nature(row: ScoredRow) -> str:
    """What unit of measure and name propose; numbers only count as such."""
    one = row.indicator
    return _nature(one.level3, one.unit, one.target.translate(_SAME))


@lru_cache(maxsize=4096)
def _nature(name: str, unit: str, target: str) -> str:
    return proposed(name, unit, target).value
