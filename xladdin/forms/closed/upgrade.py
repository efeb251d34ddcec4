"""Upgrade: what was filled into an older workbook, in a workbook of today's template."""

from __future__ import annotations

from typing import NamedTuple

from xladdin.errors import UserError
from xladdin.forms.build.workbook import build_again
from xladdin.forms.closed.made_for import made_for
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.customprops import custom_properties
from xladdin.forms.read.addin_links import refuse_foreign_links
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import ReadBook, read
from xladdin.forms.template_id import KIND, SUBMISSION, SUMMARY
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile


class Upgraded(NamedTuple):
    """``content`` of the new workbook, and the old one as it was read."""

    content: bytes
    book: ReadBook


def upgrade(archive: Archive, profile: Profile | None = None) -> Upgraded:
    """The new workbook. A working book of today's template is built anew all the same.

    profile  rules of the new workbook, by default those of the old one

    Raises UserError upgrade-sealed for a submission, and as reading and building do: what has no cell in the new
    template is refused, never dropped.
    """
    if custom_properties(archive).get(KIND) == SUBMISSION:
        raise UserError("upgrade-sealed", file=archive.name)
    if custom_properties(archive).get(KIND) == SUMMARY:
        raise UserError("summary-values", file=archive.name)
    refuse_foreign_links(archive)
    grid = PackageGrid(archive)
    book = read(grid)
    rows = book.rows[book.family.tables.actuals]
    content = build_again(
        book.evaluation,
        profile or profiles.of_file(book.profile, archive.name or "", book.profile_digest),
        blank=book.blank,
        rows=len(rows),
        added=book.added,
        made_for=made_for(grid, book),
    )
    return Upgraded(content, book)
