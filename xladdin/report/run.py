"""Files → report: opens workbooks, submissions and PROJECT.json, composes, writes, compares."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xladdin.errors import UserError
from xladdin.forms.read.open_file import Opened, open_file
from xladdin.report.blocks import Report
from xladdin.report.compose.outline import compose
from xladdin.report.compose.project import Source
from xladdin.report.public import for_the_public
from xladdin.report.verify import Difference, differences, open_report


def composed(files: Sequence[Path], profile: str | None = None, *, public: bool = False) -> Report:
    """The report of the files, in their order. Raises UserError for a file that cannot be read."""
    return compose([source(open_file(path), profile, public=public) for path in files])


def source(opened: Opened, profile: str | None = None, *, public: bool = False) -> Source:
    """A file that was read, as the report takes it. Raises UserError for one without a single indicator."""
    if not opened.evaluation.indicators:
        raise UserError("report-empty", file=opened.file)
    evaluation = for_the_public(opened.evaluation) if public else opened.evaluation
    return Source(evaluation, opened.profile(profile), opened.file)


def verified(report: Path, files: Sequence[Path], profile: str | None = None) -> list[Difference]:
    """What differs since; a report made for the public is compared with what the public may read."""
    archive, claims = open_report(report, report.name)
    return differences(archive, claims, composed(files, profile, public=claims.public))
