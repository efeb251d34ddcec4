"""The review of a workbook: its contents by the checks, and what its sheets show held against what its inputs give."""

from __future__ import annotations

from collections.abc import Sequence

from xladdin.checks.check import Check
from xladdin.checks.runner import CheckReport, run_checks
from xladdin.forms.closed.state_notes import state_notes
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import ReadBook
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile


def review(
    grid: PackageGrid,
    book: ReadBook,
    profile: Profile | None = None,
    *,
    sealed: bool = False,
    checks: Sequence[Check] | None = None,
    content: str = "",
) -> CheckReport:
    """Check the workbook ``book``, which was read from ``grid``.

    profile  rules to check by, the workbook's own by default; what it shows is always held against its own
    Raises UserError where the workbook's own are unknown or have another content.
    sealed   it is a submission
    checks   all of the registry by default
    content  digest of a submission's content, where it is known
    """
    own = (
        profile
        if profile is not None and profile.id == book.profile
        else profiles.of_file(book.profile, grid.file, book.profile_digest)
    )
    notes = (*book.notes, *state_notes(grid, book, own, sealed=sealed or book.summary, content=content))
    return run_checks(
        book.evaluation,
        profile or own,
        places=book.places,
        notes=notes,
        issued=not book.blank,
        added=book.added,
        checks=checks,
    )
