"""One project of the report: its evaluation, its scores, and how its figures are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from xladdin.checks.show import name as bare_name
from xladdin.checks.show import says_nothing
from xladdin.checks.subject import Subject
from xladdin.model.evaluation import Evaluation
from xladdin.model.funds import FundsRow, total_of
from xladdin.model.grammar.decimals import plain_text, round_half_up
from xladdin.model.indicator import shown_unit
from xladdin.report.blocks import MISSING, Figure, Look, Paragraph, Piece
from xladdin.rules.profile import Profile
from xladdin.rules.score_sheet import ScoredRow, ScoreSheet, score_sheet

_ENDS = "。！？!?；;…"


class Source(NamedTuple):
    """What a report is made of: ``number`` counts projects from 1; claims of several projects are told apart by it."""

    evaluation: Evaluation
    profile: Profile
    file: str = ""


class Project:
    """``start`` begins the paths of its figures (``2:`` for the second project)."""

    def __init__(self, source: Source, number: int) -> None:
        self.evaluation, self.profile = source.evaluation, source.profile
        self.start = f"{number}:"
        self.sheet: ScoreSheet = score_sheet(self.evaluation, self.profile)
        self.rows = self.sheet.rows

    @cached_property
    def subject(self) -> Subject:
        """For what stands in the goal tables beside each row."""
        return Subject(self.evaluation, self.profile, sheet=self.sheet)

    @cached_property
    def total(self) -> FundsRow:
        return total_of(self.evaluation.funds)

    # figures

    def figure(self, path: str, text: str) -> Figure:
        return Figure(f"{self.start}{path}", text)

    def amount(self, path: str, value: Decimal | None, unit: str = "") -> Piece:
        """An amount as it is in the tables, without idle zeros."""
        return MISSING if value is None else self.figure(path, plain_text(value) + unit)

    def money(self, path: str, value: Decimal | None) -> Piece:
        return self.amount(path, value, "万元")

    def rate(self, path: str, value: Decimal | None) -> Piece:
        """A fraction as a percentage of two decimals, 四舍五入; whole ones without decimals."""
        return MISSING if value is None else self.figure(path, percent(value))

    def points(self, path: str, value: Decimal | None) -> Piece:
        return self.amount(path, value, "分")

    def value(self, row: ScoredRow, field: str) -> Piece:
        """指标值 or 实际完成值 with its unit, as printed."""
        printed = str(getattr(row.indicator, field)).strip()
        if says_nothing(printed) and printed in ("", "-", "—", "/"):
            return MISSING
        return self.figure(f"indicators[{row.indicator.key}].{field}", with_unit(printed, shown_unit(row.indicator)))


def percent(fraction: Decimal) -> str:
    rounded = round_half_up(fraction * 100, 2)
    return f"{plain_text(rounded) if rounded == rounded.to_integral_value() else rounded}%"


_NUMBER_ENDS = re.compile(r"[\d０-９)）]$")


def with_unit(printed: str, unit: str) -> str:
    """``≥426.94`` + 公顷 → ``≥426.94公顷``; a text, or a value that ends in its unit already, stays as it is."""
    printed = " ".join(printed.split())
    if not unit or printed.endswith(unit) or not _NUMBER_ENDS.search(printed):
        return printed
    return f"{printed}{unit}"


def named(row: ScoredRow) -> str:
    """An indicator's name inside a sentence."""
    return bare_name(row.indicator.level3).strip() or row.indicator.level3.strip() or MISSING


def sentence(text: str) -> str:
    """``text`` with a full stop."""
    text = text.strip()
    return text if not text or text[-1] in _ENDS else f"{text}。"


def paragraph(*pieces: Piece, look: Look = "body", new_page: bool = False) -> Paragraph:
    return Paragraph(tuple(piece for piece in pieces if piece != ""), look, new_page)


def prose(text: str, *, lead: str = "") -> Iterator[Paragraph]:
    """Written text, a paragraph a line; what is missing is said."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        yield paragraph(lead, MISSING)
    for number, line in enumerate(lines):
        yield paragraph(lead if number == 0 else "", sentence(line))
