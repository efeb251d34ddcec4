"""Exports a filled workbook as the locked submission (报送件).

Refused while the tables contradict themselves (findings of severity 错误); warnings without a reason are listed. The
file is built from the model, values only, so nothing of the user's workbook but the model gets in.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xladdin.checks.finding import Finding
from xladdin.errors import UserError
from xladdin.forms.closed.review import review
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.customprops import custom_properties
from xladdin.forms.read.addin_links import refuse_foreign_links
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import ReadBook, read
from xladdin.forms.template_id import KIND, SUBMISSION
from xladdin.model.evaluation import Evaluation
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile
from xladdin.rules.score_sheet import ScoreSheet, score_sheet
from xladdin.submission.left_behind import left_behind
from xladdin.submission.seal.make import sealed
from xladdin.submission.signing import PLAIN, Signing
from xladdin.submission.store import previous_digest, store


@dataclass(frozen=True)
class Exported:
    """A written submission.

    digest    content digest, 64 hex digits
    warnings  findings of severity 警告 that no reason answers
    left      Chinese lines: what was not taken along
    signed    with the unit's key
    """

    path: Path
    evaluation: Evaluation
    sheet: ScoreSheet
    digest: str
    warnings: tuple[Finding, ...]
    left: tuple[str, ...]
    signed: bool


class ExportRefusedError(Exception):
    """The tables contradict themselves: ``errors`` are the findings of severity 错误."""

    def __init__(self, file: str, errors: tuple[Finding, ...]) -> None:
        super().__init__(f"{file}: {len(errors)} errors")
        self.file = file
        self.errors = errors


def export(source: Path, folder: Path, profile: Profile | None = None, signing: Signing = PLAIN) -> Exported:
    """Write the submission of the workbook ``source`` into ``folder`` (made when missing).

    profile  the workbook's own by default
    signing  keys and password, none by default
    Raises ExportRefusedError; UserError for files that cannot be read or written, and where a submission of the same
    name but other content lies in the folder already.
    """
    return export_book(Archive.read(source), folder, profile, signing)


def export_book(archive: Archive, folder: Path, profile: Profile | None = None, signing: Signing = PLAIN) -> Exported:
    """The same for a workbook in memory, such as one that is open in Excel; ``archive.name`` stands for its file."""
    if custom_properties(archive).get(KIND) == SUBMISSION:
        raise UserError("export-sealed", file=archive.name)
    refuse_foreign_links(archive)
    grid = PackageGrid(archive)
    book = read(grid)
    if book.evaluation.year == 0 or not book.evaluation.indicators:
        raise UserError("export-empty", file=archive.name)
    profile = profile or profiles.of_file(book.profile, archive.name or "", book.profile_digest)
    warnings = _review(grid, book, profile)
    sheet = score_sheet(book.evaluation, profile)
    if sheet.total is None:
        raise UserError("export-no-total", file=archive.name, why=sheet.why_no_total.rstrip("。"))
    submission, digest = sealed(
        book.evaluation,
        profile,
        previous=previous_digest(book.evaluation, folder),
        key=signing.key,
        certificate=signing.certificate,
        when=signing.when,
    )
    return Exported(
        path=store(submission, book.evaluation, folder, signing),
        evaluation=book.evaluation,
        sheet=sheet,
        digest=digest,
        warnings=warnings,
        left=tuple(left_behind(archive, book.family)),
        signed=signing.key is not None,
    )


def _review(grid: PackageGrid, book: ReadBook, profile: Profile) -> tuple[Finding, ...]:
    report = review(grid, book, profile)
    if report.errors:
        raise ExportRefusedError(grid.file, report.errors)
    return report.warnings
