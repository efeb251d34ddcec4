"""Reads locked submissions: exactly as working books are read, in exactly the shape that our writer gives them."""

from __future__ import annotations

from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.guard.submission import check_submission
from xladdin.forms.package.parts.sheetxml import sheet_of
from xladdin.forms.read.package_grid import LazyCells, PackageGrid


class SealedGrid(PackageGrid):
    """``Grid`` over a submission. Raises ``UserError`` submission-shape for one that was changed in any part of its shape:
    parts, links, formulas."""

    def __init__(self, archive: Archive) -> None:
        check_submission(archive)
        super().__init__(archive)

    def sheet(self, name: str) -> LazyCells:
        if name not in self._sheets:
            cells = super().sheet(name)
            content = sheet_of(self.archive, self._parts[name]).content
            if b"<f>" in content or b"<f " in content or b"<f/" in content:
                raise UserError("submission-shape", file=self.file, sheet=name, found="工作表里有公式")
            return cells
        return self._sheets[name]
