"""``xladdin score``: the score of a workbook, a submission or a PROJECT.json."""

from __future__ import annotations

import argparse
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xladdin.errors import UserError
from xladdin.model.adjustment import ADJUSTMENT_KINDS
from xladdin.model.grammar.decimals import plain_text

if TYPE_CHECKING:
    from xladdin.forms.read.open_file import Opened
    from xladdin.model.evaluation import Evaluation
    from xladdin.rules.profile import Profile
    from xladdin.rules.score_sheet import ScoredRow, ScoreSheet


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="文件", help="工作簿 .xlsx、报送件或 PROJECT.json")
    parser.add_argument("--profile", metavar="规则|文件.toml", help="改用另一套评分规则")
    parser.add_argument("--no-adjustments", action="store_true", help="不计任何评分调整")
    parser.add_argument(
        "--only-adjustments", metavar="类型", help=f"只计这些类型的调整，用逗号分隔：{'、'.join(ADJUSTMENT_KINDS)}"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    from xladdin.forms.read.open_file import open_file
    from xladdin.rules.score_sheet import score_sheet

    opened = open_file(options.file)
    profile = opened.profile(options.profile)
    sheet = score_sheet(
        opened.evaluation, profile, adjusted=not options.no_adjustments, kinds=_kinds(options.only_adjustments)
    )
    altered = _altered(opened) or _edited(opened, profile)  # may refuse the file: nothing is printed before
    if options.json:
        from xladdin.cli.output import print_json

        print_json(as_json(opened.evaluation, sheet))
    else:
        from xladdin.cli.score_table import print_scores

        print_scores(opened.evaluation, sheet)
    return 0 if sheet.total is not None and not altered else 1


def _altered(opened: Opened) -> bool:
    """Whether a submission shows other results than its inputs give; says where."""
    if not opened.sealed or opened.book is None or opened.grid is None:
        return False
    from xladdin.forms.closed.state_notes import state_notes
    from xladdin.rules import profile as profiles

    own = profiles.of_file(opened.book.profile, opened.file, opened.book.profile_digest)
    if not (opened.book.notes or state_notes(opened.grid, opened.book, own, sealed=True)):
        return False  # nothing to tell: most submissions
    from xladdin.checks.review import c45_workbook_state
    from xladdin.cli.findings import finding_lines
    from xladdin.forms.closed.review import review

    report = review(opened.grid, opened.book, sealed=True, checks=[c45_workbook_state.CHECK])
    for line in finding_lines(report.errors):
        print(line, file=sys.stderr)
    return bool(report.errors)


def _edited(opened: Opened, profile: Profile) -> bool:
    """Whether somebody changed the numbers by which a working book shows its scores; says where."""
    if opened.sealed or opened.book is None or opened.grid is None or profile.id != opened.book.profile:
        return False
    from xladdin.cli.findings import say_changed_parameters
    from xladdin.forms.closed.notes.parameters import parameter_notes

    return say_changed_parameters(parameter_notes(opened.grid, opened.book, profile))


def _kinds(given: str | None) -> frozenset[str] | None:
    if given is None:
        return None
    kinds = frozenset(kind for kind in given.replace("，", ",").replace("、", ",").split(",") if kind)
    unknown = kinds - set(ADJUSTMENT_KINDS)
    if unknown:
        raise UserError("usage", cause=f"没有这种调整类型：{'、'.join(sorted(unknown))}")
    return kinds


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain_text(value)


def as_json(evaluation: Evaluation, sheet: ScoreSheet) -> dict[str, Any]:
    """The contract of ``score --json``: decimal strings, rates as fractions in full precision, null where none."""
    declared = evaluation.declared
    return {
        "profile": sheet.profile.id,
        "levels": [
            {
                "level1": level.name,
                "standard": _text(level.standard),
                "score": _text(level.score),
                "computed_score": _text(level.computed_score),
            }
            for level in sheet.levels
        ],
        "total": _text(sheet.total),
        "grade": sheet.grade or None,
        "computed_total": _text(sheet.computed_total),
        "computed_grade": sheet.computed_grade or None,
        "no_total": sheet.why_no_total or None,
        "declared": None
        if declared is None
        else {
            "levels": {name: _text(score) for name, score in declared.levels.items()},
            "total": _text(declared.total),
            "grade": declared.grade or None,
        },
        "indicators": [_row(row, sheet) for row in sheet.rows],
    }


def _row(row: ScoredRow, sheet: ScoreSheet) -> dict[str, Any]:
    from xladdin.model.indicator import shown_unit
    from xladdin.rules.reading.actual_value import why_unread
    from xladdin.rules.words import UNREAD

    indicator = row.indicator
    adjustment = indicator.adjustment
    return {
        "key": indicator.key,
        "level1": indicator.level1,
        "level2": indicator.level2,
        "level3": indicator.level3,
        "target": indicator.target,
        "actual": indicator.actual,
        "completion_rate": _text(row.completion_rate),
        "deviation_rate": _text(row.deviation_rate),
        "value": _text(row.terms.number),
        "unit": shown_unit(indicator) or None,
        "conversions": list(row.conversions),
        "unread": why_unread(row.actual, row.target) or None if row.terms.actual == UNREAD else None,
        "weight": _text(indicator.weight),
        "computed_score": _text(row.computed_score),
        "score": _text(row.score),
        "declared_score": _text(indicator.declared_score),
        "adjustment": None
        if adjustment is None
        else {
            "kind": adjustment.kind,
            "keep": _text(adjustment.keep),
            "reason": adjustment.reason,
            "basis": adjustment.basis,
            "evidence": adjustment.evidence,
            "approved_by": adjustment.approved_by,
        },
        "explanation": row.explanation(sheet.profile),
    }
