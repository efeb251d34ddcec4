"""Opens a file as an Evaluation, whatever it is: PROJECT.json, a working book, a locked submission."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xladdin.model import project_json
from xladdin.model.evaluation import Evaluation
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile

if TYPE_CHECKING:
    from xladdin.forms.package.archive import Archive
    from xladdin.forms.read.package_grid import PackageGrid
    from xladdin.forms.read.reader import ReadBook


class Opened(NamedTuple):
    """``book`` and its ``grid`` are None for a PROJECT.json; ``sealed`` says that the file is a locked submission."""

    evaluation: Evaluation
    book: ReadBook | None = None
    sealed: bool = False
    file: str = ""
    grid: PackageGrid | None = None

    def profile(self, wanted: str | None = None) -> Profile:
        """The profile asked for, else the file's own, else the general one."""
        digest = self.book.profile_digest if self.book is not None else ""
        if not wanted:
            return profiles.of_file(self.evaluation.profile, self.file, digest)
        profile = profiles.find(wanted)
        if profile.id == self.evaluation.profile:
            profiles.refuse_other(profile, self.file, digest)
        return profile


def open_file(path: Path) -> Opened:
    """Read ``path``. Raises UserError for everything that cannot be read."""
    if path.suffix.lower() == ".json":
        return Opened(project_json.load(path), file=path.name)
    from xladdin.forms.package.archive import Archive  # imported late: a PROJECT.json needs none of this

    return open_archive(Archive.read(path, allow_open=True), path.name, alone=True)


def open_archive(archive: Archive, file: str, *, alone: bool = False) -> Opened:
    """The same for a workbook's package that is at hand: a working book or a submission.

    alone  others are not to follow: a submission's layout is not learned for them, which takes as long as reading it
    """
    from xladdin.forms.package.parts.customprops import custom_properties
    from xladdin.forms.read.addin_links import refuse_foreign_links
    from xladdin.forms.read.reader import read
    from xladdin.forms.template_id import KIND, SUBMISSION

    if custom_properties(archive).get(KIND) == SUBMISSION:
        from xladdin.forms.read.sealed_grid import SealedGrid

        sealed = SealedGrid(archive)
        if alone:
            book = read(sealed)
        else:
            from xladdin.forms.read.known.direct import read_submission

            book = read_submission(sealed)
        return Opened(book.evaluation, book, sealed=True, file=file, grid=sealed)
    from xladdin.forms.read.package_grid import PackageGrid

    refuse_foreign_links(archive)
    grid = PackageGrid(archive)
    book = read(grid)
    return Opened(book.evaluation, book, sealed=book.summary, file=file, grid=grid)
